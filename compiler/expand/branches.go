package expand

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// outcomes are the keys of the branches of a step.
type outcomes struct {
	all   []string          // where the step has no branches
	words map[string]string // word of an arm -> key
	rest  bool              // else means those of all that are not written
}

var (
	keyOutcomes  = outcomes{all: []string{"*"}}
	httpOutcomes = outcomes{all: []string{"success", "fail"}, words: map[string]string{"ok": "success", "fail": "fail"}, rest: true}
	rawOutcomes  = outcomes{words: map[string]string{"ok": "success", "fail": "fail"}}
)

// positional returns the keys of n targets.
func (o *outcomes) positional(n int) []string {
	if n == 2 {
		return httpOutcomes.all
	}
	return keyOutcomes.all
}

// A bodyAt is the body of an arm and the point where it begins.
type bodyAt struct {
	body *lang.Body
	at   point
}

// branches sets where the call goes from the step at index, and expands the
// bodies of its arms.
func (e *expander) branches(index int, b *lang.Branches, o *outcomes, in *instance, next point) {
	var list []cfg.Branch
	var bodies []bodyAt
	switch {
	case b == nil:
		at := e.graph.Steps[index].In.File.Head(e.graph.Steps[index].Stmt)
		for _, key := range o.all {
			list = append(list, cfg.Branch{Key: key, To: cfg.Target(next), Place: at})
		}
	case b.Arms == nil:
		keys := o.positional(len(b.Targets))
		if len(keys) != len(b.Targets) || len(keys) < len(o.all) {
			e.unclear(next)
		}
		for i := range b.Targets {
			if i < len(keys) {
				list = append(list, cfg.Branch{Key: keys[i], To: cfg.Target(e.target(&b.Targets[i], in, next)), Place: b.Targets[i].Span()})
			}
		}
	default:
		list, bodies = e.arms(b.Arms, o, in, next)
	}
	e.graph.Steps[index].Branches = list
	e.bodies(bodies, in, next)
}

// bodies expands the bodies of arms. A label at the end of one stands for the
// continuation, and so names the step behind all of them.
func (e *expander) bodies(bodies []bodyAt, in *instance, next point) {
	carried := in.carried
	for _, b := range bodies {
		in.carried = ""
		e.body(b.body, in, b.at, next)
		if in.carried == "" && in.pending {
			in.carried = in.label
		}
		if carried == "" {
			carried = in.carried
		}
		in.leave()
	}
	in.carried = carried
}

// unclear notes that the branches of a step are not what they should be: they
// may lead anywhere, and to what follows.
func (e *expander) unclear(next point) {
	e.graph.Unknown = true
	e.hint(next)
}

// arms returns the branches that a block of arms says. What is wrong with a
// block is for a check to report.
func (e *expander) arms(arms *lang.Arms, o *outcomes, in *instance, next point) (list []cfg.Branch, bodies []bodyAt) {
	if len(arms.Bad) > 0 {
		e.unclear(next)
	}
	type entry struct {
		at    source.Span
		plain bool
	}
	written := map[string]entry{}
	enter := func(key string, to point, k *lang.Key, at source.Span) {
		_, plain := k.From.Plain()
		first, ok := written[key]
		switch {
		case !plain && key == "*":
			e.report(&diag.Finding{Code: lang.StarKey, Message: `this key says "*", the API's key for any input`, Help: "write else; it comes last"}, k.Span(), in)
		case !ok:
			written[key] = entry{k.Span(), plain}
			list = append(list, cfg.Branch{Key: key, To: cfg.Target(to), Place: at})
		case !plain || !first.plain:
			// A check reports the others.
			e.report(&diag.Finding{
				Code: DuplicateKey, Message: fmt.Sprintf("the key %s is there twice", key), Help: "each key leads to one place: remove one of the two",
				Related: []diag.Related{{Place: source.Place{File: in.module.File.Source, Span: first.at}, Message: "first written here"}},
			}, k.Span(), in)
		}
	}
	var otherwise *lang.Arm
	var otherwiseTo point
	for _, arm := range arms.Arms {
		to, body := e.arm(arm, in, next)
		if body.body != nil {
			bodies = append(bodies, body)
		}
		for i := range arm.Keys {
			k := &arm.Keys[i]
			at := k.Span()
			if arm.Target != nil {
				at = arm.Target.Span()
			}
			if k.From.Kind == lang.NameRef && k.From.Raw == "else" {
				otherwise, otherwiseTo = arm, to
				continue
			}
			if !e.keys(k, o, in, func(key string) { enter(key, to, k, at) }) {
				e.unclear(next)
			}
		}
	}
	if otherwise != nil {
		at := otherwise.Keys[0].Span()
		if otherwise.Target != nil {
			at = otherwise.Target.Span()
		}
		rest := keyOutcomes.all
		if o.rest {
			rest = o.all
		}
		for _, key := range rest {
			if _, ok := written[key]; !ok {
				list = append(list, cfg.Branch{Key: key, To: cfg.Target(otherwiseTo), Place: at})
			}
		}
	}
	return list, bodies
}

// arm returns the point that an arm leads to, and its body if it has one.
func (e *expander) arm(arm *lang.Arm, in *instance, next point) (point, bodyAt) {
	switch {
	case arm.Target != nil:
		return e.target(arm.Target, in, next), bodyAt{}
	case arm.Body != nil && len(arm.Body.Stmts) > 0:
		p := e.point()
		return p, bodyAt{arm.Body, p}
	}
	return next, bodyAt{}
}

