package prompts

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// An importer puts the translations of a table into scripts.
type importer struct {
	book  *Workbook
	table *Table
	list  diag.List
	edits []diag.Edit
	taken map[*Prompt]*Row // that is about the prompt
	lost  []*Row           // of prompts that are gone or have changed
	each  string           // how menus are to speak where nobody says so, as a literal
}

// Import returns the edits that put the translations of a table into the scripts
// of a workbook, and what is wrong with them. Where that has errors, the edits
// are not to be made.
func Import(book *Workbook, table *Table) ([]diag.Edit, diag.List) {
	im := &importer{book: book, table: table, taken: map[*Prompt]*Row{}}
	if !table.Has(translationColumn) {
		im.list.Add(badWorkbook.At(table.place(source.Span{}), "this workbook has no column \"translation\""))
		return nil, im.list
	}
	for i := range table.Rows {
		im.row(&table.Rows[i])
	}
	im.fresh()
	im.setEach()
	return im.edits, im.list.Sorted().Limited()
}

// row puts one translation into the scripts.
func (im *importer) row(r *Row) {
	p := im.book.find(r)
	switch {
	case p == nil:
		im.lost = append(im.lost, r)
		return
	case r.Text.text != "" && folded(r.Text.text) != folded(p.Text):
		im.list.Add(promptChanged.At(im.table.place(r.Text.Span), "this is not what the script says: %s", shown(p.Text)).
			Helpf("write the prompt anew, and translate what the script says")).Related = p.related("it is written here")
		im.taken[p] = r
		return
	}
	if first := im.taken[p]; first != nil {
		if first.Translation.text != r.Translation.text {
			im.list.Add(translatedTwice.At(im.table.place(r.Translation.Span), "the prompt is translated twice, and in two ways").
				Helpf("keep one of them").Relate(im.table.place(first.Translation.Span), "the other translation is here"))
		}
		return
	}
	im.taken[p] = r
	im.translate(p, r)
}

// find returns the prompt that a row is about, or nil.
func (w *Workbook) find(r *Row) *Prompt {
	if p := w.byID[r.ID.text]; p != nil {
		return p
	}
	if p := w.byText[r.Text.text]; p != nil {
		return p
	}
	return w.byText[strings.ReplaceAll(strings.TrimSpace(r.Text.text), "\r\n", "\n")]
}

// translate puts a translation where its prompt is written.
func (im *importer) translate(p *Prompt, r *Row) {
	text := r.Translation.text
	at := im.table.place(r.Translation.Span)
	empty := strings.TrimSpace(text) == ""
	switch {
	case !p.Translate():
		if !empty && folded(text) != folded(p.Text) {
			im.list.Add(whole(p, at))
		}
		return
	case empty || r.fuzzy:
		message := "the prompt %s has no translation"
		if !empty {
			message = "the translation of the prompt %s is marked as fuzzy"
		}
		im.list.Add(untranslated.At(at, message, p.ID).Helpf("the script keeps its text: %s", shown(p.Text)))
		return
	}
	parts, err := parse(text)
	if err != nil {
		im.list.Add(badTranslation.At(at, "the translation of the prompt %s can't be read: %v", p.ID, err).Helpf("the prompt says: %s", shown(p.Text)))
		return
	}
	text = encode(parts)
	if text == p.Text || !im.keeps(p, text, at) {
		return
	}
	for _, l := range p.sorted() {
		im.edits = append(im.edits, diag.Edit{Place: source.Place{File: l.file, Span: l.value.Span()}, NewText: rewritten(l, parts)})
	}
	if p.unmade {
		im.each = quote(parts)
	}
}

// whole is the finding for a translation of what is not translated itself.
func whole(p *Prompt, at source.Place) *diag.Finding {
	if len(p.serving) > 0 {
		return wholePrompt.At(at, "the prompt %s can't be translated: something else than prompts is made of its text", p.ID).
			Helpf("write a text of its own for what callers hear").Relate(p.places[0], "it is written here")
	}
	f := wholePrompt.At(at, "the prompt %s is made of parts, and is not translated itself", p.ID).Helpf("translate its parts")
	f.Related = p.related("it is spoken here")
	return f
}

// sorted returns the literals of a prompt in the order of their places.
func (p *Prompt) sorted() (list []literal) {
	for _, at := range p.places {
		if l, there := p.literals[site{at.File.Name, at.Start}]; there {
			list = append(list, l)
		}
	}
	return list
}

// related returns the first place of a prompt.
func (p *Prompt) related(message string) []diag.Related {
	if len(p.places) == 0 {
		return nil
	}
	return []diag.Related{{Place: p.places[0], Message: message}}
}

// keeps reports whether a translation keeps the variables of its prompt. Keys that
// it does not offer are a warning.
func (im *importer) keeps(p *Prompt, text string, at source.Place) bool {
	was, is := placeholders(p.Text, p.template), placeholders(text, p.template)
	lost, added := without(was, is), without(is, was)
	ok := len(lost)+len(added) == 0
	var f *diag.Finding
	switch {
	case ok:
	case len(added) == 0:
		f = lostVariable.At(at, "the translation of the prompt %s lacks %s", p.ID, strings.Join(lost, " and "))
	case len(lost) == 0:
		f = addedVariable.At(at, "the translation of the prompt %s has %s, which the prompt has not", p.ID, strings.Join(added, " and "))
	default:
		f = lostVariable.At(at, "the translation of the prompt %s has %s in place of %s", p.ID, strings.Join(added, " and "), strings.Join(lost, " and "))
	}
	if f != nil {
		im.list.Add(f.Helpf("the prompt says: %s", shown(p.Text)))
	}
	if missing := unoffered(p.Keys(), heard(p.Text), heard(text)); ok && len(missing) > 0 {
		keys := "the key " + missing[0]
		if len(missing) > 1 {
			keys = "the keys " + strings.Join(missing, ", ")
		}
		im.list.Add(lostKey.At(at, "the translation of the prompt %s does not offer %s", p.ID, keys).Helpf("the prompt says: %s", shown(p.Text)))
	}
	return ok
}

