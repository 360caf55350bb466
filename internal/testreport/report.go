// Package testreport writes what came of tests, and what they cover, for people and
// for programs. It runs nothing.
package testreport

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Report is what came of the tests of some scripts.
type Report struct {
	Scripts []Script
	Style   diag.Style
	Verbose bool // tell those that passed, too, and all transcripts
	Quiet   bool // tell only what is wrong
	Most    int  // how many failures text shows; 0 for all
}

// A Script is a script that was tested.
type Script struct {
	Name   string
	Tests  []Test
	Errors diag.List // of the script, which keep tests from being run
}

// A Test is what came of a test.
type Test struct {
	Name       string
	Place      source.Place
	Failures   diag.List
	Transcript []string // what happened on the call; of those that are told
	NotRun     bool     // the script has errors
}

// state is how people and programs call what came of a test.
func (t *Test) state() string {
	switch {
	case t.NotRun:
		return "not run"
	case len(t.Failures) > 0:
		return "failed"
	}
	return "passed"
}

// A Count says how many tests came out in which way.
type Count struct{ Passed, Failed, NotRun int }

// Count counts the tests.
func (r *Report) Count() (c Count) {
	for i := range r.Scripts {
		for k := range r.Scripts[i].Tests {
			switch t := &r.Scripts[i].Tests[k]; t.state() {
			case "passed":
				c.Passed++
			case "failed":
				c.Failed++
			default:
				c.NotRun++
			}
		}
	}
	return c
}

// All returns how many tests there are.
func (c Count) All() int { return c.Passed + c.Failed + c.NotRun }

func (c Count) String() string {
	var parts []string
	for _, part := range []struct {
		n    int
		what string
	}{{c.Passed, "passed"}, {c.Failed, "failed"}, {c.NotRun, "not run"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.what))
		}
	}
	return counted(c.All(), "test") + ": " + strings.Join(parts, ", ")
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// shown returns a text that may be shown.
func (r *Report) shown(text string) string {
	return diag.Visible(r.Style.Secrets.Message(text))
}

// line returns the line of a place.
func line(at source.Place) int { return at.File.Position(at.Start, source.Characters).Line }

// A Format is a way to write a report. A new one is a file with a method and a row
// here.
type Format struct {
	Name  string
	Doc   string
	Write func(*Report) string
}

// Formats lists the formats; the first is the one that is used unasked.
var Formats = []Format{
	{"text", "for people", (*Report).Text},
	{"junit", "a test report of JUnit", (*Report).JUnit},
	{"json", "all that is known", (*Report).JSON},
	{"tap", "the Test Anything Protocol, 14", (*Report).TAP},
	{"github", "annotations of GitHub", (*Report).GitHub},
}

// FormatNames returns the names of the formats.
func FormatNames() (names []string) {
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return names
}
