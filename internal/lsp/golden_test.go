package lsp

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/flowc-lang/flowc/lang/source"
)

var update = flag.Bool("update", false, "write what is answered")

// TestAnswers asks what stands in each file of testdata. Its comment has the
// capabilities of the client, if it has any, and the questions, one a line: a
// method and its parameters. In these, @1 is the place of the mark ‹1›, @1-2 the
// range between two; the document is main.flow, unless another is named. A
// notification has no answer. The answers are the last files.
func TestAnswers(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatal("there is no testdata")
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) { golden(t, path) })
	}
}

func golden(t *testing.T, path string) {
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	files, marks := map[string]string{}, map[string]string{}
	var inputs, answers []txtar.File
	for _, f := range archive.Files {
		if strings.HasPrefix(f.Name, "answer") {
			continue
		}
		inputs = append(inputs, f)
		files[f.Name] = unmark(string(f.Data), marks)
	}
	c := start(t, files)
	questions := strings.Split(strings.TrimSpace(string(archive.Comment)), "\n")
	capabilities := "{}"
	if strings.HasPrefix(questions[0], "{") {
		capabilities, questions = questions[0], questions[1:]
	}
	c.initialize(capabilities)
	c.open("file:///main.flow", files["main.flow"])
	for i, question := range questions {
		method, params, _ := strings.Cut(question, " ")
		if strings.Contains(method, "/did") {
			c.notify(method, withMarks(params, marks))
			continue
		}
		var answer json.RawMessage
		if method == "textDocument/publishDiagnostics" {
			answer = json.RawMessage(quoted(c.published("file:///main.flow", 1)))
		} else {
			answer, err = c.call(method, withMarks(params, marks))
			if err != nil {
				answer = json.RawMessage(quoted(err.Error()))
			}
		}
		answers = append(answers, txtar.File{Name: "answer" + strings.Repeat("'", i), Data: pretty(t, answer)})
	}
	if c.log.Len() > 0 {
		t.Errorf("the log says %s", c.log)
	}
	if status := c.shutdown(); status != 0 {
		t.Errorf("the exit status is %d", status)
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got := txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: append(inputs, answers...)})
	if *update && !bytes.Equal(want, got) {
		if err := os.WriteFile(path, got, 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(want), string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// unmark takes the marks out of a text, and notes their positions.
func unmark(text string, marks map[string]string) string {
	for {
		before, rest, found := strings.Cut(text, "‹")
		if !found {
			return text
		}
		name, after, _ := strings.Cut(rest, "›")
		text = before + after
		at := lines{source.NewFile("", text), source.UTF16}.position(int32(len(before)))
		marks[name] = quoted(at)
	}
}

// withMarks puts the positions of marks and the document into parameters.
func withMarks(params string, marks map[string]string) string {
	for from, start := range marks {
		for to, end := range marks {
			params = strings.ReplaceAll(params, "@"+from+"-"+to, `{"start": `+start+`, "end": `+end+`}`)
		}
	}
	for name, at := range marks {
		params = strings.ReplaceAll(params, "@"+name, at)
	}
	members := []string{params}
	if !strings.Contains(params, `"textDocument"`) && !strings.Contains(params, `"item"`) {
		members = append(members, `"textDocument": {"uri": "file:///main.flow"}`)
	}
	return "{" + strings.Trim(strings.Join(members, ", "), ", ") + "}"
}

// plain takes out the escapes that only a page of the web needs.
var plain = strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&")

// pretty lays JSON out so that it can be read: what has no lists or objects in it
// stands on one line.
func pretty(t *testing.T, text json.RawMessage) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := json.Indent(&b, text, "", "  "); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(b.String(), "\n")
	var out []string
	for i := 0; i < len(lines); i++ {
		joined := lines[i]
		if strings.HasSuffix(joined, "{") || strings.HasSuffix(joined, "[") {
			j := i + 1
			for j < len(lines) && !strings.HasSuffix(lines[j], "{") && !strings.HasSuffix(lines[j], "[") && strings.Trim(lines[j], " ],}") != "" {
				joined += " " + strings.TrimSpace(lines[j])
				j++
			}
			if j < len(lines) && strings.Trim(lines[j], " ],}") == "" && len(joined) < 2000 {
				out = append(out, joined+" "+strings.TrimSpace(lines[j]))
				i = j
				continue
			}
		}
		out = append(out, lines[i])
	}
	return []byte(plain.Replace(strings.Join(out, "\n") + "\n"))
}
