package same

import (
	"strings"
	"testing"

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
		return there.String() + "\n" + back.String()
	})
}
