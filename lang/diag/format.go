package diag

import "io"

// A Format is a way to write findings. A new one is a file with a Reporter and
// a row here.
type Format struct {
	Name string
	Doc  string // for the help of the flag that chooses it
	New  func(w io.Writer, style Style) Reporter
}

// Formats lists the formats; the first is the one that is used unasked.
var Formats = []Format{
	{"text", "for people", newText},
}

// A Style says how findings are written, as far as a format heeds it.
type Style struct {
	Color   bool
	Secrets *Redactor // hides what must not be shown
}

// A Reporter writes the findings of one run, all of them: also that a file
// can't be read, or that a flag has a wrong value, is a finding. A format that
// is one document is whole when it is closed.
type Reporter interface {
	// Report writes findings, in their order.
	Report(list List) error
	// Close ends the report. It is called once, also where there were none.
	Close() error
}

// Print writes findings in the form for people.
func Print(w io.Writer, list List, style Style) error {
	r := newText(w, style)
	if err := r.Report(list); err != nil {
		return err
	}
	return r.Close()
}
