// Package review writes what a change of calls does to their callers, for people
// and for programs. It neither finds the changes nor reads a file.
package review

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/changes"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A State says what became of a call.
type State string

// What becomes of calls.
const (
	Same    State = "same"
	Changed State = "changed"
	Added   State = "added"
	Removed State = "removed"
	Failed  State = "failed" // one of its versions has no call: findings say why
)

// A Call is two versions of a call, or the only one.
type Call struct {
	Old, New string // the names of its files; "" where there is none
	Renamed  bool
	Used     bool // its own text is the same in both: it changes by what it uses
	State    State
	Steps    int // of the only version
	Changes  []changes.Change
}

// Name returns the name that people know the call by now.
func (c *Call) Name() string {
	if c.New != "" {
		return c.New
	}
	return c.Old
}

// A Review is what became of calls.
type Review struct {
	Calls  []Call
	FailOn []changes.Kind // what the job stops for, or nil for all
	Style  diag.Style
}

// A Format is a way to write a review. A new one is a function and a row here.
type Format struct {
	Name  string
	Write func(r *Review) string
}

// Formats lists the formats; the first is the one that is used unasked.
var Formats = []Format{
	{"text", (*Review).Text},
	{"json", (*Review).JSON},
	{"markdown", (*Review).Markdown},
	{"html", (*Review).HTML},
	{"github", (*Review).GitHub},
}

// FormatNames returns the names of the formats.
func FormatNames() (names []string) {
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return names
}

// Hide hides the secrets of the run in all that the review says, and what would
// act on who reads it instead of being shown. It is called once, when all calls
// have been read.
func (r *Review) Hide() {
	shown := func(text string) string { return diag.Visible(r.Style.Secrets.Message(text)) }
	for n := range r.Calls {
		c := &r.Calls[n]
		for _, name := range []*string{&c.Old, &c.New} {
			if *name != "" {
				*name = shown(r.Style.Name(source.NewFile(*name, "")))
			}
		}
		for i := range c.Changes {
			change := &c.Changes[i]
			change.Words = shown(change.Words)
			change.Way, change.Also = slices.Clone(change.Way), slices.Clone(change.Also)
			for _, list := range [][]string{change.Way, change.Also} {
				for k := range list {
					list[k] = shown(list[k])
				}
			}
		}
	}
}

// plural returns the name of a kind as it is counted and asked for.
func plural(k changes.Kind) string {
	switch k {
	case changes.Reach, changes.Raw, changes.Steps:
		return string(k)
	}
	return string(k) + "s"
}

// KindNames returns what kinds are called.
func KindNames() (names []string) {
	for _, k := range changes.Kinds {
		names = append(names, plural(k))
	}
	return names
}

// KindNamed returns the kind of a name, in the singular or the plural.
func KindNamed(name string) (changes.Kind, bool) {
	for _, k := range changes.Kinds {
		if name == string(k) || name == plural(k) {
			return k, true
		}
	}
	return "", false
}

// stops reports whether the job stops for a change.
func (r *Review) stops(c *changes.Change) bool {
	return r.FailOn == nil || slices.ContainsFunc(r.FailOn, func(k changes.Kind) bool { return k == c.Kind || slices.Contains(c.Kinds, k) })
}

// Stops reports whether the job stops: for a change of a kind that was asked
// for, and for a call that was added or removed, which has all kinds.
func (r *Review) Stops() bool {
	for i := range r.Calls {
		c := &r.Calls[i]
		if c.State == Added || c.State == Removed {
			return true
		}
		for k := range c.Changes {
			if r.stops(&c.Changes[k]) {
				return true
			}
		}
	}
	return false
}

// A tally counts what became of calls.
type tally struct {
	of    map[changes.Kind]int
	calls map[State]int
	all   int // changes
}

func (r *Review) tally() tally {
	t := tally{of: map[changes.Kind]int{}, calls: map[State]int{}}
	for i := range r.Calls {
		t.calls[r.Calls[i].State]++
		for _, c := range r.Calls[i].Changes {
			t.of[c.Kind]++
			t.all++
		}
	}
	return t
}

