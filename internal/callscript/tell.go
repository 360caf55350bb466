package callscript

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// Options say what a page is called, and what nothing on it may show.
type Options struct {
	Name    string // of the call, as that of its file
	Secrets *diag.Redactor
}

// Tell makes the page of a call. The analysis has no errors.
func Tell(a *compiler.Analysis, opts Options) *Page { return newTeller(a, opts).page() }

func newTeller(a *compiler.Analysis, opts Options) *teller {
	return &teller{
		hidden: opts.Secrets, Analysis: a, call: a.Flow().Redacted(opts.Secrets), told: &Page{Title: title(opts.Secrets.Text(opts.Name))},
		reached: map[lang.Stmt]bool{}, used: map[lang.Stmt]bool{}, scenes: map[*resolve.Object]*Scene{}, dialogues: map[*resolve.Object]*Scene{},
		stands: map[lang.Stmt]*Scene{}, numbers: map[lang.Stmt]Text{}, eaches: map[*resolve.Module]*lang.EachSetting{}, constants: map[*resolve.Object]Text{}, arguments: map[*resolve.Object]Text{},
		bindings: map[*resolve.Object][]binding{}, variables: map[string]*variable{},
	}
}

// page tells the call.
func (t *teller) page() *Page {
	t.reach()
	t.uses()
	t.about(t.Program.Main.File)
	t.script(t.Program.Main)
	for i := 0; i < len(t.own); i++ { // telling one may come to others
		t.dialogue(t.own[i])
	}
	t.never()
	t.facts()
	t.endings()
	t.filledIn()
	return t.told
}

// A teller tells one call.
type teller struct {
	*compiler.Analysis
	hidden    *diag.Redactor
	call      *call.Call
	told      *Page
	reached   map[lang.Stmt]bool // some caller gets to it
	used      map[lang.Stmt]bool // it became a part of the call
	scenes    map[*resolve.Object]*Scene
	dialogues map[*resolve.Object]*Scene
	ended     []entry              // where the call ends
	own       []*resolve.Object    // the steps that are told as dialogues, in the order of their first use
	stands    map[lang.Stmt]*Scene // where a statement of the script is told
	number    int                  // of the last scene

	numbers   map[lang.Stmt]Text // whom a statement connects the caller to
	from      *lang.FromSetting
	eaches    map[*resolve.Module]*lang.EachSetting
	constants map[*resolve.Object]Text
	arguments map[*resolve.Object]Text
	bindings  map[*resolve.Object][]binding
	params    []*resolve.Object // that values are made of, in the order in which they come up
	variables map[string]*variable
	names     []string // of the variables, in the same order
}

// reach notes which statements the call can come to, wherever they are used.
func (t *teller) reach() {
	seen := t.call.Reachable()
	marked := map[*cfg.Instance]bool{} // and whether some caller gets there
	for i := range t.call.Steps {
		s := &t.call.Steps[i]
		t.used[s.Stmt], t.reached[s.Stmt] = true, t.reached[s.Stmt] || seen[i]
		for in := s.In; in != nil && in.Use != nil; in = in.Parent {
			if gets, known := marked[in]; known && gets == seen[i] {
				break
			}
			marked[in] = seen[i] || marked[in]
			t.used[in.Use], t.reached[in.Use] = true, t.reached[in.Use] || seen[i]
		}
	}
}

// uses notes what the uses of steps give to their arguments, and the settings that
// hold in all scenes.
func (t *teller) uses() {
	for _, m := range t.Program.Modules {
		for _, s := range m.File.Body.Stmts {
			switch s := s.(type) {
			case *lang.EachSetting:
				t.eaches[m] = s
			case *lang.FromSetting:
				if m == t.Program.Main {
					t.from = s
				}
			}
		}
		scopes := []*resolve.Scope{m.Scopes[&m.File.Body]}
		lang.WalkBoth(m.File, func(n lang.Node) bool {
			switch n := n.(type) {
			case *lang.Body:
				if inner := m.Scopes[n]; inner != nil {
					scopes = append(scopes, inner)
				}
			case *lang.Invoke:
				if def := m.Step(n.Name.Text); def != nil && t.used[n] {
					t.bind(n, def, place{module: m, scope: scopes[len(scopes)-1]})
				}
			}
			return !lang.Simple(n)
		}, func(n lang.Node) {
			if b, ok := n.(*lang.Body); ok && m.Scopes[b] != nil {
				scopes = scopes[:len(scopes)-1]
			}
		})
	}
}

