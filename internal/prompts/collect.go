package prompts

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/decompile"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A literal is a text that is written in a script.
type literal struct {
	file  *source.File
	value *lang.Value
}

// A mainFile is a script whose prompts a workbook has.
type mainFile struct {
	file *lang.File
	each bool // it has a menu that speaks as menus do where nobody says how
}

const textKey, urlKey = "text", "url"

// AddPayload adds the prompts of a payload.
func (w *Workbook) AddPayload(c *call.Call) { w.add(c, nil) }

// AddScript adds the prompts of a script. The analysis has no errors.
func (w *Workbook) AddScript(a *compiler.Analysis) {
	main := a.Program.Main.File
	w.mains = append(w.mains, mainFile{file: main})
	for _, module := range a.Program.Modules {
		file := module.File.Source
		if _, there := w.using[file.Name]; there {
			continue
		}
		w.files = append(w.files, file)
		w.using[file.Name] = slices.ContainsFunc(module.File.Body.Stmts, func(s lang.Stmt) bool {
			_, uses := s.(*lang.Use)
			return uses
		})
	}
	w.add(a.Flow(), newWriting(a.Program))
}

// add adds the prompts of a call, and of a script what they are made of.
func (w *Workbook) add(c *call.Call, wr *writing) {
	ways := newHistory(c, w.secrets)
	for i := range c.Steps {
		text, url, raw := played(c, i)
		if text == "" {
			if url != "" && ways.reachable[i] {
				w.Silent++
			}
			continue
		}
		whole := w.prompt(escape(text))
		whole.whole, whole.raw = whole.whole || !raw, whole.raw || raw
		heardHere := []*Prompt{whole}
		if url != "" && !slices.Contains(whole.Recorded, url) {
			whole.Recorded = append(whole.Recorded, url)
		}
		if wr == nil {
			whole.at(c.Field(i, textKey))
		} else {
			heardHere = w.parts(c, i, wr, whole)
		}
		var before []string
		if ways.reachable[i] {
			before = ways.before(i)
		}
		for _, p := range heardHere {
			if ways.reachable[i] {
				p.Steps++
			}
			p.heardAfter(before)
			p.leads(ways, i)
		}
	}
}

// played returns what a step plays, and whether it is a raw object of a script, whose
// text is JSON.
func played(c *call.Call, i int) (text, url string, raw bool) {
	object, raw := c.Steps[i].Stmt.(*lang.Raw)
	if !raw {
		if c.Kind(i) != call.Plays {
			return "", "", false
		}
		return c.Text(i, textKey), c.Text(i, urlKey), false
	}
	doc, err := api.Decode(object.Object.Raw)
	if err != nil {
		return "", "", true
	}
	says := func(key string) string {
		if n := doc.Root.Get(key); n != nil && n.Kind == api.TextNode {
			return n.Text
		}
		return ""
	}
	if says("type") != api.Play.Name {
		return "", "", true
	}
	return says(textKey), says(urlKey), true
}

// parts adds what a step of a script speaks is made of, and returns the prompts
// that are heard there, each once.
func (w *Workbook) parts(c *call.Call, i int, wr *writing, whole *Prompt) []*Prompt {
	list, listed := []*Prompt{whole}, map[*Prompt]bool{whole: true}
	within := escape(w.secrets.Text(heard(whole.Text)))
	said := wr.spoken(&c.Steps[i])
	alone := len(said) == 1 && w.byText[said[0].text()] == whole
	if !alone {
		whole.at(c.Field(i, textKey))
	}
	for _, l := range said {
		p := w.prompt(l.text())
		p.template = p.template || l.template
		switch {
		case l.value == nil:
			p.unmade = true
			w.mains[len(w.mains)-1].each = true
			p.at(c.Step(i))
		default:
			p.at(source.Place{File: l.file, Span: l.value.Span()})
			p.made(l.literal, wr.serves(l.literal))
		}
		if p != whole && p.Within == "" {
			p.Within = within
		}
		if !listed[p] {
			list, listed[p] = append(list, p), true
		}
	}
	return list
}

// A piece is a literal that a step speaks; without a value it is how menus speak
// where nobody says so.
type piece struct {
	literal
	template bool
}

func (p piece) text() string {
	if p.value == nil {
		return decompile.DefaultEach()
	}
	parts, _ := p.value.Parts()
	return encode(parts)
}

