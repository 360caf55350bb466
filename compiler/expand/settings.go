package expand

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Settings are what a script says about its payload as a whole.
type Settings struct {
	API     string // "v1" or "v2"; "" where the script does not say
	Cloud   Credential
	SID     Credential
	Token   Credential
	Record  bool
	Publish *Publish
}

// A Credential is a value, or the variable of the environment that holds it.
type Credential struct {
	Value string
	Env   string
	Place source.Span // empty where the script does not say
}

// Publish says where events go.
type Publish struct {
	URL, Method string
	Place       source.Span
}

// ReadSettings returns the settings of a program. Of one that is there twice
// the first counts.
func ReadSettings(p *resolve.Program, list *diag.List) Settings {
	s := Settings{
		Cloud: Credential{Env: "SAMESPACE_CLOUD_ID"},
		SID:   Credential{Env: "SAMESPACE_CLOUD_SID"},
		Token: Credential{Env: "SAMESPACE_AUTH_TOKEN"},
	}
	e := &expander{program: p, list: list}
	in := e.instance(p.Main, &p.Main.File.Body, nil)
	in.cfg = &cfg.Instance{File: p.Main.File}
	seen := map[string]bool{}
	first := func(key string) bool {
		defer func() { seen[key] = true }()
		return !seen[key]
	}
	for _, stmt := range p.Main.File.Body.Stmts {
		switch n := stmt.(type) {
		case *lang.APISetting:
			if first("api") && (n.Version.Text == "v1" || n.Version.Text == "v2") {
				s.API = n.Version.Text
			}
		case *lang.CredentialSetting:
			if !first(n.Key) {
				continue
			}
			to := map[string]*Credential{"cloud": &s.Cloud, "sid": &s.SID, "token": &s.Token}[n.Key]
			if n.Env != nil {
				*to = Credential{Env: n.Env.Text, Place: n.Env.Span()}
			} else if text, _, ok := e.text(&n.Value.Value, in); ok {
				*to = Credential{Value: text, Place: n.Value.Span()}
			}
		case *lang.RecordSetting:
			if first("record") {
				s.Record = n.Switch == "on"
			}
		case *lang.PublishSetting:
			if !first("publish") {
				continue
			}
			s.Publish = &Publish{Method: "POST", Place: n.URL.Span()}
			if n.Method != "" {
				s.Publish.Method = strings.ToUpper(n.Method)
			}
			var f fields
			f.value(e, in, "url", value.URL, &n.URL.Value)
			if len(f.list) > 0 {
				s.Publish.URL = f.list[0].Value
			}
		}
	}
	return s
}
