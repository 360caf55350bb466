// Package emit numbers the steps of a call and writes the payload, and the
// source map that leads from the payload back to the script.
package emit

import (
	"encoding/json"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/lang/source"
)

// IDs says how objects are named.
type IDs uint8

// The ways to name objects.
const (
	Numbers IDs = iota // 0
	Strings            // "0"
	Labels             // "agent"
)

// Options say how a payload is written.
type Options struct {
	API     api.Version
	IDs     IDs
	Compact bool
}

// Payload writes the payload of a call. The graph has no unknown targets.
func Payload(w io.Writer, g *cfg.Graph, s *expand.Settings, opts Options) error {
	out := api.NewWriter(w, opts.API, opts.Compact)
	envelope := api.Envelope{
		CloudID:   credential(&s.Cloud),
		CloudSID:  credential(&s.SID),
		AuthToken: credential(&s.Token),
		Record:    s.Record,
	}
	if s.Publish != nil {
		envelope.Publish = &api.Publish{URL: s.Publish.URL, Method: s.Publish.Method}
	}
	out.Begin(&envelope)
	var object api.Object
	for i := range g.Steps {
		step := &g.Steps[i]
		object = api.Object{ID: id(g, cfg.Target(i), opts.IDs), Fields: object.Fields[:0], Branching: step.Branching, Branches: object.Branches[:0]}
		for _, f := range step.Fields {
			object.Fields = append(object.Fields, f.Field)
		}
		if !raw(step) {
			object.Type = step.Type
		}
		switch {
		case step.Branching:
			for _, b := range step.Branches {
				if b.To >= 0 {
					object.Branches = append(object.Branches, api.Branch{Key: b.Key, To: id(g, b.To, opts.IDs)})
				}
			}
		case step.Next >= 0:
			next := id(g, step.Next, opts.IDs)
			object.Next = &next
		}
		out.Object(&object)
	}
	return out.End()
}

// raw reports whether a step brings its own type.
func raw(s *cfg.Step) bool {
	return len(s.Fields) > 0 && s.Fields[0].Form == api.JSON
}

// credential returns a value, or the placeholder for the variable of the
// environment that holds it.
func credential(c *expand.Credential) string {
	if c.Env == "" {
		return c.Value
	}
	return "${" + c.Env + "}"
}

func id(g *cfg.Graph, t cfg.Target, ids IDs) api.ID {
	switch ids {
	case Strings:
		return api.ID{Text: strconv.Itoa(int(t))}
	case Labels:
		return api.ID{Text: g.Steps[t].ID}
	}
	return api.ID{Number: int(t)}
}

// A mapping leads from a value of the payload to what it was written as.
type mapping struct {
	Pointer string `json:"pointer"`
	position
	Use []position `json:"use,omitempty"` // where the step is used, innermost first
}

type position struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
}

func positionOf(file *source.File, span source.Span) position {
	at := file.Position(span.Start, source.Characters)
	return position{file.Name, at.Line, at.Column}
}

// Map writes the source map of a payload: a JSON object with a list of
// mappings from JSON pointers (RFC 6901) to files, lines and columns, both
// from 1, in the order of the payload.
func Map(w io.Writer, g *cfg.Graph, main *source.File, s *expand.Settings, opts Options) error {
	var list []mapping
	add := func(pointer string, file *source.File, span source.Span, use []position) {
		if span != (source.Span{}) {
			list = append(list, mapping{pointer, positionOf(file, span), use})
		}
	}
	add("/cloud_id", main, s.Cloud.Place, nil)
	if opts.API == api.V2 {
		add("/cloud_sid", main, s.SID.Place, nil)
	}
	add("/auth_token", main, s.Token.Place, nil)
	if s.Publish != nil && opts.API == api.V2 {
		add("/publish", main, s.Publish.Place, nil)
	}
	for i := range g.Steps {
		step := &g.Steps[i]
		file := step.In.File.Source
		var use []position
		for _, at := range step.In.Chain() {
			use = append(use, positionOf(at.File, at.Span))
		}
		pointer := "/flow/" + strconv.Itoa(i)
		add(pointer, file, step.Stmt.Span(), use)
		for _, f := range step.Fields {
			add(pointer+"/"+escape(f.Key), file, f.Place, use)
		}
		for _, b := range step.Branches {
			if b.To >= 0 {
				add(pointer+"/"+opts.API.BranchKey()+"/"+escape(b.Key), file, b.Place, use)
			}
		}
	}
	var out strings.Builder
	out.WriteString("{\n  \"version\": 1,\n  \"mappings\": [")
	for i, m := range list {
		line, err := json.Marshal(m)
		if err != nil {
			return err
		}
		if i > 0 {
			out.WriteByte(',')
		}
		fmt.Fprintf(&out, "\n    %s", line)
	}
	out.WriteString("\n  ]\n}\n")
	_, err := io.WriteString(w, out.String())
	return err
}

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

func escape(key string) string { return pointerEscape.Replace(key) }
