package callscript_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/decompile"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/callscript"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// analyze compiles a script.
func analyze(t *testing.T, p *project.Project, name string) *compiler.Analysis {
	t.Helper()
	a, err := compiler.Analyze(context.Background(), p, name, compiler.Options{Library: true, Rules: project.Rules{Policy: corpus.Fragments()}})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// tell makes the page of an analysis.
func tell(name string, a *compiler.Analysis) *callscript.Page {
	name = strings.TrimSuffix(filepath.Base(name), filepath.Ext(name))
	return callscript.Tell(a, callscript.Options{Name: name, Secrets: a.Secrets})
}

// TestTold holds what is told of small scripts against a file.
func TestTold(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		a := analyze(t, project.New(project.Memory(files)), chunks.Main)
		if a.Findings.HasErrors() {
			return a.Findings[0].Message
		}
		page := tell(chunks.Main, a)
		sound(t, page)
		return strings.TrimPrefix(page.Markdown(), "# Main\n\n")
	})
}

// TestPages holds the pages of all examples against files. Of the HTML it is what
// stands behind the style.
func TestPages(t *testing.T) {
	pages := map[string]*callscript.Page{}
	for _, pattern := range []string{"../../examples/*.flow", "../../examples/reuse/*.flow"} {
		paths, err := filepath.Glob(pattern)
		if err != nil || len(paths) == 0 {
			t.Fatal("there are no examples", err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.flow") {
				continue
			}
			pages[strings.TrimSuffix(filepath.Base(path), ".flow")] = tell(path, analyze(t, project.New(project.Disk{}), path))
		}
	}
	pages["sample-v2"] = payload(t, "../../examples/payloads/sample-v2.json")
	for name, page := range pages {
		t.Run(name, func(t *testing.T) {
			sound(t, page)
			_, html, _ := strings.Cut(page.HTML(), "</style>\n")
			same(t, name+".md", page.Markdown())
			same(t, name+".html", html)
		})
	}
}

// payload makes the page of a payload.
func payload(t *testing.T, path string) *callscript.Page {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := api.Decode(string(text))
	if err != nil {
		t.Fatal(err)
	}
	return tell(path, decompile.Script(doc, source.NewFile(path, string(text)), 0).Analysis())
}

// same holds a page against a file.
func same(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if chunks.Updating() {
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// sound checks what must hold of every page: each scene has a number of its own,
// and each link leads to a scene that is told.
func sound(t *testing.T, p *callscript.Page) {
	t.Helper()
	told := map[*callscript.Scene]string{}
	numbers := map[string]bool{}
	tells := func(s *callscript.Scene) {
		if told[s] != "" || numbers[s.Number] {
			t.Errorf("%s is told twice", s.Name())
		}
		told[s], numbers[s.Number] = s.Name(), true
	}
	var links []*callscript.Scene
	each := visitor{
		heading: tells,
		text: func(text callscript.Text) {
			for _, s := range text {
				if s.Kind == callscript.Link {
					links = append(links, s.To)
				}
			}
		},
	}
	for _, s := range append(p.Scenes[:len(p.Scenes):len(p.Scenes)], p.Dialogues...) {
		tells(s)
		each.blocks(s.Blocks)
		links = append(links, s.From...)
	}
	each.blocks(p.Facts)
	each.blocks(p.Endings)
	each.blocks(p.Filled)
	for _, to := range links {
		if told[to] == "" {
			t.Errorf("a link leads to %s, which is not told", to.Name())
		}
	}
}

// A visitor looks at what is told.
type visitor struct {
	heading func(*callscript.Scene)
	text    func(callscript.Text)
	speech  func(callscript.Text)
}

func (v visitor) blocks(blocks []callscript.Block) {
	for _, b := range blocks {
		switch b := b.(type) {
		case *callscript.Line:
			v.text(b.Words)
		case *callscript.Speech:
			v.text(b.Words)
			if v.speech != nil {
				v.speech(b.Words)
			}
		case *callscript.List:
			for _, i := range b.Items {
				v.text(i.Words)
				v.blocks(i.Blocks)
			}
		case *callscript.Group:
			v.blocks(b.Blocks)
		case *callscript.Heading:
			v.heading(b.Scene)
		}
	}
}

// TestCorpus tells all scripts and payloads of the project. What a call says, the
// page says, too, where nothing in it is known only during the call.
func TestCorpus(t *testing.T) {
	scripts, err := corpus.Read("../..", append(corpus.Scripts, "compiler/check/testdata/*/*.flow"))
	if err != nil {
		t.Fatal(err)
	}
	told := 0
	for path := range scripts {
		a := analyze(t, project.New(project.Disk{}), path)
		if a.Findings.HasErrors() || len(a.Call.Graph.Steps) == 0 {
			continue
		}
		told++
		page := tell(path, a)
		sound(t, page)
		if page.Markdown() == "" || page.HTML() == "" {
			t.Errorf("%s: the page is empty", path)
		}
		speaks(t, path, a, page)
	}
	if told < 100 {
		t.Errorf("%d scripts are told", told)
	}
	payloads, err := corpus.Read("../..", corpus.Payloads)
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range payloads {
		if doc, err := api.Decode(text); err == nil {
			if a := decompile.Script(doc, source.NewFile(path, text), 0).Analysis(); !a.Findings.HasErrors() {
				sound(t, tell(path, a))
			}
		}
	}
}

// speaks checks that the page has what a call says.
func speaks(t *testing.T, path string, a *compiler.Analysis, page *callscript.Page) {
	t.Helper()
	says, open := map[string]bool{}, false
	v := visitor{
		heading: func(*callscript.Scene) {},
		text:    func(callscript.Text) {},
		speech: func(words callscript.Text) {
			var b strings.Builder
			for _, s := range words {
				b.WriteString(s.Text)
				open = open || s.Kind == callscript.Given
			}
			says[b.String()] = true
		},
	}
	for _, s := range append(page.Scenes[:len(page.Scenes):len(page.Scenes)], page.Dialogues...) {
		v.blocks(s.Blocks)
	}
	c := a.Flow()
	for i := range c.Steps {
		text := c.Text(i, "text")
		if c.Steps[i].TypeName() == "play" && text != "" && !open && !strings.Contains(text, "{{") && a.Secrets.Empty() && !says[text] {
			t.Errorf("%s: the page does not say %q", path, text)
		}
	}
}

// TestLanguage checks that a page says in which language a prompt is, where that is
// not the one of the page.
func TestLanguage(t *testing.T) {
	a := analyze(t, project.New(project.Memory{"x.flow": `call 4420
say "Press 1 for apples."
say "Für Äpfel drücken Sie die Eins."
say "Hm."
`}), "x.flow")
	html := tell("x.flow", a).HTML()
	for _, want := range []string{`<blockquote dir="auto">Press`, `<blockquote lang="de" dir="auto">Für`, `<blockquote dir="auto">Hm`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page has no %s", want)
		}
	}
}
