package expand

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A rawObject is the object of a raw step.
type rawObject struct {
	typ    string
	fields []api.Field
	leads  bool // it says itself where the call goes
}

// object reads the object of a raw step, whose keys stay as they are.
func (e *values) object(s *lang.Raw, in *instance) (o rawObject) {
	fail := func(help, format string, args ...any) {
		e.report(badRaw.At(place(in, s.Object.Span()), format, args...).Helpf("%s", help), in)
	}
	if f := NoJSON(&s.Object, place(in, s.Object.Span())); f != nil {
		e.report(f, in)
		return o
	}
	seen := map[string]bool{}
	members(s.Object.Raw, func(key string, text json.RawMessage) {
		if seen[key] {
			fail("remove one of the two", "the object has the key %q twice", key)
		}
		seen[key] = true
		switch key {
		case "id":
			fail("remove the key id", "the object has an id, which the compiler gives")
			return
		case "type":
			if json.Unmarshal(text, &o.typ) != nil {
				o.typ = ""
			}
		case "next_step", "flow":
			o.leads = true
		}
		o.fields = append(o.fields, api.Field{Key: api.NewKey(key), Value: string(text), Form: api.JSON})
	})
	return o
}

// NoJSON is the finding for an object at a place that is no JSON object, and nil for
// one that is.
func NoJSON(object *lang.Object, at source.Place) *diag.Finding {
	err := json.Unmarshal([]byte(object.Raw), new(map[string]json.RawMessage))
	if err == nil {
		return nil
	}
	wrong := ""
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) && syntax.Offset > 0 {
		at.Start += int32(syntax.Offset) - 1
		rest := object.Raw[syntax.Offset-1:]
		_, size := utf8.DecodeRuneInString(rest)
		at.End = at.Start + int32(size)
		wrong = fmt.Sprintf(": %q is wrong here", rest[:size])
	}
	return badRaw.At(at, "this is no JSON object%s", wrong).Helpf(`write the object as JSON: { "type": "..." }, without a comma behind its last value`)
}

// members calls f for each member of a JSON object, in order, also for one that
// is there twice. The text is valid.
func members(text string, f func(key string, value json.RawMessage)) {
	dec := json.NewDecoder(bytes.NewReader([]byte(text)))
	_, err := dec.Token()
	for err == nil && dec.More() {
		var key json.Token
		var value json.RawMessage
		if key, err = dec.Token(); err == nil {
			if err = dec.Decode(&value); err == nil {
				f(key.(string), value)
			}
		}
	}
	if err != nil {
		panic(err) // it was valid a moment ago
	}
}
