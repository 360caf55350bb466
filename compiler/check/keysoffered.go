package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var unwiredKey = diag.Register(diag.Code{
	Name: "unwired-key", Area: diag.Said, Severity: diag.Warning, Title: "a prompt offers a key that nothing handles",
	Text: "A caller who presses it is told to try again, or is cut off. Add the key to the input, or take it out of the prompt. A `menu` speaks what it handles.",
	Bad:  "call 4420\nask: say \"For apples, press 1. For pears, press 2.\"\ninput 1 { 1 -> apples; else -> ask }\napples: connect 5263",
	Good: "call 4420\nask: say \"For apples, press 1. For pears, press 2.\"\ninput 1 { 1 -> apples; 2 -> pears; else -> ask }\napples: connect 5263\nend\npears: connect 5264",
})

var unspokenKey = diag.Register(diag.Code{
	Name: "unspoken-key", Area: diag.Said, Severity: diag.Warning, Title: "a key is handled that no prompt offers",
	Text: "Nobody presses a key that nobody speaks of. The prompt is out of date, or the key is left over. A `menu` speaks what it handles; a key of it without a text works and is not said; that is not reported.",
	Bad:  "call 4420\nask: say \"For apples, press 1.\"\ninput 1 { 1 -> apples; 2 -> pears; else -> ask }\napples: connect 5263\nend\npears: connect 5264",
	Good: "call 4420\nask: say \"For apples, press 1. For pears, press 2.\"\ninput 1 { 1 -> apples; 2 -> pears; else -> ask }\napples: connect 5263\nend\npears: connect 5264",
})

var poundKey = diag.Register(diag.Code{
	Name: "pound-key", Area: diag.Said, Severity: diag.Warning, Title: "a prompt speaks of the pound key, and nothing handles it",
	Text: "An input ends when all of its digits are keyed in; nothing says that `#` would end it before. Take the words out of the prompt, or handle `#`.",
	Bad:  "call 4420\nsay \"Please key in your account number, followed by the pound key.\"\ninput 8 into account\nget \"https://api.samespace.com/{{account}}\" -> next/end\nconnect 5263",
	Good: "call 4420\nsay \"Please key in your account number of 8 digits.\"\ninput 8 into account\nget \"https://api.samespace.com/{{account}}\" -> next/end\nconnect 5263",
})

// What prompts offer and what inputs handle are the same keys.
var _ = register(Check{
	Codes: []*diag.Code{unwiredKey, unspokenKey, poundKey},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			switch {
			case !f.reachable[i]:
			case f.kinds[i] == plays:
				p.wired(f, i)
			case f.kinds[i] == waits:
				p.spoken(f, i)
			}
		}
	},
})

// wired reports keys that a play offers and no input after it handles.
func (p *Pass) wired(f *Flow, i int) {
	offers := f.phrases(i)
	if !slices.ContainsFunc(offers, offersKey) {
		return
	}
	inputs, unsure := f.inputs(i)
	if unsure || slices.ContainsFunc(inputs, func(j int) bool { return f.miscounted(j) != nil }) {
		return
	}
	var said []string
	for _, o := range offers {
		if !offersKey(o) {
			continue
		}
		if o.Kind == spoken.Pound {
			o.Key = "#"
		}
		handled := func(j int) bool { return f.handles(j, o, offers) }
		if o.Key == "" && len(inputs) > 0 || o.Key == "#" && len(inputs) == 0 || slices.Contains(said, o.Key) || slices.ContainsFunc(inputs, handled) {
			continue
		}
		said = append(said, o.Key)
		p.unwired(f, i, o, inputs)
		if len(inputs) == 0 {
			return // one mistake: nothing waits for a key
		}
	}
}

// offersKey reports whether a phrase is about a key that can be pressed.
func offersKey(o spoken.Phrase) bool { return o.Kind == spoken.Offer || o.Kind == spoken.Pound }

