package expand

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// maxGrowth is how many bytes of text constants may add to a payload: they
// can name each other, so that a few lines can say gigabytes.
const maxGrowth = 64 << 20

// A values finds out what values say in an instance, and reports what is wrong
// with them.
type values struct {
	list  *diag.List
	based map[source.Place]bool     // constants that start URLs without a scheme, and were reported
	grown int                       // bytes of text that constants have added
	from  *api.Field                // who calls where a step does not say so
	zones map[string]*value.Problem // time zones that are none; all graphs of a call share them
	zone  string                    // the last one that is fine
}

// check is value.Check. To look for a time zone takes long, and to find out what
// is wrong with one longer, and a script has the same ones again and again.
func (e *values) check(kind value.Kind, text string) (payload string, number bool, problem *value.Problem) {
	if kind != value.Zone {
		return value.Check(kind, text)
	}
	if text == e.zone && text != "" {
		return text, false, nil
	}
	if known := e.zones[text]; known != nil {
		return text, false, known
	}
	payload, number, problem = value.Check(kind, text)
	if problem != nil {
		e.zones[text] = problem
	} else {
		e.zone = text
	}
	return payload, number, problem
}

// report adds a finding in expanded code, with the uses that lead to it.
func (e *values) report(f *diag.Finding, in *instance) {
	f.Related = append(f.Related, Invocations(in.cfg)...)
	e.list.Add(f)
}

// text returns what a value says in an instance.
func (e *values) text(v *lang.Value, in *instance) (string, lang.ValueKind, bool) {
	if v.Kind == lang.TextLit {
		if plain, ok := v.Plain(); ok {
			return plain, lang.TextLit, true
		}
	}
	return resolve.Text(*v, func(name string) (string, lang.ValueKind, bool) {
		text, kind, ok := in.lookup(name)
		if !e.grow(len(text), v, in) {
			return "", 0, false
		}
		return text, kind, ok
	})
}

// grow counts text that is added to what is written. It reports, once, where
// that grows too long.
func (e *values) grow(size int, v *lang.Value, in *instance) bool {
	before := e.grown
	if e.grown += size; e.grown <= maxGrowth {
		return true
	}
	if before <= maxGrowth {
		e.report(resolve.TooLong.At(place(in, v.Span()), "the texts that constants stand for grow beyond %d MB here", maxGrowth>>20).
			Helpf("constants and arguments that hold each other several times grow fast"), in)
	}
	e.grown = maxGrowth + 1 // it can't overflow
	return false
}

// argument returns the argument of a name.
func (in *instance) argument(name string) (arg, bool) {
	if in.scope != nil {
		if o := in.scope.Argument(name); o != nil && int(o.Index) < len(in.args) {
			return in.args[o.Index], true
		}
	}
	return arg{}, false
}

func (in *instance) lookup(name string) (string, lang.ValueKind, bool) {
	if a, ok := in.argument(name); ok {
		return a.text, a.kind, a.ok
	}
	if name == resolve.AttemptName && in.attempt != 0 {
		return strconv.Itoa(in.attempt), lang.NumberLit, in.attempt != unknown
	}
	if c := in.module.Const(name); c != nil {
		return c.Value.Says()
	}
	return "", 0, false
}

// origin returns where the value of a name stands, and whether the name is
// that of a constant or an argument.
func (in *instance) origin(name string) (source.Place, bool) {
	if a, ok := in.argument(name); ok {
		return a.at, true
	}
	if name == resolve.AttemptName && in.attempt != 0 {
		return source.Place{}, true // nobody wrote it
	}
	if c := in.module.Const(name); c != nil {
		return c.ValuePlace(), true
	}
	return source.Place{}, false
}

// callerKey is the key of who calls.
var callerKey = api.NewKey("caller_id")

// methods are those of requests, by the words of the language.
var methods = func() map[string]string {
	table := map[string]string{}
	for _, m := range api.Methods {
		table[strings.ToLower(m)] = m
	}
	return table
}()

// fields appends the fields of the object that a statement becomes.
func (e *values) fields(fields []api.Field, s lang.Stmt, row *step.Row, in *instance) []api.Field {
	for i := range row.Fields {
		f := &row.Fields[i]
		if f.Verb {
			fields = append(fields, api.Field{Key: f.Name, Value: methods[f.Word(s)]})
			continue
		}
		switch v := f.At(s); {
		case v == nil && f.Key == callerKey.Name && e.from != nil:
			fields = append(fields, *e.from)
		case v == nil:
		default:
			fields = e.value(fields, in, f.Name, f.Kind, v)
		}
	}
	return fields
}

