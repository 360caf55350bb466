package cli

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestFix mends all golden cases and all slips: nothing is wrong then that was not
// before, no comment is lost, and to do it again changes nothing.
func TestFix(t *testing.T) {
	tried, mended := 0, 0
	for name, files := range mendable(t) {
		t.Run(name, func(t *testing.T) {
			t.Chdir(t.TempDir())
			for file, text := range files {
				if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			before := analyzed(t)
			said := checkFix(t)
			after, now := analyzed(t), scriptsHere(t)
			tried++
			if strings.Contains(said, "\nmended ") || strings.HasPrefix(said, "mended ") {
				mended++
			} else if diff := cmp.Diff(files, now); diff != "" {
				t.Error("nothing is mended, and there is a change", diff)
			}
			worse(t, before, after)
			for file, text := range files {
				list := commentsOf(now[file])
				for _, comment := range commentsOf(text) {
					at := slices.Index(list, comment)
					if list = list[at+1:]; at < 0 {
						t.Errorf("%s is lost", comment)
					}
				}
			}
			if said := checkFix(t); strings.Contains(said, "mended ") {
				t.Error("again:", said)
			}
			if diff := cmp.Diff(now, scriptsHere(t)); diff != "" {
				t.Error(diff)
			}
		})
	}
	if tried < 500 || mended < 150 {
		t.Errorf("%d of %d scripts are mended", mended, tried)
	}
}

// TestCertain checks what is certain, and what is not though it is much like that.
func TestCertain(t *testing.T) {
	const head, tail = "cloud \"dev\"\ncall 4420\n", "agent:\n  say \"x\"\n"
	for _, c := range []struct{ line, want string }{
		{`say "Hello, you`, `say "Hello, you"`},
		{`say "Your pin is {{pin}}.  `, `say "Your pin is {{pin}}."`},
		{`say "Hello // greets`, ""},
		{`say "Hello -> agent`, ""},
		{`say "Hello }`, ""},
		{`say Hello" you`, ""},
		{`say “Hello”`, `say "Hello"`},
		{`say “It’s me”`, `say "It’s me"`},
		{`say “Hello"`, `say "Hello"`},
		{`say "Hello”`, `say "Hello"`},
		{`say "Hello” and “you`, ""},
		{`say “He said "hi" to us”`, ""},
		{`say “"hi" is what he said”`, ""},
		{`say “He said "hi to us”`, ""},
		{`play "https://example.com/a.mp3`, `play "https://example.com/a.mp3"`},
		{`connect "5263 from 12`, ""},
		{`goto agent`, `-> agent`},
		{`GOTO agent; say "y"`, "-> agent\nsay \"y\""},
		{`go to agent // on`, `-> agent // on`},
		{`goto agent now`, ""},
		{`hangup`, `end`},
		{`hang up`, `end`},
		{`input 1 { 1 { say "y"; hangup }; else { goto agent } }`, "input 1 {\n  1 { say \"y\"; end }\n  else { -> agent }\n}"},
		{`hangup now`, ""},
		{`callback 5263 2018-10-11 20:48:00 UTC`, `callback 5263 at 2018-10-11 20:48:00 UTC`},
		{`callback 5263 20:48:00 UTC`, ""},
		{`connect agent`, `-> agent`},
		{`connect agent from 4420`, ""},
		{`connect nobody`, ""},
	} {
		var out, errs strings.Builder
		status := Main([]string{"check", "--fix", "-"}, strings.NewReader(head+c.line+"\n"+tail), &out, &errs)
		want := c.want
		if want == "" {
			want = c.line
		}
		if diff := cmp.Diff(head+want+"\n"+tail, out.String()); diff != "" || status == unusable {
			t.Errorf("%s: %s%s", c.line, diff, &errs)
		}
	}
}

// worse looks for what is wrong that was not before. Behind an error of a line may
// come the next one, and while there is an error, not all is looked at.
func worse(t *testing.T, before, after diag.List) {
	t.Helper()
	errors := func(list diag.List) (n int) {
		for _, f := range list {
			if f.Severity == diag.Error {
				n++
			}
		}
		return n
	}
	if errors(after) > errors(before) || !before.HasErrors() && len(after) > len(before) {
		t.Errorf("there were %d findings, and are %d, the first of them %s", len(before), len(after), after[0].Message)
	}
}

// mendable returns the golden cases and slips, the texts of each by name.
func mendable(t *testing.T) map[string]map[string]string {
	t.Helper()
	all := map[string]map[string]string{}
	paths, err := filepath.Glob("../../golden/*/*.flow")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(filepath.Dir(path))
		if len(text) > 50_000 || filepath.Base(path) == "fmt.flow" {
			continue
		}
		if all[name] == nil {
			all[name] = map[string]string{}
		}
		all[name][filepath.Base(path)] = string(text)
	}
	text, err := os.ReadFile("../../golden/slips/slips.txt")
	if err != nil {
		t.Fatal(err)
	}
	end := regexp.MustCompile(`(?m)^---`)
	for _, slip := range strings.Split(string(text), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(slip, "\n")
		all["slip "+name] = map[string]string{
			"in.flow": rest[:end.FindStringIndex(rest)[0]], "lib.flow": "let shared = 5263\nstep greet(name) -> done { say \"Hi, ${name}.\"; -> done }\n",
		}
	}
	return all
}

func analyzed(t *testing.T) diag.List {
	t.Helper()
	a, err := compiler.Analyze(context.Background(), project.New(project.Disk{}), "in.flow", compiler.Options{Library: true, Partly: true})
	if err != nil {
		t.Fatal(err)
	}
	return a.Findings
}

func checkFix(t *testing.T) string {
	t.Helper()
	var out, errs strings.Builder
	if status := Main([]string{"check", "--fix", "in.flow"}, strings.NewReader(""), &out, &errs); status == unusable || out.String() != "" {
		t.Fatalf("exit status %d: %s%s", status, &out, &errs)
	}
	return errs.String()
}

func scriptsHere(t *testing.T) map[string]string {
	t.Helper()
	files := map[string]string{}
	paths, _ := filepath.Glob("*")
	for _, path := range paths {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files[path] = string(text)
	}
	return files
}

func commentsOf(text string) (list []string) {
	for _, c := range lang.Parse(source.NewFile("", text)).Comments() {
		list = append(list, strings.TrimSpace(c.Text))
	}
	return list
}
