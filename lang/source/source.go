// Package source holds the text of one file and turns byte offsets into
// lines and columns. It knows nothing of the language in the file.
package source

import (
	"cmp"
	"slices"
	"sort"
	"strings"
	"sync"
	"unicode/utf16"
)

// MaxSize is the number of bytes that a file may have. Offsets are 32 bits
// wide, and no script that a person or a generator writes comes near it.
const MaxSize = 256 << 20

// A Span is a range of bytes of a file, from Start up to but not with End.
type Span struct {
	Start, End int32
}

// A File is a named text.
type File struct {
	Name string // as shown in findings, with forward slashes
	Text string

	once    sync.Once
	lines   []int32 // offset of the first byte of each line
	secrets []Span  // in source order

	last   Position // of lastAt: columns are counted on from there
	lastAt int32
	mu     sync.Mutex
}

// NewFile returns the file of that name and text.
func NewFile(name, text string) *File { return &File{Name: name, Text: text} }

// A Position is where a byte stands, for people and editors. Line and Column
// count from 1, Column in characters (Unicode code points), UTF16 in UTF-16
// code units from 0, as the Language Server Protocol does.
type Position struct {
	Line, Column, UTF16 int
}

// Position returns the position of the byte at offset.
func (f *File) Position(offset int32) Position {
	offset = min(max(offset, 0), int32(len(f.Text)))
	line := f.line(offset)
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.last.Line != line+1 || f.lastAt > offset {
		f.last, f.lastAt = Position{Line: line + 1, Column: 1}, f.lines[line]
	}
	for _, r := range f.Text[f.lastAt:offset] {
		f.last.Column++
		f.last.UTF16 += max(utf16.RuneLen(r), 1)
	}
	f.lastAt = offset
	return f.last
}

// Line returns the text of the line that offset is on, without its line end,
// and the offset of its first byte.
func (f *File) Line(offset int32) (text string, start int32) {
	offset = min(max(offset, 0), int32(len(f.Text)))
	line := f.line(offset)
	start, end := f.lines[line], int32(len(f.Text))
	if line+1 < len(f.lines) {
		end = f.lines[line+1] - 1
	}
	return strings.TrimSuffix(f.Text[start:end], "\r"), start
}

// MarkSecret says that the text at span is a secret, which no excerpt may show.
func (f *File) MarkSecret(span Span) {
	f.mu.Lock()
	defer f.mu.Unlock()
	i, found := slices.BinarySearchFunc(f.secrets, span, func(a, b Span) int { return cmp.Compare(a.Start, b.Start) })
	if !found {
		f.secrets = slices.Insert(f.secrets, i, span)
	}
}

// Masked returns the line that starts at offset start with an asterisk for
// each byte of a secret.
func (f *File) Masked(line string, start int32) string {
	first := sort.Search(len(f.secrets), func(i int) bool { return f.secrets[i].End > start })
	for _, s := range f.secrets[first:] {
		from, to := int(s.Start-start), int(s.End-start)
		if from >= len(line) {
			break
		}
		from, to = max(from, 0), min(to, len(line))
		line = line[:from] + strings.Repeat("*", to-from) + line[to:]
	}
	return line
}

func (f *File) lines0() []int32 {
	f.once.Do(func() {
		f.lines = append(f.lines, 0)
		for i := 0; ; {
			n := strings.IndexByte(f.Text[i:], '\n')
			if n < 0 {
				break
			}
			i += n + 1
			f.lines = append(f.lines, int32(i))
		}
	})
	return f.lines
}

// line returns the index of the line that offset is on.
func (f *File) line(offset int32) int {
	lines := f.lines0()
	return sort.Search(len(lines), func(i int) bool { return lines[i] > offset }) - 1
}

// A Place is a range of bytes of a particular file.
type Place struct {
	File *File
	Span
}
