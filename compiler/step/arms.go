package step

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// DuplicateKey is the code of a key that stands twice, in scripts and payloads.
var DuplicateKey = diag.Register(diag.Code{
	Name: "duplicate-key", Area: diag.Flow, Title: "a key stands twice, perhaps by a range",
	Text: "Each key leads to one place. In a payload, most readers take the last of two keys.",
	Bad:  "call 4420\nsay \"What is it about?\"\ninput 1 { 1 -> next; 1..3 -> next; else -> end }\nconnect 5263",
	Good: "call 4420\nsay \"What is it about?\"\ninput 1 { 1..3 -> next; else -> end }\nconnect 5263",
})

// A Site is where branches stand, for those who read them.
type Site interface {
	Source() *source.File
	Text(*lang.Value) (string, bool) // what a text says there
	Report(*diag.Finding)
}

func report(s Site, code *diag.Code, at source.Span, help, format string, args ...any) *diag.Finding {
	f := code.At(source.Place{File: s.Source(), Span: at}, format, args...)
	f.Help = help
	s.Report(f)
	return f
}

// An Outcome is a key of the payload, and which of the targets or arms takes
// it.
type Outcome struct {
	Key   string
	At    source.Span // what is written: a target, or the key of an arm
	Index int         // of the target or the arm
}

// A Reader reads branches. A script has many, and few outcomes each: so what it
// returns is good until it reads the next.
type Reader struct {
	list  []Outcome
	spans []source.Span
	arms  arms
}

// Targets returns the outcomes of targets by position, and reports what is
// wrong with their number. They are not all there where ok is false.
func (r *Reader) Targets(o *Outcomes, b *lang.Branches, site Site) (list []Outcome, ok bool) {
	list = r.list[:0]
	keys := o.byPosition(len(b.Targets))
	if keys == nil {
		at := source.Span{Start: b.Targets[0].Start, End: b.Targets[len(b.Targets)-1].Span().End}
		usage := o.Usage
		if len(b.Targets) == 1 && len(o.Default) == 2 {
			usage = "-> " + b.Targets[0].Text + "/LABEL, with where it goes if that fails"
		}
		report(site, lang.BadBranches, at, "write "+usage, "%s has %s, not %d", o.Who, o.Needs, len(b.Targets))
		keys = o.Default
	}
	for i := range min(len(keys), len(b.Targets)) {
		list = append(list, Outcome{Key: keys[i], At: b.Targets[i].Span(), Index: i})
	}
	r.list = list
	return list, len(list) == len(b.Targets) && len(list) >= len(o.Default)
}

// An arms reads a block of arms.
type arms struct {
	*Outcomes
	Site
	written   map[string]int // where in the list a key is; nil while that is short
	list      []Outcome
	spans     []source.Span // of the keys of the list
	at        int           // the index of the arm that is read
	otherwise *lang.Key     // the else
	closed    bool          // something stands behind the else
	ok        bool
}

// Arms returns the outcomes of a block of arms, in source order, those of the
// else last, and reports what is wrong with its keys. They may not be all, or
// not those that were meant, where ok is false.
func (r *Reader) Arms(o *Outcomes, block *lang.Arms, site Site) (list []Outcome, ok bool) {
	a := &r.arms
	*a = arms{Outcomes: o, Site: site, ok: len(block.Bad) == 0, list: r.list[:0], spans: r.spans[:0]}
	if o.Spoken && len(block.Arms) == 0 && a.ok && block.End > block.Start { // else it is not closed
		report(a, lang.BadBranches, block.Span(), `write an arm for each key: 1 "for apples" -> apples`, "a menu needs an arm")
		return nil, false
	}
	var otherwise *lang.Arm
	otherwiseAt := 0
	for n, arm := range block.Arms {
		a.at = n
		if arm.Text != nil && !o.Spoken {
			report(a, lang.BadBranches, arm.Text.Span(), "only the arms of a menu have a text", "an arm of %s says nothing", o.Who)
		}
		if o.Single && (len(arm.Keys) > 1 || arm.Keys[0].To != nil) {
			at := source.Span{Start: arm.Keys[0].From.Start, End: arm.Keys[len(arm.Keys)-1].Span().End}
			report(a, lang.BadBranches, at, "write an arm for each key", "an arm of %s has one key", o.Who)
			a.ok = false
			continue
		}
		for i := range arm.Keys {
			if k := &arm.Keys[i]; k.From.Kind == lang.NameRef && k.From.Raw == elseWord {
				otherwise, otherwiseAt = arm, n
				a.otherwiseIs(k, arm)
			} else {
				a.behind(k)
				a.key(k, arm)
			}
		}
	}
	if otherwise != nil {
		a.at = otherwiseAt
		a.rest(otherwise)
	}
	r.list, r.spans = a.list, a.spans
	return a.list, a.ok
}