// byKind counts changes by their kinds.
func (t tally) byKind() string {
	var parts []string
	for _, k := range changes.Kinds {
		if n := t.of[k]; n > 0 {
			parts = append(parts, fmt.Sprintf("%s %d", plural(k), n))
		}
	}
	return strings.Join(parts, ", ")
}

// Summary says in a line what became of the calls.
func (r *Review) Summary() string {
	t := r.tally()
	var parts []string
	if t.all > 0 {
		where := ""
		if len(r.Calls) > 1 {
			where = " in " + counted(t.calls[Changed], "call", "calls")
		}
		parts = append(parts, counted(t.all, "change", "changes")+where+": "+t.byKind())
	}
	if n := t.calls[Added]; n > 0 {
		parts = append(parts, counted(n, "new call", "new calls"))
	}
	if n := t.calls[Removed]; n > 0 {
		parts = append(parts, counted(n, "call removed", "calls removed"))
	}
	switch n := t.calls[Same]; {
	case n == 1 && len(r.Calls) == 1:
		parts = append(parts, "same call")
	case n > 0 && len(parts) == 0:
		parts = append(parts, fmt.Sprintf("same call: all %d", n))
	case n > 0:
		parts = append(parts, counted(n, "same call", "same calls"))
	}
	if n := t.calls[Failed]; n > 0 {
		parts = append(parts, counted(n, "call", "calls")+" could not be compared")
	}
	if len(parts) == 0 {
		return "same call: nothing that makes a call changed"
	}
	return strings.Join(parts, "; ")
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// where returns the file and the line of a change as it is now, else as it was.
func (r *Review) where(c *changes.Change) string {
	if c.New.File != nil {
		return r.line(c.New)
	}
	return r.line(c.Old)
}

// line returns the file and the line of a place, or "" for nowhere.
func (r *Review) line(place source.Place) string {
	if place.File == nil {
		return ""
	}
	return fmt.Sprintf("%s:%d", diag.Visible(r.Style.Name(place.File)), place.File.Position(place.Start, source.Bytes).Line)
}

// way says how a caller gets to a change, or "" where nothing needs to be said.
func way(c *changes.Change) string {
	if c.Never {
		if c.Sign == '!' || c.Old.File == nil && c.New.File == nil {
			return ""
		}
		return "the call does not come there"
	}
	var words []string
	if c.Kind == changes.Prompt {
		words = append(words, "heard")
	}
	if c.Times > 1 {
		words = append(words, fmt.Sprintf("%d times, first", c.Times))
	}
	switch {
	case len(c.Way) > 0:
		words = append(words, "after: "+strings.Join(c.Way, ", "))
	case len(words) > 0:
		words = append(words, "by every caller")
	}
	return strings.Join(words, " ")
}

// fate says what became of a call that is not there in both versions, or that
// has another name now; or "".
func (c *Call) fate() string {
	switch {
	case c.State == Added:
		return "a new call of " + counted(c.Steps, "step", "steps")
	case c.State == Removed:
		return "a call of " + counted(c.Steps, "step", "steps") + " is gone"
	case c.State == Failed:
		return "could not be compared: a version of it has errors"
	case c.State != Changed:
		return ""
	}
	var parts []string
	if c.Renamed {
		parts = append(parts, "was "+c.Old)
	}
	if c.Used {
		parts = append(parts, "changes by what it uses")
	}
	return strings.Join(parts, "; ")
}

// sign is the sign of what became of a call.
func (c *Call) sign() byte {
	switch c.State {
	case Added:
		return '+'
	case Removed:
		return '-'
	case Failed:
		return '?'
	}
	return '~'
}

// clipped returns a text of at most some bytes, which ends with an ellipsis where
// it was longer.
func clipped(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most -= len(ellipsis); most > 0 && !utf8.RuneStart(text[most]); {
		most--
	}
	return text[:most] + ellipsis
}

const ellipsis = "…"
