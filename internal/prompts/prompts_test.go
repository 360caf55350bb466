package prompts_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/internal/prompts"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// analyze compiles a script of some files, which has no errors.
func analyze(t testing.TB, files project.FS, name string) *compiler.Analysis {
	t.Helper()
	a, err := compiler.Analyze(context.Background(), project.New(files), name, compiler.Options{Rules: project.Rules{Policy: corpus.Fragments()}})
	if err != nil {
		t.Fatal(err)
	}
	if a.Findings.HasErrors() {
		t.Fatalf("%s has errors:\n%s", name, chunks.Findings(a.Findings))
	}
	return a
}

// bookOf returns the workbook of a script.
func bookOf(a *compiler.Analysis) *prompts.Workbook {
	book := prompts.New(a.Secrets)
	book.AddScript(a)
	book.Hide()
	return book
}

func write(t testing.TB, format string, book *prompts.Workbook) string {
	t.Helper()
	var b strings.Builder
	if err := prompts.FormatOf(format).Write(&b, book, prompts.Language{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// payloadBook returns the workbook of a payload.
func payloadBook(t testing.TB, name, text string) *prompts.Workbook {
	t.Helper()
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	book := prompts.New(nil)
	book.AddPayload(call.OfPayload(api.Read(doc, 0), source.NewFile(name, text)))
	return book
}

// TestWorkbooks holds the workbooks of small scripts and payloads against the files
// in testdata.
func TestWorkbooks(t *testing.T) {
	chunks.Run(t, "testdata/workbook.txt", func(t *testing.T, files map[string]string) string {
		if text := files[chunks.Main]; strings.HasPrefix(text, "{") {
			return write(t, "csv", payloadBook(t, "payload.json", text))
		}
		book := bookOf(analyze(t, project.Memory(files), chunks.Main))
		return fmt.Sprintf("%ssilent: %d, hidden: %d\n", write(t, "csv", book), book.Silent, book.Hidden)
	})
}

// TestImport holds what becomes of translations against the files in testdata: the
// findings, and what changes in the scripts.
func TestImport(t *testing.T) {
	chunks.Run(t, "testdata/import.txt", func(t *testing.T, files map[string]string) string {
		book := bookOf(analyze(t, project.Memory(files), chunks.Main))
		var b strings.Builder
		for _, format := range prompts.FormatNames() {
			name := "fr." + format
			data, there := files[name]
			if !there {
				continue
			}
			table, broken := prompts.FormatOf(name).Read(name, data)
			if broken != nil {
				return chunks.Findings(diag.List{broken})
			}
			edits, list := prompts.Import(book, table)
			b.WriteString(chunks.Findings(list))
			if list.HasErrors() {
				continue
			}
			copies, err := book.Copies(edits)
			if err != nil {
				t.Fatal(err)
			}
			again := project.Memory{}
			for _, c := range copies {
				again[c.Name] = c.Text
				if c.Changed {
					fmt.Fprintf(&b, "-- %s --\n%s", c.Name, c.Text)
				}
			}
			analyze(t, again, chunks.Main)
		}
		return b.String()
	})
}

// TestRecordings holds payloads with recordings against the files in testdata.
func TestRecordings(t *testing.T) {
	chunks.Run(t, "testdata/record.txt", func(t *testing.T, files map[string]string) string {
		const name = "recordings.csv"
		table, broken := prompts.FormatOf(name).Read(name, files[name])
		if broken != nil {
			return chunks.Findings(diag.List{broken})
		}
		recordings, list := prompts.ReadRecordings(table)
		if list.HasErrors() {
			return chunks.Findings(list)
		}
		a := analyze(t, project.Memory(files), chunks.Main)
		recorded, found, count := recordings.Apply(a)
		var b, before, after strings.Builder
		if err := a.Payload(&before, true); err != nil {
			t.Fatal(err)
		}
		if err := recorded.Payload(&after, true); err != nil {
			t.Fatal(err)
		}
		if strings.Contains(before.String(), "mp3") && !strings.Contains(files[chunks.Main], "mp3") {
			t.Error("the analysis has changed")
		}
		b.WriteString(chunks.Findings(append(list, found...)))
		for _, object := range strings.SplitAfter(after.String(), `{"id":`) {
			if strings.Contains(object, `"type":"play"`) {
				b.WriteString(strings.TrimSuffix(object, `{"id":`) + "\n")
			}
		}
		fmt.Fprintf(&b, "%+v\n", count)
		return b.String()
	})
}

// TestExamples holds the workbooks of the examples against the files in golden,
// in every format: of XLSX the sheet.
func TestExamples(t *testing.T) {
	const examples = "../../examples"
	books := map[string]*prompts.Workbook{}
	for _, path := range glob(t, filepath.Join(examples, "*.flow")) {
		name := filepath.Base(path)
		books[strings.TrimSuffix(name, ".flow")] = bookOf(analyze(t, project.Of(os.DirFS(examples)), name))
	}
	for _, path := range glob(t, filepath.Join(examples, "payloads", "*.json")) {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		books[name] = payloadBook(t, name, string(text))
	}
	for name, book := range books {
		for _, format := range prompts.Formats {
			got := write(t, format.Name, book)
			if again := write(t, format.Name, book); again != got {
				t.Errorf("%s as %s has other bytes the second time", name, format.Name)
			}
			if format.Name == "xlsx" {
				got = sheetOf(t, got)
			}
			golden(t, filepath.Join("testdata", "examples", name+"."+format.Name), got)
		}
	}
}

// glob returns the files of a pattern that are no tests.
func glob(t *testing.T, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) == 0 {
		t.Fatalf("no files %s: %v", pattern, err)
	}
	return slices.DeleteFunc(paths, func(path string) bool { _, test := project.Tested(path); return test })
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if chunks.Updating() {
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

// sheetOf returns the cells of an XLSX file as another program reads them, a row a
// line.
func sheetOf(t *testing.T, data string) string {
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
	var b strings.Builder
	for _, row := range rows {
		fmt.Fprintf(&b, "%q\n", row)
	}
	return b.String()
}

// TestXLSXOfOthers reads what another program has made of a workbook.
func TestXLSXOfOthers(t *testing.T) {
	book := bookOf(analyze(t, project.Memory{"main.flow": "call 4420\nsay \"Hello.\"\nsay \"_x0041_ = <&>\"\nconnect 4420\n"}, "main.flow"))
	f, err := excelize.OpenReader(strings.NewReader(write(t, "xlsx", book)))
	if err != nil {
		t.Fatal(err)
	}
	for cell, text := range map[string]string{"D2": "=Bonjour\nà tous", "D3": "\"é\" 𝄞"} {
		if err := f.SetCellStr("Prompts", cell, text); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := f.NewSheet("Cover"); err != nil {
		t.Fatal(err)
	}
	if err := f.MoveSheet("Cover", "Prompts"); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	table, broken := prompts.FormatOf("xlsx").Read("fr.xlsx", b.String())
	if broken != nil {
		t.Fatal(broken.Message)
	}
	edits, list := prompts.Import(book, table)
	copies, err := book.Copies(edits)
	if err != nil {
		t.Fatal(err)
	}
	want := "call 4420\nsay \"=Bonjour\\nà tous\"\nsay \"\\\"é\\\" 𝄞\"\nconnect 4420\n"
	if d := cmp.Diff(want, copies[0].Text); d != "" || len(list) > 0 {
		t.Errorf("(-want +got):\n%s%s", d, chunks.Findings(list))
	}
}

// TestIDs checks that an id is that of its text, whatever stands around it.
func TestIDs(t *testing.T) {
	ids := func(text string) (list []string) {
		for _, p := range bookOf(analyze(t, project.Memory{"main.flow": text}, "main.flow")).Prompts {
			list = append(list, p.ID)
		}
		slices.Sort(list)
		return list
	}
	want := ids("call 4420\nsay \"Hello to you.\"\na: say \"A long text.\"\nconnect 4420\n")
	for _, text := range []string{
		"// New.\ncall 4420\n\n\nsay   \"Hello to you.\"  // a\nb:\n  say \"A long text.\"\n  connect 4420\n",
		"call 4420\nsay \"\"\"\n  Hello\n  to you.\n\"\"\"\nsay \"A long text.\"\nconnect 4420\n",
		"let x = \"A long text.\"\ncall 4420\nsay x\nsay \"Hello \\u{74}o you.\"\nconnect 4420\n",
	} {
		if d := cmp.Diff(want, ids(text)); d != "" {
			t.Errorf("%s (-want +got):\n%s", text, d)
		}
	}
	if got := ids("call 4420\nsay \"Hello to you!\"\nsay \"नमस्ते\"\nconnect 4420\n"); slices.Contains(want, got[0]) || !strings.HasPrefix(got[1], "prompt-") {
		t.Errorf("%v", got)
	}
}
