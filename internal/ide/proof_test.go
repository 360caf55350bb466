package ide_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/same"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A prover makes changes that the editor offers, and holds the call before
// against the call after.
type prover struct {
	t     *testing.T
	r     *rand.Rand
	files fstest.MapFS
	made  map[string]int // changes by what they are

	varied bool // the script at hand is none of the project
}

// TestChanges makes what the editor offers in scripts of the project and in varied
// ones, at random places: actions of every kind, and renames. The call stays the
// same one or becomes what the title says, no comment is lost, and what was laid out
// stays so. FLOWC_CHANGES is how many scripts are tried.
func TestChanges(t *testing.T) {
	n := 600
	if asked, err := strconv.Atoi(os.Getenv("FLOWC_CHANGES")); err == nil {
		n = asked
	}
	files := project(t)
	names := slices.Sorted(maps.Keys(files))
	names = slices.DeleteFunc(names, func(name string) bool { return len(files[name].Data) > 20_000 })
	p := prover{t: t, r: rand.New(rand.NewPCG(1, uint64(n))), files: files, made: map[string]int{}}
	for i := range n {
		name := names[i%len(names)]
		text := string(files[name].Data)
		if p.varied = i >= len(names) && p.r.IntN(4) > 0; p.varied {
			text = corpus.Texts{text}.Vary(p.r)
		}
		if p.r.IntN(3) == 0 {
			text = layout(text)
		}
		p.script("/"+name, text)
		if t.Failed() {
			return
		}
	}
	for _, kind := range []ide.ActionKind{ide.MendAction, ide.AllowAction, ide.ExtractAction, ide.InlineAction, ide.RewriteAction, "rename"} {
		if p.made[string(kind)] < n/100 {
			t.Errorf("only %d changes are %s", p.made[string(kind)], kind)
		}
	}
	t.Log(p.made)
}

// layout returns the layout of a text that parses.
func layout(text string) string {
	file := lang.Parse(source.NewFile("x.flow", text))
	if len(file.Findings(nil)) > 0 {
		return text
	}
	return lang.Sprint(file)
}

// script makes changes of a script.
func (p *prover) script(name, text string) {
	if len(text) > 50_000 {
		return
	}
	s := p.compiled(name, text)
	body := statements(s)
	if len(body) == 0 {
		return
	}
	for range 4 {
		stmts := body[p.r.IntN(len(body))]
		from := p.r.IntN(len(stmts))
		to := from + p.r.IntN(min(4, len(stmts)-from))
		start := stmts[from].Span().Start
		for _, span := range []source.Span{{Start: start, End: start}, {Start: start, End: stmts[to].Span().End}} {
			for _, action := range offered(s, span) {
				p.action(s, action)
			}
		}
	}
	if refs := s.Refs(); len(refs) > 0 {
		p.rename(s, refs[p.r.IntN(len(refs))].Start)
	}
}

// statements returns the statements of each body of a script.
func statements(s *ide.Snapshot) (list [][]lang.Stmt) {
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		if b, ok := n.(*lang.Body); ok && len(b.Stmts) > 0 {
			list = append(list, b.Stmts)
		}
		return true
	})
	return list
}

func (p *prover) compiled(name, text string) *ide.Snapshot {
	w := ide.NewWorkspace(ide.Of(p.files))
	w.Open(name, text)
	return snapshot(p.t, w, name)
}

// action makes an action and checks what comes of it.
func (p *prover) action(s *ide.Snapshot, action ide.Action) {
	texts, err := diag.Apply(action.Edits)
	if err != nil {
		p.t.Fatalf("%s: %v\n%s", action.Title, err, s.Text())
	}
	text, ok := texts[s.Main().File.Source]
	if !ok || len(texts) != 1 {
		return
	}
	p.made[string(action.Kind)]++
	now := p.compiled(s.Name, text)
	fail := func(what string) {
		p.t.Errorf("%s: %s\n%s\n-- becomes --\n%s", action.Title, what, s.Text(), text)
	}
	if lost := lostComment(s, now); lost != "" && action.Kind != ide.MendAction {
		fail("a comment is lost: " + lost)
	}
	if again := layout(layout(text)); again != layout(text) {
		fail("its layout is not laid out")
	}
	if laidOut(s) && !laidOut(now) && len(now.Main().File.Findings(nil)) == 0 {
		fail("the layout is another one")
	}
	if s.Findings.HasErrors() {
		if action.Certain && !p.varied && found(now, action.Findings[0]) >= found(s, action.Findings[0]) {
			fail("the finding is still there")
		}
		return
	}
	if now.Findings.HasErrors() {
		fail("there are errors: " + now.Findings[0].Message)
		return
	}
	if !p.same(s, now, action) {
		fail("the call is another one")
	}
}

