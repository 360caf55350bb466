package callscript_test

import (
	"bytes"
	"html"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	unsafe "github.com/yuin/goldmark/renderer/html"

	"github.com/flowc-lang/flowc/internal/callscript"
)

// hostile are texts that a format may take for marks of its own.
var hostile = []string{
	"</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", `"quotes" & 'others' &amp; &lt; &#65; &copy`, "<!-- a comment -->",
	"*a* **b** _c_ __d__ ~e~ ~~f~~ `g` ``h``", "snake_case_name _x_ a_b_", "# heading", "1. one", "12) twelve", "- item", "+ item", "* item", "> quote", "= =", "===", "---", "***", "___",
	"a | b\n--- | ---\n1 | 2", "[link](https://example.com) ![picture](x) [ref][1] [^1]", "https://example.com www.example.com ftp://x.y someone@example.com", "<https://example.com>",
	"@someone and @org/team, #12, GH-1, org/repo#3", ":smile: :+1: 12:30:00", "$x$ and $$y$$ for 5$", `\* \\ \n C:\temp`, "    deep", "\tdeep", "```\nfence\n```", "~~~\nfence",
	"line one\nline two", "two  spaces  \nat the end", "שלום עולם", "مرحبا 123 (hello)", "😀 👨‍👩‍👧 é", "a\u0000b\u001bc\u0007", "evil\u202etxt.exe\u202c", "{{x}} {y} ${z} %d %s",
	"", " ", "\n", "\\", "`", "<", "&", "*", "_", "[", "]", "!", "![", "](", "a\\\nb", "term\n: definition",
}

var (
	comment = regexp.MustCompile(`<!--.*?-->`)
	tag     = regexp.MustCompile(`<[^>]*>`)
)

// read returns what a reader of Markdown sees of a block, and which elements it
// has become.
func read(t *testing.T, block callscript.Block) (text string, elements []string) {
	t.Helper()
	page := &callscript.Page{Title: "x", Endings: []callscript.Block{block}}
	md := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList), goldmark.WithRendererOptions(unsafe.WithUnsafe()))
	var out bytes.Buffer
	if err := md.Convert([]byte(page.Markdown()), &out); err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(out.String(), "How the call can end</h2>")
	rest = comment.ReplaceAllString(rest, "")
	for _, found := range tag.FindAllString(rest, -1) {
		if name := strings.Trim(found, "</> "); !slices.Contains(elements, name) {
			elements = append(elements, name)
		}
	}
	return folded(html.UnescapeString(tag.ReplaceAllString(rest, ""))), elements
}

// folded returns a text with white space as pages show it.
func folded(text string) string { return strings.Join(strings.Fields(text), " ") }

// TestMarkdown reads texts that Markdown could take for marks: they come out as
// they are, whatever they stand in.
func TestMarkdown(t *testing.T) {
	alphabet := []rune("ab1 .*_#|`[]()<>&!~$\\-+=:@\"'{}\n\tא")
	r := rand.New(rand.NewPCG(1, 2))
	texts := slices.Clone(hostile)
	for range 2000 {
		text := make([]rune, 1+r.IntN(12))
		for i := range text {
			text[i] = alphabet[r.IntN(len(alphabet))]
		}
		texts = append(texts, string(text))
	}
	for _, text := range texts {
		words := callscript.Text{{Text: text}}
		want := folded(strings.Map(func(r rune) rune {
			if r != '\n' && r != '\t' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) {
				return '\uFFFD'
			}
			return r
		}, text))
		for _, block := range []callscript.Block{
			&callscript.Line{Words: words},
			&callscript.List{Items: []callscript.Item{{Words: words, Blocks: []callscript.Block{&callscript.Line{Words: words}}}}},
			&callscript.Speech{Words: words},
			&callscript.Note{Parts: []callscript.Part{{Text: text}}, About: true},
		} {
			got, elements := read(t, block)
			switch block.(type) {
			case *callscript.List:
				got = strings.TrimSpace(got[:len(got)/2])
			case *callscript.Speech:
				_, got, _ = strings.Cut(got, ")")
				got = strings.TrimSpace(got)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%T %q (-want +got):\n%s", block, text, d)
			}
			for _, e := range elements {
				if !slices.Contains([]string{"p", "ul", "li", "blockquote", "strong", "br"}, e) {
					t.Errorf("%T %q makes an element %s", block, text, e)
				}
			}
		}
	}
}
