package cli

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// config returns what the project of an input says, or nil where nothing marks
// one. It is read once, and what is wrong with it said once.
func (t *tool) config(i input) *project.Config {
	marker := t.files.MarkerOf(i.name())
	if marker == "" {
		return nil
	}
	if known := t.configs[marker]; known != nil {
		return known
	}
	var list diag.List
	c, err := t.files.Config(marker, t.target.environment, &list)
	if err != nil {
		t.fail(err)
		c = &project.Config{Broken: true}
	}
	t.findings(list.Sorted().Limited())
	for _, place := range c.Unused {
		t.secrets.HidePlace(place) // on the line of another value one may be shown
	}
	t.configs[marker] = c
	return c
}

// environmentKnown checks that the projects of all inputs have the environment
// that was asked for.
func (t *tool) environmentKnown(cmd *cobra.Command, inputs []input) error {
	name := t.target.environment
	for _, i := range inputs {
		c := t.config(i)
		switch {
		case name == "" || i.payload() || c != nil && (c.Broken || slices.Contains(c.Environments, name)):
		case c == nil:
			return usage(cmd, "--env %s: there is no %s above %s; write one with values: {%s: {NAME: VALUE}}", name, project.Marker, i.name(), name)
		case len(c.Environments) == 0:
			return usage(cmd, "--env %s: %s has no environments; write into it values: {%s: {NAME: VALUE}}", name, t.files.Shown(c.Files[0]), name)
		default:
			message := fmt.Sprintf("%s has no environment %q, but %s", t.files.Shown(c.Files[0]), name, strings.Join(c.Environments, ", "))
			if near := lang.Nearest(name, c.Environments); near != "" {
				message += fmt.Sprintf("; did you mean %s?", near)
			}
			return usage(cmd, "%s", message)
		}
	}
	return nil
}

// given reports whether a flag was given. Those count before what the project
// says.
func (f *target) given(flag string) bool { return f.flags != nil && f.flags.Changed(flag) }

// configured adds to options what the project of a script says, and reports
// whether that is known.
func (t *tool) configured(i input, opts compiler.Options) (compiler.Options, bool) {
	c := t.config(i)
	t.threshold(c)
	opts.Rules = t.files.Rules(c, i.name())
	if c == nil {
		return opts, true
	}
	if opts.API == 0 {
		opts.API = c.API
	}
	if c.IDs != "" && !t.target.given("ids") {
		opts.IDs, _ = emit.IDsNamed(c.IDs)
	}
	if c.MaxSteps != 0 && !t.target.given("max-steps") {
		opts.MaxSteps = c.MaxSteps
	}
	if t.target.environment == "" && t.target.flags != nil {
		opts.Environments = c.Environments
	}
	params := maps.Clone(c.Values)
	if params == nil {
		params = project.Values{}
	}
	for name, value := range opts.Params {
		t.secrets.HidePlace(params[name].Written) // only a value that holds is known to be a secret
		params[name] = value
	}
	opts.Params, opts.Partly = params, opts.Partly || c.Broken
	return opts, !c.Broken
}

// A threshold is the least severity that stops a job.
type threshold int

// never is below all severities.
const never threshold = -1

func (t threshold) stops(f *diag.Finding) bool { return threshold(f.Severity) <= t }

// thresholds names the values of --fail-on.
func thresholds() string { return strings.Join(project.FailOns, ", ") }

// thresholdNamed returns the threshold of a name. Without one errors stop a job.
// A script with errors has no payload, so they stop a build whatever is said.
func (f *target) thresholdNamed(name string) threshold {
	switch name {
	case "warning":
		return threshold(diag.Warning)
	case "info":
		return threshold(diag.Info)
	case "never":
		if f.checking {
			return never
		}
	}
	return threshold(diag.Error)
}

// threshold says which findings stop the job, as far as the command line does.
func (f *target) threshold() threshold {
	if f.strict {
		return threshold(diag.Warning)
	}
	return f.thresholdNamed(f.failOn)
}

// threshold says which findings of the next script stop the job.
func (t *tool) threshold(c *project.Config) {
	t.failOn = t.target.threshold()
	if c != nil && !t.target.given("strict") && !t.target.given("fail-on") {
		t.failOn = t.target.thresholdNamed(c.FailOn)
	}
}

// A payloadFolder is where payloads are written to.
type payloadFolder struct {
	path string
	root string // of the project that says so; "" where the command line does
}

// outputs returns where the payload of each input goes: to what the command line
// names, else, in a run that has to know, to what the project of the input does.
func (f *buildFlags) outputs(t *tool, cmd *cobra.Command, inputs []input, several bool) ([]string, error) {
	need := f.needs(several)
	if f.output != "" || need == "" {
		f.folders = []payloadFolder{{path: f.output}}
		return outputPaths(cmd, inputs, f.output, several, scripts, payloads)
	}
	members := map[string][]int{}
	for n, i := range inputs {
		c := t.config(i)
		switch {
		case c == nil || c.Output == "" && !c.Broken:
			return nil, usage(cmd, "%s, or output: DIR in %s", need, project.Marker)
		case c.Output == "":
			continue // what is wrong has been said, and nothing is written
		case members[c.Output] == nil:
			f.folders = append(f.folders, payloadFolder{c.Output, filepath.Dir(c.Files[0])})
		}
		members[c.Output] = append(members[c.Output], n)
	}
	paths := make([]string, len(inputs))
	for _, folder := range f.folders {
		var list []input
		for _, n := range members[folder.path] {
			list = append(list, inputs[n])
		}
		found, err := outputPaths(cmd, list, folder.path+"/", several, scripts, payloads)
		if err != nil {
			return nil, err
		}
		for k, n := range members[folder.path] {
			if paths[n] = found[k]; !t.files.Within(folder.root, found[k]) {
				return nil, cannotWrite(found[k], errors.New("a link leads out of the project"))
			}
		}
	}
	return paths, nil
}
