package expand_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
)

// TestMaxSteps allows each script as many steps as it adds, and then one fewer.
func TestMaxSteps(t *testing.T) {
	for _, test := range []struct {
		name, script string
		adds, steps  int
		at           string // what is blamed
	}{
		{"attempts", "try 5 times { say \"x\"; input 1 -> again }\n", 8, 10, "1:1-12"},
		{"the else of a try", "say \"x\"\ntry 5 times { input 1 -> again } else { say \"y\"; say \"z\" }\n", 4, 8, "2:1-12"},
		{"nested attempts", "try 3 times { try 4 times { input 1 -> again }; input 1 -> again }\n", 13, 15, "1:1-12"},
		{"uses", "s\ns\nsay \"x\"\nstep s() { say \"x\"; say \"y\" }\n", 4, 5, "1:1-2"},
		{"uses of uses", "a\na\nstep a() { b; b; say \"x\" }\nstep b() { say \"y\"; say \"z\" }\n", 10, 10, "1:1-2"},
		{"a use in an attempt", "try 3 times { s -> next/again }\nstep s() -> a/b { input 1 { 1 -> a; else -> b } }\n", 3, 3, "1:1-12"},
		{"arms of uses", "s { a { try 2 times { input 1 -> again } }; else -> end }\nstep s() -> a/b { input 1 { 1 -> a; else -> b } }\n", 2, 3, "1:1-2"},
		{"a menu in attempts", "try 3 times { menu \"x\" { 1 { say \"y\" }; 2 -> again } }\n", 6, 9, "1:1-12"},
		{"arms in attempts", "try 2 times { get \"https://x\" { ok { say \"x\" }; else -> again }; raw {} { 1 { say \"y\" }; else -> next } }\n", 4, 8, "1:1-12"},
		{"a count by a constant", "let n = 4\ntry n times { input 1 -> again }\n", 3, 4, "2:1-12"},
		{"a count by a text of constants", "let n = 1\nlet m = 2\ntry \"${n}${m}\" times { input 1 -> again }\n", 11, 12, "3:1-21"},
		{"a count by an argument", "s 3\ns count: 4\ns \"2\"\nstep s(count) { try count times { input 1 -> again } }\n", 9, 9, "2:1-11"},
		{"a count by an argument of an argument", "a 3\nstep a(x) { b x; b \"1${x}\" }\nstep b(y) { try y times { input 1 -> again } }\n", 16, 16, "1:1-4"},
		{"a count by the attempt", "try 3 times { try attempt times { input 1 -> again }; input 1 -> again }\n", 10, 9, "1:1-12"},
		{"what is worst", "say \"x\"\ntry 2 times { input 1 -> again }\ntry 3 times { input 1 -> again }\ntry 3 times { input 1 -> again }\n", 5, 9, "3:1-12"},
	} {
		t.Run(test.name, func(t *testing.T) {
			files := map[string]string{chunks.Main: test.script}
			call, list := expanded(t, files, test.adds)
			if len(list) > 0 {
				t.Fatalf("with %d steps allowed:\n%s", test.adds, chunks.Findings(list))
			}
			if len(call.Graph.Steps) != test.steps {
				t.Errorf("%d steps, want %d", len(call.Graph.Steps), test.steps)
			}
			call, list = expanded(t, files, test.adds-1)
			want := fmt.Sprintf("main.flow:%s: error[too-many-steps]: this script would grow by %d steps, and %d are allowed; most of them come from here\n"+
				"  help: a payload has no counters: every attempt and every use is written out; allow more with --max-steps\n", test.at, test.adds, test.adds-1)
			if d := cmp.Diff(want, chunks.Findings(list)); d != "" || call.Graph != nil || call.Outline == nil {
				t.Errorf("one step fewer: a graph %v, an outline %v (-want +got):\n%s", call.Graph != nil, call.Outline != nil, d)
			}
		})
	}
}

// only returns the message of the only finding.
func only(t *testing.T, list diag.List) string {
	t.Helper()
	if len(list) != 1 {
		t.Fatalf("%d findings, want one:\n%s", len(list), chunks.Findings(list))
	}
	return chunks.Span(list[0].Place) + " " + list[0].Message
}

