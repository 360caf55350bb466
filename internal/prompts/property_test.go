package prompts_test

import (
	"bytes"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/prompts"
)

// odd has all that a format may lose.
const odd = `// Odd.
let name = "Ann & \"Bob\" ${tail}"
let tail = "$"
call 4420
input 4 into account
say "=SUM(A1) </script> 'quoted' \"double\" & {{account}} \\ \\n \${x} $5 _x0041_"
say "שלום 👩‍👩‍👧 \u{202E}\u{7}\u{D}\u{FEFF} \t end " // kept
say """
  A long text of two lines and more, which goes on and on, up to the end of its line.

  And a paragraph for ${name}, {{account}} and "you".
"""
say "LONG"
menu "Welcome ${name}" {
  1 "for </menu> &amp; 'x'" -> next
  2 "for {{account}}" -> next
}
connect 4420
`

// scripts are those that the properties are held on.
func scripts(t *testing.T) map[string]project.Memory {
	t.Helper()
	long := strings.Replace(odd, "LONG", strings.Repeat("Ten letters ", 1000), 1)
	list := map[string]project.Memory{
		"odd":     {chunks.Main: long},
		"windows": {chunks.Main: "\uFEFF" + strings.ReplaceAll(long, "\n", "\r\n")},
	}
	lib := project.Memory{}
	for _, path := range glob(t, "../../examples/lib/*.flow") {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lib["lib/"+filepath.Base(path)] = string(text)
	}
	for _, path := range slices.Concat(glob(t, "../../examples/*.flow"), glob(t, "../../golden/menu*/in.flow"), glob(t, "../../golden/step-*/in.flow")) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		files := project.Memory{chunks.Main: string(text)}
		for name, text := range lib {
			files[name] = text
		}
		if a, err := compiler.Analyze(t.Context(), project.New(files), chunks.Main, compiler.Options{}); err == nil && !a.Findings.HasErrors() {
			list[path] = files
		}
	}
	if len(list) < 20 {
		t.Errorf("only %d scripts are there", len(list))
	}
	return list
}

// TestNothingChanges exports workbooks and imports them as they are, and with each
// prompt as its own translation: no byte of a script changes.
func TestNothingChanges(t *testing.T) {
	for name, files := range scripts(t) {
		book := bookOf(analyze(t, files, chunks.Main))
		for _, format := range prompts.FormatNames() {
			for _, filled := range []bool{false, true} {
				data := write(t, format, book)
				if filled {
					same := map[string]string{}
					for _, p := range book.Prompts {
						same[p.ID] = p.Text
					}
					data = fill(t, format, data, same)
				}
				copies, findings := imported(t, book, format, data)
				for _, c := range copies {
					if c.Changed || c.Text != files[c.Name] {
						t.Errorf("%s by %s: %s has changed", name, format, c.Name)
					}
				}
				if _, translate := book.Counts(); translate > 0 && filled != (findings == "") {
					t.Errorf("%s by %s: %s", name, format, findings)
				}
			}
		}
	}
}

// TestTranslations translates scripts into random texts, by every format: each
// arrives in the payload.
func TestTranslations(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	texts := 0
	for name, files := range scripts(t) {
		book := bookOf(analyze(t, files, chunks.Main))
		for _, format := range prompts.FormatNames() {
			wanted := map[string]string{}
			for _, p := range book.Prompts {
				if p.Translate() {
					wanted[p.ID] = random(r, p)
				}
			}
			copies, findings := imported(t, book, format, fill(t, format, write(t, format, book), wanted))
			if strings.Contains(findings, "error") {
				t.Fatalf("%s by %s: %s", name, format, findings)
			}
			again := project.Memory{}
			for _, c := range copies {
				again[c.Name] = c.Text
			}
			after := analyze(t, again, chunks.Main)
			var want, got []string
			for _, text := range wanted {
				want = append(want, text)
			}
			for _, p := range bookOf(after).Prompts {
				if p.Translate() {
					got = append(got, p.Text)
				}
			}
			slices.Sort(want)
			slices.Sort(got)
			if d := cmp.Diff(slices.Compact(want), slices.Compact(got)); d != "" {
				t.Fatalf("%s by %s (-want +got):\n%s", name, format, d)
			}
			texts += len(want)
			heard(t, after, wanted)
			if d := cmp.Diff(silent(t, analyze(t, files, chunks.Main)), silent(t, after)); d != "" {
				t.Errorf("%s by %s: more than texts has changed (-want +got):\n%s", name, format, d)
			}
		}
	}
	if texts < 500 {
		t.Errorf("%d translations are not enough", texts)
	}
}

// TestKeep writes workbooks with the translations of earlier ones, by every format:
// what comes of them is the same.
func TestKeep(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for name, files := range scripts(t) {
		a := analyze(t, files, chunks.Main)
		book := bookOf(a)
		wanted := map[string]string{}
		for _, p := range book.Prompts {
			if p.Translate() {
				wanted[p.ID] = random(r, p)
			}
		}
		data := fill(t, "csv", write(t, "csv", book), wanted)
		want, _ := imported(t, book, "csv", data)
		table, _ := prompts.FormatOf("csv").Read("fr.csv", data)
		if left, _ := book.Keep(table); len(left) > 0 {
			t.Errorf("%s: %q are left out", name, left)
		}
		for _, format := range prompts.FormatNames() {
			data := write(t, format, book)
			got, findings := imported(t, bookOf(a), format, data)
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("%s by %s (-want +got):\n%s%s", name, format, d, findings)
			}
			if format == "xliff" {
				conforms(t, name, data)
			}
		}
	}
}

