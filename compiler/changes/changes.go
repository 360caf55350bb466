// Package changes says in words how a call differs from an older one: which
// callers hear or reach something else, and how they get there. What does not
// change the call is no change; whether there is any, compiler/same says.
package changes

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Kind says what a change is about.
type Kind string

// The kinds of changes.
const (
	Prompt   Kind = "prompt"   // what is said or played
	Key      Kind = "key"      // what can be keyed in, and where that leads
	Request  Kind = "request"  // what servers are asked, and what follows from it
	Number   Kind = "number"   // who is called or connected, and from which number
	Callback Kind = "callback" // when and by whom callers are called back
	Ending   Kind = "ending"   // where the call ends
	Reach    Kind = "reach"    // what callers can come to
	Setting  Kind = "setting"  // what stands beside the steps
	Raw      Kind = "raw"      // objects that the language has no word for
	Steps    Kind = "steps"    // several steps, or their order
)

// Kinds are all kinds, in the order in which they are told.
var Kinds = []Kind{Prompt, Key, Request, Number, Callback, Ending, Reach, Setting, Raw, Steps}

// A Change is something that callers hear or reach differently.
type Change struct {
	Sign  byte         // '~' changed, '+' added, '-' removed, '!' can no longer be reached, or can now
	Kind  Kind         // what it is about
	Kinds []Kind       // all that it touches: of several steps what each is, and what follows from it
	Old   source.Place // where it was written; without a file nowhere
	New   source.Place // where it is written; without a file nowhere
	Words string       // what has changed
	Also  []string     // what follows from it
	Way   []string     // the keys and outcomes on the shortest way there; none where the call comes there by itself
	Never bool         // the call does not come there
	Times int          // how often it is heard: in attempts and uses; at least 1
}

// Compare returns how a call differs from an older one, in the order of the call;
// nothing where they are the same call. Both have payloads.
func Compare(before, after *call.Call) []Change {
	difference := same.Compare(before.Payload, after.Payload)
	if difference == nil {
		return nil
	}
	d := newDiffer(before, after)
	d.settings()
	d.match()
	d.findMoves()
	d.says()
	d.parts()
	d.leads()
	d.reaches()
	d.menus()
	list := d.finish()
	if len(list) == 0 {
		// What is left is something that no caller hears, as an id that no object has.
		words := fmt.Sprintf("%s was %s, and is now %s", difference.B, before.Shown(difference.ValueA), after.Shown(difference.ValueB))
		list = []Change{{Sign: '~', Kind: Raw, Kinds: []Kind{Raw}, Words: words, Times: 1, Never: true}}
	}
	return list
}

// An entry is a change that is being made.
type entry struct {
	Change
	at    int // of which step of the new call, in the order of the call
	group group

	prompt lang.Stmt // the menu of which it tells what that says
	menu   lang.Stmt // the menu of which it tells where a key leads
	merged bool      // another one tells it
	others []string  // what the same edit does elsewhere
	said   map[string]bool
}

// A group is what one edit has changed in several places: copies of what is
// written once.
type group struct {
	kind     Kind
	old, new source.Place
	words    string
}

// add adds a change at a step of the new call, or, where there is none, of the
// old one.
func (d *differ) add(e *entry, x, y int32) *entry {
	e.Times = 1
	e.Kinds = append(e.Kinds, e.Kind)
	switch {
	case y != none:
		e.at = d.new.order[y]
		e.Way, e.Never = d.new.way(y)
	case x != none:
		e.Way, e.Never = d.old.way(x)
		e.at = d.near(x)
	}
	d.entries = append(d.entries, e)
	return e
}

// near returns where in the new call something of the old one would be.
func (d *differ) near(x int32) int {
	for at, n := x, 0; at != none && n < len(d.ab); n++ {
		if y := d.ab[at]; y != none {
			return d.new.order[y]
		}
		from, _ := d.old.ways.Before(int(at))
		at = int32(from)
	}
	return len(d.new.order)
}

// finish brings the entries in the order of the call, and makes one of those that
// one edit has made.
func (d *differ) finish() []Change {
	slices.SortStableFunc(d.entries, func(a, b *entry) int { return a.at - b.at })
	first := map[group]*entry{}
	var list []*entry
	for _, e := range d.entries {
		if e.merged {
			continue
		}
		g := e.group
		if d.old.Program == nil || d.new.Program == nil {
			g = group{kind: e.Kind, words: string(e.Sign) + e.Words} // of copies nobody can see the one place
		}
		if g.words == "" && g.old.File == nil && g.new.File == nil || first[g] == nil {
			first[g] = e
			list = append(list, e)
			continue
		}
		one := first[g]
		one.Times += e.Times
		one.Also = append(one.Also, e.Also...)
		one.Kinds = append(one.Kinds, e.Kinds...)
		if one.said == nil {
			one.said = map[string]bool{one.Words: true}
		}
		if !one.said[e.Words] {
			one.said[e.Words] = true
			one.others = append(one.others, e.Words)
		}
	}
	changes := make([]Change, len(list))
	for i, e := range list {
		slices.Sort(e.Kinds)
		e.Kinds = slices.Compact(e.Kinds)
		slices.Sort(e.Also)
		e.Also = append(told(e.others), slices.Compact(e.Also)...)
		changes[i] = e.Change
	}
	return changes
}

// told returns the first of several sentences, and how many more there are.
func told(list []string) []string {
	if len(list) > maxTold {
		list = append(list[:maxTold:maxTold], fmt.Sprintf("%d more like these", len(list)-maxTold))
	}
	return list
}

// listed lists words, of many the first ones.
func listed(words []string) string {
	if len(words) > maxListed {
		words = append(words[:maxTold:maxTold], fmt.Sprintf("%d more", len(words)-maxTold))
	}
	if len(words) == 1 {
		return words[0]
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}

// Of so many words all are told, of more so many.
const (
	maxListed = 6
	maxTold   = 3
)
