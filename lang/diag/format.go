package diag

import (
	"io"
	"strings"
)

// A Format is a way to write findings. A new one is a file with a Reporter and
// a row here.
type Format struct {
	Name    string
	Doc     string // for the help of the flag that chooses it
	Machine bool   // for programs: it has all findings, and is whole when it is closed
	New     func(w io.Writer, style Style) Reporter
}

// Formats lists the formats; the first is the one that is used unasked.
var Formats = []Format{
	{"text", "for people", false, newText},
	{"json", "all that is known of each finding", true, whole(jsonText)},
	{"sarif", "the Static Analysis Results Interchange Format, 2.1.0", true, whole(sarifText)},
	{"github", "annotations of GitHub", true, whole(githubText)},
	{"gitlab", "a code quality report of GitLab", true, whole(gitlabText)},
	{"junit", "a test report of JUnit", true, whole(junitText)},
	{"checkstyle", "a report of Checkstyle", true, whole(checkstyleText)},
	{"rdjson", "reviewdog's diagnostic format", true, whole(rdjsonText)},
}

// FormatNames returns the names of the formats.
func FormatNames() (names []string) {
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return names
}

// FormatNamed returns the format of a name, or nil.
func FormatNamed(name string) *Format {
	for i := range Formats {
		if Formats[i].Name == name {
			return &Formats[i]
		}
	}
	return nil
}

// A Style says how findings are written, as far as a format heeds it.
type Style struct {
	Color   bool
	Secrets *Redactor // hides what must not be shown
	Version string    // of the tool
	Folder  string    // that names of files are relative to, absolute and with forward slashes
}

// A Reporter writes the findings of one run, all of them: also that a file
// can't be read, or that a flag has a wrong value, is a finding. A format that
// is one document is whole when it is closed.
type Reporter interface {
	// Report writes findings, in their order.
	Report(list List) error
	// Close ends the report, and says how many findings the run had. It is
	// called once, also where there were none.
	Close(count Count) error
}

// A Count says how many findings a run had, also those that were not reported.
type Count struct {
	Of     [severities]int // by severity
	Hidden int             // were not reported
}

// Total returns how many findings there were.
func (c Count) Total() (total int) {
	for _, n := range c.Of {
		total += n
	}
	return total
}

// String counts the findings by severity, the worst first.
func (c Count) String() string {
	var parts []string
	for severity, n := range c.Of {
		if n > 0 {
			parts = append(parts, counted(n, Severity(severity).String()))
		}
	}
	return strings.Join(parts, ", ")
}

// Print writes findings in the form for people, without the count at the end.
func Print(w io.Writer, list List, style Style) error {
	return newText(w, style).Report(list)
}
