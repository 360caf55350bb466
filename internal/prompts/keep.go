package prompts

import "strings"

// Keep takes over what an earlier workbook has for the prompts that are still
// there, and returns what it calls the prompts of all other translations and
// recordings, and how many of its rows are left out since they say a secret.
func (w *Workbook) Keep(t *Table) (left []string, secret int) {
	for i := range t.Rows {
		r := &t.Rows[i]
		if w.says(r.Translation.text) || w.says(r.Recording.text) {
			secret++
			continue
		}
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
	return left, secret
}
