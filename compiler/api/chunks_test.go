package api_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/internal/chunks"
)

// TestRead holds what is read of payloads, right and wrong, against files: the
// values, the liberties that the text takes, and the graph for each version.
func TestRead(t *testing.T) {
	chunks.Run(t, "testdata/read*.txt", func(t *testing.T, files map[string]string) string {
		text := strings.TrimSuffix(files[chunks.Main], "\n")
		text = strings.NewReplacer("␀", "\x00", "␍", "\r", "␉", "\t").Replace(text)
		doc, err := api.Decode(text)
		var wrong *api.DecodeError
		if errors.As(err, &wrong) {
			return fmt.Sprintf("error at %d: %s", wrong.Offset, wrong.Message)
		}
		var b strings.Builder
		fmt.Fprintf(&b, "%s at %d-%d\n", doc.Root.AppendJSON(nil), doc.Root.Start, doc.Root.End)
		for _, n := range doc.Notes {
			fmt.Fprintf(&b, "note at %d %q: %s\n", n.Start, text[n.Start:n.End], n.Message)
		}
		last := ""
		for _, version := range []api.Version{0, api.V1, api.V2} {
			if g := graph(doc, version); g != last {
				fmt.Fprintf(&b, "-- read for %d --\n%s", version, g)
				last = g
			}
		}
		return b.String()
	})
}

// graph shows the graph of a payload.
func graph(doc *api.Document, version api.Version) string {
	p := api.Read(doc, version)
	if p.Flow == nil {
		return ""
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s, envelope %t, mixed %t, %d branches\n", p.Version, p.Envelope != nil, p.Mixed, p.Branches())
	for _, s := range p.Strays {
		fmt.Fprintf(&b, "stray %d: %s\n", s.Index, s.Node.Short(20))
	}
	for i := range p.Vertices {
		v := &p.Vertices[i]
		fmt.Fprintf(&b, "%s %q id %q %t", v.Pointer(), v.Type, v.ID, v.HasID)
		if v.Twice {
			b.WriteString(" twice")
		}
		for _, e := range v.Edges {
			key := e.Key
			if key == api.NextStep {
				key = "next_step"
			}
			fmt.Fprintf(&b, ", %s -> %d", key, e.To)
		}
		v.Members(func(n *api.Node) { fmt.Fprintf(&b, ", %s %s", n.Key, n.Short(12)) })
		b.WriteByte('\n')
	}
	return b.String()
}
