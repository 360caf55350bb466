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
			add(pointer+api.Pointer(f.Key), file, f.Place, use)
		}
		for _, b := range step.Branches {
			if b.To >= 0 {
				add(pointer+api.Pointer(opts.API.BranchKey(), b.Key), file, b.Place, use)
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
