package ide

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Renamable returns the place of the name at an offset. The error says why it
// can't get another one.
func (s *Snapshot) Renamable(offset int32) (source.Span, error) {
	ref := s.At(offset)
	switch {
	case ref == nil:
		return source.Span{}, errors.New("no name stands here")
	case ref.Object.Kind == resolve.File:
		return source.Span{}, errors.New("the path of a file is changed where the file is moved")
	case ref.Object.Kind == resolve.Attempt:
		return source.Span{}, errors.New("the number of the attempt is always called attempt")
	}
	return ref.Span, nil
}

// Rename returns the edits that give the name at an offset another one, wherever
// it stands. The error says why that can't be: the scripts would mean something
// else, or nothing.
func (w *Workspace) Rename(ctx context.Context, name string, offset int32, to string) ([]diag.Edit, error) {
	s, err := w.Snapshot(ctx, name)
	if err != nil {
		return nil, err
	}
	if _, err := s.Renamable(offset); err != nil {
		return nil, err
	}
	o := s.At(offset).Object
	if err := takes(o.Kind, to); err != nil {
		return nil, err
	}
	places, err := w.references(ctx, s, o)
	if err != nil {
		return nil, err
	}
	var edits []diag.Edit
	for _, at := range places {
		edits = append(edits, diag.Edit{Place: at.Place, NewText: to})
	}
	if to == o.Name {
		return edits, nil
	}
	return edits, w.same(ctx, s, edits, o, to)
}

// takes says why a word can't be the name of something.
func takes(kind resolve.Kind, name string) error {
	sort := map[resolve.Kind]lang.NameKind{
		resolve.Label: lang.LabelName, resolve.Exit: lang.LabelName, resolve.Variable: lang.LabelName,
		resolve.Constant: lang.ConstName, resolve.Parameter: lang.ConstName, resolve.Argument: lang.ConstName,
		resolve.Step: lang.StepName,
	}[kind]
	switch {
	case !lang.IsName(name):
		return fmt.Errorf("%q is no name: write letters, digits and _, and no digit first", name)
	case len(name) > lang.MaxName:
		return fmt.Errorf("a name has at most %d letters", lang.MaxName)
	case lang.Reserved(name, sort):
		return fmt.Errorf("%s is a word of the language, and no name of a %s", name, kind)
	}
	return nil
}

// renamed returns what becomes of a payload. Only run-time variables stand in it
// by their names.
func renamed(payload []byte, o *resolve.Object, to string) []byte {
	if o.Kind != resolve.Variable {
		return payload
	}
	stored := regexp.MustCompile(`"variable":"` + o.Name + `"`)
	read := regexp.MustCompile(`\{\{` + o.Name + `\}\}`)
	return read.ReplaceAll(stored.ReplaceAll(payload, []byte(`"variable":"`+to+`"`)), []byte("{{"+to+"}}"))
}

// same returns an error if the edits that rename something change the call of a
// script that they touch otherwise, or what is wrong with it. Two variables that
// become one can't be seen in a payload.
func (w *Workspace) same(ctx context.Context, s *Snapshot, edits []diag.Edit, o *resolve.Object, to string) error {
	list, err := w.after(ctx, s, edits)
	if err != nil {
		return err
	}
	for _, c := range list {
		if o.Kind == resolve.Variable && c.before.Program.Variable(to) != nil {
			return fmt.Errorf("a variable of %s is called %s already", c.before.Name, to)
		}
		if f := c.worse(); f != nil {
			return fmt.Errorf("%s: %s", f.Place.File.Name, f.Message)
		}
		if !equal(renamed(c.before.payload(), o, to), c.now.payload(), c.before.API) {
			return fmt.Errorf("the call of %s would be another one", c.now.Name)
		}
	}
	return nil
}

// equal reports whether two payloads are the same call, or none. Their ids may
// differ, which labels give them.
func equal(a, b []byte, v api.Version) bool {
	if bytes.Equal(a, b) {
		return true
	}
	x, errX := api.Decode(string(a))
	y, errY := api.Decode(string(b))
	return errX == nil && errY == nil && same.Compare(api.Read(x, v), api.Read(y, v)) == nil
}

// A change is a script before some edits and behind them.
type change struct{ before, now *Snapshot }

// after returns what becomes of the scripts that some edits touch: the one at hand,
// and those that use a file in which an edit is.
func (w *Workspace) after(ctx context.Context, s *Snapshot, edits []diag.Edit) (list []change, err error) {
	texts, err := diag.Apply(edits)
	if err != nil {
		return nil, err
	}
	after := project.New(w.files)
	for _, name := range w.opened() {
		if text, err := w.project.Text(name); err == nil {
			after.Open(name, text)
		}
	}
	var used []string
	for file, text := range texts {
		after.Open(file.Name, text)
		if m := s.module(file); m == nil || m.Consts.Len()+m.Steps.Len() > 0 { // else it has nothing to use, and a project may have many scripts
			used = append(used, file.Name)
		}
	}
	using, err := w.using(ctx, used...)
	if err != nil {
		return nil, err
	}
	scripts := map[string]*Snapshot{s.Name: s}
	for _, u := range using {
		scripts[u.Name] = u
	}
	for _, name := range slices.Sorted(maps.Keys(scripts)) {
		now, _, err := w.compile(ctx, after, name)
		if err != nil {
			return nil, err
		}
		list = append(list, change{scripts[name], now})
	}
	return list, nil
}

// opened returns the open scripts.
func (w *Workspace) opened() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Sorted(maps.Keys(w.open))
}

// worse returns a finding of a script that it did not have before.
func (c *change) worse() *diag.Finding {
	had := map[*diag.Code]int{}
	for _, f := range c.before.Findings {
		had[f.Code]++
	}
	for _, f := range c.now.Findings {
		if had[f.Code]--; had[f.Code] < 0 {
			return f
		}
	}
	return nil
}

// payload returns the payload of a script, nil of one with errors.
func (s *Snapshot) payload() []byte {
	var out bytes.Buffer
	if s.Findings.HasErrors() || s.Payload(&out, true) != nil {
		return nil
	}
	return out.Bytes()
}
