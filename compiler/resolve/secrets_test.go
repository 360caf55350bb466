package resolve_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/chunks"
)

// TestSecrets shows each file of a program as it may be printed: what is secret
// is hidden where it is written, and wherever it comes up. It is long because it
// is a table of programs.
func TestSecrets(t *testing.T) {
	for _, test := range []struct {
		name  string
		files map[string]string
		want  map[string]string
	}{
		{
			"written", map[string]string{chunks.Main: "token \"abcdef\"\nsid \"ghijkl\"\ncloud \"mnopqr\"\nsay \"abcdef mnopqr\"\n"},
			map[string]string{chunks.Main: "token ********\nsid ********\ncloud \"mnopqr\"\nsay \"****** mnopqr\"\n"},
		},
		{
			"in a raw object",
			map[string]string{chunks.Main: "raw { \"auth_token\": \"abcdef\",\n  \"x\": 1,\n  \"password\": \"ghijkl\" }\nsay \"x\"\n"},
			map[string]string{chunks.Main: "raw { \"auth_token************\n  \"x\": 1,\n  \"password*************\nsay \"x\"\n"},
		},
		{
			"from the environment", map[string]string{chunks.Main: "token env TOKEN\nsid env SID\n"},
			map[string]string{chunks.Main: "token env TOKEN\nsid env SID\n"},
		},
		{
			"a constant of a constant",
			map[string]string{chunks.Main: "token a\nlet a = b\nlet b = \"abcdef\"\nlet c = \"mnopqr\"\nsay c\nsay \"abcdef\"\n"},
			map[string]string{chunks.Main: "token a\nlet a = b\nlet b = ********\nlet c = \"mnopqr\"\nsay c\nsay \"******\"\n"},
		},
		{
			"a text of constants",
			map[string]string{chunks.Main: "token \"x-${a}-${none}\"\nsid \"${a}${b}\"\nlet a = \"abcdef\"\nlet b = \"ghijkl\"\nsay \"abcdefghijkl x-abcdef-\"\n"},
			map[string]string{chunks.Main: "token ****************\nsid **********\nlet a = ********\nlet b = ********\nsay \"************ x-******-\"\n"},
		},
		{
			"a parameter that is set",
			map[string]string{chunks.Main: "token a\nparam a = \"unused default\"\nsay \"abcdef\"\n", "params": "a=abcdef\n"},
			map[string]string{chunks.Main: "token a\nparam a = ****************\nsay \"******\"\n", "command line": "--set a=******"},
		},
		{
			"a name that means nothing", map[string]string{chunks.Main: "token abcdef\nsay \"abcdef\"\n"},
			map[string]string{chunks.Main: "token ******\nsay \"abcdef\"\n"},
		},
		{
			"a number", map[string]string{chunks.Main: "let a = 123456\nsid a\nsay \"123456\"\n"},
			map[string]string{chunks.Main: "let a = ******\nsid a\nsay \"******\"\n"},
		},
		{
			"in a used file", map[string]string{chunks.Main: "use \"a.flow\"\nsay \"abcdef\"\n", "a.flow": "token a\nlet a = \"abcdef\"\n"},
			map[string]string{chunks.Main: "use \"a.flow\"\nsay \"******\"\n", "a.flow": "token a\nlet a = ********\n"},
		},
		{
			"a constant of a used file", map[string]string{chunks.Main: "use \"a.flow\"\ntoken a\n", "a.flow": "let a = \"abcdef\"\n"},
			map[string]string{chunks.Main: "use \"a.flow\"\ntoken a\n", "a.flow": "let a = ********\n"},
		},
		{
			"what does not parse", map[string]string{chunks.Main: "token abc def\nsid \t(x)\ntokens \"abc\"\ncloud a b\nsidx a\n"},
			map[string]string{chunks.Main: "token *******\nsid \t***\ntokens *****\ncloud a b\nsidx a\n"},
		},
		{
			"a short one only in quotes", map[string]string{chunks.Main: "token a\nlet a = \"5\"\nsay \"5 times\"\nsay \"5\"\n"},
			map[string]string{chunks.Main: "token a\nlet a = ***\nsay \"5 times\"\nsay \"*\"\n"},
		},
		{
			"a circle", map[string]string{chunks.Main: "token a\nlet a = \"${b}x\"\nlet b = a\n"},
			map[string]string{chunks.Main: "token a\nlet a = *******\nlet b = a\n"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			p, _ := program(t, test.files)
			r := resolve.Secrets(p)
			got := map[string]string{}
			for _, m := range p.Modules {
				got[m.File.Source.Name] = r.Source(m.File.Source)
			}
			for _, o := range p.Main.Consts.All() {
				if o.Value.Set != nil {
					file := o.Value.Set.Place.File
					got[file.Name] = r.Source(file)
				}
			}
			if d := cmp.Diff(test.want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}