// PlaceOf returns where the value of a key of a step is written: where nobody
// wrote it, that is the statement.
func PlaceOf(s *cfg.Step, key string) source.Span {
	switch stmt := s.Stmt.(type) {
	case *lang.Raw:
		return stmt.Object.Span()
	case *lang.Menu:
		switch {
		case key == variableKey.Name:
			return stmt.Into.Span()
		case key != countKey.Name && stmt.URL != nil:
			return stmt.URL.Span()
		case key != countKey.Name:
			return stmt.Text.Span()
		}
		return stmt.Span()
	}
	if v := step.Of(s.Stmt).Value(s.Stmt, key); v != nil {
		return v.Span()
	}
	return s.Stmt.Span()
}

// maxShown is how much of a value a finding shows.
const maxShown = 40

// value appends the field that a value of some kind goes into, and reports
// what is wrong with it.
func (e *values) value(fields []api.Field, in *instance, key *api.Key, kind value.Kind, v *lang.Value) []api.Field {
	if v.Kind == lang.NameRef && kind.Bare() {
		// A lone name is itself, unless it stands for something.
		if _, named := in.origin(v.Raw); kind == value.Variable || !named {
			bare := *v
			bare.Kind = lang.ZoneLit
			v = &bare
		}
	}
	text, written, ok := e.text(v, in)
	if !ok {
		return fields
	}
	payload, number, problem := e.check(kind, text)
	if problem == nil && kind == value.Number && v.Kind == lang.NameRef &&
		written != lang.NumberLit && !(written == lang.TextLit && value.IsNumber(text)) {
		problem = &value.Problem{
			Code: value.BadNumber, Message: fmt.Sprintf("%q is no number", api.Clip(text, maxShown)),
			Help: "a number has digits, or a run-time variable such as {{number}}",
		}
	}
	if problem != nil {
		e.problem(problem, v, in)
	}
	form := api.String
	if number {
		form = api.Number
	}
	return append(fields, api.Field{Key: key, Value: payload, Form: form})
}

// problem reports what is wrong with a value. Where a name stands for it, the
// place of what it says is shown too.
func (e *values) problem(p *value.Problem, v *lang.Value, in *instance) {
	f := p.Code.At(place(in, v.Span()), "%s", p.Message)
	f.Help = p.Help
	if at, ok := e.base(p, v, in); ok {
		if e.based[at] {
			return // it was said of another use
		}
		if e.based == nil {
			e.based = map[source.Place]bool{}
		}
		e.based[at] = true
		f.Place, f.Help = at, "write https:// in front of it"
		e.report(f.Relate(place(in, v.Span()), "used as a URL here"), in)
		return
	}
	if v.Kind == lang.NameRef {
		f.Message = fmt.Sprintf("%s: %s", v.Raw, p.Message)
	} else if p.Fix != "" {
		fix := p.Fix
		if v.Kind == lang.TextLit || v.Kind == lang.ZoneLit && !lang.IsZone(fix) {
			fix = lang.Quote(fix)
		}
		f.Helpf("write %s", fix).Mend("write "+fix, diag.Edit{Place: f.Place, NewText: fix})
	}
	constants := Named(v)
	for _, name := range constants {
		if at, ok := in.origin(name); ok && at.File != nil {
			f.Relate(at, "the value of %q", name)
		}
	}
	if len(constants) == 0 {
		e.list.Add(f) // a literal is wrong wherever its step is used
		return
	}
	e.report(f, in)
}

// base returns the place of the constant that a URL starts with, where the
// constant has no scheme: it is wrong wherever it is used.
func (e *values) base(p *value.Problem, v *lang.Value, in *instance) (source.Place, bool) {
	if p.Code != value.BadURL || p.Fix == "" {
		return source.Place{}, false
	}
	name := v.Raw
	if v.Kind != lang.NameRef {
		parts, _ := v.Parts()
		if len(parts) == 0 || parts[0].Name.Text == "" {
			return source.Place{}, false
		}
		name = parts[0].Name.Text
	}
	at, ok := in.origin(name)
	return at, ok && at.File != nil
}

// Named returns the names of constants and arguments in a value.
func Named(v *lang.Value) []string {
	if v.Kind == lang.NameRef {
		return []string{v.Raw}
	}
	var names []string
	parts, _ := v.Parts()
	for _, p := range parts {
		if p.Name.Text != "" {
			names = append(names, p.Name.Text)
		}
	}
	return names
}