// otherwiseIs enters the else.
func (a *arms) otherwiseIs(k *lang.Key, arm *lang.Arm) {
	if a.otherwise != nil {
		a.twice(elseWord, k.Span(), a.otherwise.Span())
		return
	}
	a.otherwise = k
	if arm.Text != nil && a.Spoken {
		report(a, lang.BadBranches, arm.Text.Span(), "remove the text", "else has no key that could be spoken")
	}
}

// behind reports the first key that stands behind the else.
func (a *arms) behind(k *lang.Key) {
	if a.otherwise == nil || a.closed {
		return
	}
	a.closed = true
	report(a, lang.BadBranches, k.Span(), "else comes last: it is for what no other arm takes", "an arm stands behind else").
		Relate(a.place(a.otherwise.Span()), "else stands here")
}

func (a *arms) place(at source.Span) source.Place { return source.Place{File: a.Source(), Span: at} }

// rest enters the keys that the else stands for.
func (a *arms) rest(arm *lang.Arm) {
	at, left := a.otherwise.Span(), false
	if arm.Target != nil {
		at = arm.Target.Span()
	}
	for _, key := range a.Outcomes.rest() {
		if a.find(key) < 0 {
			left = true
			a.list = append(a.list, Outcome{Key: key, At: at, Index: a.at})
		}
	}
	if !left && a.Rest && !a.closed {
		report(a, lang.BadBranches, a.otherwise.Span(), "remove it: all outcomes are written", "nothing is left for else")
	}
}

// enter enters one key of an arm. It reports whether the key is new.
func (a *arms) enter(key, shown string, k *lang.Key, arm *lang.Arm) bool {
	if first := a.find(key); first >= 0 {
		if !a.closed {
			a.twice(shown, k.Span(), a.spans[first])
		}
		return false
	}
	at := k.Span()
	if arm.Target != nil {
		at = arm.Target.Span()
	}
	if a.written != nil {
		a.written[key] = len(a.list)
	}
	a.list, a.spans = append(a.list, Outcome{Key: key, At: at, Index: a.at}), append(a.spans, k.Span())
	return true
}

// few is up to how many keys are looked through one by one.
const few = 16

// find returns where in the list a key is, or -1.
func (a *arms) find(key string) int {
	if a.written == nil && len(a.list) > few {
		a.written = make(map[string]int, 2*len(a.list))
		for i := range a.list {
			a.written[a.list[i].Key] = i
		}
	}
	if a.written != nil {
		if i, there := a.written[key]; there {
			return i
		}
		return -1
	}
	return slices.IndexFunc(a.list, func(o Outcome) bool { return o.Key == key })
}

func (a *arms) twice(key string, at, first source.Span) {
	report(a, DuplicateKey, at, "each key leads to one place: remove one of the two", "the key %s is there twice", key).
		Relate(a.place(first), "first written here")
}

// wrong reports a key that can't stand where it does.
func (a *arms) wrong(k *lang.Key, help, format string, args ...any) {
	a.ok = false
	if !a.closed {
		report(a, lang.BadBranches, k.Span(), help, format, args...)
	}
}

