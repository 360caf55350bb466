package ide_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/internal/ide"
)

var ways = []struct{ text, want string }{
	{"input 1 { 1 -> next; 2 { say \"2\" }; else { } }\nb^ye: end", "3: 1:16 by 1, 1:26, 1:37 by else"},
	{"input 1 { 1 { -> bye }; else -> bye }\nsay \"x\"\nend\nb^ye: end", "2: 1:18 by 1, 1:33 by else"},
	{"say \"x\"\n-> b\na: -> b\n^b: end", "2: 2:4, 3:7"},
	{"get \"https://x.example\" -> next/b\n^b: -> next\nc: end", "2: 1:28 by ok, 1:33 by fail"},
	{"try 2 times {\n  ^b: input 1 { 1 -> next; else -> again }\n}", "1, starts: 2:35 by else"},
	{"try 2 times { input 1 { 1 -> next; else -> again } } else { ^b: say \"x\" }\nend", "1: 1:59 by else"},
	{"try 2 times { input 1 { 1 -> end; else -> again } }\n^b: end", "1: 1:43 by else"},
	{"try 2 times { input 1 { 1 -> end; else -> again } } else -> c\n^b: end\nc: end", "0: "},
	{"step a() {\n ^b: input 1 { 1 -> b; 2..3 -> b }\n}\na", "2, starts: 2:20 by 1, 2:31 by 2..3"},
	{"input 1 {\n 1 -> b\n say\n}\n^b: say \"x\"", "2: 2:7 by 1, 3:2"},
	{"step ask(q) -> yes/no { say q; -> yes }\nask \"x\" -> next/b\n^b: say \"x\"", "2: 2:12 by yes, 2:17 by no"},
}

// TestLeads checks from where the call comes to a label, and by what.
func TestLeads(t *testing.T) {
	for _, tc := range ways {
		s, offset := one(t, tc.text)
		if diff := cmp.Diff(tc.want, ide.Ways(s, offset)); diff != "" {
			t.Errorf("%s\n(-want +got):\n%s", tc.text, diff)
		}
	}
}

// TestLeadsAgree holds what is said of each label of the scripts of the project
// against what is said of it elsewhere: as many places in the lens, in the hover
// and in the call hierarchy, both ways. Where nothing leads to a label, nothing
// does in the graph of the call.
func TestLeadsAgree(t *testing.T) {
	files := project(t)
	labels := 0
	for name, file := range files {
		w := ide.NewWorkspace(ide.Of(files))
		s := snapshot(t, w, "/"+name)
		led := led(s)
		for _, l := range s.CodeLenses() {
			section, ok := s.Section(l.Span.Start)
			if !ok || section.Kind != ide.LabelSymbol {
				continue
			}
			labels++
			in, err := w.Incoming(context.Background(), "/"+name, l.Span.Start, ide.LabelSymbol)
			if err != nil {
				t.Fatal(err)
			}
			spans := 0
			for _, lead := range in {
				spans += len(lead.Spans)
				back := slices.ContainsFunc(s.Outgoing(lead.Name.Start, lead.Kind), func(out ide.Lead) bool {
					return out.Section == section && slices.Equal(out.Keys, lead.Keys) && slices.Equal(out.Spans, lead.Spans)
				})
				if !back {
					t.Errorf("%s: %s leads to %s, and %s does not say so", name, lead.Text, section.Text, lead.Text)
				}
			}
			hover := strings.Count(s.Hover(l.Span.Start).Text, "\n- from line ")
			if more := len(l.Places) - hover; spans != len(l.Places) || more != 0 && hover < 9 {
				t.Errorf("%s: %s has %d places by its lens, %d by its hover, %d by the hierarchy", name, section.Text, len(l.Places), hover, spans)
			}
			if nothing := strings.Contains(l.Title, "nothing"); nothing && led[l.Span.Start] {
				t.Errorf("%s: %s, which the call gets to\n%s", name, l.Title, file.Data)
			}
		}
	}
	if labels < 300 {
		t.Errorf("there are only %d labels", labels)
	}
}

// led returns the labels to which something leads in the graphs of a call, by the
// places of their names.
func led(s *ide.Snapshot) map[int32]bool {
	found := map[int32]bool{}
	note := func(g *cfg.Graph) {
		for i := range g.Steps {
			g.Steps[i].Each(func(to cfg.Target) {
				if to < 0 {
					return
				}
				if step := &g.Steps[to]; step.Labelled && step.Behind == 0 && step.Label != nil && step.In.File == s.Main().File {
					found[step.Label.Name.Start] = true
				}
			})
		}
	}
	note(s.Call.Outline)
	for _, o := range s.Call.Outlines {
		note(o.Graph)
	}
	return found
}
