package changes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/lang/source"
)

// says adds what steps say that said something else before.
func (d *differ) says() {
	for x, y := range d.ab {
		if y == none || d.old.content[x] == d.new.content[y] {
			continue
		}
		if d.old.kinds[x] != d.new.kinds[y] {
			d.retyped(int32(x), y)
			continue
		}
		d.differs(int32(x), y)
	}
}

// retyped adds that a step does something else now.
func (d *differ) retyped(x, y int32) {
	kind := Steps
	if d.old.kind(x) == d.new.kind(y) {
		kind = d.new.kind(y)
	}
	e := &entry{Change: Change{Sign: '~', Kind: kind, Kinds: []Kind{d.old.kind(x), d.new.kind(y)}, Old: d.old.Step(int(x)), New: d.new.Step(int(y))}}
	e.Words = d.old.phrase(x) + " is replaced by " + d.new.phrase(y)
	e.group = group{kind: e.Kind, old: e.Old, new: e.New}
	d.add(e, x, y)
}

// differs adds in which keys a step differs: one entry, at the first of them.
func (d *differ) differs(x, y int32) {
	var keys []string
	was, is := map[string]*api.Node{}, map[string]*api.Node{}
	for _, n := range same.Fields(&d.old.Payload.Vertices[x]) {
		was[n.Key] = n
	}
	for _, n := range same.Fields(&d.new.Payload.Vertices[y]) {
		is[n.Key] = n
		if !same.Equal(was[n.Key], n) {
			keys = append(keys, n.Key)
		}
	}
	for _, n := range same.Fields(&d.old.Payload.Vertices[x]) {
		if is[n.Key] == nil {
			keys = append(keys, n.Key)
		}
	}
	e := &entry{Change: Change{Sign: '~', Kind: d.new.kind(y)}}
	e.Old, e.New = d.cause(int(x), int(y), keys[0])
	d.spoken(e, x, y)
	e.group = group{kind: e.Kind, old: e.Old, new: e.New}
	switch {
	case d.new.elsewhere(y, e.New):
		e.group.old = source.Place{}
	case d.old.elsewhere(x, e.Old):
		e.group.new = source.Place{}
	}
	var sentences []string
	if s := d.recorded(x, y, keys); s != "" {
		sentences, keys = []string{s}, nil
	}
	for _, key := range keys {
		if s := d.sentence(x, y, key, was[key], is[key]); !slices.Contains(sentences, s) {
			sentences = append(sentences, s)
		}
	}
	e.Words = strings.Join(sentences, "; ")
	d.add(e, x, y)
}

// recorded says that what was spoken is a recording now, or the other way round; ""
// where it is neither.
func (d *differ) recorded(x, y int32, keys []string) string {
	was, is := d.old.Text(int(x), "url"), d.new.Text(int(y), "url")
	if d.new.Kind(int(y)) != call.Plays || !slices.Contains(keys, "url") || was != "" && is != "" {
		return ""
	}
	before, now := d.old.phrase(x), d.new.phrase(y)
	says := d.new.Text(int(y), "text")
	switch {
	case is == "":
		return before + " is now spoken: " + now
	case says == "":
		return before + " is now the recording " + d.new.clipped(is)
	case says == d.old.Text(int(x), "text"):
		return before + " is now the recording " + d.new.clipped(is) + " of it"
	}
	return before + " is now the recording " + d.new.clipped(is) + ", which says " + now
}

// sentence says how a key of a step differs.
func (d *differ) sentence(x, y int32, key string, was, is *api.Node) string {
	kind := d.new.Kind(int(y))
	text := func(n *api.Node) bool { return n != nil && n.Kind == api.TextNode && n.Text != "" }
	switch {
	case kind == call.Plays && key == "text" && text(was) && text(is):
		a, b := apart(d.old.Shown(was.Text), d.new.Shown(is.Text))
		if a == b {
			return call.Quote(a) + " now says something else, which is not shown"
		}
		return call.Quote(a) + " now says " + call.Quote(b)
	case kind == call.Plays && key == "url" && text(was) && text(is):
		return fmt.Sprintf("the recording %s is now %s", d.old.clipped(was.Text), d.new.clipped(is.Text))
	case kind == call.Waits && key == "count":
		return fmt.Sprintf("waited for %s, now waits for %s", d.old.Digits(int(x)), d.new.Digits(int(y)))
	case kind == call.Waits && key == "variable" && text(was) && text(is):
		return fmt.Sprintf("what is keyed in was kept as %s, now as %s", d.old.clipped(was.Text), d.new.clipped(is.Text))
	case kind == call.Waits && key == "variable" && text(is):
		return "what is keyed in is now kept as " + d.new.clipped(is.Text)
	case kind == call.Waits && key == "variable" && text(was):
		return "what is keyed in is no longer kept as " + d.old.clipped(was.Text)
	case key == "caller_id" && text(is):
		return d.new.phrase(y) + " from " + d.new.clipped(is.Text) + d.old.notFrom(was)
	case key == "caller_id":
		return d.new.phrase(y) + " from no number of its own" + d.old.notFrom(was)
	case kind == call.Requests && key == "method", kind == call.Requests && key == "url", key == "number", kind == call.CallsBack:
		if a, b := d.old.phrase(x), d.new.phrase(y); a != b {
			return a + " is now: " + b
		}
	}
	a, b := d.old.shown(was), d.new.shown(is)
	if a == b {
		b = "another one"
	}
	return fmt.Sprintf("%s was %s, and is %s", key, a, b)
}

func (g *graph) notFrom(was *api.Node) string {
	switch {
	case was == nil:
		return ""
	case was.Kind == api.TextNode:
		return ", not from " + g.clipped(was.Text)
	}
	return ", not from " + g.shown(was)
}

// elsewhere reports whether a place is not in the statement of a step: several steps
// may take their values from there.
func (g *graph) elsewhere(i int32, at source.Place) bool {
	s := &g.Steps[i]
	return s.Stmt != nil && (at.File != s.In.File.Source || at.Start < s.Stmt.Span().Start || at.End > s.Stmt.Span().End)
}

// shown shows a value, or that there is none.
func (g *graph) shown(n *api.Node) string {
	if n == nil {
		return "nothing"
	}
	return api.Clip(g.Shown(string(n.AppendJSON(nil))), maxPhrase)
}

// cause returns where the value of a key of a step was changed: where it stands,
// or, where the same is written there as before, what it names and takes from
// elsewhere.
func (d *differ) cause(x, y int, key string) (old, new source.Place) {
	old, new = d.old.Field(x, key), d.new.Field(y, key)
	if d.old.Program == nil || d.new.Program == nil {
		return old, new
	}
	before, after := d.old.Says(x, key), d.new.Says(y, key)
	for n := range min(len(before), len(after)) {
		if before[n].Text() != after[n].Text() {
			return before[n], after[n]
		}
	}
	return old, new
}
