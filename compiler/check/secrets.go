package check

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var SecretInSource = diag.Register(diag.Code{
	Name: "secret-in-source", Area: diag.Statements, Severity: diag.Warning, Title: "a token or sid is written into the script",
	Text: "Whoever can read the script can read the secret. `env NAME` leaves a placeholder in the payload, which is filled in from the environment.",
	Bad:  "token \"abc\"\ncall 4420\nsay \"Hello.\"",
	Good: "token env TOKEN\ncall 4420\nsay \"Hello.\"",
})

// standsFor returns the variable of the environment that a credential comes from
// which a script does not have.
func standsFor(key string) string {
	if key == "sid" {
		return api.Placeholders["cloud_sid"]
	}
	return api.Placeholders["auth_token"]
}

// A secret comes from the environment, not from the script.
var _ = register(Check{
	Codes: []*diag.Code{SecretInSource},
	Stmt: func(p *Pass, stmt lang.Stmt) {
		s, ok := stmt.(*lang.CredentialSetting)
		if !ok || s.Key == "cloud" || s.Value == nil || s.Value.Kind == lang.NoValue {
			return
		}
		at := p.place(s.Value.Span())
		used := at
		says, _ := s.Value.Plain()
		if s.Value.Kind == lang.NameRef {
			c := p.Module.Const(s.Value.Raw)
			if c == nil || c.Value.Written == nil || c.Value.Set != nil {
				return
			}
			at = c.ValuePlace()
			says, _, _ = c.Value.Says()
		}
		parts, _ := s.Value.Parts()
		for _, part := range parts {
			if part.Name.Text != "" && p.Module.Const(part.Name.Text) == nil {
				return // an error says what is wrong, and what was meant
			}
		}
		if IsPlaceholder(says) {
			p.list.Add(Placeholder.At(at, "the %s was never filled in", s.Key)).
				Helpf("write %s env NAME, so that it comes from the environment", s.Key)
			return
		}
		found := p.list.Add(SecretInSource.At(at, "the %s is written into the script, where everybody who has the script can read it", s.Key))
		if at != used {
			found.Helpf("write %s env NAME instead of %s %s", s.Key, s.Key, s.Value.Raw).Relate(used, "used as the %s here", s.Key)
			return
		}
		found.Helpf("remove the line: the %s then comes from the environment variable %s; or write %s env NAME", s.Key, standsFor(s.Key), s.Key)
	},
})
