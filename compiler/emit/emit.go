// Package emit numbers the steps of a call and writes the payload, and the
// source map that leads from the payload back to the script.
package emit

import (
	"io"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/expand"
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
	pieces{g, namer(g, opts.IDs)}.all(out)
	return out.End()
}

// pieces writes the objects of a graph in pieces.
type pieces struct {
	*cfg.Graph
	id func(cfg.Target) api.ID
}

// pieceSize is how many objects are in a piece, and fewPieces up to how many of
// these are not worth a second thread.
const (
	pieceSize = 512
	fewPieces = 4
)

// all writes all pieces. Of a large graph every other one is made beside the one
// before it.
func (p pieces) all(out *api.Writer) {
	n := (len(p.Steps) + pieceSize - 1) / pieceSize
	if n <= fewPieces {
		p.objects(out, 0, len(p.Steps))
		return
	}
	piece := func(out *api.Writer, i int) *api.Writer {
		p.objects(out, i*pieceSize, min((i+1)*pieceSize, len(p.Steps)))
		return out
	}
	free, made := make(chan *api.Writer, 2), make(chan *api.Writer, 2)
	free <- out.Beside()
	free <- out.Beside()
	go func() {
		for i := 1; i < n; i += 2 {
			made <- piece(<-free, i)
		}
	}()
	for i := range n {
		if i%2 == 0 {
			piece(out, i)
			continue
		}
		beside := <-made
		out.Take(beside)
		free <- beside
	}
}

// objects writes some of the objects.
func (p pieces) objects(out *api.Writer, from, to int) {
	var object api.Object
	var next api.ID
	for i := from; i < to; i++ {
		fill(&object, &next, p.Graph, i, p.id)
		out.Object(&object)
	}
}

// Object returns the object that one step of a call becomes, as the payload has
// it.
func Object(g *cfg.Graph, step int, opts Options) string {
	var object api.Object
	var next api.ID
	fill(&object, &next, g, step, namer(g, opts.IDs))
	return object.Show(opts.API)
}

// fill makes an object of a step, in the room of another.
func fill(object *api.Object, next *api.ID, g *cfg.Graph, n int, id func(cfg.Target) api.ID) {
	step := &g.Steps[n]
	*object = api.Object{ID: id(cfg.Target(n)), Fields: step.Fields, Branching: step.Branching, Branches: object.Branches[:0]}
	if !raw(step) {
		object.Type = step.TypeName()
	}
	switch {
	case step.Branching:
		for i := range step.Branches {
			if b := &step.Branches[i]; b.To >= 0 {
				object.Branches = append(object.Branches, api.Branch{Key: b.Key, To: id(b.To)})
			}
		}
	case step.Next >= 0:
		*next = id(step.Next)
		object.Next = next
	}
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