func (p *Pass) unwired(f *Flow, i int, o spoken.Phrase, inputs []int) {
	at := f.words(i, "text", o.Start, o.End)
	var found *diag.Finding
	switch {
	case len(inputs) == 0:
		p.add(f, i, unwiredKey, at, f.help("add an input after the prompt, or take the key out of it", "add a digits object after the prompt, or take the key out of it"), "the prompt offers a key, and the call does not wait for one")
		return
	case o.Kind == spoken.Pound:
		found = p.add(f, i, poundKey, at, takeOut(f, inputs[0]), "the prompt asks for #, and nothing waits for it")
	case o.Key == "#":
		found = p.add(f, i, poundKey, at, f.help("add # -> LABEL to the input, or take it out of the prompt", `add "#" to the branches of the digits object, or take it out of the prompt`), "the prompt offers #, and the input does not have it")
	case o.Key == call.AnyKey:
		found = p.add(f, i, unwiredKey, at, "offer another key: the API has no branch for *", "the prompt offers *, and no input can have it")
	default:
		help := f.help("add "+o.Key+" -> LABEL to the input, or take "+o.Key+" out of the prompt", `add "`+o.Key+`" to the branches of the digits object, or take it out of the prompt`)
		found = p.add(f, i, unwiredKey, at, help, "the prompt offers %s, and the input does not have it", o.Key)
	}
	found.Relate(f.Step(inputs[0]), "the input after it")
}

// takeOut says what to do about a pound key that an input does not need.
func takeOut(f *Flow, input int) string {
	if n, ok := f.Count(input); ok {
		return "take it out of the prompt: the input ends after " + digitsOf(n) + " by itself"
	}
	return "take it out of the prompt: the input ends by itself when all digits are there"
}

// handles reports whether an input does with a key what was offered.
func (f *Flow) handles(j int, o spoken.Phrase, offers []spoken.Phrase) bool {
	s := &f.Steps[j]
	explicit := 0
	for b := range s.Branches {
		key := s.Branches[b].Key
		switch {
		case key == o.Key && key != call.AnyKey, key == o.Key+"#", o.Key == "#" && strings.Contains(key, "#"):
			return true
		case key != call.AnyKey:
			explicit++
		}
	}
	rest, has := f.To(j, call.AnyKey)
	switch {
	case o.Kind == spoken.Pound:
		return false
	case !has:
		return false
	case o.Repeat:
		return true // else asks again
	case explicit == 0:
		return true // what it means is decided elsewhere, by what is stored or published
	}
	var left []string // offered, and left to else
	for _, other := range offers {
		if other.Kind == spoken.Offer && !other.Repeat && !slices.Contains(left, other.Key) {
			if _, wired := f.To(j, other.Key); !wired || other.Key == call.AnyKey {
				left = append(left, other.Key)
			}
		}
	}
	return len(left) < 2 && !(explicit > 0 && f.comesBack(rest, j))
}

// comesBack reports whether a way leads from a step to an input without another
// one before: what else asks again.
func (f *Flow) comesBack(from cfg.Target, j int) (found bool) {
	f.walkFrom(from, onward, func(i int) bool {
		found = found || i == j || f.kinds[i] == waits && f.alike(i, j) // another attempt, or the same question elsewhere
		return f.kinds[i] != waits && f.kinds[i] != connects
	})
	return found
}

// alike reports whether two inputs are one in two attempts, or have the same branches,
// and not only one or two.
func (f *Flow) alike(i, j int) bool {
	if f.Steps[i].Stmt != nil && f.Steps[i].Stmt == f.Steps[j].Stmt {
		return true
	}
	return len(f.Steps[i].Branches) > 3 && slices.EqualFunc(f.Steps[i].Branches, f.Steps[j].Branches, func(a, b cfg.Branch) bool { return a.Key == b.Key })
}

