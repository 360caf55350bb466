package expand

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
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
	From    *api.Field // the caller_id of steps that name none, or nil
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

// SettingKey returns the word of a setting, or "" for other statements.
func SettingKey(s lang.Stmt) string {
	switch s := s.(type) {
	case *lang.APISetting:
		return "api"
	case *lang.CredentialSetting:
		return s.Key
	case *lang.RecordSetting:
		return "record"
	case *lang.PublishSetting:
		return "publish"
	case *lang.FromSetting:
		return "from"
	case *lang.EachSetting:
		return "each"
	}
	return ""
}

// ReadSettings returns the settings of a program. Of one that is there twice
// the first counts.
func ReadSettings(p *resolve.Program, list *diag.List) Settings {
	s := Settings{
		Cloud: Credential{Env: api.Placeholders["cloud_id"]},
		SID:   Credential{Env: api.Placeholders["cloud_sid"]},
		Token: Credential{Env: api.Placeholders["auth_token"]},
	}
	v := values{list: list}
	script := p.Script()
	in := &instance{module: script, cfg: &cfg.Instance{File: script.File}}
	seen := map[string]bool{}
	for _, stmt := range script.File.Body.Stmts {
		if key := SettingKey(stmt); key != "" && !seen[key] {
			seen[key] = true
			s.set(stmt, &v, in)
		}
	}
	return s
}

func (s *Settings) set(stmt lang.Stmt, v *values, in *instance) {
	switch n := stmt.(type) {
	case *lang.APISetting:
		if n.Version.Text == "v1" || n.Version.Text == "v2" {
			s.API = n.Version.Text
		}
	case *lang.CredentialSetting:
		to := map[string]*Credential{"cloud": &s.Cloud, "sid": &s.SID, "token": &s.Token}[n.Key]
		if n.Env != nil {
			*to = Credential{Env: n.Env.Text, Place: n.Env.Span()}
		} else if text, _, ok := v.text(&n.Value.Value, in); ok {
			*to = Credential{Value: text, Place: n.Value.Span()}
		}
	case *lang.RecordSetting:
		s.Record = n.Switch == "on"
	case *lang.PublishSetting:
		s.Publish = &Publish{Method: "POST", Place: n.URL.Span()}
		if n.Method != "" {
			s.Publish.Method = strings.ToUpper(n.Method)
		}
		for _, f := range v.value(nil, in, urlKey, value.URL, &n.URL.Value) {
			s.Publish.URL = f.Value
		}
	case *lang.FromSetting:
		for _, f := range v.value(nil, in, callerKey, value.Number, &n.Number.Value) {
			s.From = &f
		}
	}
}
