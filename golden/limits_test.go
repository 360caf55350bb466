package golden

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A limit is what is found at a limit of the language, which is nothing, and
// one beyond it.
type limit struct {
	at, beyond func(t *testing.T) string
	want       string // beyond: the code and the message
	hungry     bool   // takes a lot of memory
}

// limits are those of the table in the description of the language, by its
// first column.
var limits = map[string]limit{
	"size of a file": {
		at:     func(t *testing.T) string { return sized(t, source.MaxSize) },
		beyond: func(t *testing.T) string { return sized(t, source.MaxSize+1) },
		want:   "cannot-read: cannot read in.flow: it has more than 256 MB, which no script needs",
		hungry: true,
	},
	"depth of braces": {
		at:     script1(strings.Repeat("input 1 { 1 { ", 50) + "say \"x\"" + strings.Repeat(" } }", 50)),
		beyond: script1(strings.Repeat("input 1 { 1 { ", 50) + "input 1 { 1 -> next }" + strings.Repeat(" } }", 50)),
		want:   "syntax: braces are nested more than 100 deep",
	},
	"files that use each other": {
		at: uses(50), beyond: uses(51), want: "bad-use: files use each other more than 50 deep",
	},
	"steps that use each other": {
		at: steps(100), beyond: steps(101), want: "too-deep: steps use each other more than 100 deep",
	},
	"steps that attempts and uses add": {
		at:     script1("try 10001 times { input 1 -> again }"),
		beyond: script1("try 10002 times { input 1 -> again }"),
		want:   "too-many-steps: this script would grow by 10001 steps, and 10000 are allowed; most of them come from here",
	},
	"keys in a range": {
		at:     script1("input 4 { 1000..1999 -> next; else -> end }; say \"x\""),
		beyond: script1("input 4 { 1000..2000 -> next; else -> end }; say \"x\""),
		want:   "bad-branches: this is no range",
	},
	"what a constant says": {
		at: constant(16 << 20), beyond: constant(16<<20 + 1), want: "too-long: the constant \"all\" grows beyond 16 MB",
	},
	"text that constants add to a payload": {
		at: added(64 << 20), beyond: added(64<<20 + 1), want: "too-long: the texts that constants stand for grow beyond 64 MB here",
	},
	"constants that name each other": {
		at: constants(1000), beyond: constants(1001), want: "too-deep: constants name each other more than 1000 deep",
	},
	"size of a file of values": {
		at: func(t *testing.T) string {
			return values(t, "a: 5\n#"+strings.Repeat("x", 1<<20-6)) + values(t, "a: \""+strings.Repeat("{", 10_000)+"\"")
		},
		beyond: func(t *testing.T) string {
			size, brackets := values(t, "a: 5\n#"+strings.Repeat("x", 1<<20-5)), values(t, "a: \""+strings.Repeat("{", 10_001)+"\"")
			lines := values(t, "a: 5\n"+strings.Repeat("#\n", 10_000))
			if size != brackets || size != lines {
				t.Errorf("too large is %q, too many brackets is %q, too many lines is %q", size, brackets, lines)
			}
			return size
		},
		want: "bad-values: this file is too large, or has too many lines or brackets, for a list of values",
	},
	"size of a `flowc.yaml`": {
		at: func(t *testing.T) string {
			return configured(t, "api: v1\n#"+strings.Repeat("x", 1<<20-9)) + configured(t, "values: {a: \""+strings.Repeat("{", 9_999)+"\"}")
		},
		beyond: func(t *testing.T) string {
			size, brackets := configured(t, "api: v1\n#"+strings.Repeat("x", 1<<20-8)), configured(t, "values: {a: \""+strings.Repeat("{", 10_000)+"\"}")
			lines := configured(t, "api: v1\n"+strings.Repeat("#\n", 10_000))
			if size != brackets || size != lines {
				t.Errorf("too large is %q, too many brackets is %q, too many lines is %q", size, brackets, lines)
			}
			return size
		},
		want: "bad-config: this file is too large, or has too many lines or brackets, for what a project says",
	},
	"bytes of a name": {
		at:     script1(strings.Repeat("a", 200) + ": say \"x\""),
		beyond: script1(strings.Repeat("a", 201) + ": say \"x\""),
		want:   "too-long: this name has 201 bytes, and a name may have 200",
	},
	"what all constants say together": {
		at: together(0), beyond: together(1), want: "too-long: the constants up to \"e\" grow beyond 64 MB together",
		hungry: true,
	},
	"findings of a script": {
		at:     func(t *testing.T) string { return many(t, 1000) },
		beyond: func(t *testing.T) string { return many(t, 1001) },
		want:   "too-many-findings: 1 more findings from here on are not shown",
	},
	"keys and texts of the steps that attempts and uses add": {
		at:     script1("try 998 times { input 4 { 1000..1999 -> again } }"),
		beyond: script1("try 999 times { input 4 { 1000..1999 -> again } }"),
		want:   "too-many-steps: what this script writes out would grow far too large; most of it comes from here",
	},
	"words, marks and comments of a file": {
		at:     script1("say \"x\"" + strings.Repeat(";", lang.MaxTokens-3)),
		beyond: script1("say \"x\"" + strings.Repeat(";", lang.MaxTokens-2)),
		want:   "syntax: this file has more than 12000000 words and marks",
		hungry: true,
	},
	"values of a payload that is read": {
		at:     func(*testing.T) string { return decoded("[" + strings.Repeat("0,", 5_999_998) + "0]") },
		beyond: func(*testing.T) string { return decoded("[" + strings.Repeat("0,", 5_999_999) + "0]") },
		want:   "it has more than 6000000 values",
		hungry: true,
	},
	"size of a payload that is read": {
		at:     func(*testing.T) string { return decoded(strings.Repeat(" ", 64<<20-2) + "{}") },
		beyond: func(*testing.T) string { return decoded(strings.Repeat(" ", 64<<20-1) + "{}") },
		want:   "it has more than 64 MB",
		hungry: true,
	},
	"depth of a payload that is read": {
		at:     func(*testing.T) string { return decoded(nested(10_000)) },
		beyond: func(*testing.T) string { return decoded(nested(10_001)) },
		want:   "lists and objects are nested more than 10000 deep",
	},
}