// A writing knows where the texts of a program are written, and what else is made
// of them.
type writing struct {
	program *resolve.Program
	modules map[*lang.File]*resolve.Module
	serving map[*resolve.Object]bool  // constants and arguments that are more than prompts
	uses    map[*resolve.Object][]use // of steps
	other   map[source.Place]bool     // literals of those
	eaches  map[*resolve.Module]*lang.EachSetting
}

func newWriting(p *resolve.Program) *writing {
	wr := &writing{
		program: p, modules: map[*lang.File]*resolve.Module{}, serving: map[*resolve.Object]bool{}, uses: map[*resolve.Object][]use{},
		other: map[source.Place]bool{}, eaches: map[*resolve.Module]*lang.EachSetting{},
	}
	for _, m := range p.Modules {
		wr.modules[m.File] = m
		for _, s := range m.File.Body.Stmts {
			if each, ok := s.(*lang.EachSetting); ok && wr.eaches[m] == nil {
				wr.eaches[m] = each
			}
		}
	}
	wr.findServing()
	return wr
}

// spoken returns the literals that a step speaks, in order, each once.
func (wr *writing) spoken(s *cfg.Step) []piece {
	m := wr.modules[s.In.File]
	f := follower{writing: wr, seen: map[*lang.Value]bool{}}
	switch stmt := s.Stmt.(type) {
	case *lang.Say:
		f.value(&stmt.Text.Value, m, s.In)
	case *lang.Play:
		if stmt.Saying != nil {
			f.value(&stmt.Saying.Value, m, s.In)
		}
	case *lang.Menu:
		if stmt.Text != nil {
			f.value(&stmt.Text.Value, m, s.In)
		}
		speaks := false
		for _, arm := range stmt.Arms.Arms {
			if arm.Text != nil {
				speaks = true
				f.value(&arm.Text.Value, m, s.In)
			}
		}
		f.template = true
		switch {
		case !speaks:
		case stmt.Each != nil:
			f.value(&stmt.Each.Value, m, s.In)
		case wr.eaches[m] != nil:
			f.value(&wr.eaches[m].Text.Value, m, s.In)
		case wr.eaches[wr.program.Main] != nil:
			f.value(&wr.eaches[wr.program.Main].Text.Value, wr.program.Main, s.In)
		default:
			f.list = append(f.list, piece{template: true})
		}
	}
	return f.list
}

// A follower finds the literals that a value is made of. It looks at each once: a few
// constants can name each other a billion times.
type follower struct {
	*writing
	list     []piece
	template bool // they are how a menu speaks a choice
	seen     map[*lang.Value]bool
}

// value follows a value in an instance.
func (f *follower) value(v *lang.Value, m *resolve.Module, in *cfg.Instance) {
	if f.seen[v] {
		return
	}
	f.seen[v] = true
	switch v.Kind {
	case lang.NameRef:
		f.name(v.Start, m, in)
	case lang.TextLit:
		p := piece{literal{m.File.Source, v}, f.template}
		if p.text() != "" {
			f.list = append(f.list, p)
		}
		parts, _ := v.Parts()
		for _, p := range parts {
			if p.Name.Text != "" {
				f.name(p.Name.Start, m, in)
			}
		}
	}
}

// name follows a name at an offset of a file.
func (f *follower) name(offset int32, m *resolve.Module, in *cfg.Instance) {
	ref := f.program.Refs(m).At(offset)
	if ref == nil {
		return
	}
	switch o := ref.Object; o.Kind {
	case resolve.Constant, resolve.Parameter:
		if o.Value.Set == nil && o.Value.Written != nil { // else it is written elsewhere
			f.value(&o.Value.Written.Value, o.Module, nil)
		}
	case resolve.Argument:
		for ; in != nil && in.Use != nil; in = in.Parent {
			if use, ok := in.Use.(*lang.Invoke); ok {
				if v := argument(use, o); v != nil {
					f.value(v, f.modules[in.Parent.File], in.Parent)
				}
				return
			}
		}
	}
}

// argument returns the value that a use of a step gives an argument of it.
func argument(use *lang.Invoke, o *resolve.Object) *lang.Value {
	for i := range use.Args {
		a := &use.Args[i]
		if a.Param != nil && a.Param.Text == o.Name || a.Param == nil && i == int(o.Index) {
			return &a.Value.Value
		}
	}
	return nil
}
