package prompts

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// xliffSpace is the namespace of XLIFF 2.0 and 2.1 (OASIS, "XLIFF Version 2.0").
const xliffSpace = "urn:oasis:names:tc:xliff:document:2.0"

// undetermined is the language of a text where nobody says which (BCP 47).
const undetermined = "und"

// writeXLIFF writes a workbook as XLIFF 2.0. What is made of parts is there, not
// to be translated: it is what the parts around it become.
func writeXLIFF(out io.Writer, w *Workbook, lang Language) error {
	b := bufio.NewWriter(out)
	from := lang.From
	if from == "" {
		from = undetermined
	}
	fmt.Fprintf(b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<xliff xmlns=%q version=\"2.0\" srcLang=%q", xliffSpace, from)
	to := lang.To
	if to == "" && slices.ContainsFunc(w.Prompts, func(p *Prompt) bool { return p.Translation != "" }) {
		to = undetermined // a file with targets has one
	}
	if to != "" {
		fmt.Fprintf(b, " trgLang=%q", to)
	}
	b.WriteString(">\n  <file id=\"prompts\">\n")
	if len(w.Prompts) == 0 { // a file without units is none
		b.WriteString("    <unit id=\"none\" translate=\"no\">\n      <segment>\n        <source></source>\n      </segment>\n    </unit>\n")
	}
	for _, p := range w.Prompts {
		w.unit(b, p)
	}
	b.WriteString("  </file>\n</xliff>\n")
	return b.Flush()
}

// unit writes one prompt.
func (w *Workbook) unit(b *bufio.Writer, p *Prompt) {
	fmt.Fprintf(b, "    <unit id=\"%s\" xml:space=\"preserve\"", p.ID)
	if !p.Translate() {
		b.WriteString(` translate="no"`)
	}
	b.WriteString(">\n      <notes>\n")
	for _, n := range append(w.notes(p), note{"written", writable(strings.Join(w.written(p), "\n"))}) {
		fmt.Fprintf(b, "        <note category=\"%s\">%s</note>\n", n.name, escapeXML(n.text))
	}
	b.WriteString("      </notes>\n")
	names := placeholders(p.Text, p.template)
	if len(names) > 0 {
		b.WriteString("      <originalData>\n")
		for i, name := range names {
			fmt.Fprintf(b, "        <data id=\"d%d\">%s</data>\n", i+1, escapeXML(name))
		}
		b.WriteString("      </originalData>\n")
	}
	b.WriteString("      <segment>\n        <source>" + marked(p, p.Text, names) + "</source>\n")
	if p.Translation != "" {
		b.WriteString("        <target>" + marked(p, p.Translation, names) + "</target>\n")
	}
	b.WriteString("      </segment>\n    </unit>\n")
}

// marked returns a text of a prompt, with an element for each of the names that
// stand for something else. Elements that say the same in the source and in the
// target have the same id, and the source has them all.
func marked(p *Prompt, text string, names []string) string {
	free, data := map[string][]int{}, map[string]int{}
	for id, h := range holdersOf(p.Text, p.template) {
		name := p.Text[h[0]:h[1]]
		free[name] = append(free[name], id+1)
	}
	for n, name := range names {
		data[name] = n + 1
	}
	var b strings.Builder
	at := 0
	for _, holder := range holdersOf(text, p.template) {
		name := text[holder[0]:holder[1]]
		if len(free[name]) == 0 {
			continue // one too many is text
		}
		id := free[name][0]
		free[name] = free[name][1:]
		fmt.Fprintf(&b, `%s<ph id="%d" canDelete="no" dataRef="d%d" disp="%s" equiv="%s"/>`,
			escapeXML(text[at:holder[0]]), id, data[name], escapeXML(name), escapeXML(name))
		at = holder[1]
	}
	b.WriteString(escapeXML(text[at:]))
	return b.String()
}