// TestLimits goes through the table of limits in the description of the
// language: what is at a limit is fine, and what is one beyond it is a finding.
func TestLimits(t *testing.T) {
	rows := limitRows(t)
	for name := range limits {
		if !rows[name] {
			t.Errorf("the description of the language has no limit %q", name)
		}
	}
	for name := range rows {
		t.Run(name, func(t *testing.T) {
			l, ok := limits[name]
			if !ok {
				t.Fatal("this limit has no test")
			}
			if l.hungry && testing.Short() {
				t.Skip("takes a lot of memory")
			}
			if d := cmp.Diff("", l.at(t)); d != "" {
				t.Errorf("at the limit (-want +got):\n%s", d)
			}
			if d := cmp.Diff(l.want, l.beyond(t)); d != "" {
				t.Errorf("beyond the limit (-want +got):\n%s", d)
			}
		})
	}
}

// limitRows returns the first column of the table.
func limitRows(t *testing.T) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../lang/SPEC.md")
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(text), "\n## Limits\n")
	section, _, _ = strings.Cut(section, "\n## ")
	rows := map[string]bool{}
	for line := range strings.Lines(section) {
		if cells := strings.Split(line, "|"); len(cells) > 2 && !strings.HasPrefix(cells[1], "---") {
			rows[strings.TrimSpace(cells[1])] = true
		}
	}
	delete(rows, "what") // the head
	if len(rows) == 0 {
		t.Fatal("the description of the language has no table of limits")
	}
	return rows
}

// TestMaxSteps tries the limit that a user can move.
func TestMaxSteps(t *testing.T) {
	files := project.Memory{input: "try 9 times { input 1 -> again }\n"}
	for maxSteps, want := range map[int]string{8: "", 7: "too-many-steps: this script would grow by 8 steps, and 7 are allowed; most of them come from here"} {
		a, err := compiler.Analyze(context.Background(), project.New(files), input, compiler.Options{MaxSteps: maxSteps, Rules: fragments})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, said(a.Findings)); d != "" {
			t.Errorf("%d steps allowed (-want +got):\n%s", maxSteps, d)
		}
	}
}

// said writes the codes and messages of findings.
func said(list diag.List) string { return strings.Join(messages(list), "\n") }

// analyzed returns what is found in a script and its files.
func analyzed(files project.FS) func(t *testing.T) string {
	return func(*testing.T) string {
		a, err := compiler.Analyze(context.Background(), project.New(files), input, compiler.Options{Rules: fragments})
		var failure diag.Failure
		switch {
		case errors.As(err, &failure):
			return said(diag.List{failure.Finding})
		case err != nil:
			return err.Error()
		}
		return said(a.Findings)
	}
}

func script1(text string) func(t *testing.T) string {
	return analyzed(project.Memory{input: text + "\n"})
}

