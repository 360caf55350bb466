package ide

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
)

// testLines offers what a line of a test can start with.
func (c *completer) testLines() {
	of := tested(c.Blocks[len(c.Blocks)-1].Tokens)
	for i := range lang.TestVerbs {
		if v := &lang.TestVerbs[i]; of != nil || v.Word != "->" {
			c.statement(v)
		}
	}
}

// head offers the name that the head of a test names: the step that it is of, and
// parameters.
func (c *completer) head() {
	consts, steps := c.s.Main().Visible()
	if c.Tokens[len(c.Tokens)-1].Text == "of" {
		for _, o := range steps {
			c.add(Item{Label: o.Name, Kind: kindOf(o), Detail: signature(o.Step.Decl), Documentation: about(o.Step.Decl)})
		}
		return
	}
	set := map[string]bool{}
	for i, t := range c.Tokens {
		if t.Text == "=" {
			set[c.Tokens[i-1].Text] = true
		}
	}
	for _, o := range consts {
		if o.Kind == resolve.Parameter && !set[o.Name] {
			c.add(Item{Label: o.Name, Kind: kindOf(o), Documentation: about(declaration(o)), Insert: o.Name + " = ${1}", Plain: o.Name})
		}
	}
}

// exits offers the exits of the step that the test is of.
func (c *completer) exits() {
	of := tested(c.Blocks[len(c.Blocks)-1].Tokens)
	if of == nil {
		return
	}
	def := c.s.Main().Step(of[0].Text)
	if def == nil {
		return
	}
	for _, e := range def.Step.Decl.Exits {
		c.add(Item{Label: e.Text, Kind: ItemKind(resolve.Exit.String()), Detail: "exit of " + signature(def.Step.Decl)})
	}
}

// turnsOut offers how a step turns out in a test.
func (c *completer) turnsOut() {
	for _, word := range step.Replies.Words {
		c.add(Item{Label: word.Name, Kind: OutcomeItem, Detail: "how the step turns out"})
	}
	if c.first() == "raw" {
		c.add(Item{Label: elseWord, Kind: OutcomeItem, Detail: "what no other arm takes"})
	}
}

// maxSaid is how many texts or keys of a script are offered.
const maxSaid = 100

// happens offers what can happen in a line of a test: prompts, the keys of arms and
// the URLs of requests, as the script and the steps that it can use have them.
func (c *completer) happens() {
	var list []string
	word := c.first()
	for _, m := range c.s.Program.Modules {
		lang.Walk(m.File, func(n lang.Node) bool {
			_, test := n.(*lang.TestDecl)
			if said := happening(n, word); said != "" && !slices.Contains(list, said) && len(list) < maxSaid {
				list = append(list, said)
			}
			return !test && len(list) < maxSaid
		})
	}
	for _, said := range list {
		if word != "press" && c.In == lang.Code {
			said = lang.Quote(said)
		}
		c.add(Item{Label: said, Kind: LiteralItem, Detail: "as the script has it"})
	}
}

// happening returns what a node of a script adds to a line of a test that starts with
// a word, or "".
func happening(n lang.Node, word string) string {
	switch n := n.(type) {
	case *lang.Say:
		if word == "hear" {
			return longest(&n.Text.Value)
		}
	case *lang.Menu:
		if word == "hear" && n.Text != nil {
			return longest(&n.Text.Value)
		}
	case *lang.Play:
		if word == "hear" {
			return longest(&n.URL.Value)
		}
	case *lang.HTTP:
		if word == n.Method && n.URL.Kind == lang.TextLit {
			return pattern(&n.URL.Value)
		}
	case *lang.Key:
		if word == "press" && (n.From.Kind == lang.NumberLit || n.From.Kind == lang.HashLit) {
			return n.From.Raw
		}
	}
	return ""
}

// longest returns the longest part of a text that is there whatever its constants
// and its variables say.
func longest(v *lang.Value) (text string) {
	if v.Kind != lang.TextLit {
		return ""
	}
	for _, part := range strings.Split(pattern(v), "*") {
		if part = strings.TrimSpace(part); len(part) > len(text) {
			text = part
		}
	}
	return text
}

// pattern returns a text with a star for each constant and variable in it.
func pattern(v *lang.Value) string {
	var b strings.Builder
	parts, _ := v.Parts()
	for _, p := range parts {
		text := p.Text
		if p.Name.Text != "" {
			text = "*"
		}
		for {
			before, rest, ok := strings.Cut(text, "{{")
			b.WriteString(before)
			if !ok {
				break
			}
			b.WriteString("*")
			_, text, _ = strings.Cut(rest, "}}")
		}
	}
	return b.String()
}
