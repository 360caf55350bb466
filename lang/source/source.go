// Package source holds the text of one file and turns byte offsets into lines
// and columns, and back. It knows nothing of the language in the file.
package source

import (
	"sort"
	"strings"
	"sync"
	"unicode/utf16"
	"unicode/utf8"
)

// MaxSize is the number of bytes that a file may have. Offsets are 32 bits
// wide, and no script that a person or a generator writes comes near it.
const MaxSize = 256 << 20

// A Span is a range of bytes of a file, from Start up to but not with End.
type Span struct {
	Start, End int32
}

// A File is a named text. It never changes: a file whose text changes is a new
// File. What is found out about its lines is found out once, so that files may
// be asked from several places at a time.
type File struct {
	Name string // as shown in findings, with forward slashes
	Text string

	lines   func() []int32 // offset of the first byte of each line
	columns func() []count // at each multiple of stride
	lined   func() *File   // see Lined
}

// NewFile returns the file of that name and text.
func NewFile(name, text string) *File {
	f := &File{Name: name, Text: text}
	f.lines = sync.OnceValue(func() []int32 { return lineStarts(text) })
	f.columns = sync.OnceValue(func() []count { return counts(text) })
	f.lined = sync.OnceValue(func() *File { return lined(f) })
	return f
}

// Lined returns the file as one counts lines to whom a carriage return alone ends
// one: with a newline in its place. It is the file itself where there is none.
func (f *File) Lined() *File { return f.lined() }

func lined(f *File) *File {
	text := []byte(nil)
	for i := 0; ; i++ {
		n := strings.IndexByte(f.Text[i:], '\r')
		if n < 0 {
			break
		}
		if i += n; strings.HasPrefix(f.Text[i+1:], "\n") {
			continue
		}
		if text == nil {
			text = []byte(f.Text)
		}
		text[i] = '\n'
	}
	if text == nil {
		return f
	}
	return NewFile(f.Name, string(text))
}

func lineStarts(text string) []int32 {
	starts := []int32{0}
	for i := 0; ; {
		n := strings.IndexByte(text[i:], '\n')
		if n < 0 {
			return starts
		}
		i += n + 1
		starts = append(starts, int32(i))
	}
}

// A Unit says in what columns are counted.
type Unit uint8

// The units of columns: people count characters (Unicode code points), and
// editors count one of all three.
const (
	Bytes Unit = iota
	Characters
	UTF16 // code units of UTF-16
)

// A Position is a line and a column, which count from 1.
type Position struct {
	Line, Column int
}

// Position returns the position of the byte at an offset. An offset outside of
// the file is taken for its nearest end.
func (f *File) Position(offset int32, unit Unit) Position {
	offset = f.clamp(offset)
	for int(offset) < len(f.Text) && !utf8.RuneStart(f.Text[offset]) && offset > 0 && unit != Bytes {
		offset-- // inside of a character is at it
	}
	line := f.line(offset)
	return Position{line + 1, f.width(f.lines()[line], offset, unit) + 1}
}

// Offset returns the byte at a position: the inverse of Position, except for
// the two bytes of a line end in CRLF, which are at one. A column
// behind the end of its line is that end, a line behind the last the end of
// the file, and a column inside of a character its start.
func (f *File) Offset(at Position, unit Unit) int32 {
	lines := f.lines()
	switch {
	case at.Line < 1:
		return 0
	case at.Line > len(lines):
		return int32(len(f.Text))
	}
	start, end := f.lineSpan(at.Line - 1)
	offset, left := start, at.Column-1
	if unit == Bytes {
		offset = min(start+int32(max(left, 0)), end)
		for offset > start && offset < end && !utf8.RuneStart(f.Text[offset]) {
			offset--
		}
		return offset
	}
	for offset < end && left > 0 {
		r, size := utf8.DecodeRuneInString(f.Text[offset:end])
		if left -= unit.of(r); left < 0 {
			break
		}
		offset += int32(size)
	}
	return offset
}

// of returns how many columns a character takes.
func (u Unit) of(r rune) int {
	if u == UTF16 {
		return max(utf16.RuneLen(r), 1)
	}
	return 1
}

// Line returns the text of the line that offset is on, without its line end,
// and the offset of its first byte.
func (f *File) Line(offset int32) (text string, start int32) {
	start, end := f.lineSpan(f.line(f.clamp(offset)))
	return f.Text[start:end], start
}

func (f *File) clamp(offset int32) int32 { return min(max(offset, 0), int32(len(f.Text))) }

// lineSpan returns where a line starts, and where it ends without its line end.
func (f *File) lineSpan(line int) (start, end int32) {
	lines := f.lines()
	start, end = lines[line], int32(len(f.Text))
	if line+1 < len(lines) {
		end = lines[line+1] - 1
	}
	if end > start && f.Text[end-1] == '\r' {
		end--
	}
	return start, end
}

// line returns the index of the line that offset is on.
func (f *File) line(offset int32) int {
	lines := f.lines()
	return sort.Search(len(lines), func(i int) bool { return lines[i] > offset }) - 1
}

// A count says how many characters and code units of UTF-16 stand before a
// byte of a file.
type count struct{ characters, utf16 int32 }

// stride is how far the bytes are apart that are counted up to in advance. A
// text without line ends may have thousands of findings, and counting each of
// their columns from the start of the line would take minutes.
const stride = 4 << 10

func counts(text string) []count {
	list := make([]count, 0, len(text)/stride+1)
	var n count
	for i, r := range text {
		for i >= len(list)*stride {
			list = append(list, n)
		}
		n.characters++
		n.utf16 += int32(UTF16.of(r))
	}
	return list
}

// width returns the columns between two offsets of one line.
func (f *File) width(from, to int32, unit Unit) int {
	switch {
	case unit == Bytes:
		return int(to - from)
	case to-from < 2*stride:
		return scan(f.Text[from:to], unit)
	}
	return f.before(to, unit) - f.before(from, unit)
}

// before returns the columns from the start of the file up to an offset.
func (f *File) before(offset int32, unit Unit) int {
	list := f.columns()
	i := min(int(offset)/stride, len(list)-1)
	n, at := list[i], i*stride
	// A character may begin before the byte that was counted up to.
	for at < int(offset) && !utf8.RuneStart(f.Text[at]) {
		at++
	}
	known := int(n.characters)
	if unit == UTF16 {
		known = int(n.utf16)
	}
	return known + scan(f.Text[at:offset], unit)
}

func scan(text string, unit Unit) (n int) {
	for _, r := range text {
		n += unit.of(r)
	}
	return n
}

// A Place is a range of bytes of a particular file. Without a file it is
// nowhere: what is said there is about the command line.
type Place struct {
	File *File
	Span
}

// Text returns what is written at a place, or "" of one without a file.
func (p Place) Text() string {
	if p.File == nil {
		return ""
	}
	return p.File.Text[p.Start:p.End]
}

// Ended returns a text whose lines end as those of another one do: with \n where it
// has both.
func Ended(text, as string) string {
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if n := strings.Count(as, "\n"); n > 0 && n == strings.Count(as, "\r\n") {
		return strings.ReplaceAll(text, "\n", "\r\n")
	}
	return text
}
