package prompts

import (
	"encoding/csv"
	"errors"
	"io"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// formulas are the first characters of what spreadsheets run (OWASP, "CSV
// Injection").
const formulas = "=+-@\t\r"

// guarded returns a cell that no spreadsheet runs: a quote before it, and before
// one that has such quotes already another, so that each can be taken away again.
func guarded(cell string) string {
	if rest := strings.TrimLeft(cell, "'"); rest != "" && strings.IndexByte(formulas, rest[0]) >= 0 {
		return "'" + cell
	}
	return cell
}

// unguarded is the inverse of guarded.
func unguarded(cell string) string {
	if rest := strings.TrimLeft(cell, "'"); rest != "" && len(rest) < len(cell) && strings.IndexByte(formulas, rest[0]) >= 0 {
		return cell[1:]
	}
	return cell
}

// maxHead is how many bytes the names of the columns may have.
const maxHead = 1 << 20

// writeCSV writes a workbook as RFC 4180 has it, but for line ends, which are
// those of Unix.
func writeCSV(out io.Writer, w *Workbook, _ Language) error {
	c := csv.NewWriter(out)
	for _, row := range w.rows() {
		for i := range row {
			row[i] = guarded(row[i])
		}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// readCSV reads a table. Spreadsheets put a semicolon or a tabulator where others
// have a comma, as the country wants it: the line of the head says which.
func readCSV(name, data string) (*Table, error) {
	if err := utf8Text(data); err != nil {
		return nil, err
	}
	body := strings.TrimPrefix(data, "\uFEFF")
	t := &Table{File: source.NewFile(name, data)}
	if at := strings.IndexByte(body, '\n'); max(at, 0) > maxHead || at < 0 && len(body) > maxHead {
		return nil, &badFile{message: "its first row is too long to be names of columns"}
	}
	start := len(data) - len(body)
	r := csv.NewReader(strings.NewReader(body))
	r.FieldsPerRecord, r.Comma = -1, separator(body)
	for {
		from := start + int(r.InputOffset())
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			var broken *csv.ParseError
			if errors.As(err, &broken) {
				err = broken.Err
			}
			return nil, &badFile{message: err.Error(), at: from}
		}
		end := from + len(strings.TrimRight(data[from:start+int(r.InputOffset())], "\r\n"))
		cells := make([]cell, len(record))
		for i := range record {
			line, column := r.FieldPos(i)
			if line == 1 {
				column += start
			}
			at := t.File.Offset(source.Position{Line: line, Column: column}, source.Bytes)
			cells[i] = cell{unguarded(record[i]), source.Span{Start: at, End: int32(end)}}
			if i > 0 {
				cells[i-1].End = max(cells[i-1].Start, at-1)
			}
		}
		if err := t.add(cells); err != nil {
			return nil, err
		}
	}
}

// separator returns what stands between the cells of a table, by its head.
func separator(text string) rune {
	head, _, _ := strings.Cut(text, "\n")
	found, most := ',', 0
	for _, c := range ",;\t" {
		if n := strings.Count(head, string(c)); n > most {
			found, most = c, n
		}
	}
	return found
}
