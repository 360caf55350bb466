package api

// A Payload is a payload that was read, as the graph of its call.
type Payload struct {
	Doc      *Document
	Version  Version
	Envelope *Node // nil where the objects stand alone
	Flow     *Node // nil where there is none that is a list
	Vertices []Vertex
	Strays   []Stray // elements of the flow that are no objects
	Mixed    bool    // it has branches as both versions write them
	Asked    bool    // the version was asked for, and not found out
}

// A Stray is an element of the flow that is no object.
type Stray struct {
	Index int // in the flow
	Node  *Node
}

// A Vertex is an object of a payload that was read.
type Vertex struct {
	Node   *Node
	Index  int    // in the flow
	Type   string // keypad, as one page writes it, is digits; "" without one
	ID     string // as IDOf
	HasID  bool
	Twice  bool   // an object before it has the same id
	Branch *Node  // the object that holds its branches, or nil
	Edges  []Edge // where it leads
}

// An Edge leads from an object to another.
type Edge struct {
	Key  string // of the branch, or NextStep
	Node *Node  // the id as written
	To   int    // index of a vertex, Nowhere or NoID
}

// NextStep is the key of the edge that is no branch. No branch has this key:
// it is no UTF-8, and texts that are read are.
const NextStep = "\xff"

// Edges that lead to no vertex.
const (
	Nowhere = -1 // no object has the id
	NoID    = -2 // it is no id
)

// IDOf returns the id that a value is: "0" and 0 are the same.
func IDOf(n *Node) (id string, ok bool) {
	if n == nil || n.Kind != TextNode && n.Kind != NumberNode {
		return "", false
	}
	return n.Text, true
}

// Read finds the graph in a document. A version of 0 is found out: v1 holds
// the branches of an object in next_step, v2 in flow.
func Read(doc *Document, version Version) *Payload {
	p := &Payload{Doc: doc, Version: version, Asked: version != 0}
	root := &doc.Root
	switch flow := root.Get("flow"); {
	case root.Kind == ListNode:
		p.Flow = root
	case root.Kind != MapNode:
	case root.Get("type") != nil && (flow == nil || flow.Kind != ListNode):
		// One object of a flow, as the pages show them.
		p.Flow = &Node{Kind: ListNode, Start: root.Start, End: root.End, Kids: []Node{*root}}
	default:
		p.Envelope = root
		if flow != nil && flow.Kind == ListNode {
			p.Flow = flow
		}
	}
	p.tell()
	if p.Flow == nil {
		return p
	}
	p.Vertices = make([]Vertex, 0, len(p.Flow.Kids))
	ids := make(map[string]int, len(p.Flow.Kids))
	for i := range p.Flow.Kids {
		node := &p.Flow.Kids[i]
		if node.Kind != MapNode {
			p.Strays = append(p.Strays, Stray{i, node})
			continue
		}
		v := Vertex{Node: node, Index: i}
		if t := node.Get("type"); t != nil && t.Kind == TextNode {
			if v.Type = t.Text; v.Type == "keypad" {
				v.Type = Digits.Name
			}
		}
		if v.ID, v.HasID = IDOf(node.Get("id")); v.HasID {
			if _, v.Twice = ids[v.ID]; !v.Twice {
				ids[v.ID] = len(p.Vertices)
			}
		}
		p.Vertices = append(p.Vertices, v)
	}
	total := 0
	for i := range p.Vertices {
		total += p.Vertices[i].branches(p.Version)
	}
	edges := make([]Edge, 0, total)
	for i := range p.Vertices {
		start := len(edges)
		edges = p.Vertices[i].edges(edges, ids)
		p.Vertices[i].Edges = edges[start:len(edges):len(edges)]
	}
	return p
}

// tell finds out which version a payload is for.
func (p *Payload) tell() {
	v1, v2 := 0, 0
	if p.Flow != nil {
		for i := range p.Flow.Kids {
			kid := &p.Flow.Kids[i]
			if n := kid.Get(V1.BranchKey()); n != nil && n.Kind == MapNode {
				v1++
			}
			if n := kid.Get(V2.BranchKey()); n != nil && n.Kind == MapNode {
				v2++
			}
		}
	}
	p.Mixed = v1 > 0 && v2 > 0
	e := p.Envelope
	switch {
	case p.Version != 0:
		p.Mixed = p.Version == V1 && v2 > 0 || p.Version == V2 && v1 > 0
	case v1 > v2:
		p.Version = V1
	case v2 > 0, e.Get("cloud_sid") != nil, e.Get("publish") != nil, e.Get("auth_token") == nil:
		p.Version = V2
	default:
		p.Version = V1 // an envelope of v2 has a cloud_sid
	}
}

// branches finds the branches of an object, and returns how many edges it has at
// most. Where both keys hold branches, those of the version count.
func (v *Vertex) branches(version Version) int {
	next, flow := v.Node.Get("next_step"), v.Node.Get("flow")
	isMap := func(n *Node) bool { return n != nil && n.Kind == MapNode }
	switch {
	case isMap(next) && (version == V1 || !isMap(flow)):
		v.Branch = next
	case isMap(flow):
		v.Branch = flow
	default:
		return 1
	}
	return 1 + len(v.Branch.Kids)
}

// edges appends where an object leads.
func (v *Vertex) edges(list []Edge, ids map[string]int) []Edge {
	enter := func(key string, n *Node) {
		to := NoID
		if id, ok := IDOf(n); ok {
			to = Nowhere
			if i, found := ids[id]; found {
				to = i
			}
		}
		list = append(list, Edge{key, n, to})
	}
	if next := v.Node.Get("next_step"); next != nil {
		if _, ok := IDOf(next); ok {
			enter(NextStep, next)
		}
	}
	if v.Branch != nil {
		for kid := range Last(v.Branch) {
			enter(kid.Key, kid)
		}
	}
	return list
}

// Members calls f for the members of an object that are neither an edge, nor
// its id, nor a null or {} where an edge could be; of members that are there twice,
// the last.
func (v *Vertex) Members(f func(n *Node)) {
	v.All(func(n *Node) {
		if !v.Leads(n) {
			f(n)
		}
	})
}

// All calls f for all members of an object but its id; of members that are
// there twice, for the last.
func (v *Vertex) All(f func(n *Node)) {
	for kid := range Last(v.Node) {
		if kid.Key != "id" {
			f(kid)
		}
	}
}

// Leads reports whether a member says where the call goes, or that it ends.
func (v *Vertex) Leads(n *Node) bool {
	_, id := IDOf(n)
	nothing := n.Kind == NullNode || n.Kind == MapNode && len(n.Kids) == 0
	switch n.Key {
	case "next_step":
		return id || nothing || n == v.Branch
	case "flow":
		return nothing || n == v.Branch
	}
	return false
}

// Branches returns how many branches the objects of the payload have.
func (p *Payload) Branches() (n int) {
	for i := range p.Vertices {
		for _, e := range p.Vertices[i].Edges {
			if e.Key != NextStep {
				n++
			}
		}
	}
	return n
}
