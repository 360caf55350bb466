package expand_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/source"
)

func TestSettings(t *testing.T) {
	env := func(name string) expand.Credential { return expand.Credential{Env: name} }
	defaults := expand.Settings{Cloud: env("SAMESPACE_CLOUD_ID"), SID: env("SAMESPACE_CLOUD_SID"), Token: env("SAMESPACE_AUTH_TOKEN")}
	with := func(change func(s *expand.Settings)) expand.Settings {
		s := defaults
		change(&s)
		return s
	}
	span := func(start, end int32) source.Span { return source.Span{Start: start, End: end} }
	for _, test := range []struct {
		script   string
		want     expand.Settings
		findings string
	}{
		{"say \"x\"\n", defaults, ""},
		{"api v1\n", with(func(s *expand.Settings) { s.API = "v1" }), ""},
		{"api v2\n", with(func(s *expand.Settings) { s.API = "v2" }), ""},
		{"api v3\n", defaults, ""},
		{"api v1\napi v2\n", with(func(s *expand.Settings) { s.API = "v1" }), ""},
		{"record on\n", with(func(s *expand.Settings) { s.Record = true }), ""},
		{"record off\nrecord on\n", defaults, ""},
		{"cloud \"a\"\n", with(func(s *expand.Settings) { s.Cloud = expand.Credential{Value: "a", Place: span(6, 9)} }), ""},
		{"sid env A\n", with(func(s *expand.Settings) { s.SID = expand.Credential{Env: "A", Place: span(8, 9)} }), ""},
		{"let a = \"b\"\ntoken \"x${a}\"\n", with(func(s *expand.Settings) { s.Token = expand.Credential{Value: "xb", Place: span(18, 25)} }), ""},
		{"token a\n", defaults, ""},
		{"publish \"https://x\"\n", with(func(s *expand.Settings) {
			s.Publish = &expand.Publish{URL: "https://x", Method: "POST", Place: span(8, 19)}
		}), ""},
		{"publish put \"https://x\"\n", with(func(s *expand.Settings) {
			s.Publish = &expand.Publish{URL: "https://x", Method: "PUT", Place: span(12, 23)}
		}), ""},
		{
			"publish \"x\"\n", with(func(s *expand.Settings) { s.Publish = &expand.Publish{URL: "x", Method: "POST", Place: span(8, 11)} }),
			"main.flow:1:9-12: error[bad-url]: this is no URL\n  help: a URL starts with https:// or http://\n",
		},
		{"input 1 { 1 { record on } }\n", defaults, ""},
	} {
		call, list := expanded(t, map[string]string{chunks.Main: test.script}, 0)
		if d := cmp.Diff(test.want, call.Settings); d != "" {
			t.Errorf("%s(-want +got):\n%s", test.script, d)
		}
		if d := cmp.Diff(test.findings, chunks.Findings(list)); d != "" {
			t.Errorf("%s(-want +got):\n%s", test.script, d)
		}
	}
}