// without returns what is in one list and not in the other.
func without(list, other []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(other, s) })
}

// unoffered returns those of the keys of a text that a translation does not offer. In a
// language that is not read a key counts that stands there as a figure, and one
// that a word may say is let pass.
func unoffered(keys []string, text, translation string) (missing []string) {
	if len(keys) == 0 {
		return nil
	}
	there := offered(translation)
	known := len(there) > 0
	figures := figuresOf(translation)
	for _, key := range keys {
		sign := key == "#" || key == spokenStar
		switch {
		case slices.Contains(there, key), slices.Contains(figures, key), sign && (strings.Contains(translation, key) || !known):
		case !known && !slices.Contains(figuresOf(text), key):
		default:
			missing = append(missing, key)
		}
	}
	return missing
}

const spokenStar = "*"

// figuresOf returns the numbers that stand in a text as digits of any script.
func figuresOf(text string) (list []string) {
	var number strings.Builder
	end := func() {
		if number.Len() > 0 {
			list = append(list, number.String())
			number.Reset()
		}
	}
	for _, r := range text {
		if d := digit(r); d >= 0 {
			number.WriteByte(byte('0' + d))
		} else {
			end()
		}
	}
	end()
	return list
}

// digit returns the value of a digit, or -1: the digits of a script stand one
// behind the other, ten of them.
func digit(r rune) int {
	switch {
	case '0' <= r && r <= '9':
		return int(r - '0')
	case r < utf8.RuneSelf || !unicode.IsDigit(r):
		return -1
	}
	d := 0
	for d < 9 && unicode.IsDigit(r-rune(d)-1) {
		d++
	}
	return d
}

// fresh says what has no translation, and what the prompts of the rows that are
// lost have become.
func (im *importer) fresh() {
	var prompts []*Prompt
	var texts, lost []string
	for _, p := range im.book.Prompts {
		if p.Translate() && im.taken[p] == nil {
			prompts, texts = append(prompts, p), append(texts, p.Text)
		}
	}
	for _, r := range im.lost {
		lost = append(lost, r.Text.text)
	}
	became := map[int]*Prompt{}
	explained := map[*Prompt]bool{}
	for _, m := range matches(texts, lost) {
		became[m.lost], explained[prompts[m.fresh]] = prompts[m.fresh], true
	}
	for i, r := range im.lost {
		if p := became[i]; p != nil {
			im.list.Add(promptChanged.At(im.table.key(r), "the prompt has changed since: the script says %s", shown(p.Text)).
				Helpf("write the workbook anew, and translate what the script says")).Related = p.related("it is written here")
			continue
		}
		if strings.TrimSpace(r.Translation.text) != "" || r.Text.text == "" {
			im.list.Add(promptGone.At(im.table.key(r), "the scripts have no prompt %s", nameOf(r)).Helpf("its translation is passed over"))
		}
	}
	for _, p := range prompts {
		if !explained[p] {
			im.list.Add(untranslated.At(p.places[0], "the prompt %s is not in the workbook", p.ID).Helpf("write the workbook anew; until then the script keeps its text"))
		}
	}
}

// nameOf returns what a row calls its prompt.
func nameOf(r *Row) string {
	if r.ID.text != "" {
		return r.ID.text
	}
	return shown(r.Text.text)
}

// shown returns a text as a finding quotes it.
func shown(text string) string {
	const most = 100
	if runes := []rune(text); len(runes) > most {
		text = string(runes[:most]) + "…"
	}
	return fmt.Sprintf("%q", folded(text))
}

// setEach says in each script how menus speak where nobody said so.
func (im *importer) setEach() {
	if im.each == "" {
		return
	}
	for _, m := range im.book.mains {
		if m.each {
			im.edits = append(im.edits, settingEdit(m.file, "each "+im.each))
		}
	}
}

// settingEdit puts a setting behind the last one of a script, or at its start.
func settingEdit(file *lang.File, setting string) diag.Edit {
	var last lang.Stmt
	for _, s := range file.Body.Stmts {
		switch s.(type) {
		case *lang.APISetting, *lang.CredentialSetting, *lang.RecordSetting, *lang.PublishSetting, *lang.FromSetting:
			last = s
		}
	}
	at := func(offset int32) source.Place {
		return source.Place{File: file.Source, Span: source.Span{Start: offset, End: offset}}
	}
	text := file.Source.Text
	newline := "\n"
	if strings.Contains(text, "\r\n") {
		newline = "\r\n"
	}
	if last == nil {
		start := 0
		if strings.HasPrefix(text, "\uFEFF") {
			start = len("\uFEFF")
		}
		return diag.Edit{Place: at(int32(start)), NewText: setting + newline}
	}
	end := last.Span().End
	line, start := file.Source.Line(end)
	if rest := strings.TrimSpace(line[end-start:]); rest == "" || strings.HasPrefix(rest, "//") {
		return diag.Edit{Place: at(start + int32(len(line))), NewText: newline + setting}
	}
	return diag.Edit{Place: at(end), NewText: "; " + setting}
}