// An xliffReader reads the units of a file.
type xliffReader struct {
	*xmlReader
	table   *Table
	row     Row
	data    map[string]string // of the unit
	segment [2]*strings.Builder
	missing bool // a segment has no target
	skip    bool // the unit is not to be translated
}

// The texts of a segment.
const (
	sourceText = iota
	targetText
)

// readXLIFF reads a file. A tool may have cut a unit into segments, and put marks
// into it.
func readXLIFF(name, data string) (*Table, error) {
	if err := utf8Text(data); err != nil {
		return nil, err
	}
	r := &xliffReader{xmlReader: newXML(data), table: &Table{File: source.NewFile(name, data), head: []string{idColumn, textColumn, translationColumn}}}
	root := false
	err := r.walk(func(e *element) error {
		if !root {
			root = true
			if version := e.attr("version"); e.name != "xliff" || !strings.HasPrefix(version, "2.") {
				return &badFile{"it is no XLIFF 2", e.start}
			}
		}
		return r.open(e)
	}, r.close, r.text)
	if err == nil && !root {
		err = &badFile{message: "it is no XLIFF 2"}
	}
	if err != nil {
		return nil, err
	}
	return r.table, nil
}

func (r *xliffReader) open(e *element) error {
	switch e.name {
	case "unit":
		at := source.Span{Start: int32(e.start), End: int32(r.dec.InputOffset())}
		r.row = Row{ID: cell{e.attr("id"), at}, Text: cell{Span: at}, Translation: cell{Span: at}}
		r.data, r.missing, r.skip = map[string]string{}, false, e.attr("translate") == "no"
	case "segment", "ignorable":
		r.segment = [2]*strings.Builder{}
	case "source":
		r.segment[sourceText] = &strings.Builder{}
	case "target":
		r.segment[targetText] = &strings.Builder{}
		r.row.Translation.Span = source.Span{Start: int32(e.start), End: int32(r.dec.InputOffset())}
	case "ph", "cp":
		to := r.into()
		if to == nil {
			return nil
		}
		text, err := r.inline(e)
		to.WriteString(text)
		return err
	}
	return nil
}

// inline returns what an element in a text stands for.
func (r *xliffReader) inline(e *element) (string, error) {
	if e.name == "cp" {
		var c rune
		if _, err := fmt.Sscanf(e.attr("hex"), "%X", &c); err != nil || c <= 0 {
			return "", &badFile{"a cp has no number of a character", e.start}
		}
		return escape(string(c)), nil
	}
	for _, text := range []string{r.data[e.attr("dataRef")], e.attr("equiv"), e.attr("disp")} {
		if text != "" {
			return text, nil
		}
	}
	return "", &badFile{"a ph says nowhere what it stands for", e.start}
}

// into returns the text that an element stands in, or nil.
func (r *xliffReader) into() *strings.Builder {
	for i := len(r.path) - 1; i >= 0; i-- {
		switch r.path[i].name {
		case "source":
			return r.segment[sourceText]
		case "target":
			return r.segment[targetText]
		}
	}
	return nil
}

func (r *xliffReader) text(e *element, s string) {
	if e.name == "data" {
		e.text.WriteString(s)
		return
	}
	if to := r.into(); to != nil {
		to.WriteString(s)
	}
}

func (r *xliffReader) close(e *element) error {
	switch e.name {
	case "data":
		r.data[e.attr("id")] = e.text.String()
	case "segment", "ignorable":
		from, to := r.segment[sourceText], r.segment[targetText]
		if from == nil {
			return &badFile{"a segment has no source", e.start}
		}
		r.row.Text.text += from.String()
		switch {
		case to != nil:
			r.row.Translation.text += to.String()
			r.row.Translation.End = int32(r.dec.InputOffset())
		case e.name == "ignorable":
			r.row.Translation.text += from.String()
		case from.Len() > 0:
			r.missing = true
		}
	case "unit":
		if r.missing {
			r.row.Translation.text = ""
		}
		if !r.skip {
			return r.table.append(r.row)
		}
	}
	return nil
}
