package prompts_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/prompts"
)

// packed returns an XLSX file of some parts.
func packed(t testing.TB, parts map[string]string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for name, text := range parts {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(text)); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

const (
	bookXML = `<workbook><sheets><sheet name="a" id="r1"/></sheets></workbook>`
	relsXML = `<Relationships><Relationship Id="r1" Target="s.xml"/><Relationship Id="r2" Type="x/sharedStrings" Target="/xl/t.xml"/></Relationships>`
	head    = `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>`
)

func sheet(t testing.TB, shared, rest string) string {
	return packed(t, map[string]string{"xl/workbook.xml": bookXML, "xl/_rels/workbook.xml.rels": relsXML, "xl/t.xml": shared, "xl/s.xml": head + rest + "</sheetData></worksheet>"})
}

// TestHostile reads files that were made to do harm: each is refused, in no time
// and with little memory.
func TestHostile(t *testing.T) {
	const none = "<sst/>"
	var many strings.Builder
	many.WriteString("<sst><si><t>" + strings.Repeat("x", 32767) + "</t></si></sst>")
	long := strings.Replace(many.String(), "x", "xy", 1)
	cells := strings.Repeat(`<row><c t="s"><v>0</v></c></row>`, 1000)
	for name, c := range map[string]struct{ file, data, says string }{
		"bomb":          {"a.xlsx", sheet(t, none, "<!--"+strings.Repeat(" ", 130<<20)+"-->"), "it holds more than 128 MB"},
		"bomb of texts": {"a.xlsx", sheet(t, "<sst>"+strings.Repeat(" ", 130<<20)+"</sst>", ""), "it holds more than 128 MB"},
		"no zip":        {"a.xlsx", "PK\x03\x04", "it is no XLSX file"},
		"no parts":      {"a.xlsx", packed(t, nil), `it has no part "xl/workbook.xml"`},
		"entities":      {"a.xlsx", sheet(t, `<!DOCTYPE x [<!ENTITY a "b">]><sst><si><t>&a;</t></si></sst>`, ""), "it declares entities"},
		"deep":          {"a.xlsx", sheet(t, none, strings.Repeat("<row>", 100)), "its elements are nested too deep"},
		"long text":     {"a.xlsx", sheet(t, long, ""), "a text of it has more than the 32767 characters that a cell holds"},
		"shared often":  {"a.xlsx", sheet(t, many.String(), strings.Repeat(cells, 5)), "it holds more than 128 MB"},
		"long head":     {"a.csv", strings.Repeat(" ", 2<<20), "its first row is too long to be names of columns"},
		"far row":       {"a.xlsx", sheet(t, none, `<row r="99999999"><c/></row>`), "it has too many rows"},
		"no text":       {"a.xlsx", sheet(t, none, `<row><c t="s"><v>7</v></c></row>`), "a cell has a text that is not there"},
		"deep XLIFF":    {"a.xliff", "<xliff version=\"2.0\">" + strings.Repeat("<a>", 1000), "its elements are nested too deep"},
		"old XLIFF":     {"a.xliff", `<xliff version="1.2"></xliff>`, "it is no XLIFF 2"},
		"empty XLIFF":   {"a.xliff", ``, "it is no XLIFF 2"},
		"entity":        {"a.xliff", `<xliff version="2.0">&lol;</xliff>`, "invalid character entity &lol;"},
		"Latin 1":       {"a.csv", "text,translation\nHello.,\xe9t\xe9\n", "it is no UTF-8"},
		"UTF-16":        {"a.csv", "\xff\xfet\x00", "it is no UTF-8"},
		"large":         {"a.csv", strings.Repeat("a", 129<<20), "it has more than 128 MB"},
		"many rows":     {"a.csv", "text\n" + strings.Repeat("a\n", 500_001), "it has more than 500000 rows"},
		"nothing":       {"a.csv", "", ""},
		"nothing of PO": {"a.po", "", "it has no message"},
		"head of PO":    {"a.po", "msgid \"\"\nmsgstr \"\"\n", ""},
	} {
		table, broken := prompts.FormatOf(c.file).Read(c.file, c.data)
		switch {
		case c.says == "" && (broken != nil || len(table.Rows) > 0):
			t.Errorf("%s: %v", name, broken)
		case c.says != "" && (broken == nil || !strings.Contains(broken.Message, c.says)):
			t.Errorf("%s: %v", name, broken)
		}
	}
	if table, broken := prompts.FormatOf("xlsx").Read("a.xlsx", sheet(t, many.String(), cells)); broken != nil || len(table.Rows) != 1000 {
		t.Errorf("a text that many cells share: %v", broken)
	}
}

// TestManyNames makes a workbook of a script whose constants name each other a
// billion times, and say nothing.
func TestManyNames(t *testing.T) {
	var b strings.Builder
	b.WriteString("let a0 = \"\"\n")
	for i := range 40 {
		fmt.Fprintf(&b, "let a%d = \"${a%d}${a%d}\"\n", i+1, i, i)
	}
	b.WriteString("call 4420\nsay \"Hello.${a40}\"\nget \"https://api.samespace.com/${a40}\" -> next/end\nconnect 4420\n")
	book := bookOf(analyze(t, project.Memory{chunks.Main: b.String()}, chunks.Main))
	if len(book.Prompts) != 42 {
		t.Errorf("%d prompts", len(book.Prompts))
	}
}

// TestLongCells checks that no text is cut: what no cell of XLSX holds is said.
func TestLongCells(t *testing.T) {
	book := func(n int) *prompts.Workbook {
		return bookOf(analyze(t, project.Memory{chunks.Main: fmt.Sprintf("call 4420\nsay %q\nconnect 4420\n", strings.Repeat("é", n))}, chunks.Main))
	}
	var b strings.Builder
	if err := prompts.FormatOf("xlsx").Write(&b, book(32767), prompts.Language{}); err != nil {
		t.Error(err)
	}
	if err := prompts.FormatOf("xlsx").Write(&b, book(32768), prompts.Language{}); err == nil || !strings.Contains(err.Error(), "choose another format") {
		t.Errorf("%v", err)
	}
}

// FuzzRead reads anything: it never panics, and places lie in the file.
func FuzzRead(f *testing.F) {
	f.Add("csv", "id,text,translation\na,\"b\",'=c\n")
	f.Add("po", "msgctxt \"a\"\nmsgid \"b\"\nmsgstr \"\"\n\"c\"\n")
	f.Add("xliff", `<xliff version="2.0"><file id="f"><unit id="a"><segment><source>b</source><target>c<ph id="1" equiv="x"/></target></segment></unit></file></xliff>`)
	f.Add("xlsx", sheet(f, "<sst><si><t>x</t></si></sst>", `<row r="3"><c r="B3" t="s"><v>0</v></c></row>`))
	f.Add("xlsx", "<row r=\"3\"><c r=\"A3\"><v>0</v></c></row>")
	book := bookOf(analyze(f, project.Memory{chunks.Main: "call 4420\nsay \"b\"\nconnect 4420\n"}, chunks.Main))
	f.Fuzz(func(t *testing.T, name, data string) {
		format := prompts.FormatOf(name)
		if format == nil {
			return
		}
		if name == "xlsx" && !strings.HasPrefix(data, "PK") {
			data = sheet(t, "<sst/>", data)
		}
		table, broken := format.Read("a."+name, data)
		if broken != nil {
			return
		}
		_, list := prompts.Import(book, table)
		for _, found := range list {
			if at := found.Place; at.File == nil || at.Start < 0 || at.End < at.Start || int(at.End) > len(at.File.Text) {
				t.Errorf("%s is at %d-%d", found.Message, at.Start, at.End)
			}
		}
	})
}