// keys calls f for each key of the payload that a key of an arm stands for. It
// reports whether there is any.
func (e *expander) keys(k *lang.Key, o *outcomes, in *instance, f func(key string)) bool {
	switch k.From.Kind {
	case lang.NameRef:
		if key, ok := o.words[k.From.Raw]; ok {
			f(key)
			return true
		}
	case lang.TextLit:
		if text, _, ok := e.text(&k.From, in); ok {
			f(text)
			return true
		}
	case lang.NumberLit, lang.HashLit:
		keys := value.Keys(k.From.Raw, k.To.Raw)
		for _, key := range keys {
			f(key)
		}
		return len(keys) > 0
	}
	return false
}

// exits fills in where the exits of a step lead in a use of it, and returns
// the bodies of the use's arms.
func (e *expander) exits(s *lang.Invoke, def *resolve.Step, in *instance, next point, exits map[string]point) (bodies []bodyAt) {
	b := s.Branches
	rest := next
	switch {
	case b == nil:
	case b.Arms == nil:
		for i := range b.Targets {
			p := e.target(&b.Targets[i], in, next)
			if i < len(def.Decl.Exits) {
				exits[def.Decl.Exits[i].Text] = p
			}
		}
	default:
		for _, arm := range b.Arms.Arms {
			to, body := e.arm(arm, in, next)
			if body.body != nil {
				bodies = append(bodies, body)
			}
			for _, k := range arm.Keys {
				switch {
				case k.From.Raw == "else":
					rest = to
				case k.From.Kind == lang.NameRef:
					exits[k.From.Raw] = to
				}
			}
		}
	}
	for _, exit := range def.Decl.Exits {
		if _, ok := exits[exit.Text]; !ok {
			exits[exit.Text] = rest
		}
	}
	return bodies
}

// menu expands a menu: what it says, and the key that it waits for.
func (e *expander) menu(s *lang.Menu, in *instance, at point) point {
	var f fields
	var parts []string
	ok := true
	if s.Text != nil {
		text, _, found := e.text(&s.Text.Value, in)
		parts, ok = append(parts, text), found
	}
	each := "Press {key} {choice}."
	if s.Each != nil {
		var found bool
		each, _, found = e.text(&s.Each.Value, in)
		ok = ok && found
	}
	for _, arm := range s.Arms.Arms {
		if arm.Text == nil || len(arm.Keys) == 0 {
			continue
		}
		choice, _, found := e.text(&arm.Text.Value, in)
		ok = ok && found
		parts = append(parts, strings.NewReplacer("{key}", arm.Keys[0].From.Raw, "{choice}", choice).Replace(each))
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" })
	for i, p := range parts {
		parts[i] = sentence(p)
	}
	var spoken source.Span
	if s.URL != nil {
		f.value(e, in, "url", value.URL, &s.URL.Value)
		spoken = s.URL.Span()
	} else {
		spoken = s.Text.Span()
	}
	if ok && (len(parts) > 0 || s.Text != nil) {
		f.add("text", strings.Join(parts, " "), api.String, spoken)
	}
	play := e.add(s, in, api.Play.Name, at)
	play.Fields = f.list
	wait, next := e.point(), e.point()
	play.Next = cfg.Target(wait)

	f = fields{}
	f.add("count", "1", api.Number, s.Span())
	f.into(e, in, s.Into)
	digits := e.add(s, in, api.Digits.Name, wait)
	digits.Fields, digits.Branching = f.list, true
	e.branches(len(e.graph.Steps)-1, &lang.Branches{Arms: &s.Arms}, &keyOutcomes, in, next)
	return next
}

// sentence puts a full stop behind what does not end like a sentence.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	for _, stop := range []string{".", "?", "!", "。", "？", "！", "।"} {
		if strings.HasSuffix(s, stop) {
			return s
		}
	}
	return s + "."
}

// enter notes a label before the next step.
func (in *instance) enter(label string) {
	if in.pending && in.label != "" {
		return // the first of several names the step
	}
	in.label, in.index, in.pending = label, 0, true
}

// leave notes that the next step does not follow what stands before it.
func (in *instance) leave() {
	if in.pending {
		in.pending, in.index = false, max(in.index, 1)
	}
}

// name returns the id by label of the next step.
func (in *instance) name() string {
	label := in.label
	if label == "" {
		label = "start"
	}
	if in.carried != "" {
		name := in.cfg.Prefix + in.carried
		in.carried = ""
		in.leave()
		return name
	}
	name := in.cfg.Prefix + label
	if in.index > 0 {
		name = fmt.Sprintf("%s.%d", name, in.index)
	}
	in.index++
	in.pending = false
	return name
}

// prefix returns what stands before the ids by label in an expansion that
// stands here: the label and what is expanded, numbered where that is
// repeated. A number is never taken for a name, so that ids stay unique.
func (e *expander) prefix(in *instance, use string) string {
	prefix := in.cfg.Prefix
	if in.label != "" {
		prefix += in.label + "."
	}
	prefix += use
	if e.prefixes == nil {
		e.prefixes = map[string]int{}
	}
	e.prefixes[prefix]++
	if n := e.prefixes[prefix]; n > 1 {
		return fmt.Sprintf("%s.%d.", prefix, n)
	}
	return prefix + "."
}
