package property

import (
	"errors"
	"fmt"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/decompile"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Payload checks what must hold of any text that is taken for a payload: what
// is JSON becomes a script in the canonical layout that builds, and without an
// error it is the same call.
func Payload(text string) error {
	doc, err := api.Decode(text)
	if err != nil {
		var broken *api.DecodeError
		if errors.As(err, &broken) && (broken.Offset < 0 || int(broken.Offset) > len(text)) {
			return fmt.Errorf("%v stands at %d of %d bytes", err, broken.Offset, len(text))
		}
		return nil
	}
	src := source.NewFile("payload.json", text)
	if err := within(decompile.Check(doc, src, decompile.CheckOptions{}, nil), nil); err != nil {
		return err
	}
	if err := ways(call.OfPayload(api.Read(doc, 0), src)); err != nil {
		return err
	}
	r := decompile.Script(doc, src, 0)
	if err := within(r.Findings, r.Secrets); err != nil {
		return err
	}
	script := r.Script
	if layout := lang.Sprint(lang.Parse(source.NewFile("", script))); layout != script {
		return fmt.Errorf("the script is not in the canonical layout:\n%s\n-- layout --\n%s", script, layout)
	}
	if len(r.Payload.Vertices) == 0 {
		if !r.Findings.HasErrors() {
			return errors.New("nothing says that there are no objects")
		}
		return nil
	}
	switch d, err := r.Verify(); {
	case err != nil:
		return fmt.Errorf("the script does not build: %w\n%s", err, script)
	case d != nil && !r.Findings.HasErrors():
		return fmt.Errorf("not the same call, and no finding announces it: %v\n%s", d, script)
	}
	return nil
}

// Values checks what must hold of any text that is taken for a file of values:
// it is read, or findings that lie in it say why not.
func Values(text string) error {
	return read(text, func(p *project.Project, list *diag.List) error { return project.Values{}.Read(p, main, list) })
}

// Config is Values for what marks a project.
func Config(text string) error {
	var list diag.List
	files := project.Memory{project.Marker: text, "values.yaml": text}
	if _, err := project.New(files).Config(project.Marker, "staging", &list); err != nil {
		return nil // it names a file that is not there
	}
	return within(list, nil)
}

// Env is Values for a file of environment variables.
func Env(text string) error {
	return read(text, func(p *project.Project, list *diag.List) error { return project.Env{}.Read(p, main, list) })
}

func read(text string, into func(*project.Project, *diag.List) error) error {
	var list diag.List
	if err := into(project.New(files{text}), &list); err != nil {
		return nil // it is no file of that kind, and the error says so
	}
	return within(list, nil)
}