func (a *arms) noOutcome(k *lang.Key, help string) {
	if known := lang.Outcome(strings.Trim(k.From.Raw, `"`)); known != "" && (known == "else" || slices.Contains(a.names(), known) || a.Telephone && len(known) == 1) {
		help = "write " + known + "; " + a.help()
	}
	a.wrong(k, help, "%s is no outcome of %s", strings.ReplaceAll(k.From.Raw, `"`, ""), a.Who)
}

// help says which outcomes there are.
func (a *arms) help() string {
	if a.Telephone {
		return "its arms are keys of the telephone (1, 2 or 4..6 or #) and else"
	}
	return "its outcomes are " + strings.Join(a.names(), ", ")
}

const noRange = "a range has keys of the telephone at both ends"

// key enters a key that is not else.
func (a *arms) key(k *lang.Key, arm *lang.Arm) {
	switch k.From.Kind {
	case lang.NameRef:
		a.named(k, arm)
	case lang.TextLit:
		a.quoted(k, arm)
	case lang.NumberLit, lang.HashLit:
		a.digits(k, arm)
	default:
		a.ok = false // it did not parse
	}
}

func (a *arms) named(k *lang.Key, arm *lang.Arm) {
	name := k.From.Raw
	switch key := a.word(name); {
	case key == "":
		names, help := a.names(), a.help()
		switch near := lang.Nearest(name, names); {
		case slices.Contains(names, "ok") && (name == "success" || lang.Nearest(name, []string{"success"}) != ""):
			help = "write ok; " + help
		case near != "":
			help = fmt.Sprintf("did you mean %s? %s", near, help)
		}
		a.noOutcome(k, help)
	case k.To != nil:
		a.wrong(k, "write 4..6", noRange)
	default:
		a.enter(key, name, k, arm)
	}
}

func (a *arms) quoted(k *lang.Key, arm *lang.Arm) {
	_, plain := k.From.Plain()
	text, ok := a.Text(&k.From)
	const help = "write else; it comes last"
	switch {
	case !a.Quoted:
		help := a.help()
		if bare := strings.Trim(k.From.Raw, `"`); a.Telephone && bare != "" && strings.Trim(bare, "0123456789#") == "" {
			help = "write " + bare + ", without quotes"
		}
		a.noOutcome(k, help)
	case k.To != nil:
		a.wrong(k, "write 4..6", noRange)
	case !ok:
		a.ok = false
	case text == Any && plain:
		a.ok = false
		f := report(a, lang.StarKey, k.Span(), help, `"*" is the API's key for any input, which is else here`)
		f.Mend("write else", diag.Edit{Place: f.Place, NewText: "else"})
	case text == Any:
		a.ok = false
		report(a, lang.StarKey, k.Span(), help, `this key says "*", the API's key for any input`)
	case plain:
		a.enter(text, strings.Trim(k.From.Raw, `"`), k, arm)
	default:
		a.enter(text, text, k, arm)
	}
}

func (a *arms) digits(k *lang.Key, arm *lang.Arm) {
	from, to := k.From.Raw, ""
	if k.To != nil {
		to = k.To.Raw
	}
	switch {
	case !a.Telephone:
		a.noOutcome(k, a.help())
	case strings.HasPrefix(from, "+") || strings.HasPrefix(to, "+"):
		a.wrong(k, a.help(), "a telephone has no key +")
	case a.Single && len(from) > 1:
		a.wrong(k, "write an arm for one key, or use input", "a menu waits for one key")
	case k.To == nil:
		a.enter(from, from, k, arm)
	default:
		keys := value.Keys(from, to)
		if k.From.Kind != lang.NumberLit || k.To.Kind != lang.NumberLit || keys == nil {
			a.wrong(k, fmt.Sprintf("a range ascends between ends of equal width, such as 4..6 or 10..19, and holds at most %d keys", value.MaxRange), "this is no range")
			return
		}
		for _, key := range keys {
			if !a.enter(key, key, k, arm) {
				return
			}
		}
	}
}
