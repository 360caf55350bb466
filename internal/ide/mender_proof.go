package ide

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A proof compares a script before and behind some mends.
type proof struct {
	*Mender
	before, now *Looked
	edits       []diag.Edit
	mended      map[found]bool  // what the mends are for
	touched     map[onLine]bool // the lines that they change, as they are now
	cured       map[saying]bool // what is not to be said there any more
}

// A found is a finding of a file of a key.
type found struct {
	key  string
	span source.Span
	code *diag.Code
}

type onLine struct {
	key  string
	line int
}

type saying struct {
	onLine
	code    *diag.Code
	message string
}

func (m *Mender) found(f *diag.Finding) found {
	return found{m.key(f.Place.File), f.Place.Span, f.Code}
}

func (m *Mender) key(file *source.File) string {
	if file == nil {
		return ""
	}
	return m.Key(file.Name)
}

// prove returns the proof of some mends that made texts what they are.
func (m *Mender) prove(before, now *Looked, made []mend, texts map[string]string) *proof {
	p := &proof{Mender: m, before: before, now: now, mended: map[found]bool{}, touched: map[onLine]bool{}, cured: map[saying]bool{}}
	type edit struct {
		diag.Edit
		of *diag.Finding
	}
	byKey := map[string][]edit{}
	for _, mend := range made {
		p.mended[m.found(mend.finding)] = true
		p.edits = append(p.edits, mend.edits...)
		for _, e := range mend.edits {
			key := m.key(e.Place.File)
			byKey[key] = append(byKey[key], edit{e, mend.finding})
		}
	}
	for key, list := range byKey {
		slices.SortStableFunc(list, func(a, b edit) int { return cmp.Compare(a.Place.Start, b.Place.Start) })
		file, grown := source.NewFile(key, texts[key]), int32(0)
		for _, e := range list {
			start := e.Place.Start + grown
			end := start + int32(len(e.NewText))
			grown = end - e.Place.End
			for line := lineAt(file, start); line <= lineAt(file, end); line++ {
				at := onLine{key, line}
				p.touched[at] = true
				p.cured[saying{at, e.of.Code, e.of.Message}] = true
			}
		}
	}
	return p
}

func lineAt(file *source.File, offset int32) int { return file.Position(offset, source.Bytes).Line }

func (p *proof) holds() bool { return p.nothingNew() && p.sameCall() }

// nothingNew reports whether nothing is said any more of what was mended, and nothing
// is wrong that was not before. While there is an error, not all is looked at: behind
// it may come one of another kind on its line, and what looks wrong elsewhere.
func (p *proof) nothingNew() bool {
	type kind struct {
		key  string
		code *diag.Code
	}
	had, error, more := map[kind]int{}, false, false
	for _, f := range p.before.Findings {
		more = more || f.Code.Name == "too-many-findings" // of which nobody knows
		if p.mended[p.found(f)] {
			error = error || f.Severity == diag.Error
		} else {
			had[kind{p.key(f.Place.File), f.Code}]++
		}
	}
	for _, f := range p.now.Findings {
		at := onLine{key: p.key(f.Place.File)}
		if f.Place.File != nil {
			at.line = lineAt(f.Place.File, f.Place.Start)
		}
		k := kind{at.key, f.Code}
		had[k]--
		switch {
		case p.cured[saying{at, f.Code, f.Message}]:
			return false
		case had[k] < 0 && !more && !(error && (f.Severity != diag.Error || p.touched[at] && f.Code.Name != "syntax")):
			return false
		}
	}
	return true
}

// sameCall reports whether a payload that was there says the same, but for what is
// written where a text is mended.
func (p *proof) sameCall() bool {
	if !p.before.Built {
		return true
	}
	if !p.now.Built {
		return false
	}
	var texts [2]strings.Builder
	if p.before.Payload(&texts[0], true) != nil || p.now.Payload(&texts[1], true) != nil {
		return false
	}
	a, errA := api.Decode(texts[0].String())
	b, errB := api.Decode(texts[1].String())
	return errA == nil && errB == nil && p.sameNode(nil, &a.Root, &b.Root)
}

func (p *proof) sameNode(pointer []string, a, b *api.Node) bool {
	if a.Kind != b.Kind || len(a.Kids) != len(b.Kids) || a.Text != b.Text {
		return p.isEdited(p.before.Place(api.Pointer(pointer...)))
	}
	for i := range a.Kids {
		key := a.Kids[i].Key
		if key != b.Kids[i].Key {
			return p.isEdited(p.before.Place(api.Pointer(pointer...)))
		}
		if a.Kind == api.ListNode {
			key = strconv.Itoa(i)
		}
		if !p.sameNode(append(pointer, key), &a.Kids[i], &b.Kids[i]) {
			return false
		}
	}
	return true
}

// isEdited reports whether an edit is in a part of a text.
func (p *proof) isEdited(at source.Place) bool {
	return slices.ContainsFunc(p.edits, func(e diag.Edit) bool {
		return at.Start < at.End && p.key(e.Place.File) == p.key(at.File) && touch(e.Place.Span, at.Span)
	})
}