// uses is a script and n files, each of which uses the next.
func uses(n int) func(t *testing.T) string {
	files := project.Memory{input: "use \"f1.flow\"\nsay c1\n"}
	for i := 1; i < n; i++ {
		files[fmt.Sprintf("f%d.flow", i)] = fmt.Sprintf("use \"f%d.flow\"\nlet c%d = c%d\n", i+1, i, i+1)
	}
	files[fmt.Sprintf("f%d.flow", n)] = fmt.Sprintf("let c%d = \"x\"\n", n)
	return analyzed(files)
}

// steps is a script with n steps, each of which uses the next.
func steps(n int) func(t *testing.T) string {
	var b strings.Builder
	b.WriteString("s1\n")
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "step s%d() { s%d }\n", i, i+1)
	}
	fmt.Fprintf(&b, "step s%d() { say \"x\" }\n", n)
	return script1(b.String())
}

// constants is a script with a constant that leads through n others.
func constants(n int) func(t *testing.T) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "let c%d = c%d\n", i, i+1)
	}
	fmt.Fprintf(&b, "let c%d = \"x\"\nsay c0\n", n)
	return script1(b.String())
}

// constant is a script with a constant of a size. It is not said: that would
// be another limit.
func constant(size int) func(t *testing.T) string {
	return func(t *testing.T) string {
		part, rest := strings.Repeat("x", size/16), strings.Repeat("x", size%16)
		return script1(fmt.Sprintf("let part = %q\nlet rest = %q\nlet all = \"%s${rest}\"\nsay \"x\"", part, rest, strings.Repeat("${part}", 16)))(t)
	}
}

// added is a script to whose payload constants add a text of a size.
func added(size int) func(t *testing.T) string {
	return func(t *testing.T) string {
		part, rest := strings.Repeat("x", size/64), strings.Repeat("x", size%64)
		return script1(fmt.Sprintf("let part = %q\nlet rest = %q\n%ssay rest", part, rest, strings.Repeat("say part\n", 64)))(t)
	}
}

func values(t *testing.T, text string) string {
	t.Helper()
	var list diag.List
	if err := (project.Values{}).Read(project.New(project.Memory{"a.yaml": text}), "a.yaml", &list); err != nil {
		t.Fatal(err)
	}
	return said(list)
}

func configured(t *testing.T, text string) string {
	t.Helper()
	var list diag.List
	if _, err := project.New(project.Memory{project.Marker: text}).Config(project.Marker, "", &list); err != nil {
		t.Fatal(err)
	}
	return said(list)
}

// decoded says why a text is no payload, or nothing.
func decoded(text string) string {
	if _, err := api.Decode(text); err != nil {
		return err.Error()
	}
	return ""
}

func nested(n int) string { return strings.Repeat("[", n) + strings.Repeat("]", n) }

// sized compiles a script that says how large it is, and has a few bytes: so no
// test needs as much memory.
func sized(t *testing.T, size int64) string {
	t.Helper()
	return analyzed(project.Of(&sizedFS{sizedFile{Reader: strings.NewReader("say \"x\"\n"), size: size}}))(t)
}

type sizedFS struct{ file sizedFile }

func (s *sizedFS) Open(name string) (fs.File, error) {
	if name != input {
		return nil, fs.ErrNotExist
	}
	return &s.file, nil
}

type sizedFile struct {
	io.Reader
	size int64
}

func (s *sizedFile) Stat() (fs.FileInfo, error) { return s, nil }
func (*sizedFile) Close() error                 { return nil }
func (*sizedFile) Name() string                 { return input }
func (s *sizedFile) Size() int64                { return s.size }
func (*sizedFile) Mode() fs.FileMode            { return 0 }
func (*sizedFile) ModTime() time.Time           { return time.Time{} }
func (*sizedFile) IsDir() bool                  { return false }
func (*sizedFile) Sys() any                     { return nil }

// together is a script with constants that say 64 MB, and some bytes more.
func together(more int) func(t *testing.T) string {
	const each = 16 << 20
	return script1(fmt.Sprintf("let part = %q\nlet a = \"${part}\"\nlet b = \"${part}\"\nlet c = \"${part}\"\nlet d = \"${part}\"\nlet more = %q\nlet e = \"${more}\"\nsay \"x\"",
		strings.Repeat("x", each), strings.Repeat("x", more)))
}

// many is the last of n findings.
func many(t *testing.T, n int) string {
	t.Helper()
	text := script1(strings.Repeat("-> nowhere\n", n))(t)
	lines := strings.Split(text, "\n")
	if last := lines[len(lines)-1]; strings.HasPrefix(last, "too-many") {
		return last
	}
	return ""
}
