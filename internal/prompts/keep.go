package prompts

import "strings"

// Keep takes over what an earlier workbook has for the prompts that are still
// there, and returns what it calls the prompts of all other translations and
// recordings.
func (w *Workbook) Keep(t *Table) (left []string) {
	for i := range t.Rows {
		r := &t.Rows[i]
		p := w.find(r)
		if p != nil && r.Text.text != "" && folded(r.Text.text) != folded(p.Text) {
			p = nil
		}
		if text := r.Translation.text; strings.TrimSpace(text) != "" && !r.fuzzy {
			parts, err := parse(text)
			if p != nil && p.Translate() && err == nil {
				p.Translation = encode(parts)
			} else {
				left = append(left, nameOf(r))
			}
		}
		if r.Recording.text != "" {
			if p != nil && p.Record() {
				p.Recording = r.Recording.text
			} else {
				left = append(left, nameOf(r))
			}
		}
	}
	return left
}
