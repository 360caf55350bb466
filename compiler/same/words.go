package same

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
)

// What follows says a difference to people.

// A Side is one of two payloads that differ.
type Side struct {
	Payload *api.Payload
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

// Lines says what the two sides of a difference say.
func (d *Difference) Lines(a, b *Side) (lineA, lineB Line) {
	return a.line(d.A, d.ValueA), b.line(d.B, d.ValueB)
}

func (s *Side) line(pointer, value string) Line {
	keys := strings.Split(strings.TrimPrefix(pointer, "/"), "/")
	for i, key := range keys {
		keys[i] = strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
	}
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

var settingPhrases = map[string]phrases{
	"cloud_id":       {"the cloud is %s", "the cloud comes from the environment"},
	"cloud_sid":      {"the sid is another: %s", "the sid comes from the environment"},
	"auth_token":     {"the token is another: %s", "the token comes from the environment"},
	"record":         {"record is %s", "the call is not recorded"},
	"publish":        {"the call is published", "the call is not published"},
	"publish/url":    {"the call is published to %s", "publish has no url"},
	"publish/method": {"the call is published by %s", "the call is published by POST"},
}

// setting says what stands beside the flow.
func setting(keys []string, value string) string {
	p, ok := settingPhrases[strings.Join(keys, "/")]
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
		return called(v) + " matches no step of the other call"
	case len(keys) == 2 || keys[0] == "next_step" && value == nothing:
		return s.leads(v, keys, value)
	case keys[0] == "next_step" && slices.ContainsFunc(v.Edges, func(e api.Edge) bool { return e.Key == api.NextStep }):
		return s.leads(v, keys, value)
	case keys[0] == "type":
		return phrases{"this is of the type %s", "this object has no type"}.say(value)
	}
	p, ok := fieldPhrases[v.Type+" "+keys[0]]
	if !ok {
		p = member("this "+kind(v), keys[0])
	}
	return p.say(value)
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

var fieldPhrases = map[string]phrases{
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

// kind returns what an object is.
func kind(v *api.Vertex) string {
	if api.TypeNamed(v.Type) == nil {
		return "object"
	}
	return v.Type
}

// called names an object for people.
func called(v *api.Vertex) string {
	name := "the " + kind(v)
	for _, key := range []string{"text", "url", "number", "entity", "variable"} {
		if n := v.Node.Get(key); n != nil {
			return name + " " + n.Short(maxValue/2)
		}
	}
	return name
}

// leads says where an object leads by an outcome: by keys of its branches, or
// by its next_step.
func (s *Side) leads(v *api.Vertex, keys []string, value string) string {
	outcome, goes, none := api.NextStep, "the call goes on with ", "the call ends behind this "+kind(v)
	if len(keys) == 2 {
		outcome = keys[1]
		says := strconv.Quote(outcome)
		switch {
		case outcome == "*":
			says = "any other key"
		case v.Type == api.Digits.Name:
			says = "key " + outcome
		case v.Type == api.HTTP.Name:
			says = outcome
		}
		goes, none = says+" leads to ", "this "+kind(v)+" has no branch for "+says
	}
	e := finder(v.Edges)(outcome)
	switch {
	case e == nil && value == nothing:
		return none
	case e == nil || e.To == api.NoID:
		return goes + value + ", which is no id"
	case e.To == api.Nowhere:
		return goes + value + ", an id that no object has"
	}
	to := &s.Payload.Vertices[e.To]
	return fmt.Sprintf("%s%s in line %d", goes, called(to), s.Place(to.Pointer()).Line)
}