// escaped finds what stands in a text of a workbook for a character.
var escaped = regexp.MustCompile(`\\u\{([0-9A-F]+)\}|\\(.)`)

// silent returns the payload of a script without what it says.
func silent(t *testing.T, a *compiler.Analysis) string {
	t.Helper()
	var b strings.Builder
	if err := a.Payload(&b, true); err != nil {
		t.Fatal(err)
	}
	return regexp.MustCompile(`"text":"(?:[^"\\]|\\.)*"`).ReplaceAllString(b.String(), "")
}

// heard checks that a payload says translations that have nothing in them that the
// build replaces.
func heard(t *testing.T, a *compiler.Analysis, wanted map[string]string) {
	t.Helper()
	var b strings.Builder
	if err := a.Payload(&b, true); err != nil {
		t.Fatal(err)
	}
	doc, err := api.Decode(b.String())
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, v := range api.Read(doc, 0).Vertices {
		if n := v.Node.Get("text"); n != nil {
			said.WriteString(n.Text + "\n")
		}
	}
	for _, text := range wanted {
		if bare := regexp.MustCompile(`\\.`).ReplaceAllString(text, ""); strings.Contains(bare, "{key}") || strings.Contains(bare, "{choice}") || strings.Contains(bare, "${") {
			continue
		}
		plain := escaped.ReplaceAllStringFunc(text, func(s string) string {
			m := escaped.FindStringSubmatch(s)
			if m[1] == "" {
				return strings.NewReplacer("t", "\t").Replace(m[2])
			}
			n, _ := strconv.ParseUint(m[1], 16, 32)
			return string(rune(n))
		})
		if !strings.Contains(said.String(), strings.TrimSpace(plain)) {
			t.Errorf("the payload does not say %q", plain)
		}
	}
}

// words are what random translations are made of, as workbooks have them.
var words = []string{
	"bonjour", "Ünïcode", "=1+1", "+x", "-y", "@z", "'q", `"quoted"`, `"""`, "</script>", "<b>", "&amp;", "&", "]]>", "שלום", "👩‍👩‍👧", "\u202e", "_x0041_", "_x005F_",
	`\\`, `\${x}`, "$", "$5", "5", "\n", "\n\n", "  ", `\u{7}`, `\u{D}`, `\u{1F}`, `\t`, `\u{FFFE}`, "//", "#, fuzzy", "msgid", ";", ",", "日本語", "{", "}", "{x}", "\u00a0",
}

// random returns a random translation of a prompt, which keeps what it must.
func random(r *rand.Rand, p *prompts.Prompt) string {
	var list []string
	for range 1 + r.IntN(12) {
		list = append(list, words[r.IntN(len(words))])
	}
	if r.IntN(10) == 0 {
		list = append(list, strings.Repeat("long ", 2000))
	}
	list = append(list, "mot")
	for _, keep := range regexp.MustCompile(`\\.|\$\{\w+\}|\{\{\w+\}\}|\{key\}|\{choice\}`).FindAllString(p.Text, -1) {
		if keep[0] != '\\' {
			list = slices.Insert(list, r.IntN(len(list)+1), keep)
		}
	}
	text := strings.Join(list, " ")
	if r.IntN(3) == 0 {
		braces := []string{"$", "{", "}", "{x}"} // side by side with others they would be something else
		text = strings.Join(slices.DeleteFunc(list, func(s string) bool { return slices.Contains(braces, s) }), "")
	}
	return text
}

// imported returns what becomes of the scripts of a workbook.
func imported(t *testing.T, book *prompts.Workbook, format, data string) (copies []prompts.Copy, findings string) {
	t.Helper()
	table, broken := prompts.FormatOf(format).Read("fr."+format, data)
	if broken != nil {
		t.Fatalf("%s: %s\n%s", format, broken.Message, data)
	}
	edits, list := prompts.Import(book, table)
	copies, err := book.Copies(edits)
	if err != nil {
		t.Fatal(err)
	}
	return copies, chunks.Findings(list)
}

