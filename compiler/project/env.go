package project

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var emptyValue = diag.Register(diag.Code{
	Name: "empty-value", Area: diag.Running, Severity: diag.Warning, Title: "a file of the environment sets a variable to nothing",
	Text: "The payload gets an empty text. Take the line away where the variable is to come from elsewhere.",
	Bad:  "cloud env A\nsid env B\ntoken env B\ncall 4420\nsay \"Hello.\"\n-- env --\nA=\nB=1",
	Good: "cloud env A\nsid env B\ntoken env B\ncall 4420\nsay \"Hello.\"\n-- env --\nA=dev\nB=1",
	Run:  "build --resolve-env --env-file env",
})

var openQuote = diag.Register(diag.Code{
	Name: "open-quote", Area: diag.Running, Severity: diag.Warning, Title: "a value in a file of the environment starts with a quote and does not end with it",
	Text: "The quote, and all behind it, becomes a part of the value.",
	Bad:  "cloud env A\nsid env A\ntoken env A\ncall 4420\nsay \"Hello.\"\n-- env --\nA=\"dev\" # the cloud",
	Good: "cloud env A\nsid env A\ntoken env A\ncall 4420\nsay \"Hello.\"\n-- env --\n# the cloud\nA=\"dev\"",
	Run:  "build --resolve-env --env-file env",
})

// An Env finds variables: in the environment of the process, else in files.
type Env map[string]string

// Lookup returns the value of a variable, and whether it is set. What the
// process has in its own environment counts more than a file, unless it is
// empty: so come secrets that a build was not given.
func (e Env) Lookup(name string) (string, bool) {
	if value := os.Getenv(name); value != "" {
		return value, true
	}
	value, ok := e[name]
	return value, ok
}

// Read adds the variables of a file, which has a line NAME=VALUE for each.
// Blank lines and lines that start with # are passed over, and so is the word
// export. A value goes up to the end of its line and is taken as it is written,
// dollars, hashes and backslashes included; one that stands in quotes as a
// whole, single or double, loses them. Of a variable that is there twice the
// last counts.
//
// The error is for a file that can't be read, or is none of that kind. It does
// not show what is in the file, which may be a secret.
func (e Env) Read(p *Project, name string, list *diag.List) error {
	text, err := p.Text(name)
	if err != nil {
		return err
	}
	if !utf8.ValidString(text) {
		return Unreadable(name, errors.New("it is not UTF-8"))
	}
	file := source.NewFile(name, text)
	at := 0
	for line := range strings.Lines(text) {
		start := at
		at += len(line)
		line = strings.TrimRight(strings.TrimPrefix(line, "\uFEFF"), "\r\n")
		trimmed := strings.TrimSpace(line)
		if trimmed == "" || strings.HasPrefix(trimmed, "#") {
			continue
		}
		variable, value, ok := strings.Cut(trimmed, "=")
		variable = strings.TrimSpace(strings.TrimPrefix(variable, "export "))
		if !ok || !lang.IsName(variable) {
			number := file.Position(int32(start), source.Bytes).Line
			return Unreadable(name, fmt.Errorf("line %d is no NAME=VALUE", number))
		}
		if e[variable] = unquoted(strings.TrimSpace(value)); e[variable] == "" {
			end := int32(start + len(line))
			list.Add(emptyValue.At(source.Place{File: file, Span: source.Span{Start: int32(start), End: end}}, "%s is set to nothing", variable)).
				Helpf("give it a value, or take the line away")
		}
		if value := e[variable]; strings.HasPrefix(value, `"`) || strings.HasPrefix(value, `'`) {
			f := list.Add(openQuote.At(source.Place{File: file, Span: source.Span{Start: int32(start), End: int32(start + len(line))}},
				"the value of %s starts with a quote and does not end with it", variable)).
				Helpf("quotes are taken off a whole value only, and nothing may stand behind it, a comment neither")
			f.Unseen = true
		}
	}
	return nil
}

// unquoted takes the quotes off a value that stands in them as a whole.
func unquoted(value string) string {
	for _, quote := range []string{`"`, `'`} {
		if len(value) >= 2 && strings.HasPrefix(value, quote) && strings.HasSuffix(value, quote) {
			return value[1 : len(value)-1]
		}
	}
	return value
}
