package callscript

import (
	"fmt"
	"slices"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
)

// about tells what the author says that the call is for: what stands above the
// first statement.
func (t *teller) about(file *lang.File) {
	var apart, above []lang.Comment
	if c := lang.CommentsOf(&file.Body); c != nil {
		apart = c.Inside
	}
	if len(file.Body.Stmts) > 0 {
		above = commentsOf(file.Body.Stmts[0]).Above
	}
	for _, b := range t.note(file, apart, above) {
		b.(*Note).About = true
		t.told.About = []Block{b}
	}
}

// never finds out to which scenes no caller gets, and from where callers come to
// the others.
func (t *teller) never() {
	for s, scene := range t.stands {
		scene.reached = scene.reached || t.reached[s]
	}
	var all, reached []*Scene
	through := map[*Scene][]*Scene{} // where scenes lead in which nothing happens
	for _, s := range t.scenes {
		for _, e := range s.entered {
			if !s.steps {
				s.reached = s.reached || e.reached
				if e.empty {
					through[e.from] = append(through[e.from], s)
				}
			}
		}
		all = append(all, s)
	}
	for _, s := range t.told.Dialogues {
		for _, e := range s.entered {
			s.reached = s.reached || e.reached
		}
	}
	all = append(all, t.told.Dialogues...)
	for _, s := range append(all, t.told.Scenes...) {
		if s.reached {
			reached = append(reached, s)
		}
	}
	for len(reached) > 0 {
		from := reached[len(reached)-1]
		reached = reached[:len(reached)-1]
		for _, s := range through[from] {
			if !s.reached {
				s.reached = true
				reached = append(reached, s)
			}
		}
	}
	for _, s := range all {
		s.Never = !s.reached
		s.From = s.comes()
	}
}

// comes returns the scenes from which callers come to a scene.
func (s *Scene) comes() (from []*Scene) {
	for _, e := range s.entered {
		if e.comes() && e.from != s {
			from = append(from, e.from)
		}
	}
	return once(from)
}

// facts tells the settings.
func (t *teller) facts() {
	main := t.Program.Main
	at := place{module: main}
	add := func(words Text, s lang.Stmt) {
		t.told.Facts = append(t.told.Facts, &Line{"", words})
		if c := commentsOf(s); s != nil {
			if s == main.File.Body.Stmts[0] {
				c.Above = nil
			}
			t.told.Facts = append(t.told.Facts, t.note(main.File, c.Above, one(c.Behind), c.Below)...)
		}
	}
	recorded := false
	for _, s := range main.File.Body.Stmts {
		switch s := s.(type) {
		case *lang.RecordSetting:
			recorded = true
			add(plain(map[bool]string{true: "The call is recorded.", false: "The call is not recorded."}[s.Switch == "on"]), s)
		case *lang.PublishSetting:
			add(join(plain("What happens on the call is reported to "), t.address(&s.URL.Value, at), plain(".")), s)
		case *lang.FromSetting:
			add(join(plain("Where nothing else is said, telephones show the number "), t.numeral(&s.Number.Value, at), plain(".")), s)
		case *lang.EachSetting:
			add(join(plain("Menus speak each of their choices as "), quoted(t.text(&s.Text.Value, at)), plain(".")), s)
		case *lang.CredentialSetting:
			if s.Key == "cloud" && s.Value != nil {
				add(join(plain("It runs in the cloud "), quoted(t.text(&s.Value.Value, at)), plain(".")), s)
			}
		}
	}
	for _, s := range main.File.Body.Stmts {
		if use, ok := s.(*lang.Use); ok {
			path, _ := use.Path.Plain()
			add(join(plain("Parts of it come from the file "), t.hide(plain(path)), plain(".")), s)
		}
	}
	if !recorded {
		t.told.Facts = append([]Block{&Line{"", plain("The call is not recorded.")}}, t.told.Facts...)
	}
	t.told.Facts = append(t.told.Facts, &Line{"", plain("The caller is the person on the telephone, also where the call is made to them.")})
	for i := range t.call.Steps {
		if t.call.Kind(i) == call.Waits {
			t.told.Facts = append(t.told.Facts, &Line{"", plain("“Any other key” is each key that is not named. What happens when a caller keys in nothing is not said here.")})
			break
		}
	}
}

