package same

import (
	"strconv"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/internal/chunks"
)

// TestDifferences holds pairs of payloads, and how they differ both ways,
// against files. A list is the flow of a payload.
func TestDifferences(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		whole := func(name string) string {
			text := strings.TrimSpace(files[name])
			if strings.HasPrefix(text, "[") {
				return `{"flow": ` + text + `}`
			}
			return text
		}
		a, b := read(t, whole(chunks.Main)), read(t, whole("b.json"))
		there, back := Compare(a, b), Compare(b, a)
		switch {
		case there == nil && back == nil:
			return "same call"
		case there == nil || back == nil:
			return "one way only"
		}
		lineA, lineB := there.Lines(side(a), side(b))
		return there.String() + "\n" + back.String() + "\n" + lineA.String() + "\n" + lineB.String()
	})
}

// side takes pointers for files, and objects for lines.
func side(p *api.Payload) *Side {
	return &Side{Payload: p, Place: func(pointer string) Place {
		line := 0
		if v := strings.Split(pointer, "/"); len(v) > 2 {
			line, _ = strconv.Atoi(v[2])
		}
		return Place{File: pointer, Line: line}
	}}
}
