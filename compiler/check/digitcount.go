package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var digitCount = diag.Register(diag.Code{
	Name: "digit-count", Area: diag.Said, Severity: diag.Warning, Title: "a prompt asks for a different number of digits than the input waits for",
	Text: "The prompt says \"press 1\" or \"your 4-digit PIN\", and the count of the input is another one: the call waits for digits that never come, or goes on too soon.",
	Bad:  "call 4420\nsay \"Please key in your 4-digit PIN.\"\ninput 6 into pin\nget \"https://api.samespace.com/{{pin}}\" -> next/end\nconnect 5263",
	Good: "call 4420\nsay \"Please key in your 4-digit PIN.\"\ninput 4 into pin\nget \"https://api.samespace.com/{{pin}}\" -> next/end\nconnect 5263",
})

// An input waits for as many digits as the prompt before it asks for.
var _ = register(Check{
	Codes: []*diag.Code{digitCount},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		for i := range f.Steps {
			if f.kinds[i] != waits || !f.reachable[i] {
				continue
			}
			if wrong := f.miscounted(i); wrong != nil {
				n, _ := f.Count(i)
				if _, menu := f.Steps[i].Stmt.(*lang.Menu); menu && f.Steps[i].Stmt == f.Steps[wrong.play].Stmt {
					p.add(f, i, digitCount, f.Field(i, "count"), fmt.Sprintf("use say and input %d instead of menu", wrong.digits), "a menu waits for 1 key, and its text %s", wrong.says)
					continue
				}
				instead := ", or change the prompt"
				if wrong.phrase.Kind == spoken.Offer {
					instead = ", or ask for " + digitsOf(n)
				}
				help := f.help(fmt.Sprintf("write input %d", wrong.digits), fmt.Sprintf(`write "count": %d`, wrong.digits)) + instead
				p.add(f, i, digitCount, f.Field(i, "count"), help, "this waits for %s, and the prompt before it %s", digitsOf(n), wrong.says).
					Relate(f.words(wrong.play, "text", wrong.phrase.Start, wrong.phrase.End), "said here")
			}
		}
	},
})

// A miscount is what a prompt says that does not fit the count of an input.
type miscount struct {
	play   int
	phrase spoken.Phrase
	digits int
	says   string
}

var rightCount = &miscount{} // where nothing is wrong

// miscounted returns what a prompt says that does not fit the count of an input,
// or nil. Where one of several prompts fits, all is well.
func (f *Flow) miscounted(i int) *miscount {
	n, ok := f.Count(i)
	if !ok {
		return nil
	}
	l := f.listening(i)
	if l.wrong == nil {
		l.wrong = rightCount
		if wrong := f.miscount(l, n); wrong != nil {
			l.wrong = wrong
		}
	}
	if l.wrong == rightCount {
		return nil
	}
	return l.wrong
}

func (f *Flow) miscount(l *listening, n int) (wrong *miscount) {
	if l.unsure {
		return nil
	}
	for _, play := range l.asking {
		if f.opaque(int(play)) {
			return nil
		}
		one := misasked(f.phrases(int(play)), n)
		if one == nil {
			return nil
		}
		one.play = int(play)
		if wrong == nil || one.play < wrong.play {
			wrong = one
		}
	}
	return wrong
}

// listed names some keys: "1, 2 and 3".
func listed(keys []string) string {
	slices.Sort(keys)
	keys = slices.Compact(keys)
	return joined(keys)
}

// joined joins words as one says them: "1, 2 and 3".
func joined(words []string) string {
	last := len(words) - 1
	if last == 0 {
		return words[0]
	}
	return strings.Join(words[:last], ", ") + " and " + words[last]
}

// misasked returns the phrase of a prompt that asks for another number of
// digits, where none asks for that one or leaves it open.
func misasked(phrases []spoken.Phrase, n int) *miscount {
	var count, offer *spoken.Phrase
	var keys []string
	pound := slices.ContainsFunc(phrases, func(p spoken.Phrase) bool { return p.Kind == spoken.Pound || p.Key == "#" })
	for k := range phrases {
		switch p := &phrases[k]; p.Kind {
		case spoken.Ask:
			return nil
		case spoken.Count:
			if p.Digits == n || pound && p.Digits+1 == n {
				return nil
			}
			if count == nil {
				count = p
			}
		case spoken.Offer:
			if p.Key == "" || len(p.Key) == n || pound && len(p.Key)+1 == n {
				return nil
			}
			if offer == nil {
				offer = p
			}
			keys = append(keys, p.Key)
		}
	}
	switch {
	case count != nil:
		return &miscount{phrase: *count, digits: count.Digits, says: "asks for " + digitsOf(count.Digits)}
	case offer != nil:
		return &miscount{phrase: *offer, digits: len(offer.Key), says: "offers " + sized(keys)}
	}
	return nil
}

// sized names some keys, and says of how many digits they are where all are of
// as many.
func sized(keys []string) string {
	list, digits := listed(keys), digitsOf(len(keys[0]))
	switch {
	case slices.ContainsFunc(keys, func(key string) bool { return len(key) != len(keys[0]) }):
		return list
	case list == keys[0]:
		return list + ", which is " + digits
	}
	return list + ", which are " + digits + " each"
}
