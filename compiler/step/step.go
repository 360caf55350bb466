// Package step knows what each statement becomes in a payload: one row a
// statement, with the type of its object, its fields, where the tree has their
// values, and its outcomes. Whoever turns statements into objects, or objects
// into statements, loops over these rows; nobody else knows them.
package step

import (
	"reflect"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// A Row says what a statement becomes.
type Row struct {
	Type     *api.Type // of the object; nil of raw, which brings its own
	Fields   []Field   // in the order of the payload
	Outcomes *Outcomes // nil where the step has none

	make     func() lang.Stmt
	branches func(lang.Stmt) **lang.Branches // nil where the step has none
}

// A Field is a key of the object.
type Field struct {
	Key      string
	Name     *api.Key // the same, for objects
	Kind     value.Kind
	Optional bool
	Verb     bool // the value is the word that the statement starts with

	at   func(s lang.Stmt, add bool) *lang.Value
	word func(s lang.Stmt) *string // of a verb
}

// Rows lists the statements that become one object each. Of those with the
// same type the first that has all that an object holds is what it is written
// as.
var Rows = []*Row{
	row(&api.Call, nil, nil,
		need("number", value.Number, func(s *lang.Call) *lang.Value { return &s.Number.Value }),
		may("caller_id", value.Number, func(s *lang.Call) **lang.PhoneNumber { return &s.From })),
	say,
	row(&api.Play, nil, nil,
		need("url", value.URL, func(s *lang.Play) *lang.Value { return &s.URL.Value }),
		may("text", value.Text, func(s *lang.Play) **lang.TextValue { return &s.Saying })),
	input,
	request,
	callback,
	connect,
	Raw,
}

// The rows that scripts have most of.
var (
	say = row(&api.Play, nil, nil,
		need("text", value.Text, func(s *lang.Say) *lang.Value { return &s.Text.Value }))
	input = row(&api.Digits, &Keys, func(s *lang.Input) **lang.Branches { return &s.Branches },
		need("count", value.Count, func(s *lang.Input) *lang.Value { return &s.Count.Value }),
		may("variable", value.Variable, func(s *lang.Input) **lang.Into { return &s.Into }))
	request = row(&api.HTTP, &Replies, func(s *lang.HTTP) **lang.Branches { return &s.Branches },
		need("url", value.URL, func(s *lang.HTTP) *lang.Value { return &s.URL.Value }),
		verb("method", func(s *lang.HTTP) *string { return &s.Method }))
	callback = row(&api.Callback, nil, nil,
		need("date", value.Date, func(s *lang.Callback) *lang.Value { return &s.Date.Value }),
		need("time", value.Time, func(s *lang.Callback) *lang.Value { return &s.Time.Value }),
		need("timezone", value.Zone, func(s *lang.Callback) *lang.Value { return &s.Zone.Value }),
		need("entity", value.Entity, func(s *lang.Callback) *lang.Value { return &s.Entity.Value }))
	connect = row(&api.Connect, nil, nil,
		need("number", value.Number, func(s *lang.Connect) *lang.Value { return &s.Number.Value }),
		may("caller_id", value.Number, func(s *lang.Connect) **lang.PhoneNumber { return &s.From }))
)

// Raw is the statement for what the language has no word for. Its fields are
// those of its object.
var Raw = &Row{
	Outcomes: &Anything,
	make:     func() lang.Stmt { return new(lang.Raw) },
	branches: func(s lang.Stmt) **lang.Branches { return &s.(*lang.Raw).Branches },
}

// statement is a pointer to a type of statement.
type statement[S any] interface {
	*S
	lang.Stmt
}

// A build makes a part of a row for one type of statement.
type build[S any] func(*Row)

func row[S any, P statement[S]](typ *api.Type, outcomes *Outcomes, branches func(*S) **lang.Branches, fields ...build[S]) *Row {
	r := &Row{Type: typ, Outcomes: outcomes, make: func() lang.Stmt { return P(new(S)) }}
	if branches != nil {
		r.branches = func(s lang.Stmt) **lang.Branches { return branches((*S)(s.(P))) }
	}
	for _, f := range fields {
		f(r)
	}
	return r
}

// need is a field that every statement of the type has.
func need[S any, P statement[S]](key string, kind value.Kind, get func(*S) *lang.Value) build[S] {
	return func(r *Row) {
		r.Fields = append(r.Fields, Field{Key: key, Name: api.NewKey(key), Kind: kind, at: func(s lang.Stmt, _ bool) *lang.Value { return get((*S)(s.(P))) }})
	}
}

// leaf is a pointer to a type of value.
type leaf[V any] interface {
	*V
	AsValue() *lang.Value
}

// may is a field that a statement can leave out.
func may[S, V any, P statement[S], L leaf[V]](key string, kind value.Kind, get func(*S) **V) build[S] {
	return func(r *Row) {
		r.Fields = append(r.Fields, Field{Key: key, Name: api.NewKey(key), Kind: kind, Optional: true, at: func(s lang.Stmt, add bool) *lang.Value {
			slot := get((*S)(s.(P)))
			if *slot == nil {
				if !add {
					return nil
				}
				*slot = new(V)
			}
			return L(*slot).AsValue()
		}})
	}
}

// verb is a field whose value is the word that the statement starts with.
func verb[S any, P statement[S]](key string, get func(*S) *string) build[S] {
	return func(r *Row) {
		r.Fields = append(r.Fields, Field{
			Key: key, Name: api.NewKey(key), Verb: true, Optional: true,
			word: func(s lang.Stmt) *string { return get((*S)(s.(P))) },
			at: func(s lang.Stmt, _ bool) *lang.Value {
				return &lang.Value{Raw: *get((*S)(s.(P))), Start: s.Span().Start, Kind: lang.NoValue}
			},
		})
	}
}

// New returns an empty statement of the row.
func (r *Row) New() lang.Stmt { return r.make() }

// At returns where a statement of the row has the value of a field, or nil.
func (f *Field) At(s lang.Stmt) *lang.Value { return f.at(s, false) }

// Word returns the word that a statement of the row starts with. The value of
// the field is that word.
func (f *Field) Word(s lang.Stmt) string { return *f.word(s) }

// Value returns where a statement of the row has the value of a key, or nil.
func (r *Row) Value(s lang.Stmt, key string) *lang.Value {
	if f := r.field(key); f != nil {
		return f.At(s)
	}
	return nil
}

// Branches returns the branches that are written in a statement of the row, or
// nil.
func (r *Row) Branches(s lang.Stmt) *lang.Branches {
	if r.branches == nil {
		return nil
	}
	return *r.branches(s)
}

// byStatement finds rows by the type of the statement.
var byStatement = func() map[reflect.Type]*Row {
	table := make(map[reflect.Type]*Row, len(Rows))
	for _, r := range Rows {
		table[reflect.TypeOf(r.make())] = r
	}
	return table
}()

// Of returns the row of a statement, or nil where it does not become one
// object.
func Of(s lang.Stmt) *Row {
	switch s.(type) {
	case *lang.Say:
		return say
	case *lang.Input:
		return input
	case *lang.HTTP:
		return request
	case *lang.Callback:
		return callback
	case *lang.Connect:
		return connect
	}
	return byStatement[reflect.TypeOf(s)]
}

// A Wanted is a value that a statement to be built should have.
type Wanted struct {
	Key   string
	Value lang.Value
}

// Build returns the statement for an object of a type with some fields, and
// its row. It returns nil where no statement says just these.
func Build(typ string, fields []Wanted) (lang.Stmt, *Row) {
	for _, r := range Rows {
		if r.Type != nil && r.Type.Name == typ && r.says(fields) {
			return r.build(fields), r
		}
	}
	return nil, nil
}

func (r *Row) field(key string) *Field {
	for i := range r.Fields {
		if r.Fields[i].Key == key {
			return &r.Fields[i]
		}
	}
	return nil
}

// says reports whether a statement of the row has just these fields.
func (r *Row) says(fields []Wanted) bool {
	found := 0
	for _, f := range fields {
		own := r.field(f.Key)
		if own == nil {
			return false
		}
		if !own.Optional {
			found++
		}
	}
	for _, f := range r.Fields {
		if !f.Optional {
			found--
		}
	}
	return found == 0
}

func (r *Row) build(fields []Wanted) lang.Stmt {
	s := r.make()
	for i := range r.Fields {
		if r.Fields[i].Verb {
			*r.Fields[i].word(s) = "get"
		}
	}
	for _, w := range fields {
		f := r.field(w.Key)
		if f.Verb {
			word, _ := w.Value.Plain()
			*f.word(s) = strings.ToLower(word)
			continue
		}
		*f.at(s, true) = w.Value
	}
	return s
}

// Lead gives a statement of the row its branches.
func (r *Row) Lead(s lang.Stmt, b *lang.Branches) { *r.branches(s) = b }
