package prompts

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Recordings are the recordings of a table, by what was recorded.
type Recordings struct {
	table  *Table
	byText map[string]*Row
	byID   map[string]*Row
	order  []*Row // those that have a recording
}

// ReadRecordings returns the recordings of a table, and what is wrong with them.
func ReadRecordings(t *Table) (*Recordings, diag.List) {
	r := &Recordings{table: t, byText: map[string]*Row{}, byID: map[string]*Row{}}
	var list diag.List
	if !t.Has(recordingColumn) {
		list.Add(badWorkbook.At(t.place(source.Span{}), "this table has no column \"recording\""))
		return r, list
	}
	for i := range t.Rows {
		row := &t.Rows[i]
		url := row.Recording.text
		if url == "" {
			continue
		}
		if _, _, problem := value.Check(value.URL, url); problem != nil {
			f := list.Add(problem.Code.At(t.place(row.Recording.Span), "%s", problem.Message)).Helpf("%s", problem.Help)
			f.Unseen = len(fact.URLSecrets(url)) > 0
			continue
		}
		r.order = append(r.order, row)
		if first := r.add(row); first != nil && first.Recording.text != url {
			list.Add(recordedTwice.At(t.place(row.Recording.Span), "the prompt %s has two recordings", nameOf(row)).
				Helpf("keep one of them").Relate(t.place(first.Recording.Span), "the other is here, and counts"))
		}
	}
	return r, list.Limited()
}

// add enters a row, and returns the one before it with the same text or id, if
// there is one.
func (r *Recordings) add(row *Row) *Row {
	if row.Text.text == "" {
		if first := r.byID[row.ID.text]; first != nil {
			return first
		}
		r.byID[row.ID.text] = row
		return nil
	}
	text := folded(row.Text.text)
	if first := r.byText[text]; first != nil {
		return first
	}
	r.byText[text] = row
	if row.ID.text != "" && r.byID[row.ID.text] == nil {
		r.byID[row.ID.text] = row
	}
	return nil
}

// Secrets hides what is secret in the addresses of recordings.
func (r *Recordings) Secrets(secrets *diag.Redactor) {
	for _, row := range r.order {
		for _, at := range fact.URLSecrets(row.Recording.text) {
			secrets.HideValue(row.Recording.text[at[0]:at[1]])
		}
	}
}

// A Count says how many prompts of a call are recorded.
type Count struct {
	Prompts   int // texts that are heard, each once
	Recorded  int // that have a recording
	Variables int // that can have none, since run-time variables are in them
}

// A recorder puts recordings into a call.
type recorder struct {
	*Recordings
	call  *call.Call
	list  diag.List
	count Count
	used  map[*Row]bool
	seen  map[string]bool // texts that were looked at
	fresh []int           // the first step of each text that has no recording
}

// Apply returns the script with the recordings that there are for its prompts,
// what is wrong with them, and how many there are. The analysis has no errors, and
// stays as it is.
func (r *Recordings) Apply(a *compiler.Analysis) (*compiler.Analysis, diag.List, Count) {
	whole, expanded, graph := *a, *a.Call, *a.Call.Graph
	graph.Steps = slices.Clone(graph.Steps)
	expanded.Graph, whole.Call = &graph, &expanded
	whole.Secrets = &diag.Redactor{}
	whole.Secrets.Merge(a.Secrets)
	r.Secrets(whole.Secrets)
	rec := &recorder{Recordings: r, call: whole.Flow(), used: map[*Row]bool{}, seen: map[string]bool{}}
	for i := range graph.Steps {
		text := rec.call.Text(i, textKey)
		if rec.call.Kind(i) != call.Plays || text == "" {
			continue
		}
		if url := rec.url(i, escape(text)); url != "" {
			s := &graph.Steps[i]
			s.Fields = append([]api.Field{{Key: urlName, Value: url}}, s.Fields...)
		}
	}
	rec.parts(a)
	rec.changed()
	return &whole, rec.list.Sorted().Limited(), rec.count
}

// urlName is the key of an address.
var urlName = api.NewKey(urlKey)

// url returns the address of the recording of what a step says, or "".
func (r *recorder) url(step int, text string) string {
	first := !r.seen[text]
	r.seen[text] = true
	if first {
		r.count.Prompts++
	}
	if r.call.Text(step, urlKey) != "" { // it has one, and knows best
		if first {
			r.count.Recorded++
		}
		return ""
	}
	row, changed := r.row(text)
	names := variables(text, false)
	switch {
	case len(names) > 0 && first:
		r.count.Variables++
		if row != nil && !changed {
			r.used[row] = true
			r.list.Add(recordedVariable.At(r.call.Field(step, textKey), "the prompt says %s, which no recording can", strings.Join(names, " and ")).
				Helpf("say what is the same in every call by itself, and record that").Relate(r.table.place(row.Recording.Span), "the recording is here"))
		}
	case len(names) > 0:
	case changed && first:
		r.used[row] = true
		r.stale(step, row)
	case row == nil && first:
		r.fresh = append(r.fresh, step)
	case row != nil && !changed:
		r.used[row] = true
		if first {
			r.count.Recorded++
		}
		return row.Recording.text
	}
	return ""
}

// row returns the row of a text, and whether something else was recorded.
func (r *recorder) row(text string) (row *Row, changed bool) {
	if row := r.byText[folded(text)]; row != nil {
		return row, false
	}
	row = r.byID[ID(text)]
	return row, row != nil && row.Text.text != ""
}

// stale reports that something else was recorded than a step says.
func (r *recorder) stale(step int, row *Row) {
	r.list.Add(recordingChanged.At(r.call.Field(step, textKey), "the prompt has changed since it was recorded: the recording says %s", shown(row.Text.text)).
		Helpf("record it again; until then it is spoken").Relate(r.table.place(row.Text.Span), "what was recorded is here"))
}

// parts reports recordings of what is only heard as a part of prompts. To look for
// them takes a workbook, and so it is made only where one may be.
func (r *recorder) parts(a *compiler.Analysis) {
	var book *Workbook
	for _, row := range r.order {
		if r.used[row] {
			continue
		}
		if book == nil {
			book = New(a.Secrets)
			book.AddScript(a)
		}
		if p := book.find(row); p != nil && !p.whole && p.Within != "" {
			r.used[row] = true
			f := r.list.Add(recordedPart.At(r.table.place(row.Recording.Span), "the prompt %s is a part of others, and is not recorded itself", nameOf(row)).
				Helpf("record what callers hear: %s", shown(p.Within)))
			f.Related = p.related("it is written here")
		}
	}
}

// changed looks for recordings of what the prompts that have none were before. A
// recording that no prompt is like may be of another script.
func (r *recorder) changed() {
	var fresh, lost []string
	var rows []*Row
	for _, step := range r.fresh {
		fresh = append(fresh, escape(r.call.Text(step, textKey)))
	}
	for _, row := range r.order {
		if !r.used[row] && row.Text.text != "" {
			rows, lost = append(rows, row), append(lost, row.Text.text)
		}
	}
	for _, m := range matches(fresh, lost) {
		r.stale(r.fresh[m.fresh], rows[m.lost])
	}
}
