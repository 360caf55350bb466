package same

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler/api"
)

// What follows says a difference to people.

// A Side is one of two payloads that differ.
type Side struct {
	Payload *api.Payload
	Script  bool // it is the payload of a script: the words are those of the language
	// Place returns where a JSON pointer is written, or else what is around it.
	Place func(pointer string) Place
}

// A Place is a line and a column of a file, from 1.
type Place struct {
	File         string
	Line, Column int
}

// A Line says what one side says at its place.
type Line struct {
	Place
	Words string
}

func (l Line) String() string {
	return fmt.Sprintf("%s:%d:%d: %s", l.File, l.Line, l.Column, l.Words)
}

// Lines says what the two sides of a difference say. They never say the same.
func (d *Difference) Lines(a, b *Side) (lineA, lineB Line) {
	lineA, lineB = a.says(d.A, d.ValueA), b.says(d.B, d.ValueB)
	if d.WayA != "" && alike(a.end(d.A), b.end(d.B)) {
		lineA.Words += a.way(d.A, d.WayA, d.First)
		lineB.Words += b.way(d.B, d.WayB, !d.First)
	}
	switch {
	case lineA.Words != lineB.Words:
	case d.From > 0:
		lineB.Words += fmt.Sprintf(", but otherwise from its character %d on", d.From)
	default:
		lineB.Words += ", but another one" // as of secrets, which are hidden
	}
	return lineA, lineB
}

// split returns the keys of a JSON pointer.
func split(pointer string) []string {
	keys := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, key := range keys {
		keys[i] = strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
	}
	return keys
}

func (s *Side) says(pointer, value string) Line {
	keys := split(pointer)
	words := ""
	switch {
	case keys[0] != "flow":
		words = setting(keys, value)
	case len(keys) > 1:
		words = s.element(keys[1], keys[2:], value)
	case value == nothing:
		words = "no step of this call matches"
	default:
		words = "the flow is " + value + ", and no list"
	}
	return Line{s.Place(pointer), words}
}

// phrases say what a member is, and what it is that there is none. The value
// stands for %s.
type phrases struct{ some, none string }

func (p phrases) say(value string) string {
	if value == nothing {
		return p.none
	}
	return strings.Replace(p.some, "%s", value, 1)
}

var settingPhrases = sync.OnceValue(func() map[string]phrases {
	return map[string]phrases{
		"cloud_id":       {"the cloud is %s", "the cloud comes from the environment"},
		"cloud_sid":      {"the sid is %s", "the sid comes from the environment"},
		"auth_token":     {"the token is %s", "the token comes from the environment"},
		"record":         {"record is %s", "the call is not recorded"},
		"publish":        {"the call is published", "the call is not published"},
		"publish/url":    {"the call is published to %s", "publish has no url"},
		"publish/method": {"the call is published by %s", "the call is published by POST"},
	}
})

// setting says what stands beside the flow.
func setting(keys []string, value string) string {
	p, ok := settingPhrases()[strings.Join(keys, "/")]
	if !ok {
		of := "the payload"
		if len(keys) > 1 {
			of = keys[0]
		}
		p = member(of, keys[len(keys)-1])
	}
	switch {
	case keys[0] == "publish" && len(keys) == 1 && value != "{}":
		p.some = "publish is %s"
	case keys[0] == "record" && value == "true":
		p.some = "the call is recorded"
	}
	return p.say(value)
}

// member says what a member is that is nothing special.
func member(of, key string) phrases {
	return phrases{of + " has %s as its " + key, of + " has no " + key}
}

// element says what an element of the flow says.
func (s *Side) element(index string, keys []string, value string) string {
	v := s.vertex(index)
	switch {
	case v == nil && value == nothing:
		return "the flow has no such element"
	case v == nil:
		return "this element of the flow is " + value + ", and no object"
	case len(keys) == 0:
		return s.called(v) + " matches no step of the other call"
	case len(keys) == 2 || keys[0] == "next_step" && value == nothing:
		return s.leads(v, keys, value)
	case keys[0] == "next_step" && slices.ContainsFunc(v.Edges, func(e api.Edge) bool { return e.Key == api.NextStep }):
		return s.leads(v, keys, value)
	case s.Script && (keys[0] == "type" && s.kind(v) != "object" || v.Type+" "+keys[0] == "http method" && s.kind(v) != v.Type):
		return "this is " + s.kind(v)
	case keys[0] == "type":
		return phrases{"this is of the type %s", "this object has no type"}.say(value)
	case s.Script && value == "1" && v.Type == api.Digits.Name && keys[0] == "count":
		return "this input waits for 1 digit"
	}
	name := v.Type + " " + keys[0]
	if p, ok := scriptPhrases()[name]; ok && s.Script {
		return p.say(value)
	}
	if p, ok := fieldPhrases()[name]; ok {
		return p.say(value)
	}
	return member("this "+s.kind(v), keys[0]).say(value)
}

// vertex returns the object at an index of the flow, or nil.
func (s *Side) vertex(index string) *api.Vertex {
	i, err := strconv.Atoi(index)
	n, found := slices.BinarySearchFunc(s.Payload.Vertices, i, func(v api.Vertex, at int) int { return cmp.Compare(v.Index, at) })
	if err != nil || !found {
		return nil
	}
	return &s.Payload.Vertices[n]
}

