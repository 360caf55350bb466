package api

import (
	"bytes"
	"encoding/json"
	"io"
)

// maxLook is how much of a text is looked at: the envelope of a payload and its
// first object are far smaller.
const maxLook = 1 << 20

// Looks reports whether a text has the look of a payload, without reading all of
// it: an object that has a list "flow" of objects, or a credential and a list of
// objects, or a list of objects that have an id and a type of the API, as far as
// it is JSON. Of all the JSON in a
// folder this tells payloads from settings, values and the like.
func Looks(r io.Reader) bool {
	head, err := io.ReadAll(io.LimitReader(r, maxLook))
	if err != nil {
		return false
	}
	l := look{json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(head, []byte("\ufeff"))))}
	switch l.next() {
	case json.Delim('{'):
		return l.envelope()
	case json.Delim('['):
		return l.next() == json.Delim('{') && l.object()
	}
	return false
}

// A look reads the tokens of JSON. Where there are no more, or what comes is
// broken, they are nil; null is an empty text.
type look struct{ dec *json.Decoder }

func (l look) next() json.Token {
	token, err := l.dec.Token()
	switch {
	case err != nil:
		return nil
	case token == nil:
		return ""
	}
	return token
}

// envelope reports whether an object has a list "flow", or, where that may be
// misspelt, a credential and a list of objects.
func (l look) envelope() bool {
	credential, objects := false, false
	for key := l.next(); key != nil && key != json.Delim('}'); key = l.next() {
		value := l.next()
		name, _ := key.(string)
		credential = credential || Placeholders[name] != ""
		if value != json.Delim('[') {
			l.skip(value)
			continue
		}
		first := l.next()
		object := first == json.Delim('{')
		if name == "flow" && (object || first == json.Delim(']')) {
			return true
		}
		objects = objects || object
		for ; first != nil && first != json.Delim(']'); first = l.next() {
			l.skip(first)
		}
	}
	return credential && objects
}

// object reports whether an object is one of a flow.
func (l look) object() bool {
	id, known := false, false
	for key := l.next(); key != nil && key != json.Delim('}'); key = l.next() {
		value := l.next()
		switch key {
		case "id":
			id = true
		case "type":
			name, _ := value.(string)
			known = name == "keypad" || TypeNamed(name) != nil
		}
		l.skip(value)
	}
	return id && known
}

// skip reads what is left of a value whose first token was read.
func (l look) skip(first json.Token) {
	depth := 0
	for token := first; token != nil; token = l.next() {
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
		if depth == 0 {
			return
		}
	}
}