// An ending is somebody whom callers are connected to.
type ending struct {
	who   Text
	in    []*Scene
	first int // the step with the shortest way
}

// endings tells whom callers are connected to, and where else the call ends.
func (t *teller) endings() {
	ways := t.call.Ways()
	length := func(i int) int { first, last := ways.Brief(i); return len(first) + len(last) }
	var order []*ending
	found := map[string]*ending{}
	for i := range t.call.Steps {
		if !ways.Comes(i) || t.call.Kind(i) != call.Connects {
			continue
		}
		number := t.call.Text(i, "number")
		e := found[number]
		if e == nil {
			e = &ending{who: t.numbers[t.call.Steps[i].Stmt], first: i}
			if e.who == nil || e.who.has(Given) {
				e.who = t.hide(plain(number)).variables(t.hears)
			}
			found[number], order = e, append(order, e)
		}
		if length(i) < length(e.first) {
			e.first = i
		}
		e.in = append(e.in, t.sceneOf(i))
	}
	l := &List{}
	for _, e := range order {
		words := join(strong("Connected"), plain(" to "), e.who, plain(" in "), links(once(e.in)))
		if way := t.way(e.first, ways); len(way) > 0 {
			words = join(words, plain(". The shortest way: "), way)
		}
		l.Items = append(l.Items, Item{Words: words})
	}
	var in []*Scene
	for _, e := range t.ended {
		if e.comes() {
			in = append(in, e.from)
		}
	}
	switch {
	case len(in) > 0:
		how := " in "
		if len(order) > 0 {
			how = " without a connection in "
		}
		l.Items = append(l.Items, Item{Words: join(strong("The call ends"), plain(how), links(once(in)))})
	case len(order) == 0:
		l.Items = []Item{{Words: plain("Nothing in it ends the call: it goes on until somebody hangs up")}}
	}
	t.told.Endings = []Block{l}
}

// once returns each scene of a list once.
func once(all []*Scene) (list []*Scene) {
	seen := map[*Scene]bool{}
	for _, s := range all {
		if !seen[s] {
			seen[s] = true
			list = append(list, s)
		}
	}
	return list
}

// sceneOf returns the scene of the script in which a step of the graph is told.
func (t *teller) sceneOf(i int) *Scene {
	s := &t.call.Steps[i]
	if scene := t.stands[s.Stmt]; scene != nil && s.In.File == t.Program.Main.File {
		if scene.Number[0] <= '9' {
			return scene
		}
	}
	for in := s.In; in != nil; in = in.Parent {
		if scene := t.stands[in.Use]; scene != nil && scene.Number[0] <= '9' {
			return scene
		}
	}
	return t.told.Scenes[0]
}

// way tells what a caller does, and what happens, on the shortest way to a step. Of
// a long one it tells the beginning and the end.
func (t *teller) way(i int, ways *call.Ways) (all Text) {
	var last *Scene
	tell := func(turns []call.Turn) {
		for _, turn := range turns {
			if t.idle(turn.Step) {
				continue
			}
			if len(all) > 0 {
				all = append(all, plain(", then ")...)
			}
			all = join(all, strong(t.hidden.Text(t.turn(turn))))
			if in := t.stands[t.call.Steps[turn.Step].Stmt]; in != last {
				all, last = join(all, plain(" in "), link(in)), in
			}
		}
	}
	first, rest := ways.Brief(i)
	tell(first)
	if rest != nil {
		all = append(all, plain(", then more of that")...)
	}
	tell(rest)
	return all
}

