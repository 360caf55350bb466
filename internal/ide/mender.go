package ide

import (
	"maps"
	"slices"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Mender mends what is certain in the files of several scripts. A fix is made only
// where it holds: what it is for is gone, nothing else is wrong that was not before,
// and the payload says the same but for what the fix is about.
type Mender struct {
	Scripts []string
	// Look analyses a script where some files, which are named by their keys, have
	// other texts. It returns nil for one that can't be read.
	Look func(script string, texts map[string]string) *Looked
	Key  func(name string) string // the path of a file
	May  func(key string) bool    // whether the file may be changed

	texts   map[string]string
	were    map[string]*source.File
	refused map[subject]bool
	mended  int
	failed  int // how many tries
}

// A Looked is what is known of a script.
type Looked struct {
	*compiler.Analysis
	Files []string // the keys of the script and of what it uses
	Built bool     // it has a payload
}

// A Mended is what a Mender did.
type Mended struct {
	Findings int
	Texts    map[string]string       // of the files that change, by key
	Were     map[string]*source.File // what these were
}

// maxRounds bounds how often one mend may lead to the next, and maxTries how often
// the scripts are looked at for mends that do not hold.
const (
	maxRounds = 100
	maxTries  = 200
)

// A subject is what a finding is about, wherever its line has moved to.
type subject struct{ key, code, message, line string }

func (m *Mender) about(f *diag.Finding) subject {
	line, _ := f.Place.File.Line(f.Place.Start)
	return subject{m.Key(f.Place.File.Name), f.Code.Name, f.Message, line}
}

// Mend mends again and again until nothing is left that holds.
func (m *Mender) Mend() Mended {
	m.texts, m.were, m.refused = map[string]string{}, map[string]*source.File{}, map[subject]bool{}
	now := map[string]*Looked{}
	for _, script := range m.Scripts {
		now[script] = m.Look(script, m.texts)
	}
	for range maxRounds {
		groups := m.groups(now)
		if len(groups) == 0 {
			break
		}
		r := &round{Mender: m, base: now, now: now, texts: m.texts}
		for _, group := range groups {
			r.add(group)
		}
		m.texts, now = r.texts, r.now
		m.mended += len(r.made)
	}
	return Mended{m.mended, m.texts, m.were}
}

// A mend is a finding, and the edits that are certain to mend it, by the keys of
// their files.
type mend struct {
	finding *diag.Finding
	edits   []diag.Edit
}

// groups returns what can be mended together, by the files of the findings.
func (m *Mender) groups(now map[string]*Looked) [][]mend {
	// A file that several scripts use may have been read several times.
	files := map[string]*source.File{}
	same := func(file *source.File) *source.File {
		key := m.Key(file.Name)
		if files[key] == nil {
			files[key] = file
		}
		return files[key]
	}
	byFile := map[*source.File][]mend{}
	var order []*source.File
	var all []diag.Edit
	for _, script := range m.Scripts {
		if now[script] == nil {
			continue
		}
		for _, f := range now[script].Findings {
			if f.Place.File == nil || m.refused[m.about(f)] {
				continue
			}
			fix := slices.Clone(certain(f))
			for i := range fix {
				fix[i].Place.File = same(fix[i].Place.File)
			}
			if len(fix) == 0 || !apart(fix, all, func(file *source.File) bool { return m.May(m.Key(file.Name)) }) {
				continue
			}
			first := fix[0].Place.File
			if byFile[first] == nil {
				order = append(order, first)
			}
			byFile[first], all = append(byFile[first], mend{f, fix}), append(all, fix...)
		}
	}
	var groups [][]mend
	for _, file := range order {
		groups = append(groups, byFile[file])
	}
	return groups
}

// A round makes mends of one state of the texts.
type round struct {
	*Mender
	base  map[string]*Looked // at its start
	made  []mend
	now   map[string]*Looked // with what was made
	texts map[string]string
}

// add makes those mends of a group that hold. Where they do not all hold together,
// each half is tried alone: few are left out, if any.
func (r *round) add(group []mend) {
	if r.failed < maxTries && r.try(group) {
		return
	}
	r.failed++
	if len(group) == 1 || r.failed >= maxTries {
		for _, m := range group {
			r.refused[r.about(m.finding)] = true
		}
		return
	}
	r.add(group[:len(group)/2])
	r.add(group[len(group)/2:])
}

func (r *round) try(group []mend) bool {
	made := slices.Concat(r.made, group)
	var edits []diag.Edit
	for _, m := range made {
		edits = append(edits, m.edits...)
	}
	changed, err := diag.Apply(edits)
	if err != nil {
		return false
	}
	texts := maps.Clone(r.Mender.texts)
	for file, text := range changed {
		texts[r.Key(file.Name)] = text
	}
	now := maps.Clone(r.now)
	for script, l := range r.now {
		if l == nil || !slices.ContainsFunc(group, func(m mend) bool {
			return slices.ContainsFunc(m.edits, func(e diag.Edit) bool { return slices.Contains(l.Files, r.Key(e.Place.File.Name)) })
		}) {
			continue
		}
		after := r.Look(script, texts)
		if after == nil || !r.prove(r.base[script], after, made, texts).holds() {
			return false
		}
		now[script] = after
	}
	for file := range changed {
		if key := r.Key(file.Name); r.were[key] == nil {
			r.were[key] = file
		}
	}
	r.made, r.now, r.texts = made, now, texts
	return true
}
