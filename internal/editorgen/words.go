package main

import (
	"encoding/json"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"github.com/flowc-lang/flowc/lang"
)

// words are what templates are filled with.
type words struct {
	Settings, Steps, Flow, Declarations []string // words that start statements, by group
	Tests                               []string // words that start lines of tests and no statements

	Inner    []string // words inside of statements
	Targets  []string // words that lead somewhere without a label
	Outcomes []string // words that start an arm
	Reserved reserved
	Rules    []Rule
	Verbs    []lang.Verb
}

// reserved are the words that can't be names.
type reserved struct{ Constants, Steps []string }

// Acts returns the words that start what happens on a call, also in a test.
func (w *words) Acts() []string { return slices.Concat(w.Steps, w.Tests) }

// Starts returns all words that start a statement or a line of a test.
func (w *words) Starts() []string {
	return slices.Concat(w.Settings, w.Acts(), w.Flow, w.Declarations)
}

// Snippets returns the verbs that are words and are more than that in their
// examples.
func (w *words) Snippets() []lang.Verb {
	return slices.DeleteFunc(slices.Clone(w.Verbs), func(v lang.Verb) bool { return !lang.IsName(v.Word) || v.Word == v.Example })
}

// Names returns the words that declare a name, other than that of a step.
func (w *words) Names() (list []string) {
	for _, r := range w.Rules {
		parts, ok := r.Body.(sequence)
		if !ok || parts[1] != name("Declared") {
			continue
		}
		if word, ok := parts[0].(literal); ok && word != "step" {
			list = append(list, string(word))
		}
	}
	return list
}

// OnlyInner returns the words inside of statements that start none.
func (w *words) OnlyInner() []string {
	return slices.DeleteFunc(slices.Clone(w.Inner), func(word string) bool { return slices.Contains(w.Starts(), word) })
}

// language asks the language for its words.
func language() (*words, error) {
	rules, err := grammar(lang.EBNF())
	if err != nil {
		return nil, err
	}
	w := &words{Rules: rules, Verbs: lang.Verbs, Outcomes: lang.Outcomes()}
	byGroup := map[lang.Group]*[]string{
		lang.Setting: &w.Settings, lang.Step: &w.Steps, lang.Flow: &w.Flow, lang.Declaration: &w.Declarations,
	}
	for _, v := range lang.Verbs {
		if lang.IsName(v.Word) {
			*byGroup[v.Group] = append(*byGroup[v.Group], v.Word)
		}
	}
	for _, v := range lang.TestVerbs {
		if lang.IsName(v.Word) && lang.VerbOf(v.Word) == nil {
			w.Tests = append(w.Tests, v.Word)
		}
	}
	for _, word := range lang.Words() {
		if word.Not&lang.LabelName != 0 && !slices.Contains(w.Outcomes, word.Text) {
			w.Targets = append(w.Targets, word.Text)
		}
		if word.Not&lang.ConstName != 0 {
			w.Reserved.Constants = append(w.Reserved.Constants, word.Text)
		}
		if word.Not&lang.StepName != 0 {
			w.Reserved.Steps = append(w.Reserved.Steps, word.Text)
		}
	}
	w.Inner = w.inner()
	return w, nil
}

// inner returns the words that the grammar has behind the first of a statement, or
// of a line of a test.
func (w *words) inner() (list []string) {
	for _, r := range w.Rules {
		parts, ok := r.Body.(sequence)
		if !ok {
			continue
		}
		first, _ := parts[0].(literal)
		inside(parts, func(e expr) {
			if word, ok := e.(literal); ok && lang.IsName(string(word)) && (word != first || !slices.Contains(w.Starts(), string(word))) {
				list = append(list, string(word))
			}
		})
	}
	slices.Sort(list)
	return slices.Compact(list)
}

var functions = template.FuncMap{
	"any":     func(list []string) string { return strings.Join(list, "|") },
	"vim":     func(list []string) string { return strings.Join(list, `\|`) },
	"list":    func(list []string) string { return strings.Join(list, " ") },
	"quoted":  func(list []string) string { return `"` + strings.Join(list, `" "`) + `"` },
	"strings": func(list []string) string { return `"` + strings.Join(list, `", "`) + `"` },
	"json":    asJSON,
	"symbol":  symbol,
	"rule":    treeSitter,
	"snippet": snippet,
}

func asJSON(v any) (string, error) {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	err := enc.Encode(v)
	return strings.TrimSuffix(b.String(), "\n"), err
}

// stop is what an author changes in an example: texts, numbers, dates, times,
// and where an arrow leads.
var stop = regexp.MustCompile(`"[^"]*"|\b\d[\d:-]*|-> \w+(/\w+)*`)

// snippet returns an example with a place to stop at for each of its values, in
// the notation that editors share.
func snippet(example string) string {
	escape := strings.NewReplacer(`\`, `\\`, `$`, `\$`, `}`, `\}`).Replace
	var b strings.Builder
	at := 0
	for n, span := range stop.FindAllStringIndex(example, -1) {
		value, before, after := example[span[0]:span[1]], "", ""
		switch {
		case value[0] == '"':
			value, before, after = strings.Trim(value, `"`), `"`, `"`
		case strings.HasPrefix(value, "-> "):
			value, before = value[3:], "-> "
		}
		fmt.Fprintf(&b, "%s%s${%d:%s}%s", escape(example[at:span[0]]), before, n+1, escape(value), after)
		at = span[1]
	}
	return b.String() + escape(example[at:])
}
