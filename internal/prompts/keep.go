package prompts

import "strings"

// Keep takes over what an earlier workbook has for the prompts that are still
// there, and returns how many translations and recordings it has for others, and how
// many of its rows are left out since they say a secret.
func (w *Workbook) Keep(t *Table) (left, secret int) {
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
				left++
			}
		}
		if r.Recording.text != "" {
			if p != nil && p.Record() {
				p.Recording = r.Recording.text
			} else {
				left++
			}
		}
	}
	return left, secret
}
