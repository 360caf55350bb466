// Package callscript tells a call to people who do not program: what it is for,
// and, scene after scene, what the caller hears and keys in, what happens behind
// it and where it leads. It makes a page of an analysis, and writes the page as
// Markdown or as HTML. It finds nothing wrong with a call.
//
// The page is told from the tree, so that attempts and steps of one's own stand
// there once (tell.go, leads.go). What values say, with what is filled in, is in
// text.go and values.go, what is told beside the scenes in summary.go. What can
// be reached is known from the graph of the call.
package callscript

// A Page is a call as a page.
type Page struct {
	Title     string
	About     []Block // what its author says that it is for
	Facts     []Block // settings, in words
	Scenes    []*Scene
	Dialogues []*Scene // steps of the author's own
	Endings   []Block
	Filled    []Block // what is not known before the call, or not the same in each
}

// A Scene is what stands under a label, or a step of the author's own.
type Scene struct {
	Number  string // 3 of a scene, B of a dialogue, B.1 of a scene in that
	Title   string
	Nested  bool // it is told in the middle of another
	Never   bool // no caller gets there
	From    []*Scene
	Blocks  []Block
	begun   bool // something was told of it
	steps   bool // it begins with something that happens, and no jump
	happens bool // something happens in it
	reached bool
	entered []entry
}

// An entry is a way into a scene.
type entry struct {
	from    *Scene
	reached bool // a caller gets to what leads here, as far as that is known
	empty   bool // nothing happens in the scene before it
}

// comes reports whether callers come this way.
func (e entry) comes() bool { return e.reached || e.empty && e.from.reached }

// A Block is a part of what is told.
type Block interface{ isBlock() }

type (
	// A Line is one thing that happens. Its Lead says what, in a word or two.
	Line struct {
		Lead  string
		Words Text
	}
	// A Speech is what the caller hears.
	Speech struct {
		Words     Text
		Recording Text // where it is, of one that is played
	}
	// A List is what can come of a thing.
	List struct{ Items []Item }
	// A Group is what is done together, as attempts.
	Group struct {
		Head   Text
		Blocks []Block
	}
	// A Note is a comment of the author, as paragraphs.
	Note struct {
		Parts []Part
		About bool // it says what the call is for
	}
	// Code is shown as it stands.
	Code struct{ Lines string }
	// A Heading begins a scene in the middle of another.
	Heading struct{ Scene *Scene }
)

// An Item is one outcome: its words, and what is told of it.
type Item struct {
	Words  Text
	Blocks []Block
}

// A Part is a paragraph of a comment, or an example in it.
type Part struct {
	Text string
	Code bool
}

func (*Line) isBlock()    {}
func (*Speech) isBlock()  {}
func (*List) isBlock()    {}
func (*Group) isBlock()   {}
func (*Note) isBlock()    {}
func (*Code) isBlock()    {}
func (*Heading) isBlock() {}

// Name returns what a scene is called.
func (s *Scene) Name() string { return s.Number + ". " + s.Title }