// TestDefaultMaxSteps checks the limit where none is asked for.
func TestDefaultMaxSteps(t *testing.T) {
	script := func(n int) map[string]string {
		return map[string]string{chunks.Main: fmt.Sprintf("try %d times { input 1 -> again }\n", n)}
	}
	if _, list := expanded(t, script(expand.DefaultMaxSteps+1), 0); len(list) > 0 {
		t.Errorf("at the limit:\n%s", chunks.Findings(list))
	}
	_, list := expanded(t, script(expand.DefaultMaxSteps+2), 0)
	want := "1:1-16 this script would grow by 10001 steps, and 10000 are allowed; most of them come from here"
	if d := cmp.Diff(want, only(t, list)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestManySteps allows as many as somebody may ask for.
func TestManySteps(t *testing.T) {
	if testing.Short() {
		t.Skip("makes 900,000 steps")
	}
	const n = 900_000
	call, list := expanded(t, map[string]string{chunks.Main: fmt.Sprintf("try %d times { input 1 -> again }\n", n)}, n-1)
	if len(list) > 0 || len(call.Graph.Steps) != n {
		t.Errorf("%d steps, want %d\n%s", len(call.Graph.Steps), n, chunks.Findings(list))
	}
}

// TestHugeCounts tries counts that no computer counts up to.
func TestHugeCounts(t *testing.T) {
	const far = " this script would grow by far too many steps, and 10000 are allowed; most of them come from here"
	nines := strings.Repeat("9", 30)
	for _, test := range []struct{ name, script, want string }{
		{"20 digits", "try 99999999999999999999 times { input 1 -> again }\n", "1:1-31" + far},
		{"30 digits", "try " + nines + " times { input 1 -> again }\n", "1:1-41" + far},
		{"30 digits in a constant", "let n = " + nines + "\ntry n times { input 1 -> again }\n", "2:1-12" + far},
		{"zeros and digits", "try \"" + strings.Repeat("${z}", 30) + "\" times { input 1 -> again }\nlet z = 9\n", "1:1-133" + far},
		{"thousands of digits in constants", "let n = 12345678901234567890\ntry \"" + strings.Repeat("${n}", 200) + "\" times { input 1 -> again }\n", "2:1-813" + far},
		{"nested", "try 1000000 times { try 1000000 times { input 1 -> again }; input 1 -> again }\n", "1:1-18" + far},
		{"as many as are counted", "try 549755813887 times { input 1 -> again }\n", "1:1-23 this script would grow by 549755813886 steps, and 10000 are allowed; most of them come from here"},
		{"one more", "try 549755813889 times { input 1 -> again }\n", "1:1-23" + far},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, list := expanded(t, map[string]string{chunks.Main: test.script}, 0)
			if d := cmp.Diff(test.want, only(t, list)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

// TestWork checks that empty steps, over and over, are too many as well: they
// add nothing, and take their time.
func TestWork(t *testing.T) {
	script := func(n int) map[string]string {
		return map[string]string{chunks.Main: fmt.Sprintf("say \"x\"\ntry %d times { e; e }\nstep e() { }\n", n)}
	}
	// Each attempt is work, and so are its two uses; 100 for each step that is
	// allowed. The steps that are written come on top.
	const allowed, each = 30, 3
	if _, list := expanded(t, script(100*allowed/each), allowed); len(list) > 0 {
		t.Errorf("at the limit:\n%s", chunks.Findings(list))
	}
	_, list := expanded(t, script(100*allowed/each+1), allowed)
	want := "2:1-15 what this script writes out would grow far too large; most of it comes from here"
	if d := cmp.Diff(want, only(t, list)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestUnused checks that a step that nothing uses is bounded by itself, once.
func TestUnused(t *testing.T) {
	files := map[string]string{chunks.Main: "use \"a.flow\"\nsay \"x\"\nstep a() { b; try 4 times { input 1 -> again } }\nstep b() { say \"y\" }\n", "a.flow": "step c(n) { try n times { input 1 -> again }; try 6 times { input 1 -> again } }\n"}
	if _, list := expanded(t, files, 7); len(list) > 0 {
		t.Errorf("at the limit:\n%s", chunks.Findings(list))
	}
	_, list := expanded(t, files, 4)
	var got []string
	for _, f := range list {
		got = append(got, chunks.Place(f.Place)+" "+f.Message)
	}
	const rest = " steps, and 4 are allowed; most of them come from here"
	want := []string{"main.flow:3:6-7 this script would grow by 5" + rest, "a.flow:1:6-7 this script would grow by 7" + rest}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// stepsChain is a script in which n steps use each other.
func stepsChain(n int) map[string]string {
	var b strings.Builder
	for i := 1; i < n; i++ {
		fmt.Fprintf(&b, "step s%d() { s%d }\n", i, i+1)
	}
	fmt.Fprintf(&b, "step s%d() { say \"x\" }\ns1\n", n)
	return map[string]string{chunks.Main: b.String()}
}

// TestDepth lets 100 steps use each other, and then one more.
func TestDepth(t *testing.T) {
	call, list := expanded(t, stepsChain(100), 0)
	if len(list) > 0 || len(call.Graph.Steps) != 1 || len(call.Graph.Instances) != 101 {
		t.Errorf("%d steps in %d instances\n%s", len(call.Graph.Steps), len(call.Graph.Instances), chunks.Findings(list))
	}
	_, list = expanded(t, stepsChain(101), 0)
	want := `main.flow:100:15-19: error[too-deep]: steps use each other more than 100 deep
  help: use the inner step directly
  main.flow:99:14-18: in the use at
  main.flow:98:14-17: in the use at
  main.flow:97:14-17: in the use at
  main.flow:96:14-17: in the use at
  main.flow:95:14-17: in the use at
  main.flow:102:1-3: and 95 more, the outermost at
`
	if d := cmp.Diff(want, chunks.Findings(list)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	// So deep that not even outlines wait for each other.
	if _, list = expanded(t, stepsChain(1000), 0); len(list) != 1 {
		t.Errorf("1,000 deep:\n%s", chunks.Findings(list))
	}
}

// TestGrowth lets constants add 64 MB to a payload, and then a byte more.
func TestGrowth(t *testing.T) {
	script := "let mega = \"" + strings.Repeat("x", 1<<20) + "\"\nlet one = \"x\"\n" + strings.Repeat("say mega\n", 64)
	if _, list := expanded(t, map[string]string{chunks.Main: script}, 0); len(list) > 0 {
		t.Errorf("at the limit:\n%s", chunks.Findings(list))
	}
	call, list := expanded(t, map[string]string{chunks.Main: script + "say one\nsay one\nsay mega\n"}, 0)
	want := "main.flow:67:5-8: error[too-long]: the texts that constants stand for grow beyond 64 MB here\n" +
		"  help: constants and arguments that hold each other several times grow fast\n"
	if d := cmp.Diff(want, chunks.Findings(list)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if n := len(call.Graph.Steps[66].Fields); n != 0 {
		t.Errorf("what is too long has %d fields", n)
	}
}

// TestBrokenBounds expands attempts that stand in statements that are broken:
// none may escape the count.
func TestBrokenBounds(t *testing.T) {
	const many = "try 9999999 times { input 1 -> again }"
	for _, script := range []string{
		"step a) { # }", "step a() { # ", "step { # }", "try x times { # }", "try 2 { # }", "try 2 times # }", "inptu 1 { 1 { # } }", "input { 1 { # } }", "input 1 { # }",
		"say \"x\" { # }", "say { # }", "{ # }", "1 { # }", "else { # }", "menu { 1 { # } }", "menu \"x\" { # }", "raw { 1 { # } }", "get \"x\" { ok { # }; fail -> }", "get { ok { # }", "x { y { # } }",
		"say \"x\" { # } { # }", "input 1 { 1 { # } 2 { # } }", "a: { # }", "say \"x\" { say \"y\" { # } }", "step a( { x { # } }\na { x { # } }", "use \"x\" { # }", "let a = 1 { # }",
	} {
		call, list := expanded(t, map[string]string{chunks.Main: strings.ReplaceAll(script, "#", many) + "\n"}, 1000)
		if call.Graph != nil && len(call.Graph.Steps) > 1100 || call.Outline != nil && len(call.Outline.Steps) > 1100 {
			t.Errorf("%q makes too many steps; it finds:\n%s", script, chunks.Findings(list))
		}
	}
}
