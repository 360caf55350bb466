package ide

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

func itoa(n int) string { return strconv.Itoa(n) }

// groupsInOrder are the groups of statements as they are offered. The steps of the
// author's own come behind the others.
var groupsInOrder = []lang.Group{lang.Setting, lang.Step, lang.Flow, lang.Declaration}

// statements offers what can start where a statement may.
func (c *completer) statements() {
	for _, group := range groupsInOrder {
		for i := range lang.Verbs {
			if v := &lang.Verbs[i]; v.Group == group && c.stands(v) {
				c.statement(v)
			}
		}
		if group == lang.Step {
			_, steps := c.s.Main().Visible()
			for _, o := range steps {
				if o != c.scope.Step {
					c.use(o)
				}
			}
		}
	}
}

// stands reports whether a statement may stand there: settings come before the
// first step and label, each once, and they and declarations are in no block.
func (c *completer) stands(v *lang.Verb) bool {
	switch {
	case v.Group == lang.Declaration:
		return len(c.Blocks) == 0
	case v.Group != lang.Setting:
		return true
	case len(c.Blocks) > 0:
		return false
	}
	for _, s := range c.File.Body.Stmts {
		group := lang.GroupOf(s)
		switch {
		case s.Span().Start <= c.Offset && c.Offset <= s.Span().End: // it is this one
		case s.Span().Start > c.Offset && group != lang.Setting:
			return true
		case expand.SettingKey(s) == v.Word, group == lang.Step || group == lang.Flow:
			return false
		}
	}
	return true
}

// statement offers a statement of the language, in each of the ways that its
// usage shows.
func (c *completer) statement(v *lang.Verb) {
	usages, optional := strings.Split(v.Usage, " or "), v.Optional()
	if len(usages) > 1 {
		optional = nil // which of them it is, is what they say
	}
	for _, usage := range usages {
		item := Item{
			Label: v.Word, Kind: StatementItem, Detail: v.Usage,
			Documentation: v.Doc + "\n\n" + code(v.Example), Insert: snippet(usage, optional), Plain: v.Word,
		}
		if len(usages) > 1 {
			item.Label, item.Detail = usage, v.Usage
		}
		if !c.ends() {
			item.Insert = v.Word
		}
		c.add(item)
	}
}

// hole is what of a usage is to be filled: names in capitals, numbers, and dots.
var hole = regexp.MustCompile(`[A-Z]{2,}|\b\d[\d:-]*\b|\.\.\.`)

// snippet makes the usage of a statement a text with placeholders. What the
// statement can do without is a placeholder as a whole.
func snippet(usage string, optional []string) string {
	n, open := 0, false
	next := func() string { n++; return itoa(n) }
	var b strings.Builder
	body := strings.Replace(usage, "{ ... }", "{...}", 1)
	for i, word := range strings.Split(body, " ") {
		starts := slices.Contains(optional, word)
		if open && (starts || strings.HasPrefix(word, "{")) {
			b.WriteString("}")
			open = false
		}
		if starts {
			b.WriteString("${" + next() + ":")
			open = true
		}
		if i > 0 {
			b.WriteString(" ")
		}
		if word == "{...}" {
			b.WriteString(bodySnippet)
			continue
		}
		b.WriteString(hole.ReplaceAllStringFunc(word, func(h string) string { return "${" + next() + ":" + h + "}" }))
	}
	if open {
		b.WriteString("}")
	}
	return b.String()
}

const bodySnippet = "{\n  $0\n}"

// use offers a step of the author's own.
func (c *completer) use(o *resolve.Object) {
	decl := o.Step.Decl
	item := Item{Label: o.Name, Kind: kindOf(o), Detail: signature(decl), Documentation: about(decl), Insert: o.Name, Plain: o.Name}
	if c.ends() {
		n := 0
		for i, p := range decl.Params {
			n++
			item.Insert += strings.Repeat(",", min(i, 1)) + " ${" + itoa(n) + ":" + p.Text + "}"
		}
		for i, e := range decl.Exits {
			n++
			item.Insert += []string{" -> ", "/"}[min(i, 1)] + "${" + itoa(n) + ":" + e.Text + "}"
		}
	}
	c.add(item)
}

func (c *completer) body() {
	c.add(Item{Label: "{ ... }", Kind: WordItem, Detail: "a body", Insert: bodySnippet, Plain: "{"})
}

