package golden

import (
	"bytes"
	"encoding/json"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/internal/bench"
)

// TestLarge runs scripts that are too large to be stored, or that would be
// mangled on the way, by the same rules as the corpus.
func TestLarge(t *testing.T) {
	prompt := strings.Repeat("Please hold the line, it is 20 past 8 & <b>late</b>. ", 20_000)
	lines := strings.Repeat("    Please hold the line.\n", 40_000)
	tests := []struct {
		name, text string
		says       string // the text of the first object
	}{
		{"a prompt of 1 MB", "say \"" + prompt + "\"\n", prompt},
		{"a long text of 1 MB", "say \"\"\"\n" + lines + "\"\"\"\n", strings.TrimSuffix(strings.Repeat("Please hold the line. ", 40_000), " ")},
		{"a constant of 1 MB", "say \"${long} ${long}\"\nlet long = \"" + prompt + "\"\n", prompt + " " + prompt},
		{"a comment of 1 MB", "say \"x\" // " + prompt + "\n", "x"},
		{"20,000 lines with CRLF", strings.Repeat("say \"x\" // y\r\n", 20_000), "x"},
		{"a byte order mark and CRLF", "\uFEFFsay \"x\"\r\n\r\n\r\n// y\r\n", "x"},
		{"a carriage return alone", "say \"x\"\rsay \"y\"\n", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &script{text: test.text, folder: t.TempDir()}
			s.rules(t)
			result := s.compile(test.text, api.V2)
			built := payload(t, result)
			if (built == nil) != (test.says == "") {
				t.Fatalf("unexpected findings:\n%s", findings(t, result))
			}
			if built == nil {
				return
			}
			var p struct{ Flow []struct{ Text string } }
			if err := json.Unmarshal(built, &p); err != nil {
				t.Fatal(err)
			}
			if got := p.Flow[0].Text; got != test.says {
				t.Errorf("the first object says %d bytes, want %d", len(got), len(test.says))
			}
			if bytes.Contains(built, []byte(`\u003c`)) {
				t.Error("the payload holds < as an escape")
			}
		})
	}
}

// TestLargeMistakes checks what is said of large scripts that are wrong: one
// finding for each mistake, with an excerpt that a person can read.
func TestLargeMistakes(t *testing.T) {
	long := strings.Repeat("x", 1<<20)
	tests := []struct {
		name, text string
		findings   int
	}{
		{"a text of 1 MB that is not closed", "say \"" + long + "\nsay \"x\"\n", 1},
		{"a word of 1 MB", long + "\n", 1},
		{"a mistake at the end of 1 MB", "say \"" + long + "\" -> x\nx: say \"y\"\n", 1},
		{"100,000 open braces", strings.Repeat("input 1 { 1 { ", 50_000), 2},
		{"a closing brace too many behind 1 MB", strings.Repeat("say \"x\" // y\n", 80_000) + "}\n", 1},
		{"NUL bytes", strings.Repeat("\x00", 1<<20), 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := &script{text: test.text, folder: t.TempDir()}
			result := s.compile(test.text, api.V2)
			list := result.Findings
			for _, f := range list {
				inFile(t, f)
			}
			says := findings(t, result)
			if len(list) != test.findings {
				t.Errorf("%d findings, want %d", len(list), test.findings)
			}
			if len(says) > 2000 {
				t.Errorf("the findings are %d bytes long:\n%.2000s", len(says), says)
			}
		})
	}
}

// TestDeterminism builds everything again and again, on one processor and on
// several: what comes out is the same to the byte. The large script is parsed
// in parts, at the same time.
func TestDeterminism(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	scripts := map[string]*script{"large": {text: bench.Script(500)}, "large and wrong": {text: bench.Script(500) + bench.Script(500)}}
	for _, folder := range folders(t) {
		scripts[folder] = load(t, folder)
	}
	for name, s := range scripts {
		var first string
		for run := range 20 {
			runtime.GOMAXPROCS(1 + run%4)
			result := s.compile(s.text, api.V2)
			out := string(payload(t, result)) + findings(t, result)
			if run == 0 {
				first = out
			}
			if out != first {
				t.Errorf("%s: run %d differs (-first +this):\n%s", name, run, cmp.Diff(first, out))
				break
			}
		}
	}
}
