package prompts

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Copy is a script, or a file that scripts use, with its translations.
type Copy struct {
	Name    string
	Text    string
	Changed bool
	Uses    bool // it uses other files
}

// Copies returns the scripts of a workbook and the files that they use, each once,
// with edits made.
func (w *Workbook) Copies(edits []diag.Edit) ([]Copy, error) {
	var list []Copy
	for _, file := range w.files {
		var own []diag.Edit
		for _, e := range edits {
			if e.Place.File.Name == file.Name { // it may have been read for several scripts
				own = append(own, diag.Edit{Place: source.Place{File: file, Span: e.Place.Span}, NewText: e.NewText})
			}
		}
		texts, err := diag.Apply(own)
		if err != nil {
			return nil, err
		}
		c := Copy{Name: file.Name, Text: file.Text, Uses: w.using[file.Name]}
		if text, there := texts[file]; there {
			c.Text, c.Changed = text, text != file.Text
		}
		list = append(list, c)
	}
	return list, nil
}

// Counts returns how many prompts are to be recorded and to be translated.
func (w *Workbook) Counts() (record, translate int) {
	for _, p := range w.Prompts {
		if p.Record() {
			record++
		}
		if p.Translate() {
			translate++
		}
	}
	return record, translate
}

// Wrong returns the name that is none of a language, as far as the form of names
// in BCP 47 says so, or "".
func (l Language) Wrong() string {
	for _, name := range []string{l.From, l.To} {
		if name != "" && !isLanguage(strings.ToLower(name)) {
			return name
		}
	}
	return ""
}

func isLanguage(name string) bool {
	const letters = "abcdefghijklmnopqrstuvwxyz"
	for i, part := range strings.Split(name, "-") {
		if part == "" || len(part) > 8 || strings.Trim(part, letters+"0123456789") != "" {
			return false
		}
		if i == 0 && (len(part) < 2 || strings.Trim(part, letters) != "") {
			return false
		}
	}
	return true
}
