package check

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var wrongAPI = diag.Register(diag.Code{
	Name: "wrong-api", Area: diag.Statements, Title: "the API that the script names does not have this",
	Text: "v1 has no `sid`, no `publish` and no `callback`. `api v2` is the default.",
	Bad:  "api v1\ncall 4420\ncallback 5 at 2030-01-15 18:30 UTC",
	Good: "api v2\ncall 4420\ncallback 5 at 2030-01-15 18:30 UTC",
})

var leftOut = diag.Register(diag.Code{
	Name: "left-out", Area: diag.Statements, Severity: diag.Warning, Title: "the API that the command line names does not have this setting",
	Text: "The script is right for its own API; the payload for the other one lacks the setting.",
	Bad:  "sid env SID\ncall 4420\nsay \"Hello.\"",
	Good: "call 4420\nsay \"Hello.\"",
	Run:  "check --api v1",
})

// A script uses only what the API that it is built for has.
var _ = register(Check{
	Codes: []*diag.Code{wrongAPI, leftOut},
	Stmt: func(p *Pass, stmt lang.Stmt) {
		switch s := stmt.(type) {
		case *lang.APISetting:
			if s.Version.Text != "v1" && s.Version.Text != "v2" && s.Version.Text != "" {
				p.report(wrongAPI, s.Version.Span(), "write api v2 or api v1", "there is no API %q", s.Version.Text)
			}
		case *lang.PublishSetting:
			p.onlyV2(s, "publish")
		case *lang.CredentialSetting:
			if s.Key == "sid" {
				p.onlyV2(s, "sid")
			}
		}
	},
	// What is in steps that nothing uses is in no payload: a file can serve both
	// versions.
	Graph: func(p *Pass, g *cfg.Graph) {
		if p.API != api.V1 {
			return
		}
		for i := range g.Steps {
			s := &g.Steps[i]
			if row := step.Of(s.Stmt); row != nil && row.Type != nil && !row.Type.V1 {
				p.inStep(wrongAPI, s, word(s.Stmt, row.Type.Name), "build for v2, or connect the caller instead", "the API v1 has no %s", row.Type.Name)
			}
		}
	},
})

// onlyV2 reports a setting that v1 does not have. Where the command line asks
// for v1 the script is right for its own API, and the setting is left out.
func (p *Pass) onlyV2(s lang.Stmt, key string) {
	switch {
	case p.API != api.V1 || p.Module != p.Program.Main:
	case p.Override:
		p.report(leftOut, word(s, key), "", "the API v1 has no %s: it is left out", key)
	default:
		p.report(wrongAPI, word(s, key), "remove it, or build for v2", "the API v1 has no %s", key)
	}
}