// spoken reports keys that an input handles and no prompt before it offers. It is
// silent where no prompt offers any: what is said then is not understood.
func (p *Pass) spoken(f *Flow, j int) {
	if n, ok := f.Count(j); !ok || n != 1 || f.miscounted(j) != nil {
		return
	}
	if !slices.ContainsFunc(f.Steps[j].Branches, func(b cfg.Branch) bool { return b.Key != call.AnyKey }) {
		return
	}
	prompts, known := f.prompts(j)
	if !known {
		return
	}
	offered, menu := map[string]bool{}, false
	for _, play := range prompts {
		for _, o := range f.phrases(play) {
			switch {
			case o.Kind == spoken.Pound:
				offered["#"] = true
			case o.Kind == spoken.Offer && o.Key == "":
				return
			case o.Kind == spoken.Offer:
				offered[o.Key], menu = true, true
			}
		}
	}
	if !menu {
		return
	}
	var at source.Place
	var keys []string // at that place, which more than one of a range have
	report := func() {
		if len(keys) > 0 {
			p.unspoken(f, j, at, keys).Relate(f.Field(prompts[0], "text"), "the prompt before it")
		}
	}
	for _, b := range f.Steps[j].Branches {
		if b.Key == call.AnyKey || len(b.Key) != 1 || offered[b.Key] || silent(f.Steps[j].Stmt, b.Key) || f.wrong(j, b) ||
			slices.ContainsFunc(prompts, func(play int) bool { return mentions(f.Text(play, "text"), b.Key) }) || f.offeredEarlier(j, b.Key) {
			continue
		}
		if next := f.Branch(j, b.Key); next != at {
			report()
			at, keys = next, nil
		}
		keys = append(keys, b.Key)
	}
	report()
}

func (p *Pass) unspoken(f *Flow, j int, at source.Place, keys []string) *diag.Finding {
	if len(keys) == 1 {
		return p.add(f, j, unspokenKey, at, `say it in the prompt ("for ..., press `+keys[0]+`"), or remove the key here`, "nobody knows of %s: no prompt before this input offers it", keys[0])
	}
	return p.add(f, j, unspokenKey, at, "say them in the prompt, or remove the keys here", "nobody knows of %s: no prompt before this input offers them", listed(keys))
}

// wrong reports whether a branch treats its key as a wrong one: as else does, or by
// asking again with nothing said but what is said before the input anyway.
func (f *Flow) wrong(j int, b cfg.Branch) bool {
	if rest, has := f.To(j, call.AnyKey); has && rest == b.To {
		return true
	}
	again := false
	f.walkFrom(b.To, onward, func(i int) bool {
		again = again || i == j || f.kinds[i] == waits && f.alike(i, j)
		return !f.waited(i) && !(f.kinds[i] == plays && !f.asks(i) && !f.dominates(int32(i), int32(j)))
	})
	return again || f.tired()
}

// mentions reports whether a text has a key standing alone, in whatever language it is
// offered there.
func mentions(text, key string) bool {
	for at := 0; ; {
		n := strings.Index(text[at:], key)
		if n < 0 {
			return false
		}
		start, end := at+n, at+n+len(key)
		before, _ := utf8.DecodeLastRuneInString(text[:start])
		after, _ := utf8.DecodeRuneInString(text[end:])
		if !unicode.IsDigit(before) && !unicode.IsLetter(before) && !unicode.IsDigit(after) && !unicode.IsLetter(after) {
			return true
		}
		at = end
	}
}

// offeredEarlier reports whether a prompt that is heard on every way to an input
// offers a key: "at any time, press 0".
func (f *Flow) offeredEarlier(j int, key string) (found bool) {
	f.walk(j, back, func(i int) bool {
		offers := f.kinds[i] == plays && slices.ContainsFunc(f.phrases(i), func(o spoken.Phrase) bool { return o.Kind == spoken.Offer && o.Key == key })
		found = found || offers && f.dominates(int32(i), int32(j))
		return !found
	})
	return found || f.tired()
}

// silent reports whether an arm of a menu is not spoken: its author says so.
func silent(s lang.Stmt, key string) bool {
	menu, ok := s.(*lang.Menu)
	if !ok {
		return false
	}
	return slices.ContainsFunc(menu.Arms.Arms, func(arm *lang.Arm) bool {
		return arm.Text == nil && len(arm.Keys) > 0 && call.Names(&arm.Keys[0], key)
	})
}
