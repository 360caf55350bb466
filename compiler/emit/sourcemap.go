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
	places(g, main, s, opts, func(pointer string, at source.Place, in *cfg.Instance) {
		m := mapping{Pointer: pointer, position: positionOf(at.File, at.Span)}
		for _, use := range in.Chain() {
			m.Use = append(m.Use, positionOf(use.File, use.Span))
		}
		list = append(list, m)
	})
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

// Place returns where a value of a payload is written, or, where that is not
// written by itself, what it is a part of.
func Place(g *cfg.Graph, main *source.File, s *expand.Settings, opts Options, pointer string) source.Place {
	found, longest := source.Place{File: main}, ""
	places(g, main, s, opts, func(at string, place source.Place, _ *cfg.Instance) {
		if len(at) > len(longest) && strings.HasPrefix(pointer+"/", at+"/") {
			found, longest = place, at
		}
	})
	return found
}

// places calls f for each JSON pointer and the place that it is written at, and
// for which expansion of a body.
func places(g *cfg.Graph, main *source.File, s *expand.Settings, opts Options, f func(string, source.Place, *cfg.Instance)) {
	add := func(pointer string, file *source.File, span source.Span, in *cfg.Instance) {
		if span != (source.Span{}) {
			f(pointer, source.Place{File: file, Span: span}, in)
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
		pointer := "/flow/" + strconv.Itoa(i)
		add(pointer, file, step.Stmt.Span(), step.In)
		for _, f := range step.Fields {
			add(pointer+api.Pointer(f.Key.Name), file, expand.PlaceOf(step, f.Key.Name), step.In)
		}
		for _, b := range step.Branches {
			if b.To >= 0 {
				add(pointer+api.Pointer(opts.API.BranchKey(), b.Key), file, b.Place, step.In)
			}
		}
	}
}