// script tells the script itself: what stands before the first label is the
// beginning.
func (t *teller) script(m *resolve.Module) {
	body := &m.File.Body
	first := &Scene{Title: "Beginning", reached: true}
	for _, s := range body.Stmts {
		if happens(s) {
			if _, label := s.(*lang.Label); !label {
				t.number++
				first.Number = fmt.Sprint(t.number)
			}
			break
		}
	}
	t.labels(body, m, m.Scopes[body], "", &t.number, false)
	blocks := t.body(body, place{module: m, scope: m.Scopes[body], in: first}, lead{kind: ends}, true)
	if first.Number != "" {
		t.told.Scenes = append(t.told.Scenes, first)
	} else if h, ok := blocks[0].(*Heading); ok {
		h.Scene.reached = true
	}
	to := first
	for _, b := range blocks {
		if h, ok := b.(*Heading); ok {
			to = h.Scene
			t.told.Scenes = append(t.told.Scenes, to)
		} else {
			to.Blocks = append(to.Blocks, b)
		}
	}
}

// labels makes the scenes of the labels of a body, in the order in which they are
// told.
func (t *teller) labels(b *lang.Body, m *resolve.Module, scope *resolve.Scope, prefix string, number *int, nested bool) {
	inside := func(b *lang.Body, scope *resolve.Scope) { t.labels(b, m, scope, prefix, number, true) }
	for _, s := range b.Stmts {
		switch s := s.(type) {
		case *lang.Label:
			*number++
			t.scenes[scope.Labels.Find(s.Name.Text)] = &Scene{Number: prefix + fmt.Sprint(*number), Title: title(t.hidden.Text(s.Name.Text)), Nested: nested}
		case *lang.Try:
			inside(&s.Body, m.Scopes[&s.Body])
			if s.Else != nil && s.Else.Body != nil {
				inside(s.Else.Body, scope)
			}
		default:
			for _, arm := range armsOf(s) {
				if arm.Body != nil {
					inside(arm.Body, scope)
				}
			}
		}
	}
}

// armsOf returns the arms of a statement.
func armsOf(s lang.Stmt) []*lang.Arm {
	if invoke, ok := s.(*lang.Invoke); ok && invoke.Branches != nil && invoke.Branches.Arms != nil {
		return invoke.Branches.Arms.Arms
	}
	if arms := call.Arms(s); arms != nil {
		return arms.Arms
	}
	return nil
}

// use returns the scene of a step of the author's own, which is told because
// something uses it.
func (t *teller) use(def *resolve.Object) *Scene {
	if known := t.dialogues[def]; known != nil {
		return known
	}
	s := &Scene{Number: letters(len(t.own)), Title: title(t.hidden.Text(def.Name))}
	for _, other := range t.scenes {
		if other.Title == s.Title {
			s.Title += " (dialogue)"
			break
		}
	}
	t.dialogues[def], t.own = s, append(t.own, def)
	t.told.Dialogues = append(t.told.Dialogues, s)
	n := 0
	body := &def.Step.Decl.Body
	t.labels(body, def.Module, def.Module.Scopes[body], s.Number+".", &n, true)
	return s
}

// letters returns the number of a dialogue: A to Z, then AA.
func letters(n int) string {
	name := string(rune('A' + n%26))
	if n >= 26 {
		return letters(n/26-1) + name
	}
	return name
}

// dialogue tells a step of the author's own.
func (t *teller) dialogue(def *resolve.Object) {
	decl, scene := def.Step.Decl, t.dialogues[def]
	if c := lang.CommentsOf(decl); c != nil {
		scene.Blocks = t.note(def.Module.File, c.Above, one(c.Behind))
	}
	at := place{module: def.Module, scope: def.Module.Scopes[&decl.Body], in: scene}
	scene.Blocks = append(scene.Blocks, t.body(&decl.Body, at, lead{kind: leaves}, true)...)
}

// A telling is a body that is being told.
type telling struct {
	*teller
	at      place
	blocks  []Block
	open    bool // nothing has said yet where the call goes from here
	told    bool // something stands before
	reached bool // some caller gets here, as far as that is known
	never   bool // it was said that none does

	connected bool // the last thing that happened is that the caller was connected
}