// idle reports whether it makes no difference how a request went.
func (t *teller) idle(i int) bool {
	b := t.call.Steps[i].Branches
	return t.call.Kind(i) == call.Requests && !slices.ContainsFunc(b, func(o cfg.Branch) bool { return o.To != b[0].To })
}

// turn tells by what a call goes on from a step.
func (t *teller) turn(turn call.Turn) string {
	switch t.call.Kind(turn.Step) {
	case call.Requests:
		if says := map[string]string{call.Success: "the request works", call.Fail: "the request fails"}[turn.Key]; says != "" {
			return says
		}
	case call.Waits:
		if turn.Key == call.AnyKey && len(t.call.Steps[turn.Step].Branches) == 1 {
			return t.call.Digits(turn.Step)
		}
	}
	return t.call.Outcome(turn.Step, turn.Key)
}

// A variable is what is kept during the call.
type variable struct {
	in    []*Scene
	count Text
	told  bool // by which name it is kept, its dialogue is told
}

// hears notes that a variable is named.
func (t *teller) hears(name string) { t.variable(name) }

func (t *teller) variable(name string) *variable {
	if t.variables[name] == nil {
		t.variables[name] = &variable{}
		t.names = append(t.names, name)
	}
	return t.variables[name]
}

// keeps notes where a variable is kept.
func (v *variable) keeps(in *Scene, count Text) {
	v.count = count
	if !slices.Contains(v.in, in) {
		v.in = append(v.in, in)
	}
}

// filledIn tells what is not known before the call, or not the same in each.
func (t *teller) filledIn() {
	for i := range t.call.Steps { // in dialogues that are told which name to keep keys by
		v := t.variables[t.call.Text(i, "variable")]
		if v != nil && (len(v.in) == 0 || v.told) && t.call.Kind(i) == call.Waits {
			v.told = true
			digits := t.call.Digits(i)
			if n, ok := t.call.Count(i); ok && n == 1 {
				digits = "one key"
			}
			v.keeps(t.sceneOf(i), plain(digits))
		}
	}
	l := &List{}
	for _, p := range t.params {
		name := Text{{Kind: Filled, Text: t.name(p.Name)}}
		says := join(name, plain(": "), t.hide(t.constant(p)), plain(" on this page; it can be another in each call"))
		l.Items = append(l.Items, Item{says, t.declared(p)})
	}
	for _, name := range t.names {
		v := t.variables[name]
		says := Text{{Kind: Variable, Text: words(name)}}
		if len(v.in) > 0 {
			says = join(says, plain(": what the caller keys in ("), v.count, plain(") in "), links(v.in))
		} else {
			says = join(says, plain(": nothing in this call sets it; it comes from elsewhere"))
		}
		l.Items = append(l.Items, Item{Words: says})
	}
	if len(l.Items) > 0 {
		t.told.Filled = []Block{l}
	}
}

// maxLinks is how many scenes are named where there are many.
const maxLinks = 20

// links returns links to scenes.
func links(scenes []*Scene) Text {
	var all []Text
	for _, s := range scenes[:min(len(scenes), maxLinks)] {
		all = append(all, link(s))
	}
	if more := len(scenes) - len(all); more > 0 {
		all = append(all, plain(fmt.Sprintf("%d more", more)))
	}
	return list(all, "and")
}

// declared tells what the author says of a constant where it is declared.
func (t *teller) declared(c *resolve.Object) []Block {
	file := c.Module.File
	for _, s := range file.Body.Stmts {
		if p, ok := s.(*lang.Param); ok && p.Name.Text == c.Name && (c.Module != t.Program.Main || s != file.Body.Stmts[0]) {
			comments := commentsOf(s)
			if s == file.Body.Stmts[0] {
				comments.Above = nil // they are about the file
			}
			return t.note(file, comments.Above, one(comments.Behind))
		}
	}
	return nil
}
