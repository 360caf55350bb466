package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/decompile"
	"github.com/flowc-lang/flowc/compiler/same"
)

// prove builds a script and says whether it is the call of the payload.
func (t *tool) prove(name, script string, result *decompile.Result) {
	if len(result.Payload.Vertices) == 0 {
		return // a finding says so, and nothing can be built
	}
	d, err := result.Verify()
	if err != nil {
		t.stop()
		t.say(t.err, "flowc: the script does not build: %v\n", err)
		return
	}
	if d == nil {
		t.verdict(name, nil, &same.Side{Payload: result.Payload}, nil)
		return
	}
	payload, built := result.Sides(script)
	t.verdict(name, d, payload, built)
}

// verdict prints what a comparison has found.
func (t *tool) verdict(name string, d *same.Difference, a, b *same.Side) {
	if d == nil {
		t.note("%ssame call: %s, %s\n", name, counted(len(a.Payload.Vertices), "step", "steps"), counted(a.Payload.Branches(), "branch", "branches"))
		return
	}
	t.stop()
	first, second := d.Lines(a, b)
	t.say(t.err, "%snot the same call:\n  %s\n  %s\n", name, t.secrets.Text(first.String()), t.secrets.Text(second.String()))
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, many)
}

// verify compares two files.
func (t *tool) verify(cmd *cobra.Command, args []string, version api.Version, f *decompileFlags) error {
	switch {
	case f.factor:
		return usage(cmd, "--verify compares, and --factor writes: leave one of them out")
	case len(args) != 2:
		return usage(cmd, "--verify compares two files, a script or a payload each")
	case f.output != "":
		return usage(cmd, "--verify writes nothing: leave -o out")
	}
	t.target = &target{outside: f.outside}
	params, findings, err := f.params(t, cmd)
	if err != nil {
		return err
	}
	t.findings(findings.Sorted())
	if err := t.standardInput(cmd, args); err != nil {
		return err
	}
	var inputs []input
	for _, arg := range args {
		i := t.stdin
		if arg != "-" {
			i = input{path: filepath.Clean(arg)}
		}
		inputs = append(inputs, i)
	}
	if err := t.environmentKnown(cmd, inputs); err != nil {
		return err
	}
	opts := &compiler.Options{API: version, Params: params, Shared: true}
	if len(params) > 0 && !t.parametersKnown(inputs, opts) || findings.HasErrors() {
		return nil // without all of its values a script would be another one
	}
	a, b := t.comparable(inputs[0], opts), t.comparable(inputs[1], opts)
	if a != nil && b != nil {
		t.verdict("", same.Compare(a.Payload, b.Payload), a, b)
	}
	return nil
}

// comparable reads a payload, or builds a script. It returns nil where that
// can't be done, and has said why.
func (t *tool) comparable(i input, opts *compiler.Options) *same.Side {
	if !strings.HasSuffix(i.name(), scripts.extension) {
		doc, src := t.decode(i)
		if doc == nil {
			return nil
		}
		t.hide(doc, src)
		return decompile.Written(api.Read(doc, opts.API), src)
	}
	result := t.analyze(i, opts)
	if result == nil {
		return nil
	}
	side, err := decompile.Built(result)
	if err != nil {
		t.fail(err)
		return nil
	}
	return side
}
