package testreport

import (
	"encoding/xml"
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name     string         `xml:"name,attr"`
	Class    string         `xml:"classname,attr"`
	Skipped  *junitSkipped  `xml:"skipped"`
	Errors   []junitProblem `xml:"error"`
	Failures []junitProblem `xml:"failure"`
	Out      string         `xml:"system-out,omitempty"`
}

type junitSkipped struct {
	Message string `xml:"message,attr"`
}

type junitProblem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// JUnit returns a test report: a suite for each script. What is wrong with a script
// is a test that has an error. Times would not be the same the next time.
func (r *Report) JUnit() string {
	all := junitSuites{Name: "flowc"}
	for i := range r.Scripts {
		s := &r.Scripts[i]
		suite := junitSuite{Name: r.xml(s.Name)}
		if len(s.Errors) > 0 {
			suite.Cases = append(suite.Cases, junitCase{Name: "compiles", Class: suite.Name, Errors: r.problems(s.Errors)})
			suite.Errors++
		}
		for k := range s.Tests {
			t := &s.Tests[k]
			c := junitCase{Name: r.xml(t.Name), Class: r.xml(t.Place.File.Name), Failures: r.problems(t.Failures)}
			for _, line := range t.Transcript {
				c.Out += r.xml(line) + "\n"
			}
			if t.NotRun {
				c.Skipped = &junitSkipped{"the script has errors"}
				suite.Skipped++
			}
			if len(t.Failures) > 0 {
				suite.Failures++
			}
			suite.Cases = append(suite.Cases, c)
		}
		suite.Tests = len(suite.Cases)
		all.Tests, all.Failures, all.Errors = all.Tests+suite.Tests, all.Failures+suite.Failures, all.Errors+suite.Errors
		all.Suites = append(all.Suites, suite)
	}
	return document(all, "")
}

func (r *Report) problems(list diag.List) (problems []junitProblem) {
	for _, f := range list {
		problems = append(problems, junitProblem{r.xml(f.Message), f.Code.Name, r.xml(r.told(f))})
	}
	return problems
}

// told returns all that a finding says.
func (r *Report) told(f *diag.Finding) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", where(f.Place), f.Message)
	if f.Help != "" {
		fmt.Fprintf(&b, "\nhelp: %s", f.Help)
	}
	for _, rel := range f.Related {
		fmt.Fprintf(&b, "\n%s %s", rel.Message, where(rel.Place))
	}
	return b.String()
}

func where(at source.Place) string {
	if at.File == nil {
		return "flowc"
	}
	p := at.File.Position(at.Start, source.Characters)
	return fmt.Sprintf("%s:%d:%d", at.File.Name, p.Line, p.Column)
}

// xml returns a text without what XML can't say.
func (r *Report) xml(text string) string {
	var lines []string
	for line := range strings.SplitSeq(text, "\n") {
		lines = append(lines, r.shown(line))
	}
	return strings.Join(lines, "\n")
}

// document returns a document of XML.
func document(v any, doctype string) string {
	out, err := xml.MarshalIndent(v, "", "  ")
	if err != nil {
		panic(err) // there is nothing in it that XML can't say
	}
	return xml.Header + doctype + string(out) + "\n"
}
