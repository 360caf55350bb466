package check

import (
	"fmt"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var settings = Check{
	Codes: []*diag.Code{duplicateSetting, misplacedSetting},
	Doc:   "A setting stands once, at the top level, before the first label, jump or step.",
	Body: func(p *Pass, stmts []lang.Stmt, top bool) {
		seen := map[string]lang.Stmt{}
		started := false
		for _, s := range stmts {
			key := settingKey(s)
			if key == "" {
				switch s.(type) {
				case *lang.Let, *lang.Param, *lang.Use, *lang.StepDecl, *lang.Bad:
				default:
					started = true
				}
				continue
			}
			first := seen[key]
			switch {
			case !top:
				p.report(word(s, key), misplacedSetting, fmt.Sprintf("the setting %s stands in a body", key), "settings stand at the top of the script")
			case first != nil:
				f := p.report(word(s, key), duplicateSetting, fmt.Sprintf("the setting %s is there twice", key), "remove one of the two")
				f.Related = []diag.Related{{Place: p.place(first.Span()), Message: "first set here"}}
			case started:
				p.report(word(s, key), misplacedSetting, fmt.Sprintf("the setting %s stands behind a label, a jump or a step", key), "settings stand at the top of the script")
			}
			if first == nil {
				seen[key] = s
			}
		}
	},
}

// settingKey returns the word of a setting, or "".
func settingKey(s lang.Stmt) string {
	switch s := s.(type) {
	case *lang.APISetting:
		return "api"
	case *lang.CredentialSetting:
		return s.Key
	case *lang.RecordSetting:
		return "record"
	case *lang.PublishSetting:
		return "publish"
	}
	return ""
}

var declarations = Check{
	Codes: []*diag.Code{misplacedDeclaration},
	Doc:   "Constants, parameters, steps and used files are declared at the top level.",
	Body: func(p *Pass, stmts []lang.Stmt, top bool) {
		if top {
			return
		}
		for _, s := range stmts {
			what := ""
			switch s.(type) {
			case *lang.Let:
				what = "let"
			case *lang.Param:
				what = "param"
			case *lang.Use:
				what = "use"
			case *lang.StepDecl:
				what = "step"
			default:
				continue
			}
			p.report(word(s, what), misplacedDeclaration, fmt.Sprintf("a %s stands in a body", what), "declare it outside of all braces")
		}
	},
}

var version = Check{
	Codes: []*diag.Code{wrongAPI, leftOut},
	Doc:   "A script uses only what the API that it is built for has.",
	Graph: noCallback,
	Node: func(p *Pass, node any) {
		switch s := node.(type) {
		case *lang.APISetting:
			if s.Version.Text != "v1" && s.Version.Text != "v2" && s.Version.Text != "" {
				p.report(s.Version.Span(), wrongAPI, fmt.Sprintf("there is no API %q", s.Version.Text), "write api v2 or api v1")
			}
		case *lang.PublishSetting:
			p.onlyV2(s, "publish")
		case *lang.CredentialSetting:
			if s.Key == "sid" {
				p.onlyV2(s, "sid")
			}
		}
	},
}

// noCallback reports callbacks under v1. Those in steps that nothing uses are
// in no payload: a file can serve both versions.
func noCallback(p *Pass) {
	if p.API != api.V1 {
		return
	}
	for i := range p.Graph.Steps {
		s := &p.Graph.Steps[i]
		if callback, ok := s.Stmt.(*lang.Callback); ok {
			f := p.report(word(callback, "callback"), wrongAPI, "the API v1 has no callback", "build for v2, or connect the caller instead")
			f.Place.File = s.In.File.Source
			f.Related = expand.Uses(s.In)
		}
	}
}

// onlyV2 reports a setting that v1 does not have. Where the command line asks
// for v1 the script is right for its own API, and the setting is left out.
func (p *Pass) onlyV2(s lang.Stmt, key string) {
	switch {
	case p.API != api.V1 || p.Module != p.Program.Main:
	case p.Override:
		f := p.report(word(s, key), leftOut, fmt.Sprintf("the API v1 has no %s: it is left out", key), "")
		f.Severity = diag.Warning
	default:
		p.report(word(s, key), wrongAPI, fmt.Sprintf("the API v1 has no %s", key), "remove it, or build for v2")
	}
}

var secrets = Check{
	Codes: []*diag.Code{SecretInSource},
	Doc:   "A secret comes from the environment, not from the script.",
	Node: func(p *Pass, node any) {
		s, ok := node.(*lang.CredentialSetting)
		if !ok || s.Key == "cloud" || s.Value == nil || s.Value.Kind == lang.NoValue {
			return
		}
		at := p.place(s.Value.Span())
		if s.Value.Kind == lang.NameRef {
			c := p.Module.Const(s.Value.Raw)
			if c == nil || c.Value == nil || c.Set != nil {
				return
			}
			at = c.Place()
		}
		f := p.report(at.Span, SecretInSource, fmt.Sprintf("a %s is written into the script", s.Key),
			fmt.Sprintf("write %s env NAME, so that it comes from the environment", s.Key))
		f.Place = at
	},
}

var rawObjects = Check{
	Codes: []*diag.Code{RawObject},
	Doc:   "A raw object is not checked.",
	Node: func(p *Pass, node any) {
		if s, ok := node.(*lang.Raw); ok {
			p.report(word(s, "raw"), RawObject, "a raw object goes into the payload unchecked", "use it only for what the language cannot say")
		}
	},
}

var duplicateSetting = diag.Register(diag.Code{
	Name: "duplicate-setting", Area: diag.Statements, Title: "a setting stands twice",
	Text: "Of two the first would count, and nobody would notice.",
	Bad:  "record on\nrecord off\nsay \"Hello.\"",
	Good: "record on\nsay \"Hello.\"",
})

var misplacedSetting = diag.Register(diag.Code{
	Name: "misplaced-setting", Area: diag.Statements, Title: "a setting stands in a body, or behind the first label, jump or step",
	Text: "Settings belong to the payload as a whole: they stand at the top of the script that is built.",
	Bad:  "say \"Hello.\"\nrecord on",
	Good: "record on\nsay \"Hello.\"",
})

var misplacedDeclaration = diag.Register(diag.Code{
	Name: "misplaced-declaration", Area: diag.Statements, Title: "a `let`, `param`, `use` or `step` stands in a body",
	Text: "Constants, parameters, steps and used files are known in the whole file, and stand outside of all braces.",
	Bad:  "input 1 { 1 { let team = 5 } }",
	Good: "let team = 5\ninput 1 { 1 { connect team } }",
})

var wrongAPI = diag.Register(diag.Code{
	Name: "wrong-api", Area: diag.Statements, Title: "the API that the script names does not have this",
	Text: "v1 has no `sid`, no `publish` and no `callback`. `api v2` is the default.",
	Bad:  "api v1\ncallback 5 at 2030-01-15 18:30 UTC",
	Good: "api v2\ncallback 5 at 2030-01-15 18:30 UTC",
})

var leftOut = diag.Register(diag.Code{
	Name: "left-out", Area: diag.Statements, Severity: diag.Warning, Title: "the API that the command line names does not have this setting",
	Text: "The script is right for its own API; the payload for the other one lacks the setting.",
	Bad:  "sid env SID\nsay \"Hello.\"",
	Good: "say \"Hello.\"",
	Run:  "check --api v1",
})

var SecretInSource = diag.Register(diag.Code{
	Name: "secret-in-source", Area: diag.Statements, Severity: diag.Warning, Title: "a token or sid is written into the script",
	Text: "Whoever can read the script can read the secret. `env NAME` leaves a placeholder in the payload, which is filled in from the environment.",
	Bad:  "token \"abc\"\nsay \"Hello.\"",
	Good: "token env TOKEN\nsay \"Hello.\"",
})

var RawObject = diag.Register(diag.Code{
	Name: "raw-object", Area: diag.Statements, Severity: diag.Warning, Title: "a `raw` object goes into the payload unchecked",
	Text: "`raw` is for what the language cannot say. What stands in it is not checked.",
	Bad:  "raw { \"type\": \"fax\" }",
	Good: "say \"Hello.\"",
})
