package cli

import (
	"encoding/json"
	"encoding/xml"
	"errors"
	"html"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/review"
	"github.com/flowc-lang/flowc/lang"
)

// odd are texts that say something to those who show them.
var odd = []string{
	`</script><script>alert(1)</script>`, `<img src=x onerror=alert(1)>`, `"quotes" & 'others' &lt; &amp;`, `]]> <!-- --> ?>`, `<details open>`,
	"שלום, לחצו 1", "مرحبا بكم", "👋🏽 👨‍👩‍👧 é e\u0301", "a\x1b[31mred\a", "left\u202eright\u2066", "a\nb\r\tc",
	"| pipes | and `ticks` ``|``", "@octocat, @flowc-lang/team and a@example.com", "#12, GH-12, flowc-lang/flowc#12", "https://evil.example/?a=b www.evil.example", ":tada: :+1: :100:", "$x$ and $$y$$",
	"*bold* _it_ ~gone~ [a](b) ![c](d) \\* \\", "- item\n# head", "::error::x %0A %25", "{{pin}} {pin} %s %d", strings.Repeat("ä very long prompt ", 600), strings.Repeat("@a#1|", 2000),
}

// diffOf compares two scripts that differ in a prompt, in a format.
func diffOf(t *testing.T, old, new, format string) string {
	t.Helper()
	for name, text := range map[string]string{"old.flow": old, "new.flow": new} {
		script := "cloud \"dev\"\ncall 4420\nsay " + lang.Quote("A "+text) + "\n"
		if err := os.WriteFile(name, []byte(script), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out, errs strings.Builder
	if status := Main([]string{"diff", "old.flow", "new.flow", "--output", format}, strings.NewReader(""), &out, &errs); status != 1 || errs.Len() > 0 {
		t.Fatalf("%q: exit status %d\n%s", new, status, errs.String())
	}
	return out.String()
}

// wordsOf returns what a review says in JSON.
func wordsOf(t *testing.T, text string) (words []string) {
	t.Helper()
	var r struct {
		Calls []struct{ Changes []struct{ Words string } }
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Calls {
		for _, change := range c.Changes {
			words = append(words, change.Words)
		}
	}
	return words
}

// TestDiffShowsAnything shows texts that say something to terminals, browsers
// and GitHub, and reads back of each format that they are said as they are.
func TestDiffShowsAnything(t *testing.T) {
	s := schema(t, "../../docs/schema/diff.schema.json")
	t.Chdir(t.TempDir())
	for _, text := range odd {
		out := map[string]string{}
		for _, format := range review.FormatNames() {
			out[format] = diffOf(t, "text", text, format)
			if i := strings.IndexFunc(out[format], func(r rune) bool {
				return r != '\n' && (unicode.IsControl(r) && r != '\t' || unicode.Is(unicode.Bidi_Control, r) && r != '\u2068' && r != '\u2069')
			}); i >= 0 {
				t.Errorf("%q in %s: %q", text, format, out[format])
			}
		}
		valid(t, s, out["json"])
		words := wordsOf(t, out["json"])
		for format, read := range map[string]func(*testing.T, string) []string{"text": textWords, "html": pageWords, "markdown": tableWords, "github": annotationWords} {
			if d := cmp.Diff(words, read(t, out[format])); d != "" {
				t.Errorf("%q in %s (-want +got):\n%s\n%s", text, format, d, out[format])
			}
		}
	}
}

func textWords(t *testing.T, text string) (words []string) {
	t.Helper()
	for line := range strings.Lines(text) {
		if _, rest, ok := strings.Cut(line, "new.flow:3   "); ok {
			words = append(words, strings.TrimSuffix(rest, "\n"))
		}
	}
	return words
}

// pageWords reads a page as XML, where no element is but those of the page.
func pageWords(t *testing.T, text string) (words []string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict, dec.AutoClose = false, []string{"meta"}
	known := strings.Fields("html head meta title style body main h1 h2 section p ol li span bdi div")
	depth := 0
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return words
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			if !slices.Contains(known, token.Name.Local) {
				t.Errorf("the page has an element %s", token.Name.Local)
			}
			if token.Name.Local == "p" && token.Attr[0].Value == "words" {
				words, depth = append(words, ""), 1
			} else if depth > 0 {
				depth++
			}
		case xml.EndElement:
			depth = max(depth-1, 0)
		case xml.CharData:
			if depth > 0 {
				words[len(words)-1] += string(token)
			}
		}
	}
}

var (
	tableRow = regexp.MustCompile("(?m)^\\| `.` \\| prompt \\| `new.flow:3` \\| (.*) \\|$")
	inSpan   = regexp.MustCompile(`<span>(.)</span>`)
	escaped  = regexp.MustCompile(`\\(.)`)
	tempting = regexp.MustCompile("@\\w|#\\d|://|www\\.|GH-\\d|:tada:|[^\\\\]`|[^\\\\]\\||<[a-z]|\\$")
)

// tableWords reads the last cell of the rows of a table, in which nothing tempts
// GitHub to make more of it.
func tableWords(t *testing.T, text string) (words []string) {
	t.Helper()
	if len(text) > 65_536 {
		t.Errorf("a comment of %d bytes", len(text))
	}
	for _, m := range tableRow.FindAllStringSubmatch(text, -1) {
		if found := tempting.FindString(inSpan.ReplaceAllString(m[1], "·")); found != "" {
			t.Errorf("%q is in %q", found, m[1])
		}
		cell := inSpan.ReplaceAllStringFunc(m[1], func(span string) string { return "\x00" + inSpan.FindStringSubmatch(span)[1] })
		cell = html.UnescapeString(escaped.ReplaceAllString(cell, "$1"))
		words = append(words, strings.NewReplacer("\x00", "", "\u2068", "", "\u2069", "").Replace(cell))
	}
	return words
}

func annotationWords(t *testing.T, text string) (words []string) {
	t.Helper()
	if codes := githubCodes(t, text); !slices.Equal(codes, []string{"prompt changed"}) {
		t.Errorf("annotations: %q", codes)
	}
	for line := range strings.Lines(text) {
		message := unescaped(t, githubLine.FindStringSubmatch(strings.TrimSuffix(line, "\n"))[3])
		said, _, _ := strings.Cut(message, "\nheard")
		words = append(words, said)
	}
	return words
}

// TestDiffWithoutGit names what is missing where there is no git, and what a
// driver does without a repository.
func TestDiffWithoutGit(t *testing.T) {
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"a.flow": "cloud \"dev\"\ncall 4420\nsay \"A.\"\n", "b.flow": "cloud \"dev\"\ncall 4420\nsay \"B.\"\n"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := func(args ...string) (string, int) {
		var out, errs strings.Builder
		status := Main(append([]string{"diff"}, args...), strings.NewReader(""), &out, &errs)
		return out.String() + errs.String(), status
	}
	driver := []string{"--git-driver", "a.flow", "a.flow", strings.Repeat("1", 40), "100644", "b.flow", strings.Repeat("2", 40), "100644"}
	want, _ := run(driver...)
	if !strings.Contains(want, `"A." now says "B."`) {
		t.Error(want)
	}
	t.Setenv("PATH", "")
	for _, args := range [][]string{{"--git"}, {"HEAD:a.flow", "a.flow"}} {
		if said, status := run(args...); status != unusable || !strings.Contains(said, "there is no program git in the PATH") {
			t.Errorf("%q: exit status %d\n%s", args, status, said)
		}
	}
	if said, status := run(driver...); said != want || status != fine {
		t.Errorf("exit status %d\n%s", status, cmp.Diff(want, said))
	}
}