// found returns how often something is found in a script.
func found(s *ide.Snapshot, wanted *diag.Finding) (n int) {
	for _, f := range s.Findings {
		if f.Code == wanted.Code && f.Message == wanted.Message {
			n++
		}
	}
	return n
}

// same reports whether the call is the same one, but for what a title says.
func (p *prover) same(before, now *ide.Snapshot, action ide.Action) bool {
	a, b := whole(p.t, before), whole(p.t, now)
	switch {
	case strings.HasSuffix(action.Title, "say them so"):
		a, b = without(p.t, a, "text"), without(p.t, b, "text")
	case slices.ContainsFunc(action.Findings, func(f *diag.Finding) bool { return f.Code.Name == "parameter-as-variable" }):
		a, b = without(p.t, a, "variable"), without(p.t, b, "variable")
	case slices.ContainsFunc(action.Findings, func(f *diag.Finding) bool { return f.Code.Name == "unset-variable" || f.Code.Name == "odd-variable" }):
		for _, key := range []string{"text", "url", "number", "caller_id", "count"} { // which may name one
			a, b = without(p.t, a, key), without(p.t, b, key)
		}
	}
	var read [2]*api.Payload
	for i, payload := range []string{a, b} {
		doc, err := api.Decode(payload)
		if err != nil {
			p.t.Fatal(err)
		}
		read[i] = api.Read(doc, before.API)
	}
	return same.Compare(read[0], read[1]) == nil
}

// whole returns the payload of a script without errors.
func whole(t *testing.T, s *ide.Snapshot) string {
	var b bytes.Buffer
	if err := s.Payload(&b, true); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// without returns a payload without what its steps have under a key.
func without(t *testing.T, payload, key string) string {
	var doc map[string]any
	if err := json.Unmarshal([]byte(payload), &doc); err != nil {
		t.Fatal(err)
	}
	flow, _ := doc["flow"].([]any)
	for _, step := range flow {
		if step, ok := step.(map[string]any); ok {
			delete(step, key)
		}
	}
	out, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}

// lostComment returns a comment that is there no more, "" where all are.
func lostComment(before, now *ide.Snapshot) string {
	count := map[string]int{}
	for _, c := range now.Main().File.Comments() {
		count[c.Text]++
	}
	for _, c := range before.Main().File.Comments() {
		if count[c.Text]--; count[c.Text] < 0 {
			return c.Text
		}
	}
	return ""
}

func laidOut(s *ide.Snapshot) bool {
	return len(s.Main().File.Findings(nil)) == 0 && layout(s.Text()) == s.Text()
}

// rename gives a name another one. What is refused changes nothing.
func (p *prover) rename(s *ide.Snapshot, offset int32) {
	w := ide.NewWorkspace(ide.Of(p.files))
	w.Open(s.Name, s.Text())
	to := []string{"a", "renamed", "desk", "x2"}[p.r.IntN(4)]
	edits, err := w.Rename(context.Background(), s.Name, offset, to)
	if err != nil {
		return
	}
	texts, err := diag.Apply(edits)
	if err != nil {
		p.t.Fatal(err)
	}
	p.made["rename"]++
	for file, text := range texts {
		w.Open(file.Name, text)
	}
	now := snapshot(p.t, w, s.Name)
	o := s.At(offset).Object
	if s.Findings.HasErrors() || now.Findings.HasErrors() {
		if s.Findings.HasErrors() != now.Findings.HasErrors() {
			p.t.Errorf("%s %s becomes %s, and there are errors\n%s", o.Kind, o.Name, to, s.Text())
		}
		return
	}
	before, after := whole(p.t, s), whole(p.t, now)
	if o.Kind.String() == "variable" {
		name := fmt.Sprintf(`"variable":"%s"`, o.Name)
		before = strings.ReplaceAll(before, name, fmt.Sprintf(`"variable":"%s"`, to))
		before = strings.ReplaceAll(before, "{{"+o.Name+"}}", "{{"+to+"}}")
	}
	if before != after {
		p.t.Errorf("%s %s becomes %s, and the call another one\n%s", o.Kind, o.Name, to, s.Text())
	}
}
