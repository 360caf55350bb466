package cli

import (
	"cmp"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A mended is a script as it was, and as it is with what is certain.
type mended struct {
	was *source.File
	now string
}

// fixable says what --fix does not go together with.
func fixable(cmd *cobra.Command, args []string, f *checkFlags) error {
	switch {
	case f.diff && !f.fix:
		return usage(cmd, "--diff shows what --fix would change: give --fix too")
	case f.fix && f.watch:
		return usage(cmd, "--fix changes what --watch waits for: leave one of them out")
	case f.fix && slices.Contains(args, "-") && len(args) > 1:
		return usage(cmd, "--fix prints what standard input becomes: give - alone")
	}
	return nil
}

// mend returns what is certain to mend in some scripts and in those that they use,
// and how many findings that are. Of standard input it is that text alone: whoever
// asks for a text to be printed wants no file to change.
func (t *tool) mend(inputs []input, opts *compiler.Options) (list []mended, findings int) {
	if t.status == unusable {
		return nil, 0 // nothing will be written
	}
	byName := map[string]input{}
	m := ide.Mender{Key: t.files.Key, May: t.disk.Regular}
	for _, i := range inputs {
		if i.payload() {
			continue
		}
		byName[i.name()] = i
		m.Scripts = append(m.Scripts, i.name())
		if i.path == "-" {
			m.May = func(key string) bool { return key == t.files.Key(i.name()) }
		}
	}
	m.Look = func(script string, texts map[string]string) *ide.Looked { return t.look(byName[script], *opts, texts) }
	done := m.Mend()
	for key, text := range done.Texts {
		if tree := lang.Parse(source.NewFile(done.Were[key].Name, text)); len(tree.Findings(nil)) == 0 {
			text = lang.Sprint(tree)
		}
		list = append(list, mended{done.Were[key], text})
	}
	slices.SortFunc(list, func(a, b mended) int { return cmp.Compare(a.was.Name, b.was.Name) })
	return list, done.Findings
}

// look analyses a script where some files have other texts.
func (t *tool) look(i input, opts compiler.Options, texts map[string]string) *ide.Looked {
	files := t.files
	if len(texts) > 0 {
		files = t.overlaid()
		for _, path := range slices.Sorted(maps.Keys(texts)) {
			files.Open(path, texts[path])
		}
	}
	o, known := t.configured(i, opts)
	a, err := compiler.Analyze(t.ctx, files, i.name(), o)
	if err != nil {
		return nil // the check says it
	}
	looked := &ide.Looked{Analysis: a, Built: known && !a.Findings.HasErrors()}
	for _, m := range a.Program.Modules {
		looked.Files = append(looked.Files, t.files.Key(m.File.Source.Name))
	}
	return looked
}

// fix writes what is certain to mend, and lets what comes see it as if it were
// there.
func (t *tool) fix(list []mended, findings int) error {
	for _, m := range list {
		if m.was.Name == t.stdin.name() {
			continue
		}
		if err := t.write(output.File{Path: m.was.Name, Was: &m.was.Text}, text(m.now)); err != nil {
			return err
		}
	}
	for _, m := range list {
		t.files.Open(m.was.Name, m.now)
	}
	if len(list) > 0 {
		t.done = func() {
			t.note("mended %s in %s\n", counted(findings, "finding", "findings"), counted(len(list), "file", "files"))
		}
	}
	return nil
}

// printFixed prints what standard input has become.
func (t *tool) printFixed(inputs []input) error {
	for _, i := range inputs {
		if i.path != "-" || i.payload() {
			continue
		}
		text, err := t.files.Text(i.name())
		if err != nil {
			return err
		}
		t.print(t.product, text)
	}
	return nil
}

// showFixes prints what would be mended.
func (t *tool) showFixes(list []mended, findings int) {
	for _, m := range list {
		i := input{path: m.was.Name}
		t.show(t.out, diff(m.was.Name, m.was.Name+" (mended)", t.hidden(i, m.was.Text), t.hidden(i, m.now), color(t.out)))
		t.stop()
	}
	if len(list) > 0 {
		t.note("would mend %s in %s\n", counted(findings, "finding", "findings"), counted(len(list), "file", "files"))
	}
}
