package lsp

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// TestRandomEdits makes edits in scripts of the corpus, and holds what a server
// answers behind each against what one answers that opens the text anew. No
// range may lie outside of the text. FLOWC_EDITS is of how many scripts.
func TestRandomEdits(t *testing.T) {
	texts, err := corpus.Read("../..", corpus.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	paths := slices.Sorted(maps.Keys(texts))
	const uri, edits = "file:///x.flow", 8
	scripts := 40
	if n, err := strconv.Atoi(os.Getenv("FLOWC_EDITS")); err == nil {
		scripts = n
	}
	for range scripts {
		path := paths[random.IntN(len(paths))]
		text := texts[path]
		if len(text) > 20_000 {
			continue
		}
		c := start(t, nil)
		c.initialize(`{"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}`)
		c.open(uri, text)
		for i := range edits {
			l := (&server{unit: source.UTF16}).lines(source.NewFile("", text))
			a, b := int32(random.IntN(len(text)+1)), int32(random.IntN(len(text)+1))
			if a > b {
				a, b = b, a
			}
			// A position can't be inside of a character, or of the end of a line.
			at := l.rangeOf(source.Span{Start: a, End: min(b, a+int32(random.IntN(40)))})
			span := l.span(at)
			other := texts[paths[random.IntN(len(paths))]]
			from := random.IntN(len(other) + 1)
			put := strings.ToValidUTF8(other[from:min(len(other), from+random.IntN(60))], "?")
			text = text[:span.Start] + put + text[span.End:]
			c.change(uri, i+2, quoted(at), put)
			fresh := start(t, nil)
			fresh.initialize(`{"textDocument": {"documentSymbol": {"hierarchicalDocumentSymbolSupport": true}}}`)
			fresh.open(uri, text)
			place := l.position(int32(random.IntN(len(text) + 1)))
			got := answers(c, place)
			if diff := cmp.Diff(answers(fresh, place), got); diff != "" {
				t.Fatalf("%s, edit %d (-fresh +edited):\n%s\nof\n%s", path, i, diff, text)
			}
			inside(t, text, got)
			fresh.conn.Close()
		}
	}
}

// answers asks all that can be asked about a place of a script.
func answers(c *client, at position) map[string]string {
	got := map[string]string{}
	params := fmt.Sprintf(`{"textDocument": {"uri": "file:///x.flow"}, "position": %[1]s, "positions": [%[1]s], "ch": "}", "range": {"start": {}, "end": %[1]s},
		"item": {"uri": "file:///x.flow", "selectionRange": {"start": %[1]s}}, "newName": "other", "context": {"includeDeclaration": true}}`, quoted(at))
	for method := range (&server{}).handlers() {
		if !strings.HasPrefix(method, "workspace/") {
			result, err := c.call(method, params)
			got[method] = fmt.Sprint(string(result), err)
		}
	}
	return got
}

// colored checks that all semantic tokens are in a text, and have a length.
func colored(t *testing.T, text, answer string) {
	t.Helper()
	l := (&server{unit: source.UTF16}).lines(source.NewFile("", text))
	var tokens semanticTokens
	if json.Unmarshal([]byte(strings.TrimSuffix(answer, "<nil>")), &tokens) != nil {
		return
	}
	at := position{}
	for data := tokens.Data; len(data) > 0; data = data[5:] {
		if data[0] > 0 {
			at = position{at.Line + int64(data[0]), 0}
		}
		at.Character += int64(data[1])
		end := position{at.Line, at.Character + int64(data[2])}
		if got := l.position(l.offset(end)); data[2] == 0 || got != end {
			t.Fatalf("a token from %v to %v is not in the text\n%q", at, end, text)
		}
	}
}

// TestColored checks semantic tokens of lines that end in each way.
func TestColored(t *testing.T) {
	for _, text := range []string{"say \"abcdef\rx\"\n", "// abcdef\rx\nend\n", "say \"\"\"\r\n  abc\r  def\r\n  \"\"\"\r\n", "say \"é😀\" // é\rend\n"} {
		c := start(t, nil)
		c.initialize("{}")
		c.open("file:///x.flow", text)
		answer := string(c.must("textDocument/semanticTokens/full", `{"textDocument": {"uri": "file:///x.flow"}}`))
		if !strings.Contains(answer, ",") {
			t.Errorf("%q has the tokens %s", text, answer)
		}
		colored(t, text, answer)
	}
}

// inside checks that all ranges of some answers are in a text.
func inside(t *testing.T, text string, got map[string]string) {
	t.Helper()
	l := (&server{unit: source.UTF16}).lines(source.NewFile("", text))
	colored(t, text, got["textDocument/semanticTokens/full"])
	for method, answer := range got {
		for _, found := range positions.FindAllString(answer, -1) {
			var p position
			if err := json.Unmarshal([]byte(found), &p); err != nil {
				t.Fatal(err)
			}
			if back := l.position(l.offset(p)); back != p {
				t.Errorf("%s: %v is not in the text\n%s\nof\n%s", method, p, answer, text)
			}
		}
	}
}

var positions = regexp.MustCompile(`\{"line":\d+,"character":\d+\}`)
