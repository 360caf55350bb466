package prompts

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// writePO writes what is to be translated as a catalogue of GNU gettext. The id
// is the context of a message. It has no dates.
func writePO(out io.Writer, w *Workbook, lang Language) error {
	b := bufio.NewWriter(out)
	b.WriteString("msgid \"\"\nmsgstr \"\"\n\"Language: " + lang.To + "\\n\"\n\"MIME-Version: 1.0\\n\"\n\"Content-Type: text/plain; charset=UTF-8\\n\"\n\"Content-Transfer-Encoding: 8bit\\n\"\n")
	for _, p := range w.Prompts {
		if !p.Translate() {
			continue
		}
		b.WriteByte('\n')
		for _, note := range w.notes(p) {
			for line := range strings.Lines(note.text) {
				b.WriteString("#. " + note.name + ": " + strings.TrimSuffix(line, "\n") + "\n")
			}
		}
		for i, at := range p.places {
			if i == maxPlaces {
				break
			}
			name := writable(escape(w.secrets.Text(at.File.Name)))
			if strings.ContainsAny(name, " \t") {
				name = "\u2068" + name + "\u2069" // as gettext marks the ends of such a name
			}
			fmt.Fprintf(b, "#: %s:%d\n", name, at.File.Position(at.Start, source.Characters).Line)
		}
		b.WriteString("msgctxt " + poText(p.ID) + "\nmsgid " + poText(p.Text) + "\nmsgstr " + poText(p.Translation) + "\n")
	}
	return b.Flush()
}

// A note is what somebody who translates should know of a prompt.
type note struct{ name, text string }

// notes returns what a workbook says of a prompt beside its text.
func (w *Workbook) notes(p *Prompt) (list []note) {
	list = append(list, note{"heard", fmt.Sprintf("%d", p.Steps)}, note{"seconds", fmt.Sprintf("%.1f", p.Says())})
	if limits := w.limits(p); len(limits) > 0 {
		list = append(list, note{"limits", strings.Join(limits, "; ")})
	}
	for _, way := range p.Before {
		list = append(list, note{"before", way})
	}
	if p.Within != "" {
		list = append(list, note{"within", p.within()})
	}
	for i := range list {
		list[i].text = writable(list[i].text)
	}
	return list
}

// poText returns a text as gettext has it, a line of it on a line.
func poText(text string) string {
	lines := strings.SplitAfter(text, "\n")
	if len(lines) > 1 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	for i, line := range lines {
		lines[i] = `"` + poEscapes.Replace(line) + `"`
	}
	if len(lines) == 1 {
		return lines[0]
	}
	return "\"\"\n" + strings.Join(lines, "\n")
}

var poEscapes = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`)

// A poReader reads a catalogue line by line.
type poReader struct {
	table *Table
	row   Row
	any   bool  // there was one
	last  *cell // that strings belong to
	known bool  // a message has begun
}

// readPO reads a catalogue. What is fuzzy is for somebody to look at again, and
// not taken; what is obsolete is passed over.
func readPO(name, data string) (*Table, error) {
	if err := utf8Text(data); err != nil {
		return nil, err
	}
	r := &poReader{table: &Table{File: source.NewFile(name, data), head: []string{idColumn, textColumn, translationColumn}}}
	at := 0
	for line := range strings.Lines(data) {
		if err := r.line(strings.TrimSpace(strings.TrimPrefix(line, "\uFEFF")), at, at+len(strings.TrimRight(line, "\r\n"))); err != nil {
			return nil, err
		}
		at += len(line)
	}
	if err := r.end(); err != nil {
		return nil, err
	}
	if !r.any {
		return nil, &badFile{message: "it has no message"}
	}
	return r.table, nil
}

// end ends a message. The first of all is the head.
func (r *poReader) end() error {
	row, known := r.row, r.known
	r.row, r.last, r.known, r.any = Row{}, nil, false, r.any || known
	if !known {
		r.row.fuzzy = row.fuzzy
		return nil
	}
	return r.table.append(row)
}

func (r *poReader) line(line string, from, to int) error {
	switch {
	case line == "" || strings.HasPrefix(line, "#~"):
		return nil
	case strings.HasPrefix(line, "#"):
		if r.known && r.last == &r.row.Translation {
			if err := r.end(); err != nil {
				return err
			}
		}
		if flags, ok := strings.CutPrefix(line, "#,"); ok && strings.Contains(flags, "fuzzy") {
			r.row.fuzzy = true
		}
		return nil
	}
	word, rest, _ := strings.Cut(line, " ")
	if strings.HasPrefix(line, `"`) {
		word, rest = "", line
	}
	switch word {
	case "":
		if r.last == nil {
			return &badFile{"a text stands where no message is", from}
		}
	case "msgctxt", "msgid":
		if r.known && r.last == &r.row.Translation {
			if err := r.end(); err != nil {
				return err
			}
		}
		r.known, r.last = true, &r.row.ID
		if word == "msgid" {
			r.last = &r.row.Text
		}
	case "msgstr":
		r.last = &r.row.Translation
	default:
		return &badFile{"a line is none of a catalogue of gettext: msgctxt, msgid and msgstr are read", from}
	}
	text, ok := poString(strings.TrimSpace(rest))
	if !ok {
		return &badFile{"a text is not quoted as gettext has it", from}
	}
	if word != "" {
		*r.last = cell{Span: source.Span{Start: int32(from)}}
	}
	r.last.text += text
	r.last.End = int32(to)
	return nil
}

// poString reads a text in quotes.
func poString(s string) (string, bool) {
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return "", false
	}
	s = s[1 : len(s)-1]
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == '"':
			return "", false
		case s[i] != '\\':
			b.WriteByte(s[i])
			continue
		case i+1 == len(s):
			return "", false
		}
		i++
		switch s[i] {
		case '\\', '"':
			b.WriteByte(s[i])
		case 'n':
			b.WriteByte('\n')
		case 't':
			b.WriteByte('\t')
		case 'r':
		default:
			return "", false
		}
	}
	return b.String(), true
}
