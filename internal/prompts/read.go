package prompts

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Bounds of what is read. A workbook of the largest call that can be built is
// smaller.
const (
	maxFile = 128 << 20 // bytes, also of what is packed in a file
	maxRows = 500_000
)

// A Table is what came back from those who translate or record.
type Table struct {
	File *source.File // of the places; a workbook of XLSX as its rows, one a line
	Rows []Row

	head []string // nil before there is one
}

// A Row is what came back for a prompt.
type Row struct {
	ID          cell
	Text        cell // that was translated or recorded
	Translation cell
	Recording   cell
	fuzzy       bool // somebody should look at the translation again
}

// A cell is a text of a table, and where it stands.
type cell struct {
	text string
	source.Span
}

// A badFile says why a file can't be read.
type badFile struct {
	message string
	at      int // in the file
}

func (b *badFile) Error() string { return b.message }

var badWorkbook = diag.Register(diag.Code{
	Name: "bad-workbook", Area: diag.Running, Title: "a file of translations or recordings can't be read",
	Text: "`prompts --import` reads what `prompts` writes: CSV with the columns `id` or `text`, and `translation`; XLSX with the same; PO; and XLIFF 2.0. `build --recordings` reads CSV and XLSX with the columns `id` or `text`, and `recording`. A file that is broken, or larger than any workbook, is refused, and nothing is written.",
	Bad:  "call 4420\nsay \"Hello.\"\n-- fr.csv --\nname,value\nHello.,Bonjour.\n",
	Good: "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\n",
	Run:  "prompts --import fr.csv -o fr.flow",
})

// Read reads a file of a format. What is wrong with it is a finding.
func (f *Format) Read(name, data string) (*Table, *diag.Finding) {
	t, err := (*Table)(nil), error(&badFile{message: fmt.Sprintf("it has more than %d MB", maxFile>>20)})
	if len(data) <= maxFile {
		t, err = f.read(name, data)
	}
	if err == nil {
		return t, nil
	}
	if f.Name == "xlsx" {
		data = "" // nobody reads that
	}
	file := source.NewFile(name, data)
	at := source.Place{File: file}
	var broken *badFile
	if errors.As(err, &broken) {
		start := min(broken.at, len(data))
		_, size := utf8.DecodeRuneInString(data[start:])
		at.Span = source.Span{Start: int32(start), End: int32(start + size)}
	}
	return nil, badWorkbook.At(at, "this is no workbook: %v", err)
}

// names are the names that columns may have.
var names = map[string]string{"url": recordingColumn, "source": textColumn, "target": translationColumn}

// add adds a row of cells; the first is the head.
func (t *Table) add(cells []cell) error {
	if t.head == nil {
		for _, c := range cells {
			name := strings.ToLower(strings.TrimSpace(c.text))
			if other, ok := names[name]; ok {
				name = other
			}
			t.head = append(t.head, name)
		}
		if !t.Has(idColumn) && !t.Has(textColumn) {
			return &badFile{message: "its first row names no column \"id\" and none \"text\"", at: int(cells[0].Start)}
		}
		return nil
	}
	var row Row
	for i, c := range cells[:min(len(cells), len(t.head))] {
		c.text = strings.ReplaceAll(c.text, "\r\n", "\n")
		switch t.head[i] {
		case idColumn:
			c.text = strings.TrimSpace(c.text)
			row.ID = c
		case textColumn:
			row.Text = c
		case translationColumn:
			row.Translation = c
		case recordingColumn:
			c.text = strings.TrimSpace(c.text)
			row.Recording = c
		}
	}
	if row.Translation.Span == (source.Span{}) {
		row.Translation.Span = cells[0].Span
	}
	return t.append(row)
}

func (t *Table) append(row Row) error {
	if row.ID.text == "" && row.Text.text == "" {
		return nil // an empty row
	}
	if len(t.Rows) == maxRows {
		return &badFile{message: fmt.Sprintf("it has more than %d rows", maxRows), at: int(row.Translation.Start)}
	}
	t.Rows = append(t.Rows, row)
	return nil
}

// Has reports whether a table has a column.
func (t *Table) Has(name string) bool { return slices.Contains(t.head, name) }

func (t *Table) place(span source.Span) source.Place { return source.Place{File: t.File, Span: span} }

// key is where a row says which prompt it is about.
func (t *Table) key(r *Row) source.Place {
	if r.ID.text != "" {
		return t.place(r.ID.Span)
	}
	return t.place(r.Text.Span)
}

// utf8Text refuses a text that is not written as all texts are here.
func utf8Text(data string) error {
	for at, r := range data {
		if r == utf8.RuneError && !strings.HasPrefix(data[at:], "\uFFFD") {
			return &badFile{"it is no UTF-8: save it as \"CSV UTF-8\", or as UTF-8", at}
		}
	}
	return nil
}