var fieldPhrases = sync.OnceValue(func() map[string]phrases {
	return map[string]phrases{
		"play text":         {"this play says %s", "this play has no text"},
		"play url":          {"this play plays %s", "this play has no recording"},
		"call number":       {"this call is to %s", "this call has no number"},
		"call caller_id":    {"this call is from %s", "this call does not say from whom"},
		"connect number":    {"this connect is to %s", "this connect has no number"},
		"connect caller_id": {"this connect is from %s", "this connect does not say from whom"},
		"digits count":      {"this digits has the count %s", "this digits has no count"},
		"digits variable":   {"this digits stores the keys in %s", "this digits does not store the keys"},
		"http url":          {"this http asks %s", "this http has no url"},
		"http method":       {"this http uses the method %s", "this http uses the method GET"},
		"callback date":     {"this callback is on %s", "this callback has no date"},
		"callback time":     {"this callback is at %s", "this callback has no time"},
		"callback timezone": {"this callback is in the time zone %s", "this callback has no time zone"},
		"callback entity":   {"this callback is by the entity %s", "this callback has no entity"},
	}
})

// scriptPhrases are those that a script has other words for.
var scriptPhrases = sync.OnceValue(func() map[string]phrases {
	return map[string]phrases{
		"digits count":    {"this input waits for %s digits", "this input has no count"},
		"digits variable": {"this input stores the keys in %s", "this input does not store the keys"},
		"http url":        {"this request asks %s", "this request has no url"},
		"http method":     {"this request uses the method %s", "this is get"},
	}
})

// kind returns what an object is: its type, or the word that a script has for it.
func (s *Side) kind(v *api.Vertex) string {
	t := api.TypeNamed(v.Type)
	if t == nil {
		return "object"
	}
	switch method := v.Node.Get("method"); {
	case !s.Script:
	case t == &api.Play && v.Node.Get("url") == nil:
		return "say"
	case t == &api.Digits:
		return "input"
	case t == &api.HTTP && method == nil:
		return "get"
	case t == &api.HTTP && slices.Contains(api.Methods, method.Text):
		return strings.ToLower(method.Text)
	}
	return t.Name
}

// called names an object for people.
func (s *Side) called(v *api.Vertex) string {
	name := name(v)
	switch {
	case name == "":
		return "the " + s.kind(v)
	case s.Script:
		return s.kind(v) + " " + name
	}
	return "the " + s.kind(v) + " " + name
}

// name returns what tells an object from others of its kind, as JSON, or "".
func name(v *api.Vertex) string {
	for _, key := range []string{"text", "url", "number", "entity", "variable"} {
		if n := v.Node.Get(key); n != nil {
			return n.Short(maxValue / 2)
		}
	}
	return ""
}

// leads says where an object leads by an outcome: by keys of its branches, or
// by its next_step.
func (s *Side) leads(v *api.Vertex, keys []string, value string) string {
	goes, none := "the call goes on with ", "the call ends behind this "+s.kind(v)
	if len(keys) == 2 {
		says := s.outcome(v, keys[1])
		goes, none = says+" leads to ", "this "+s.kind(v)+" has no branch for "+says
	}
	e := edgeAt(v, keys)
	switch {
	case e == nil && value == nothing:
		return none
	case e == nil || e.To == api.NoID:
		return goes + value + ", which is no id"
	case e.To == api.Nowhere:
		return goes + value + ", an id that no object has"
	}
	to := &s.Payload.Vertices[e.To]
	return fmt.Sprintf("%s%s in line %d", goes, s.called(to), s.line(to))
}

// edgeAt returns the edge that stands in an object below keys, or nil.
func edgeAt(v *api.Vertex, keys []string) *api.Edge {
	key := api.NextStep
	if len(keys) == 2 {
		key = keys[1]
	}
	return finder(v.Edges)(key)
}

// outcome says by what an object leads on.
func (s *Side) outcome(v *api.Vertex, key string) string {
	switch {
	case key == "*":
		return "any other key"
	case v.Type == api.Digits.Name:
		return "key " + key
	case v.Type == api.HTTP.Name && s.Script && key == "success":
		return "ok"
	case v.Type == api.HTTP.Name:
		return key
	}
	return strconv.Quote(key)
}

func (s *Side) line(v *api.Vertex) int { return s.Place(v.Pointer()).Line }

// end returns the object that an edge leads to.
func (s *Side) end(pointer string) *api.Vertex {
	keys := split(pointer)
	v := s.vertex(keys[1])
	return &s.Payload.Vertices[edgeAt(v, keys[2:]).To]
}

// way says whether a branch leads to where the call was led before.
func (s *Side) way(branch, before string, there bool) string {
	keys := split(before)
	v := s.vertex(keys[1])
	what, too := "the call starts", ""
	switch {
	case len(keys) == 4 && split(branch)[1] == keys[1]:
		what, too = s.outcome(v, keys[3])+" leads", " too"
	case len(keys) == 4:
		what, too = fmt.Sprintf("%s in line %d leads", s.outcome(v, keys[3]), s.line(v)), " too"
	case len(keys) == 3:
		what, too = fmt.Sprintf("the step in line %d leads", s.line(v)), " too"
	}
	if there {
		return ", where " + what + too
	}
	return ", and not where " + what
}

// alike reports whether people call two objects the same.
func alike(a, b *api.Vertex) bool { return a.Type == b.Type && name(a) == name(b) }
