package expand

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// maxGrowth is how many bytes of text constants may add to a payload: they
// can name each other, so that a few lines can say gigabytes.
const maxGrowth = 64 << 20

// text returns what a value says in an instance.
func (e *expander) text(v *lang.Value, in *instance) (string, lang.ValueKind, bool) {
	if v.Kind == lang.TextLit {
		if plain, ok := v.Plain(); ok {
			return plain, lang.TextLit, true
		}
	}
	return resolve.Text(*v, func(name string) (string, lang.ValueKind, bool) {
		text, kind, ok := in.lookup(name)
		before := e.grown
		if e.grown += len(text); e.grown <= maxGrowth {
			return text, kind, ok
		}
		if before <= maxGrowth {
			e.report(&diag.Finding{
				Code: resolve.TooLong, Message: fmt.Sprintf("the texts that constants stand for grow beyond %d MB here", maxGrowth>>20),
				Help: "constants and arguments that hold each other several times grow fast",
			}, v.Span(), in)
		}
		return "", 0, false
	})
}

func (in *instance) lookup(name string) (string, lang.ValueKind, bool) {
	if a, ok := in.args[name]; ok {
		return a.text, a.kind, a.ok
	}
	if name == resolve.Attempt && in.attempt > 0 {
		return strconv.Itoa(in.attempt), lang.NumberLit, true
	}
	if c := in.module.Const(name); c != nil {
		return c.Says()
	}
	return "", 0, false
}

// origin returns where the value of a name stands, and whether the name is
// that of a constant or an argument.
func (in *instance) origin(name string) (source.Place, bool) {
	if a, ok := in.args[name]; ok {
		return a.at, true
	}
	if c := in.module.Const(name); c != nil {
		return c.Place(), true
	}
	return source.Place{}, false
}

// fields collects the fields of a step.
type fields struct {
	list []cfg.Field
}

func (f *fields) add(key, text string, form api.Form, at source.Span) {
	f.list = append(f.list, cfg.Field{Field: api.Field{Key: key, Value: text, Form: form}, Place: at})
}

// value adds the field that a value of some kind goes into, and reports what
// is wrong with it.
func (f *fields) value(e *expander, in *instance, key string, kind value.Kind, v *lang.Value) {
	text, written, ok := e.text(v, in)
	if !ok {
		return
	}
	payload, number, problem := value.Check(kind, text)
	plain := written == lang.NumberLit || written == lang.TextLit && value.IsNumber(text)
	if problem == nil && kind == value.Number && v.Kind == lang.NameRef && !plain {
		problem = &value.Problem{Code: value.BadNumber, Message: fmt.Sprintf("%q is no number", clip(text)), Help: "a number has digits, or a run-time variable such as {{number}}"}
	}
	if problem != nil {
		e.problem(problem, v, in)
	}
	form := api.String
	if number {
		form = api.Number
	}
	f.add(key, payload, form, v.Span())
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func (f *fields) into(e *expander, in *instance, into *lang.Into) {
	if into == nil {
		return
	}
	if into.Kind == lang.NameRef {
		f.add("variable", into.Raw, api.String, into.Span())
		return
	}
	f.value(e, in, "variable", value.Text, &into.Value)
}

// object adds the keys of a raw object, which stay as they are. It returns its
// type, and whether the object says itself where the call goes.
func (f *fields) object(e *expander, in *instance, s *lang.Raw) (typ string, leads bool) {
	fail := func(message, help string) {
		e.report(&diag.Finding{Code: badRaw, Message: message, Help: help}, s.Object.Span(), in)
	}
	// The places of the keys are not kept: the object stands in one place.
	const help = "write the object as JSON: { \"type\": \"...\" }"
	if err := json.Unmarshal([]byte(s.Object.Raw), new(map[string]json.RawMessage)); err != nil {
		why, _, _ := strings.Cut(err.Error(), " looking for") // that speaks of the reader
		fail("this is no JSON object: "+why, help)
		return "", false
	}
	dec := json.NewDecoder(bytes.NewReader([]byte(s.Object.Raw)))
	if _, err := dec.Token(); err != nil {
		panic(err) // it is valid JSON
	}
	seen := map[string]bool{}
	for dec.More() {
		key, err := dec.Token()
		var text json.RawMessage
		if err == nil {
			err = dec.Decode(&text)
		}
		if err != nil {
			panic(err)
		}
		name := key.(string)
		if seen[name] {
			fail(fmt.Sprintf("the object has the key %q twice", name), "remove one of the two")
		}
		seen[name] = true
		if name == "id" {
			fail("the object has an id, which the compiler gives", "remove the key id")
			continue
		}
		switch name {
		case "type":
			if json.Unmarshal(text, &typ) != nil {
				typ = ""
			}
		case "next_step", "flow":
			leads = true
		}
		f.add(name, string(text), api.JSON, s.Object.Span())
	}
	return typ, leads
}

// problem reports what is wrong with a value. Where a name stands for it, the
// place of what it says is shown too.
func (e *expander) problem(p *value.Problem, v *lang.Value, in *instance) {
	f := &diag.Finding{Code: p.Code, Severity: p.Code.Severity, Message: p.Message, Help: p.Help}
	if v.Kind == lang.NameRef {
		f.Message = fmt.Sprintf("%s: %s", v.Raw, p.Message)
	}
	literal := v.Kind != lang.NameRef
	if literal && p.Fix != "" {
		fix := p.Fix
		if v.Kind == lang.TextLit || v.Kind == lang.ZoneLit && !lang.IsZone(fix) {
			fix = lang.Quote(fix)
		}
		f.Fixes = []diag.Fix{{Message: "write " + fix, Edits: []diag.Edit{{Place: place(in, v.Span()), NewText: fix}}}}
		f.Help = "write " + fix
	}
	constant := false
	for _, name := range names(v) {
		constant = true
		if at, ok := in.origin(name); ok && at.File != nil {
			f.Related = append(f.Related, diag.Related{Place: at, Message: fmt.Sprintf("the value of %q", name)})
		}
	}
	if !constant {
		// A literal is wrong wherever its step is used.
		f.Place = source.Place{File: in.module.File.Source, Span: v.Span()}
		e.list.Add(f)
		return
	}
	e.report(f, v.Span(), in)
}

func place(in *instance, at source.Span) source.Place {
	return source.Place{File: in.module.File.Source, Span: at}
}

// names returns the names of constants in a value.
func names(v *lang.Value) []string {
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

// maxChain is how many uses a finding names.
const maxChain = 5

// report adds a finding in expanded code, with the uses that lead to it.
func (e *expander) report(f *diag.Finding, at source.Span, in *instance) {
	f.Place = source.Place{File: in.module.File.Source, Span: at}
	f.Related = append(f.Related, Uses(in.cfg)...)
	e.list.Add(f)
}

// Uses names the uses that lead to an instance, for a finding in it.
func Uses(in *cfg.Instance) []diag.Related {
	var related []diag.Related
	chain := in.Chain()
	for i, at := range chain {
		if i == maxChain {
			related = append(related, diag.Related{Place: chain[len(chain)-1], Message: fmt.Sprintf("and %d more, the outermost at", len(chain)-maxChain)})
			break
		}
		related = append(related, diag.Related{Place: at, Message: "in the use at"})
	}
	return related
}
