package decompile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// leads looks at where an object leads. Where both branches and a next_step say
// it, the branches do.
func (in *inspector) leads(u *unit) {
	if u.raw && in.lost(u.vertex) {
		u.own = true
		for _, e := range u.vertex.Edges {
			in.report(danglingID, kept, in.at(e.Node), noObject(e.Node), nameAnID)
		}
		return
	}
	v := u.vertex
	branching := v.Branch != nil && len(v.Branch.Kids) > 0
	known := u.typ != nil && u.typ.Branches
	next := in.edges(u)
	if branching {
		in.twice(v.Branch, u.remark)
	}
	in.astray(u)
	in.nextStep(u, next, branching)
	if branching && u.typ != nil && !known {
		u.raw = true
		in.report(mixedAPI, kept, in.at(v.Branch), fmt.Sprintf("a %s has no branches", u.typ.Name), "")
	}
	if n := v.Node.Get("next_step"); n != nil && n.Kind == api.NullNode {
		in.report(wrongType, odd, in.at(n), "next_step is an id, not null", "leave it out where the call ends")
	}
	u.branching = branching || known && !u.raw
	if branching && v.Branch.Key != "" && v.Branch.Key != in.payload.Version.BranchKey() {
		in.report(mixedAPI, kept, in.key(v.Branch), fmt.Sprintf("the API %s has its branches in %s", in.payload.Version, in.payload.Version.BranchKey()), "")
	}
	if o := step.OutcomesOf(u.typ); o != nil && o.Rest && slices.ContainsFunc(u.edges, func(e edge) bool { return e.key == step.Any }) {
		u.raw = true // else stands for its words there
	}
}

// lost reports whether all that a step leads to is missing, and will still be
// when the objects have numbers: then a raw object can keep it.
func (in *inspector) lost(v *api.Vertex) bool {
	for _, e := range v.Edges {
		id, _ := api.IDOf(e.Node)
		if n, err := strconv.Atoi(id); e.To != api.Nowhere || err == nil && 0 <= n && n < len(in.units) {
			return false
		}
	}
	return len(v.Edges) > 0
}

const nameAnID = "name the id of an object, or leave it out where the call ends"

func noObject(id *api.Node) string { return fmt.Sprintf("no object has the id %s", shown(id)) }

// edges enters the branches of an object that a script can say, and returns
// the edge that is none, or nil.
func (in *inspector) edges(u *unit) (next *api.Edge) {
	for i := range u.vertex.Edges {
		e := &u.vertex.Edges[i]
		if e.Key == api.NextStep {
			next = e
		} else if in.edge(u, e) {
			u.edges = append(u.edges, edge{e.Key, e.To})
		}
	}
	return next
}

// astray looks at what stands where an edge should, and is none.
func (in *inspector) astray(u *unit) {
	u.vertex.Members(func(n *api.Node) {
		if n.Key != "next_step" && n.Key != "flow" {
			return
		}
		u.raw = true
		message := fmt.Sprintf("%s does not say where the call goes", n.Key)
		if len(u.vertex.Edges) == 0 {
			u.own = true
			in.report(wrongType, kept, in.at(n), message, "")
			return
		}
		u.remark("the object has %q: %s", n.Key, shown(n))
		in.report(wrongType, lost, in.at(n), message, "")
	})
}

// nextStep looks at the edge that is no branch, which may be nil.
func (in *inspector) nextStep(u *unit, next *api.Edge, branching bool) {
	switch {
	case next == nil:
		return
	case branching:
		u.remark("the object has a next_step too: %s", shown(next.Node))
		in.report(mixedAPI, lost, in.at(next.Node), "the object has branches, and a next_step beside them", "remove one of the two")
	case in.edge(u, next):
		u.to = next.To
	}
	if u.typ == nil || !u.typ.Branches {
		return
	}
	u.raw = true
	if !branching {
		in.report(mixedAPI, kept, in.at(next.Node), fmt.Sprintf("a %s leads on by its branches, not by a next_step", u.typ.Name), "")
	}
}

// edge reports whether a script can say an edge.
func (in *inspector) edge(u *unit, e *api.Edge) bool {
	lose := func(code *diag.Code, what, message, help string) bool {
		u.remark("%s led to %s, %s", visible(e.Key), shown(e.Node), what)
		in.report(code, lost, in.at(e.Node), message, help)
		return false
	}
	o := step.OutcomesOf(u.typ)
	switch {
	case e.To == api.Nowhere:
		return lose(danglingID, "and no object has this id", noObject(e.Node), nameAnID)
	case e.To == api.NoID:
		return lose(wrongType, "which is no id", fmt.Sprintf("an id is a text or a number, not %s", e.Node.Kind), "")
	case e.Key == api.NextStep:
	case !speakable(e.Key):
		return lose(unknownField, "by a key that a script can't say", "a script can't say this key", "")
	case taken(u.vertex.Branch, e.Key):
		return lose(unknownField, "by a key that a script can't say beside the others", "a script can't say this key beside the others", "")
	case o != nil && len(o.Words) > 0 && o.Name(e.Key) == "":
		in.report(unknownField, kept, in.key(e.Node), fmt.Sprintf("%q is no outcome of %s", e.Key, o.Who), "its outcomes are "+strings.Join(o.Default, " and "))
	}
	return true
}

// taken reports whether a key is a word of the script for another key that the
// branches have too.
func taken(branches *api.Node, key string) bool {
	means := step.Anything.Means(key)
	return means != "" && means != key && branches.Get(means) != nil
}

// visible shows the key of an edge.
func visible(key string) string {
	switch {
	case key == api.NextStep:
		return "next_step"
	case lang.IsName(key), key == step.Any:
		return key
	}
	return shown(&api.Node{Kind: api.TextNode, Text: key})
}
