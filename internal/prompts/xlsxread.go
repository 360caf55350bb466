package prompts

import (
	"archive/zip"
	"fmt"
	"io"
	"path"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang/source"
)

// Bounds of an XLSX file.
const (
	maxParts   = 1000
	maxColumns = 256
	maxSheet   = 1 << 20 // rows, as programs have it
)

// A pack is an XLSX file that is read. Its parts may be much longer than they are
// packed.
type pack struct {
	zip    *zip.Reader
	left   int64    // how much may still be read
	said   int      // bytes of what cells say, also of texts that many share
	shared []string // decoded once
}

// readXLSX reads the sheet of a workbook, or the first one of another file.
func readXLSX(name, data string) (*Table, error) {
	z, err := zip.NewReader(strings.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, &badFile{message: "it is no XLSX file"}
	}
	if len(z.File) > maxParts {
		return nil, &badFile{message: fmt.Sprintf("it has more than %d parts", maxParts)}
	}
	p := &pack{zip: z, left: maxFile}
	sheet, strings, err := p.find()
	if err != nil {
		return nil, err
	}
	if strings != "" {
		if err := p.readShared(strings); err != nil {
			return nil, err
		}
	}
	text, err := p.part(sheet)
	if err != nil {
		return nil, err
	}
	return p.table(name, text)
}

// part returns the text of a part.
func (p *pack) part(name string) (string, error) {
	for _, f := range p.zip.File {
		if !strings.EqualFold(strings.TrimPrefix(f.Name, "/"), strings.TrimPrefix(name, "/")) {
			continue
		}
		r, err := f.Open()
		if err != nil {
			return "", &badFile{message: "a part of it is packed in a way that is not known"}
		}
		defer r.Close()
		var b strings.Builder
		n, err := io.Copy(&b, io.LimitReader(r, p.left+1))
		if p.left -= n; p.left < 0 {
			return "", tooMuch()
		}
		if err != nil || !utf8.ValidString(b.String()) {
			return "", &badFile{message: "a part of it is broken"}
		}
		return b.String(), nil
	}
	return "", &badFile{message: "it has no part " + strconv.Quote(name)}
}

func tooMuch() error {
	return &badFile{message: fmt.Sprintf("it holds more than %d MB", maxFile>>20)}
}

// find returns the names of the parts that have the sheet, and the texts that cells
// share.
func (p *pack) find() (sheet, shared string, err error) {
	const workbook = "xl/workbook.xml"
	text, err := p.part(workbook)
	if err != nil {
		return "", "", err
	}
	first := ""
	err = newXML(text).walk(func(e *element) error {
		if e.name == "sheet" && (first == "" || e.attr("name") == sheetName) {
			first = e.attr("id") // somebody may have put others before it
		}
		return nil
	}, nil, nil)
	if err != nil {
		return "", "", at0(err)
	}
	if text, err = p.part("xl/_rels/workbook.xml.rels"); err != nil {
		return "", "", err
	}
	err = newXML(text).walk(func(e *element) error {
		target := e.attr("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("xl", target)
		}
		switch {
		case e.attr("Id") == first && first != "":
			sheet = target
		case strings.HasSuffix(e.attr("Type"), "/sharedStrings"):
			shared = target
		}
		return nil
	}, nil, nil)
	if err == nil && sheet == "" {
		err = &badFile{message: "it has no sheet"}
	}
	return sheet, shared, at0(err)
}

// at0 returns an error without its place, which is one in a part.
func at0(err error) error {
	if broken, ok := err.(*badFile); ok {
		return &badFile{message: broken.message}
	}
	return err
}

// collect notes what stands in a text of a cell: in a t that is no help for how it
// is read.
func (x *xmlReader) collect(to **element) func(e *element, s string) {
	return func(e *element, s string) {
		if e.name == "t" && *to != nil && !x.in("rPh") || e.name == "v" && *to != nil {
			(*to).text.WriteString(s)
		}
	}
}

// readShared reads the texts that cells share.
func (p *pack) readShared(name string) error {
	text, err := p.part(name)
	if err != nil {
		return err
	}
	x := newXML(text)
	var item *element
	return at0(x.walk(func(e *element) error {
		if e.name == "si" {
			item = e
		}
		return nil
	}, func(e *element) error {
		if e.name == "si" {
			text := fromCell(e.text.String())
			if len(text) > maxCell && len(utf16.Encode([]rune(text))) > maxCell {
				return &badFile{message: fmt.Sprintf("a text of it has more than the %d characters that a cell holds", maxCell)}
			}
			p.shared = append(p.shared, text)
			item = nil
		}
		return nil
	}, x.collect(&item)))
}

// table reads the cells of a sheet. The file of their places has a line for each
// row.
func (p *pack) table(name, text string) (*Table, error) {
	x := newXML(text)
	var lines strings.Builder
	var rows [][]cell
	var row []string
	var open *element
	number, written := 0, 0
	err := x.walk(func(e *element) error {
		switch e.name {
		case "row":
			row = row[:0]
		case "c":
			open = e
		}
		return nil
	}, func(e *element) error {
		switch e.name {
		case "c":
			open = nil
			return p.cell(e, &row)
		case "row":
			number++
			if n, err := strconv.Atoi(e.attr("r")); err == nil && n > number {
				number = n
			}
			if number > maxSheet {
				return &badFile{message: "it has too many rows"}
			}
			for ; written < number-1; written++ {
				lines.WriteByte('\n')
			}
			rows = append(rows, line(&lines, row))
			written++
		}
		return nil
	}, x.collect(&open))
	if err != nil {
		return nil, at0(err)
	}
	t := &Table{File: source.NewFile(name, lines.String())}
	for _, cells := range rows {
		if len(cells) == 0 {
			continue
		}
		if err := t.add(cells); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// line writes a row as a line, and returns its cells.
func line(lines *strings.Builder, row []string) (cells []cell) {
	for i, text := range row {
		if i > 0 {
			lines.WriteByte('\t')
		}
		start := lines.Len()
		lines.WriteString(oneLine.Replace(text)) // whole: of a part nobody would know a secret
		cells = append(cells, cell{text, source.Span{Start: int32(start), End: int32(lines.Len())}})
	}
	lines.WriteByte('\n')
	return cells
}

var oneLine = strings.NewReplacer("\r", " ", "\n", " ", "\t", " ")

// cell adds what a cell says to a row.
func (p *pack) cell(e *element, row *[]string) error {
	at := len(*row)
	if ref := e.attr("r"); ref != "" {
		n := 0
		for _, c := range strings.TrimRight(ref, "0123456789") {
			if n = 26*n + int(c&^0x20) - 'A' + 1; n < 0 || n > maxColumns {
				return nil // what stands so far to the right is nothing of ours
			}
		}
		at = max(at, n-1)
	}
	if at >= maxColumns {
		return nil
	}
	text := e.text.String()
	if e.attr("t") == "s" {
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 || n >= len(p.shared) {
			return &badFile{message: "a cell has a text that is not there"}
		}
		text = p.shared[n]
	} else {
		text = fromCell(text)
	}
	if p.said += len(text); p.said > maxFile {
		return tooMuch()
	}
	for len(*row) < at {
		*row = append(*row, "")
	}
	*row = append(*row, text)
	return nil
}

// fromCell is the inverse of cellText, and reads the numbers of other characters.
func fromCell(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	return controls().ReplaceAllStringFunc(text, func(s string) string {
		n, err := strconv.ParseUint(s[2:6], 16, 32)
		if err != nil || !utf8.ValidRune(rune(n)) {
			return s
		}
		return string(rune(n))
	})
}
