package api

import (
	"bytes"
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// An Envelope is what a payload that is written holds beside its objects.
type Envelope struct {
	CloudID   string
	CloudSID  string // v2 only
	AuthToken string
	Record    bool
	Publish   *Publish // v2 only; nil where there is none
}

// Publish says where the API sends its events.
type Publish struct {
	URL    string
	Method string
}

// An Object is one call flow object that is written.
type Object struct {
	ID        ID
	Type      string
	Fields    []Field
	Next      *ID      // nil where the call ends; of objects without branches
	Branches  []Branch // of objects with branches
	Branching bool
}

// A Field is a key of an object and its value.
type Field struct {
	Key   *Key
	Value string // as the form says
	Form  Form
}

// A Key is what a field is called. Nearly all objects of a type have the same
// few.
type Key struct {
	Name   string
	quoted string
}

// NewKey returns the key of a name.
func NewKey(name string) *Key { return &Key{name, string(AppendString(nil, name))} }

// A Form says how the value of a field is written.
type Form uint8

// The forms of values.
const (
	String Form = iota // a JSON string with that text
	Number             // these digits
	JSON               // this JSON
)

// An ID names an object within its payload.
type ID struct {
	Number int    // where Text is empty
	Text   string // written as a string
}

// A Branch leads from an outcome to an object.
type Branch struct {
	Key string
	To  ID
}

// A Writer writes one payload, object by object, so that a payload of any
// size needs little memory. It is written as encoding/json would with two
// spaces of indentation and without HTML escapes, and ends with a newline.
type Writer struct {
	out     io.Writer
	version Version
	compact bool
	buf     []byte
	depth   int
	first   bool // no key or element has been written at this depth
	err     error
}

// NewWriter returns a writer of payloads of version v to out.
func NewWriter(out io.Writer, v Version, compact bool) *Writer {
	return &Writer{out: out, version: v, compact: compact, buf: make([]byte, 0, flushSize+flushSize/4)}
}

// flushSize is how much is written at once. There is room for one more object
// behind it.
const flushSize = 64 << 10

// Begin writes the envelope. Object and End follow.
func (w *Writer) Begin(e *Envelope) {
	w.open('{')
	w.string("cloud_id", e.CloudID)
	if w.version == V2 {
		w.string("cloud_sid", e.CloudSID)
	}
	w.string("auth_token", e.AuthToken)
	w.key("record")
	w.buf = strconv.AppendBool(w.buf, e.Record)
	if w.version == V2 && e.Publish != nil {
		w.key("publish")
		w.open('{')
		w.string("url", e.Publish.URL)
		w.string("method", e.Publish.Method)
		w.close('}')
	}
	w.key("flow")
	w.open('[')
}

// Object writes the next object.
func (w *Writer) Object(o *Object) {
	w.element()
	w.open('{')
	w.key("id")
	w.id(o.ID)
	if o.Type != "" {
		w.string("type", o.Type)
	}
	for i := range o.Fields {
		f := &o.Fields[i]
		w.quoted(f.Key.quoted)
		switch f.Form {
		case String:
			w.buf = AppendString(w.buf, f.Value)
		case Number:
			w.buf = append(w.buf, f.Value...)
		case JSON:
			w.json(f.Value)
		}
	}
	switch {
	case o.Branching:
		w.key(w.version.BranchKey())
		w.open('{')
		for i := range o.Branches {
			w.key(o.Branches[i].Key)
			w.id(o.Branches[i].To)
		}
		w.close('}')
	case o.Next != nil:
		w.key("next_step")
		w.id(*o.Next)
	}
	w.close('}')
	w.flush(flushSize)
}

// Beside returns a writer for objects behind the first, which can be used beside
// this one until it takes them.
func (w *Writer) Beside() *Writer {
	return &Writer{version: w.version, compact: w.compact, depth: w.depth, buf: make([]byte, 0, cap(w.buf))}
}

// Take writes the next objects: all that were written to a writer beside this
// one, which is empty then.
func (w *Writer) Take(beside *Writer) {
	if w.flush(0); w.err == nil {
		w.err = beside.err
	}
	if w.err == nil {
		_, w.err = w.out.Write(beside.buf)
	}
	beside.buf = beside.buf[:0]
}

// Show returns one object by itself, as a payload has it.
func (o *Object) Show(v Version) string {
	var out bytes.Buffer
	w := NewWriter(&out, v, false)
	w.first = true
	w.Object(o)
	w.flush(0)
	return strings.TrimPrefix(out.String(), "\n")
}

// End writes the end of the payload and returns the first error of the
// writer below.
func (w *Writer) End() error {
	w.close(']')
	w.close('}')
	w.buf = append(w.buf, '\n')
	w.flush(0)
	return w.err
}

func (w *Writer) flush(size int) {
	if len(w.buf) <= size || w.out == nil {
		return // one beside another keeps what it has
	}
	if w.err == nil {
		_, w.err = w.out.Write(w.buf)
	}
	w.buf = w.buf[:0]
}

func (w *Writer) open(brace byte) {
	w.buf = append(w.buf, brace)
	w.depth++
	w.first = true
}

func (w *Writer) close(brace byte) {
	w.depth--
	if !w.first {
		w.newline()
	}
	w.buf = append(w.buf, brace)
	w.first = false
}

func (w *Writer) element() {
	if !w.first {
		w.buf = append(w.buf, ',')
	}
	w.first = false
	w.newline()
}

// newlines is a newline, and the indentation of the deepest key.
const newlines = "\n        "

func (w *Writer) newline() {
	if !w.compact {
		w.buf = append(w.buf, newlines[:1+2*w.depth]...)
	}
}

func (w *Writer) key(key string) {
	w.element()
	w.buf = AppendString(w.buf, key)
	w.colon()
}

// quoted is key for one that is written as JSON.
func (w *Writer) quoted(key string) {
	w.element()
	w.buf = append(w.buf, key...)
	w.colon()
}

func (w *Writer) colon() {
	w.buf = append(w.buf, ':')
	if !w.compact {
		w.buf = append(w.buf, ' ')
	}
}

func (w *Writer) string(key, value string) {
	w.key(key)
	w.buf = AppendString(w.buf, value)
}

func (w *Writer) id(id ID) {
	if id.Text != "" {
		w.buf = AppendString(w.buf, id.Text)
		return
	}
	w.buf = strconv.AppendInt(w.buf, int64(id.Number), 10)
}

// json writes a value that is JSON, indented like all around it.
func (w *Writer) json(text string) {
	var b bytes.Buffer
	var err error
	if w.compact {
		err = json.Compact(&b, []byte(text))
	} else {
		err = json.Indent(&b, []byte(text), string(bytes.Repeat([]byte("  "), w.depth)), "  ")
	}
	if err != nil && w.err == nil {
		w.err = err
	}
	w.buf = append(w.buf, b.Bytes()...)
}
