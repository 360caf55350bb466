package check

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var longMenu = diag.Register(diag.Code{
	Name: "long-menu", Area: diag.Said, Severity: diag.Warning, Title: "a prompt offers more choices than a caller remembers",
	Text: "A caller who has heard the sixth choice has forgotten the first. Offer the most wanted ones, and a key for the others.",
	Options: []diag.Option{{
		Name: "max", Doc: "how many choices a prompt may offer", Default: "5",
	}},
	Bad:  "call 4420\nmenu \"Welcome.\" {\n  1 \"for apples\" -> team\n  2 \"for pears\" -> team\n  3 \"for plums\" -> team\n  4 \"for grapes\" -> team\n  5 \"for figs\" -> team\n  6 \"for limes\" -> team\n  else -> team\n}\nteam: connect 5263",
	Good: "call 4420\nmenu \"Welcome.\" {\n  1 \"for apples\" -> team\n  2 \"for pears\" -> team\n  3 \"for other fruit\" -> team\n  else -> team\n}\nteam: connect 5263",
})

var keyBeforeGoal = diag.Register(diag.Code{
	Name: "key-before-goal", Area: diag.Said, Severity: diag.Info, Off: true, Title: "a prompt says the key before what it is for",
	Text: "Callers wait for what they want, and then have to remember which key was said before it. \"For apples, press 1\" is easier to follow than \"press 1 for apples\". In a menu, `each \"{choice}, press {key}.\"` says it in that order.",
	Bad:  "call 4420\nsay \"Press 1 for apples or 2 for pears.\"\ninput 1 { 1 -> apples; 2 -> next; else -> end }\nconnect 5264\nend\napples: connect 5263\n-- flowc.yaml --\nchecks:\n  key-before-goal: on",
	Good: "call 4420\nsay \"For apples, press 1. For pears, press 2.\"\ninput 1 { 1 -> apples; 2 -> next; else -> end }\nconnect 5264\nend\napples: connect 5263\n-- flowc.yaml --\nchecks:\n  key-before-goal: on",
})

var longPrompt = diag.Register(diag.Code{
	Name: "long-prompt", Area: diag.Said, Severity: diag.Info, Title: "a prompt takes long to be said",
	Text: "The time is estimated from the words: about two and a half are said in a second. Callers stop listening. Say less, or break it up with a question.",
	Options: []diag.Option{{
		Name: "seconds", Doc: "how long a prompt may take", Default: "30",
	}},
	Made: func() (bad, good string) {
		const sentence = "Thank you for your patience while we look for somebody who can help you with that. "
		long := ""
		for range 6 {
			long += sentence
		}
		return "call 4420\nsay \"" + long + "\"\nconnect 5263", "call 4420\nsay \"" + sentence + "\"\nconnect 5263"
	},
	Shown: "a `say` of 90 words",
})

// Prompts are short, and easy to follow.
var _ = register(Check{
	Codes: []*diag.Code{longMenu, keyBeforeGoal, longPrompt},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		most := p.Rules.Policy.Number(longMenu, "max")
		seconds := float64(p.Rules.Policy.Number(longPrompt, "seconds"))
		for i := range f.Steps {
			if f.kinds[i] != plays || !f.reachable[i] {
				continue
			}
			text := f.Text(i, "text")
			if float64(len(text))*slowest > seconds {
				if takes := spoken.Seconds(text); takes > seconds {
					p.add(f, i, longPrompt, f.Field(i, "text"), "shorten it, or ask a question in the middle", "this prompt takes about %.0f seconds, and callers stop listening after about %.0f", takes, seconds)
				}
			}
			var tooMany source.Place
			offered, first := 0, !p.Rules.Policy.Off(keyBeforeGoal)
			for n, o := range f.phrases(i) {
				if o.Kind != spoken.Offer {
					continue
				}
				if o.KeyFirst && first {
					first = false
					p.add(f, i, keyBeforeGoal, f.offer(i, o), turned(f.Steps[i].Stmt), "the key is said before what it is for")
				}
				if again := slices.ContainsFunc(f.phrases(i)[:n], func(b spoken.Phrase) bool { return b.Kind == spoken.Offer && b.Key == o.Key }); again {
					continue
				}
				if offered++; offered == most+1 {
					tooMany = f.offer(i, o)
				}
			}
			if offered > most {
				help := fmt.Sprintf("offer the %d most wanted, and one key for the others", most-1)
				if most < 3 {
					help = "offer fewer, and one key for the others"
				}
				p.add(f, i, longMenu, tooMany, help, "the prompt offers %d choices, and callers remember about %d", offered, most)
			}
		}
	},
})

// turned says how to say a key after what it is for.
func turned(s lang.Stmt) string {
	if _, menu := s.(*lang.Menu); menu {
		return `write each "{choice}, press {key}." after the text of the menu`
	}
	return `turn it round: "for apples, press 1"`
}

// slowest is how many seconds no byte of a text takes longer to be said: a digit is a
// word.
const slowest = 0.5

// offer returns where a choice is offered: of a menu that is its arm.
func (f *Flow) offer(i int, o spoken.Phrase) source.Place {
	if _, menu := f.Steps[i].Stmt.(*lang.Menu); menu {
		return f.Branch(i, o.Key)
	}
	return f.words(i, "text", o.Start, o.End)
}
