package transcript_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/internal/transcript"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// moment returns what happens at a step, by its keys and what they say in turn.
func moment(kind call.Kind, outcome sim.Outcome, fields ...string) sim.Moment {
	m := sim.Moment{Effect: sim.Effect{Kind: kind, Type: "fax"}, Outcome: outcome}
	for i := 0; i < len(fields); i += 2 {
		m.Effect.Fields = append(m.Effect.Fields, sim.Field{Key: fields[i], Value: fields[i+1]})
	}
	return m
}

// moments are one of each kind, and of each way to write it.
var moments = []sim.Moment{
	moment(call.Calls, sim.Outcome{}, "number", "4420", "caller_id", "+4421"),
	moment(call.Plays, sim.Outcome{}, "text", "Hello,  \"you\".\nThis is a long prompt, which says ${more} than anybody needs to know it by."),
	moment(call.Plays, sim.Outcome{}, "url", "https://example.com/hello.mp3"),
	moment(call.Waits, sim.Press("0123"), "count", "4"),
	moment(call.Waits, sim.Press("1#"), "count", "4"),
	moment(call.Waits, sim.Press("#1"), "count", "4"),
	moment(call.Requests, sim.Answer(call.Success), "url", "https://example.com/sesame/1", "method", "POST"),
	moment(call.Requests, sim.Answer(call.Fail), "url", "https://example.com/2"),
	moment(call.Requests, sim.Answer("busy"), "url", "https://example.com/3", "method", "GET"),
	moment(call.Requests, sim.Answer(call.Fail), "url", "https://example.com/4", "method", "HEAD"),
	moment(call.Requests, sim.Answer(call.AnyKey), "url", "https://example.com/5", "method", "GET"),
	moment(call.CallsBack, sim.Outcome{}, "entity", "support"),
	moment(call.CallsBack, sim.Outcome{}, "date", "2030-01-15", "time", "18:30:00", "timezone", "Asia/Kolkata", "entity", "5263"),
	moment(call.CallsBack, sim.Outcome{}, "date", "soon", "time", "late", "timezone", "UTC+1", "entity", "{{team}}"),
	moment(call.Connects, sim.Outcome{}, "number", "{{agent}}"),
	moment(call.Other, sim.Answer("sent"), "to", "5263"),
	moment(call.Other, sim.Outcome{}),
	moment(call.Waits, sim.Outcome{Event: sim.Nothing}, "count", "4"),
}

func hide(text string) string { return strings.ReplaceAll(text, "sesame", "******") }

// TestLines checks how each kind of moment is written, and that it can be read
// back as it was.
func TestLines(t *testing.T) {
	for style, want := range map[transcript.Style]string{
		transcript.Whole: `test "x" {
  call 4420 from +4421
  hear "Hello,  \"you\".\nThis is a long prompt, which says \${more} than anybody needs to know it by."
  hear "https://example.com/hello.mp3"
  press 0123
  press 1#
  press "#1"
  post "https://example.com/*/1" -> ok
  get "https://example.com/2" -> fail
  get "https://example.com/3" -> "busy"
  raw {"type": "fax"} -> fail
  raw {"type": "fax"} -> else
  raw {"type": "fax"}
  callback 5263 at 2030-01-15 18:30:00 Asia/Kolkata
  callback "{{team}}" at "soon" "late" "UTC+1"
  connect "{{agent}}"
  raw {"type": "fax"} -> "sent"
  raw {"type": "fax"}
  end
}
`,
		transcript.Brief: `test "x" {
  call 4420
  hear "Hello, \"you\"."
  hear "https://example.com/hello.mp3"
  press 0123
  press 1#
  press "#1"
  post "https://example.com/*/1" -> ok
  get "https://example.com/2" -> fail
  get "https://example.com/3" -> "busy"
  raw {"type": "fax"} -> fail
  raw {"type": "fax"} -> else
  raw {"type": "fax"}
  callback 5263
  callback "{{team}}"
  connect "{{agent}}"
  raw {"type": "fax"} -> "sent"
  raw {"type": "fax"}
  end
}
`,
	} {
		test := &lang.TestDecl{Name: lang.Title(lang.Text("x"))}
		test.Body.Lines = transcript.Writer{Style: style, Hide: hide}.Lines(moments, sim.Machine{Ending: sim.Ended})
		got := lang.Sprint(test)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("style %d: %s", style, diff)
		}
		parsed := lang.Parse(source.NewFile("a.flow", got))
		if len(parsed.Errors) > 0 {
			t.Fatal(parsed.Errors[0])
		}
		if diff := cmp.Diff(got, lang.Sprint(parsed)); diff != "" {
			t.Errorf("style %d, read back: %s", style, diff)
		}
	}
}

func TestExcerpt(t *testing.T) {
	for text, want := range map[string]string{
		"Short.":                "Short.",
		"  two \n  lines ":      "two lines",
		strings.Repeat("a", 99): strings.Repeat("a", 60),
		"One sentence. " + strings.Repeat("Another one. ", 9):                                "One sentence.",
		strings.Repeat("word ", 15) + "ends here. " + strings.Repeat("x", 40):                strings.TrimSpace(strings.Repeat("word ", 12)),
		"Version 1.2 of the menu is a sentence that goes on for longer than that. And more.": "Version 1.2 of the menu is a sentence that goes on for longer than that.",
	} {
		if diff := cmp.Diff(want, transcript.Excerpt(text)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}

func TestClip(t *testing.T) {
	for text, want := range map[string]string{
		"press 1":                            "press 1",
		"press 12, connected to 4420":        "press 12, connected to…",
		"press 123456789, ok, and more":      "press 123456789, ok…",
		strings.Repeat("1", 30):              strings.Repeat("1", 22) + "…",
		"press 1, connected to 442079460123": "press 1, connected to…",
	} {
		if diff := cmp.Diff(want, transcript.Clip(text, 22)); diff != "" {
			t.Errorf("%q: %s", text, diff)
		}
	}
}