// body tells the statements of a body, behind which the call goes on as outer
// says.
func (t *teller) body(b *lang.Body, at place, outer lead, reached bool) []Block {
	n := &telling{teller: t, at: at, open: true, reached: reached, never: !reached}
	file := at.module.File
	if c := lang.CommentsOf(b); c != nil && b != &file.Body {
		n.add(t.note(file, one(c.Behind), c.Inside)...)
	}
	for i, s := range b.Stmts {
		if !happens(s) {
			continue
		}
		c := commentsOf(s)
		if i == 0 && b == &t.Program.Main.File.Body {
			c.Above = nil // they say what the call is for
		}
		label, ok := s.(*lang.Label)
		if ok {
			n.label(label)
		} else {
			n.step(s)
		}
		n.add(t.note(file, c.Above)...)
		if !ok {
			n.statement(s, t.after(b, i, n.at, outer))
		}
		n.add(t.note(file, one(c.Behind), c.Below)...)
		n.told = true
	}
	n.then(outer)
	return n.blocks
}

func (n *telling) add(blocks ...Block) { n.blocks = append(n.blocks, blocks...) }

// then says where the call goes on, unless that was said.
func (n *telling) then(to lead) {
	if n.open {
		if !n.connected || to.kind != ends { // else the summary has it as a connection
			to = n.goes(to, n.at, n.reached)
		}
		n.add(n.line(to))
	}
	n.open = false
}

// label begins the scene of a label.
func (n *telling) label(s *lang.Label) {
	scene := n.scenes[n.at.scope.Labels.Find(s.Name.Text)]
	if n.told {
		n.then(lead{kind: elsewhere, to: scene})
	}
	n.at.in, n.open, n.reached, n.never, n.connected = scene, true, false, false, false
	n.add(&Heading{scene})
}

// step notes where a step of the call is told, and says where no caller gets to it.
func (n *telling) step(s lang.Stmt) {
	switch s.(type) {
	case *lang.Jump, *lang.End:
		n.at.in.begun = true
		return
	}
	n.reached = n.teller.reached[s]
	in := n.at.in
	if !n.reached && !n.never && in.begun { // else its heading says so
		n.add(&Line{neverLead, plain("no caller gets to what follows")})
	}
	n.never = !n.reached
	n.stands[s], in.steps, in.begun, in.happens = in, in.steps || !in.begun, true, true
}

// statement tells what is no label.
func (n *telling) statement(s lang.Stmt, next lead) {
	switch s := s.(type) {
	case *lang.Jump:
		if s.Target.Text != "next" {
			n.then(n.target(&s.Target, n.at, next))
		}
		return
	case *lang.End:
		n.then(lead{kind: ends})
		return
	}
	_, n.connected = s.(*lang.Connect)
	blocks, open := n.teller.statement(s, n.at, next)
	n.add(blocks...)
	n.open = open
}

// commentsOf returns the comments of a statement, and of its arguments.
func commentsOf(s lang.Stmt) (all lang.Comments) {
	if c := lang.CommentsOf(s); c != nil {
		all = *c
	}
	if invoke, ok := s.(*lang.Invoke); ok {
		for i := range invoke.Args {
			lang.EachComment(&invoke.Args[i], func(_ lang.Node, c *lang.Comment) { all.Below = append(all.Below, *c) })
		}
	}
	return all
}

// line says where the call goes on.
func (t *teller) line(to lead) Block {
	if to.kind == ends {
		return &Line{Lead: "The call ends"}
	}
	return &Line{Lead: "Then", Words: t.says(to)}
}

// statement tells one statement, and reports whether the call goes on behind it
// with nothing said about that.
func (t *teller) statement(s lang.Stmt, at place, next lead) (blocks []Block, open bool) {
	switch s := s.(type) {
	case *lang.Menu:
		return t.menu(s, at, next), false
	case *lang.Try:
		return t.try(s, at, next), false
	case *lang.Invoke:
		return t.invoke(s, at, next)
	}
	blocks = t.happens(s, at, next)
	row := step.Of(s)
	if row.Outcomes == nil {
		return blocks, true
	}
	b := row.Branches(s)
	if _, raw := s.(*lang.Raw); raw && b == nil {
		return blocks, true
	}
	if l := t.outcomes(s, b, row.Outcomes, at, next); l != nil {
		return append(blocks, l), false
	}
	return blocks, true
}

