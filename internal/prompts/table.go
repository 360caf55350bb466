package prompts

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Language says in what language the prompts are written, and in what language
// they are wanted, as BCP 47 has it; "" where nobody says so.
type Language struct{ From, To string }

// A Format is a format of workbooks.
type Format struct {
	Name      string // also the extension of its files
	Recording bool   // it is a table, in which recordings can be named

	write func(io.Writer, *Workbook, Language) error
	read  func(name, data string) (*Table, error)
}

// Formats are the formats of workbooks.
var Formats = []*Format{
	{Name: "csv", Recording: true, write: writeCSV, read: readCSV},
	{Name: "xlsx", Recording: true, write: writeXLSX, read: readXLSX},
	{Name: "po", write: writePO, read: readPO},
	{Name: "xliff", write: writeXLIFF, read: readXLIFF},
}

// FormatOf returns the format that a name or the extension of a file says, or nil.
func FormatOf(name string) *Format {
	name = strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	if name == "xlf" {
		name = "xliff"
	}
	for _, f := range Formats {
		if f.Name == name {
			return f
		}
	}
	return nil
}

// FormatNames returns the names of the formats.
func FormatNames() (names []string) {
	for _, f := range Formats {
		names = append(names, f.Name)
	}
	return names
}

// Write writes a workbook. Its bytes depend on nothing else.
func (f *Format) Write(out io.Writer, w *Workbook, lang Language) error { return f.write(out, w, lang) }

// The columns of a table that are read.
const (
	idColumn          = "id"
	textColumn        = "text"
	translationColumn = "translation"
	recordingColumn   = "recording"
)

// A column is one of the table of a workbook.
type column struct {
	name  string
	width int // in characters, for programs that show it
	cell  func(w *Workbook, p *Prompt) string
}

var columns = []column{
	{idColumn, 30, func(_ *Workbook, p *Prompt) string { return p.ID }},
	{"use", 18, func(_ *Workbook, p *Prompt) string { return p.use() }},
	{textColumn, 60, func(_ *Workbook, p *Prompt) string { return p.Text }},
	{translationColumn, 60, func(_ *Workbook, p *Prompt) string { return p.Translation }},
	{recordingColumn, 30, func(_ *Workbook, p *Prompt) string { return p.recording() }},
	{"heard", 8, func(_ *Workbook, p *Prompt) string { return strconv.Itoa(p.Steps) }},
	{"seconds", 9, func(_ *Workbook, p *Prompt) string { return fmt.Sprintf("%.1f", p.Says()) }},
	{"variables", 20, func(_ *Workbook, p *Prompt) string { return strings.Join(p.Variables(), " ") }},
	{"limits", 30, func(w *Workbook, p *Prompt) string { return strings.Join(w.limits(p), "; ") }},
	{"before", 50, func(_ *Workbook, p *Prompt) string { return p.before("\n") }},
	{"within", 50, func(_ *Workbook, p *Prompt) string { return p.within() }},
	{"written", 30, func(w *Workbook, p *Prompt) string { return strings.Join(w.written(p), "\n") }},
}

// numeric are the columns whose cells are numbers.
var numeric = []string{"heard", "seconds"}

// rows returns the table of a workbook, with its head.
func (w *Workbook) rows() [][]string {
	head := make([]string, len(columns))
	for i, c := range columns {
		head[i] = c.name
	}
	list := [][]string{head}
	for _, p := range w.Prompts {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = writable(c.cell(w, p))
		}
		list = append(list, row)
	}
	return list
}

// use says what a prompt is in the workbook for.
func (p *Prompt) use() string {
	var uses []string
	if p.Record() {
		uses = append(uses, "record")
	}
	if p.Translate() {
		uses = append(uses, "translate")
	}
	return strings.Join(uses, ", ")
}

// recording returns the address of the recording that a prompt has already. Of
// one that has several nobody knows which is meant.
func (p *Prompt) recording() string {
	if len(p.Recorded) == 1 {
		return p.Recorded[0]
	}
	return p.Recording
}

// limits returns what holds for whoever records or translates a prompt.
func (w *Workbook) limits(p *Prompt) (limits []string) {
	if keep := placeholders(p.Text, p.template); len(keep) > 0 && p.Translate() {
		limits = append(limits, "keep "+strings.Join(keep, " "))
	}
	if keys := p.Keys(); len(keys) == 1 {
		limits = append(limits, "key "+keys[0])
	} else if len(keys) > 1 {
		limits = append(limits, "keys "+strings.Join(keys, ", "))
	}
	if w.Seconds > 0 && p.whole {
		limits = append(limits, fmt.Sprintf("at most %d seconds", w.Seconds))
	}
	switch {
	case p.raw && !p.whole && !p.Translate():
		limits = append(limits, "cannot be recorded or translated: a raw object")
	case p.whole && !p.Record():
		limits = append(limits, "cannot be recorded: variables")
	case len(p.serving) > 0 && !p.Translate():
		limits = append(limits, "cannot be translated: more than prompts is made of it")
	}
	return limits
}

// Bounds of what a workbook says of a prompt that is written or heard in many
// places: a cell holds 32,767 characters.
const (
	maxPlaces = 20
	maxWithin = 400
)

// written returns where a prompt is written.
func (w *Workbook) written(p *Prompt) (list []string) {
	for i, at := range p.places {
		if i == maxPlaces {
			return append(list, fmt.Sprintf("and %d more", len(p.places)-maxPlaces))
		}
		list = append(list, fmt.Sprintf("%s:%d", escape(w.secrets.Text(at.File.Name)), at.File.Position(at.Start, source.Characters).Line))
	}
	return list
}

// before returns what was heard before a prompt, one way behind the other.
func (p *Prompt) before(separator string) string {
	ways := p.Before
	if p.MoreBefore {
		ways = append(slices.Clip(ways), "…")
	}
	return strings.Join(ways, separator)
}

// within returns the whole that a part is heard in.
func (p *Prompt) within() string {
	if runes := []rune(p.Within); len(runes) > maxWithin {
		return string(runes[:maxWithin]) + "…"
	}
	return p.Within
}
