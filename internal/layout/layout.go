// Package layout gives the boxes, lines and labels of a graph places in the
// plane: it draws in layers, from top to bottom, as Sugiyama, Tagawa and Toda
// described it. It knows nothing of calls, fonts or formats.
//
// The nodes of a graph stand in groups, which nest. Each group is laid out by
// itself, and is then a box in the group around it: a line that crosses its border
// does so at a port, above or below. Within a group
//
//   - lines that close a circle are turned (cycle.go),
//   - nodes get ranks, so that every line leads down (rank.go),
//   - a line that passes ranks gets a vertex in each of them, and so does its label
//     (chain.go); lines that go very far run beside the drawing instead, so that
//     there are never many more vertices than nodes and edges,
//   - the ranks are put in an order in which few lines cross (order.go),
//   - and the vertices get their places (across.go, down.go).
//
// Nothing overlaps because nothing can: boxes and labels stand beside each other
// in their ranks, and a line moves sideways only between two ranks, where neither
// boxes nor labels are. All is done in whole numbers, in the order of the graph, so
// that a drawing is the same on every machine.
package layout

// A Size is a width and a height.
type Size struct{ W, H int }

// A Point is a place: X grows to the right, Y downwards.
type Point struct{ X, Y int }

// A Rect is a box.
type Rect struct{ X, Y, W, H int }

// A Graph is what is drawn. Node 0 is where reading starts.
type Graph struct {
	Nodes  []Node
	Groups []Group
	Edges  []Edge
}

// A Node is a box with a text.
type Node struct {
	Size
	Group int // that it stands in; None
}

// None is the group of what stands in none.
const None = -1

// A Group is a box around nodes and other groups.
type Group struct {
	Parent  int // that it stands in, which comes before it; None
	Heading Size
	Aside   bool // reading does not come there: it stands below, and lines out of it lead up
}

// An Edge leads from one node to another, or to the same one.
type Edge struct {
	From, To int
	Label    Size // of nothing: the edge has none
}

// A Drawing says where everything is.
type Drawing struct {
	Size
	Nodes    []Rect // at least as large as they were asked for: one with lines to itself may be higher
	Groups   []Rect
	Headings []Rect // of the groups
	Lines    []Line // of the edges
}

// A Line is drawn for an edge, from where it starts to where it leads.
type Line struct {
	Parts [][]Point // a label stands between two of them, or beside a line that leads back to its node
	Label Rect
	Back  bool // it leads up, as the last line of a circle
}

// Between two points of a part, one above the other or beside each other, the line
// is straight. Between others it is a curve that starts and ends vertically and
// stays in the rectangle of both.

// The distances that are kept.
const (
	apart     = 28 // between two boxes
	lineApart = 14 // between two lines
	besides   = 20 // between a line and a box
	keyApart  = 10 // between two labels
	portApart = 16 // between two lines at the same box
	arrow     = 26 // below a rank, where a line ends in an arrow
	stem      = 16 // below a rank, where none does
	padding   = 16 // between a group and what stands in it
	loopOut   = 16 // how far a line to the same box goes away from it
	trackHigh = 8  // between two lines beside the drawing, and between ranks
)

// Lay returns a drawing of a graph.
func Lay(g *Graph) *Drawing {
	w := newWork(g)
	for i := len(w.levels) - 1; i >= 0; i-- {
		w.levels[i].lay(w)
	}
	return w.drawing()
}