// happens tells what happens at a statement that is one step.
func (t *teller) happens(s lang.Stmt, at place, next lead) []Block {
	switch s := s.(type) {
	case *lang.Call:
		return []Block{&Line{"Calls", join(t.numeral(&s.Number.Value, at), t.shows(s.From, at))}}
	case *lang.Say:
		return []Block{&Speech{Words: t.text(&s.Text.Value, at)}}
	case *lang.Play:
		speech := &Speech{Recording: t.address(&s.URL.Value, at)}
		if s.Saying != nil {
			speech.Words = t.text(&s.Saying.Value, at)
		}
		return []Block{speech}
	case *lang.Input:
		digits, lead := t.digits(s, at), "Keys in"
		if s.Count.Raw == "1" {
			lead = "Presses"
		}
		return []Block{&Line{lead, join(digits, t.kept(s.Into, at, digits))}}
	case *lang.HTTP:
		does := join(plain(doing[s.Method]+" "), t.address(&s.URL.Value, at))
		if s.Branches == nil && next.kind == below {
			does = join(does, plain("; whether or not that works, the call goes on below"))
		}
		return []Block{&Line{"Behind it", does}}
	case *lang.Callback:
		return []Block{&Line{"Call back", t.callback(s, at)}}
	case *lang.Connect:
		t.numbers[s] = t.numeral(&s.Number.Value, at)
		words := join(plain("to "), t.numbers[s], t.shows(s.From, at))
		if next.kind == below {
			words = join(words, plain("; after that the call goes on"))
		}
		return []Block{&Line{"Connected", words}}
	case *lang.Raw:
		return []Block{&Line{"Object", plain("something that scripts have no word for; in the payload it is")}, &Code{t.object(s, at)}}
	}
	panic(fmt.Sprintf("unexpected %T", s))
}

// menu tells a menu: what it says, then its keys.
func (t *teller) menu(s *lang.Menu, at place, next lead) []Block {
	speech := &Speech{Words: t.spoken(s, at)}
	if s.URL != nil {
		speech.Recording = t.address(&s.URL.Value, at)
	}
	l := &List{}
	t.arms(l, s, &s.Arms, &step.Choices, at, next)
	return []Block{speech, &Line{"Presses", join(plain("one key"), t.kept(s.Into, at, plain("one key")))}, l}
}

// try tells attempts, and what comes behind the last.
func (t *teller) try(s *lang.Try, at place, next lead) []Block {
	count := t.text(&s.Count.Value, at)
	up, last := join(plain("Up to "), count, plain(" attempts, each like this")), plain("When no attempt is left")
	if count.flat() == "1" {
		up = plain("One attempt")
	}
	inner := at
	inner.scope = at.module.Scopes[&s.Body]
	g := &Group{Head: up, Blocks: t.body(&s.Body, inner, next.within(over), t.reached[s])}
	switch {
	case s.Else == nil:
		g.Blocks = append(g.Blocks, &Line{"", join(last, t.leads(t.goes(next, at, t.reached[s])))})
	case s.Else.Target != nil:
		g.Blocks = append(g.Blocks, &Line{"", join(last, t.leads(t.goes(t.target(s.Else.Target, at, next), at, t.reached[s])))})
	default:
		g.Blocks = append(g.Blocks, &List{[]Item{{join(last, plain(":")), t.body(s.Else.Body, at, next, t.reached[s])}}})
	}
	return []Block{g}
}

// invoke tells a use of a step of the author's own.
func (t *teller) invoke(s *lang.Invoke, at place, next lead) (blocks []Block, open bool) {
	def := at.module.Step(s.Name.Text)
	scene := t.use(def)
	scene.entered = append(scene.entered, entry{at.in, t.reached[s], false})
	says := link(scene)
	args := def.Module.Scopes[&def.Step.Decl.Body].Args
	for i := range s.Args {
		arg := parameter(args, s, i)
		if arg != nil && t.argument(arg).has(Given) {
			says = join(says, plain(", "), Text{{Kind: Given, Text: t.name(arg.Name)}}, plain(": "), t.given(&s.Args[i].Value.Value, at))
		}
	}
	blocks = []Block{&Line{"Dialogue", says}}
	if len(def.Step.Decl.Exits) == 0 {
		return blocks, true
	}
	if l := t.outcomes(s, s.Branches, step.Exits(def.Step.Decl), at, next); l != nil {
		return append(blocks, l), false
	}
	return []Block{&Line{"Dialogue", join(says, plain("; however it ends, the call goes on below"))}}, true
}

// object returns a raw object as it stands, without secrets.
func (t *teller) object(s *lang.Raw, at place) string {
	span := s.Object.Span()
	lines := strings.Split(t.hidden.Source(at.module.File.Source)[span.Start:span.End], "\n")
	indent := -1
	for _, l := range lines[1:] {
		if n := len(l) - len(strings.TrimLeft(l, " ")); strings.TrimSpace(l) != "" && (indent < 0 || n < indent) {
			indent = n
		}
	}
	for i := range lines[1:] {
		lines[i+1] = strings.TrimRight(lines[i+1][min(max(indent, 0), len(lines[i+1])):], "\r")
	}
	return strings.Join(lines, "\n")
}