// arms offers a block with an arm for each outcome.
func (c *completer) arms() {
	o := c.outcomes(c.Tokens)
	if o == nil || c.wantsArguments() {
		return
	}
	var lines []string
	n := 0
	arm := func(key, to string) {
		if o.Spoken && key != elseWord {
			n++
			key += ` "${` + itoa(n) + `:CHOICE}"`
		}
		n++
		lines = append(lines, key+" -> ${"+itoa(n)+":"+to+"}")
	}
	for _, w := range o.Words {
		arm(w.Name, "next")
	}
	if o.Telephone {
		arm("1", "next")
	}
	if !o.Rest {
		arm(elseWord, "end")
	}
	c.add(Item{Label: "{ ... }", Kind: WordItem, Detail: "an arm for each outcome", Insert: "{\n  " + strings.Join(lines, "\n  ") + "\n}", Plain: "{"})
}

const elseWord = "else"

// outcomes returns those of the statement that starts with some tokens, nil of
// one that has none.
func (c *completer) outcomes(tokens []lang.Name) *step.Outcomes {
	if len(tokens) == 0 {
		return nil
	}
	if def := c.s.Main().Step(tokens[0].Text); def != nil {
		return step.Exits(def.Step.Decl)
	}
	verb := lang.VerbOf(tokens[0].Text)
	if verb == nil {
		return nil
	}
	stmt := verb.New()
	if _, menu := stmt.(*lang.Menu); menu {
		return &step.Choices
	}
	if row := step.Of(stmt); row != nil {
		return row.Outcomes
	}
	return nil
}

// spoken reports whether the arms around have a text.
func (c *completer) spoken() bool {
	block := c.amongArms()
	if block == nil {
		return false
	}
	o := c.outcomes(block.Tokens)
	return o != nil && o.Spoken
}

// keys offers the outcomes that no arm has yet.
func (c *completer) keys() {
	if c.InTest() {
		c.turnsOut()
		return
	}
	block := c.amongArms()
	if block == nil {
		return
	}
	o := c.outcomes(block.Tokens)
	if o == nil {
		return
	}
	written := c.written(block)
	left := 0
	for _, w := range o.Words {
		if !written[w.Name] {
			left++
			c.arm(w.Name, "what happens then", o)
		}
	}
	if o.Telephone && c.oneKey(block) {
		for _, key := range strings.Split("1234567890#", "") {
			if !written[key] {
				c.arm(key, "the key "+key, o)
			}
		}
	}
	if !written[elseWord] && (!o.Rest || left > 0) && len(c.Tokens) == 0 {
		c.arm(elseWord, "what no other arm takes", o)
	}
}

// oneKey reports whether the keys of a block are single ones: not those of an
// input that waits for several.
func (c *completer) oneKey(block *lang.Open) bool {
	if c.first() != "" || len(block.Tokens) < 2 {
		return true // behind a comma
	}
	count := block.Tokens[1].Text
	return block.Tokens[0].Text != "input" || count == "1" || strings.Trim(count, "0123456789") != ""
}

// arm offers an outcome, and what follows it where that is not written.
func (c *completer) arm(key, detail string, o *step.Outcomes) {
	item := Item{Label: key, Kind: OutcomeItem, Detail: detail, Insert: key, Plain: key}
	if rest := c.rest(); rest == "" || rest == "}" {
		if o.Spoken && key != elseWord {
			item.Insert += ` "${1:CHOICE}" -> ${2:next}`
		} else {
			item.Insert += " -> ${1:next}"
		}
	}
	c.add(item)
}

// written returns the keys and words of the arms of a block but the one that is
// being written.
func (c *completer) written(block *lang.Open) map[string]bool {
	keys := map[string]bool{}
	note := func(arm *lang.Arm) {
		if arm == nil || arm.Span().Start <= c.Word.Start && c.Word.End <= arm.Span().End && len(c.Tokens) == 0 {
			return
		}
		for _, k := range arm.Keys {
			to := ""
			if k.To != nil {
				to = k.To.Raw
			}
			for _, key := range value.Keys(k.From.Raw, to) {
				keys[key] = true
			}
		}
	}
	for _, n := range c.s.path(block.Start) {
		if arms, ok := n.(*lang.Arms); ok && arms.Start == block.Start {
			for _, arm := range arms.Arms {
				note(arm)
			}
			for _, bad := range arms.Bad {
				note(bad.Arm)
			}
		}
	}
	return keys
}
