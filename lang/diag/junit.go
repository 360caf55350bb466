package diag

import (
	"encoding/xml"
	"fmt"

	"github.com/flowc-lang/flowc/lang/source"
)

type junitReport struct {
	XMLName  xml.Name      `xml:"testsuites"`
	Name     string        `xml:"name,attr"`
	Tests    int           `xml:"tests,attr"`
	Failures int           `xml:"failures,attr"`
	Errors   int           `xml:"errors,attr"`
	Suites   []*junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Error   *junitFailure `xml:"error,omitempty"`
	Failure *junitFailure `xml:"failure,omitempty"`
	Out     string        `xml:"system-out,omitempty"`
}

type junitFailure struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// junitText returns a test report: a suite for each file, and a test for each
// finding. A finding that stops the job fails; what keeps a job from being done
// is an error, and any other finding a test that passes and has it as its
// output. A run without findings is one test: a report without tests is taken
// for a job that did nothing.
func junitText(list List, style Style) ([]byte, error) {
	r := junitReport{Name: tool}
	suites := map[string]*junitSuite{}
	for _, f := range list {
		name := style.Name(f.Place.File)
		suite := suites[name]
		if suite == nil {
			suite = &junitSuite{Name: name}
			suites[name] = suite
			r.Suites = append(r.Suites, suite)
		}
		suite.add(f, style)
	}
	if len(list) == 0 {
		r.Suites = []*junitSuite{{Name: nowhere, Tests: 1, Cases: []junitCase{{Name: "no findings", Class: tool}}}}
	}
	for _, s := range r.Suites {
		r.Tests, r.Failures, r.Errors = r.Tests+s.Tests, r.Failures+s.Failures, r.Errors+s.Errors
	}
	return marked(r)
}

func (s *junitSuite) add(f *Finding, style Style) {
	c := junitCase{Name: f.Code.Name, Class: tool}
	where := ""
	if f.Place.File != nil {
		start, _ := ends(f.Place, source.Characters)
		c.File, c.Line, c.Class = s.Name, start.Line, s.Name
		c.Name = fmt.Sprintf("%s at %d:%d", f.Code.Name, start.Line, start.Column)
		where = fmt.Sprintf("%s:%d:%d: ", s.Name, start.Line, start.Column)
	}
	text := fmt.Sprintf("%s%s[%s]: %s\n%s", where, f.Severity, f.Code.Name, style.said(f, "\n"), f.Code.Page())
	failure := &junitFailure{style.brief(f.Message), f.Code.Name, text}
	switch {
	case f.Code.Unusable:
		c.Error = failure
		s.Errors++
	case f.Stops:
		c.Failure = failure
		s.Failures++
	default:
		c.Out = text
	}
	s.Tests++
	s.Cases = append(s.Cases, c)
}