// fill writes translations into a workbook, by id, as the programs of those who
// translate do.
func fill(t *testing.T, format, data string, texts map[string]string) string {
	t.Helper()
	switch format {
	case "csv":
		rows, err := csv.NewReader(strings.NewReader(data)).ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows[1:] {
			if row[3] = texts[row[0]]; strings.TrimLeft(row[3], "'") != "" && strings.ContainsAny(strings.TrimLeft(row[3], "'")[:1], "=+-@") {
				row[3] = "'" + row[3]
			}
		}
		var b strings.Builder
		w := csv.NewWriter(&b)
		w.UseCRLF = true
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		return "\uFEFF" + b.String()
	case "xlsx":
		return fillXLSX(t, data, texts)
	case "po":
		return regexp.MustCompile(`(?s)msgctxt "([^"]+)"\nmsgid (.*?)\nmsgstr ""`).ReplaceAllStringFunc(data, func(s string) string {
			id := regexp.MustCompile(`msgctxt "([^"]+)"`).FindStringSubmatch(s)[1]
			quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", "\\n\"\n\"").Replace(texts[id])
			return strings.TrimSuffix(s, `""`) + `"` + quoted + `"`
		})
	}
	at := 0
	return regexp.MustCompile(`(?s)<unit id="([^"]+)".*?</source>`).ReplaceAllStringFunc(data, func(s string) string {
		at++
		id := regexp.MustCompile(`<unit id="([^"]+)"`).FindStringSubmatch(s)[1]
		text, there := texts[id]
		if !there || strings.Contains(s[:strings.Index(s, ">")], `translate="no"`) {
			return s
		}
		var b bytes.Buffer
		if err := xml.EscapeText(&b, []byte(text)); err != nil {
			t.Fatal(err)
		}
		out := b.String()
		for i, d := range regexp.MustCompile(`<data id="(d\d+)">([^<]*)</data>`).FindAllStringSubmatch(s, -1) {
			// A tool knows what stands for something by its element.
			holder := fmt.Sprintf(`<ph id="%d" dataRef="%s"/>`, i+1, d[1])
			out = regexp.MustCompile(`(^|[^\\])`+regexp.QuoteMeta(d[2])).ReplaceAllString(out, "${1}"+holder)
		}
		return s + "\n<target>" + out + "</target>"
	})
}

func fillXLSX(t *testing.T, data string, texts map[string]string) string {
	t.Helper()
	f, err := excelize.OpenReader(strings.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("Prompts")
	if err != nil {
		t.Fatal(err)
	}
	for n, row := range rows[1:] {
		// It writes what looks like the number of a character as it is.
		text := regexp.MustCompile(`_(x[0-9A-F]{4}_)`).ReplaceAllString(texts[row[0]], "_x005F_$1")
		if err := f.SetCellStr("Prompts", fmt.Sprintf("D%d", n+2), text); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestWellFormed checks that XML is XML whatever the prompts say, and that the
// elements of XLIFF stand where its schema has them.
func TestWellFormed(t *testing.T) {
	for name, files := range scripts(t) {
		data := write(t, "xliff", bookOf(analyze(t, files, chunks.Main)))
		conforms(t, name, data)
	}
	payload := `{"flow": [{"id": 0, "type": "play", "text": "\u0001\u0000\ufffe\ud800 ]]> <x> & \"{{a}}\" {{b}} {{a}}"}]}`
	book := payloadBook(t, "a & b.json", payload)
	conforms(t, "payload", write(t, "xliff", book))
	sheetOf(t, write(t, "xlsx", book))
}

// children are the elements of XLIFF 2.0 that are written, with those that may
// stand in each, in their order, and its attributes (xliff_core_2.0.xsd).
var children = map[string]struct{ kids, attrs string }{
	"xliff": {"file", "version srcLang trgLang"}, "file": {"unit*", "id"}, "unit": {"notes originalData segment", "id space translate"}, "notes": {"note*", ""}, "note": {"", "category"},
	"originalData": {"data*", ""}, "data": {"", "id"}, "segment": {"source target", ""}, "source": {"ph*", ""}, "target": {"ph*", ""}, "ph": {"", "id canDelete dataRef disp equiv"},
}

func conforms(t *testing.T, name, data string) {
	t.Helper()
	dec := xml.NewDecoder(strings.NewReader(data))
	var path []string
	var last []int // the place of the last child in the order of its parent
	ids := map[string]bool{}
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			rule, known := children[token.Name.Local]
			for _, a := range token.Attr {
				if a.Name.Local != "xmlns" && !slices.Contains(strings.Fields(rule.attrs), a.Name.Local) {
					t.Errorf("%s: %s may not have %s", name, token.Name.Local, a.Name.Local)
				}
				if a.Name.Local == "id" && !regexp.MustCompile(`^[A-Za-z0-9._:-]+$`).MatchString(a.Value) {
					t.Errorf("%s: %q is no NMTOKEN", name, a.Value)
				}
				if a.Name.Local == "id" && token.Name.Local == "unit" {
					if ids[a.Value] {
						t.Errorf("%s: two units are called %s", name, a.Value)
					}
					ids[a.Value] = true
				}
			}
			if n := len(path); n > 0 {
				at := slices.IndexFunc(strings.Fields(children[path[n-1]].kids), func(kid string) bool { return strings.TrimSuffix(kid, "*") == token.Name.Local })
				if at < last[n-1] || at < 0 || !known {
					t.Errorf("%s: %s may not stand there in %s", name, token.Name.Local, path[n-1])
				}
				last[n-1] = at
			}
			path, last = append(path, token.Name.Local), append(last, 0)
		case xml.EndElement:
			path, last = path[:len(path)-1], last[:len(last)-1]
		}
	}
}
