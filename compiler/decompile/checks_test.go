package decompile

import (
	"os"
	"testing"
	"time"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// today is the day on which the payloads of the tests are checked.
var today = time.Date(2026, time.November, 22, 0, 0, 0, 0, time.UTC)

// checked returns all that the check of a payload says.
func checked(t *testing.T, name, text string) string {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	secrets := &diag.Redactor{}
	list := Check(doc, source.NewFile(name, text), CheckOptions{Now: today}, secrets)
	return findings(list, secrets)
}

// TestSamplesChecked holds what is said of the payloads that the API's pages
// print against the files beside them: all that is wrong there, and nothing else.
func TestSamplesChecked(t *testing.T) {
	for _, name := range []string{"sample-v1.json", "sample-v2.json"} {
		text, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/checks/"+name+".findings", checked(t, name, string(text)))
	}
}

// TestPayloadsChecked holds what the checks of calls say of payloads, and where.
func TestPayloadsChecked(t *testing.T) {
	chunks.Run(t, "testdata/checks/*.txt", func(t *testing.T, files map[string]string) string {
		return checked(t, "payload.json", files[chunks.Main])
	})
}
