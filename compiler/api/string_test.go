package api_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/api"
)

// TestAppendString writes each byte at each place of a text: several are looked
// at together.
func TestAppendString(t *testing.T) {
	for c := range 256 {
		for at := range 17 {
			text := strings.Repeat("a", at) + string([]byte{byte(c)}) + strings.Repeat("~", 16-at)
			var read string
			written := api.AppendString(nil, text)
			if err := json.Unmarshal(written, &read); err != nil {
				t.Fatalf("%q is written as %s: %v", text, written, err)
			}
			if want := strings.ToValidUTF8(text, "\uFFFD"); read != want {
				t.Errorf("%q is written as %s", text, written)
			}
			if want := fmt.Sprintf("%q", text); c >= ' ' && c < 0x7F && string(written) != want {
				t.Errorf("%q is written as %s, want %s", text, written, want)
			}
		}
	}
}
