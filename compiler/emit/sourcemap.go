package emit

import (
	"encoding/json"
	"io"
	"strconv"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/lang/source"
)

// Map writes the source map of a payload: a JSON object with a list of
// mappings from JSON pointers (RFC 6901) to files, lines and columns, both
// from 1, in the order of the payload. A mapping names the uses that lead to its
// step as well, innermost first.
func Map(w io.Writer, g *cfg.Graph, main *source.File, s *expand.Settings, opts Options) error {
	out := mapper{out: w, names: map[*source.File]string{}}
	out.text("{\n  \"version\": 1,\n  \"mappings\": [")
	separator := "\n    "
	places(g, main, s, opts, func(pointer []byte, at source.Place, in *cfg.Instance) {
		out.text(separator)
		separator = ",\n    "
		out.text(`{"pointer":`)
		out.buf = appendQuoted(out.buf, pointer)
		out.text(",")
		out.position(at)
		opening := `,"use":[{`
		for _, use := range in.Chain() {
			out.text(opening)
			out.position(use)
			out.text("}")
			opening = ",{"
		}
		if opening == ",{" {
			out.text("]")
		}
		out.text("}")
		out.flush(mapFlush)
	})
	out.text("\n  ]\n}\n")
	out.flush(0)
	return out.err
}

// A mapper writes a source map.
type mapper struct {
	out   io.Writer
	buf   []byte
	names map[*source.File]string // of files, quoted
	err   error
}

// mapFlush is how much of a source map is written at once.
const mapFlush = 64 << 10

func (m *mapper) flush(size int) {
	if len(m.buf) <= size {
		return
	}
	if m.err == nil {
		_, m.err = m.out.Write(m.buf)
	}
	m.buf = m.buf[:0]
}

func (m *mapper) text(s string) { m.buf = append(m.buf, s...) }

func (m *mapper) position(place source.Place) {
	name, known := m.names[place.File]
	if !known {
		name = string(appendQuoted(nil, []byte(place.File.Name)))
		m.names[place.File] = name
	}
	at := place.File.Position(place.Start, source.Characters)
	m.text(`"file":`)
	m.text(name)
	m.text(`,"line":`)
	m.buf = strconv.AppendInt(m.buf, int64(at.Line), 10)
	m.text(`,"column":`)
	m.buf = strconv.AppendInt(m.buf, int64(at.Column), 10)
}

// appendQuoted appends a text as encoding/json writes it.
func appendQuoted(buf, text []byte) []byte {
	for _, c := range text {
		if c < ' ' || c > '~' || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&' {
			quoted, err := json.Marshal(string(text))
			if err != nil {
				panic(err) // every text can be quoted
			}
			return append(buf, quoted...)
		}
	}
	buf = append(buf, '"')
	buf = append(buf, text...)
	return append(buf, '"')
}

// Place returns where a value of a payload is written, or, where that is not
// written by itself, what it is a part of.
func Place(g *cfg.Graph, main *source.File, s *expand.Settings, opts Options, pointer string) source.Place {
	found, longest := source.Place{File: main}, 0
	places(g, main, s, opts, func(at []byte, place source.Place, _ *cfg.Instance) {
		if n := len(at); n > longest && n <= len(pointer) && string(at) == pointer[:n] && (n == len(pointer) || pointer[n] == '/') {
			found, longest = place, n
		}
	})
	return found
}

// places calls f for each JSON pointer, which is good until it returns, and the place that it is written at, and
// for which expansion of a body.
func places(g *cfg.Graph, main *source.File, s *expand.Settings, opts Options, f func([]byte, source.Place, *cfg.Instance)) {
	add := func(pointer []byte, file *source.File, span source.Span, in *cfg.Instance) {
		if span != (source.Span{}) {
			f(pointer, source.Place{File: file, Span: span}, in)
		}
	}
	add([]byte("/cloud_id"), main, s.Cloud.Place, nil)
	if opts.API == api.V2 {
		add([]byte("/cloud_sid"), main, s.SID.Place, nil)
	}
	add([]byte("/auth_token"), main, s.Token.Place, nil)
	if s.Publish != nil && opts.API == api.V2 {
		add([]byte("/publish"), main, s.Publish.Place, nil)
	}
	var pointer []byte
	for i := range g.Steps {
		step := &g.Steps[i]
		file := step.In.File.Source
		pointer = strconv.AppendInt(append(pointer[:0], "/flow/"...), int64(i), 10)
		object := len(pointer)
		add(pointer, file, step.Stmt.Span(), step.In)
		for _, f := range step.Fields {
			pointer = api.AppendPointer(pointer[:object], f.Key.Name)
			add(pointer, file, expand.PlaceOf(step, f.Key.Name), step.In)
		}
		for _, b := range step.Branches {
			if b.To >= 0 {
				pointer = api.AppendPointer(pointer[:object], opts.API.BranchKey(), b.Key)
				add(pointer, file, b.Place, step.In)
			}
		}
	}
}
