package compiler

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var missingEnv = diag.Register(diag.Code{
	Name: "missing-env", Area: diag.Running, Title: "variables of the environment are not set, with `--resolve-env`",
	Text: "All that are missing are named at once. `--env-file FILE` names a file that sets them.",
	Bad:  "cloud env NOT_SET_ANYWHERE\ncall 4420\nsay \"Hello.\"\n-- env --\nA=1",
	Good: "cloud \"dev\"\nsid env A\ntoken env A\ncall 4420\nsay \"Hello.\"\n-- env --\nA=1",
	Run:  "build --resolve-env --env-file env",
})

// ResolveEnv returns the analysis with what its payload needs from the
// environment: the cloud, its sid and the token. The finding names all that is
// missing; it is nil where nothing is.
func (a *Analysis) ResolveEnv(lookup func(name string) (string, bool)) (resolved *Analysis, missing *diag.Finding) {
	whole, call := *a, *a.Call
	whole.Call, whole.Secrets = &call, &diag.Redactor{}
	whole.Secrets.Merge(a.Secrets)
	settings := &call.Settings
	needed := []*expand.Credential{&settings.Cloud, &settings.SID, &settings.Token}
	if a.API == api.V1 {
		needed = []*expand.Credential{&settings.Cloud, &settings.Token}
	}
	var names []string
	var at source.Span
	for _, c := range needed {
		if c.Env == "" {
			continue
		}
		value, ok := lookup(c.Env)
		if !ok {
			if at == (source.Span{}) {
				at = c.Place
			}
			names = append(names, c.Env)
			continue
		}
		*c = expand.Credential{Value: value, Place: c.Place}
		if c != &settings.Cloud {
			whole.Secrets.HideValue(value)
		}
	}
	if len(names) == 0 {
		return &whole, nil
	}
	return &whole, missingEnv.At(source.Place{File: a.Program.Main.File.Source, Span: at}, "not in the environment: %s", strings.Join(names, ", ")).
		Helpf("set the variables, or name a file that does with --env-file")
}
