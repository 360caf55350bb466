package ide_test

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"weak"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// workspace holds files, and returns the place of the mark ^ in one of them.
func workspace(t *testing.T, files map[string]string) (w *ide.Workspace, name string, at int32) {
	t.Helper()
	disk := fstest.MapFS{}
	for path, text := range files {
		if i := strings.IndexByte(text, '^'); i >= 0 {
			name, at = "/"+path, int32(i)
			text = strings.Replace(text, "^", "", 1)
		}
		disk[path] = &fstest.MapFile{Data: []byte(text)}
	}
	return ide.NewWorkspace(ide.Of(disk)), name, at
}

func snapshot(t *testing.T, w *ide.Workspace, name string) *ide.Snapshot {
	t.Helper()
	s, err := w.Snapshot(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// shown is a place as FILE:LINE:COLUMN and its text.
func shown(p source.Place) string {
	at := p.File.Position(p.Start, source.Characters)
	return fmt.Sprintf("%s:%d:%d %s", p.File.Name, at.Line, at.Column, p.File.Text[p.Start:p.End])
}

const lib = `let desk = 5263

step ask(question) -> yes/no {
  say question
  input 1 into answer {
    1 -> yes
    else -> no
  }
}
`

const main = `use "lib.flow"

cloud "dev"
call 442079460123
ask "Shall we?" -> next/bye
connect desk
say "You said {{answer}}."
end

bye:
  say "Farewell."
`

const other = `use "lib.flow"

call 442079460123
ask "Again?" -> next/end
connect desk
`

// marked returns the files with a mark before the nth occurrence of a word in one.
func marked(file, word string, n int) map[string]string {
	files := map[string]string{"lib.flow": lib, "main.flow": main, "other.flow": other}
	at := 0
	for range n {
		at += strings.Index(files[file][at:], word) + len(word)
	}
	files[file] = files[file][:at-len(word)] + "^" + files[file][at-len(word):]
	return files
}

func TestDefinition(t *testing.T) {
	for _, tc := range []struct {
		file, word string
		n          int
		want       []string
	}{
		{"main.flow", "bye", 1, []string{"/main.flow:10:1 bye"}},
		{"main.flow", "ask", 1, []string{"/lib.flow:3:6 ask"}},
		{"main.flow", "desk", 1, []string{"/lib.flow:1:5 desk"}},
		{"main.flow", "answer", 1, []string{"/lib.flow:5:16 answer"}},
		{"main.flow", "lib", 1, []string{"/lib.flow:1:1 "}},
		{"lib.flow", "question", 2, []string{"/lib.flow:3:10 question"}},
		{"lib.flow", "yes", 2, []string{"/lib.flow:3:23 yes"}},
		{"main.flow", "Shall", 1, nil},
	} {
		w, name, at := workspace(t, marked(tc.file, tc.word, tc.n))
		var got []string
		for _, p := range snapshot(t, w, name).Definition(at) {
			got = append(got, shown(p))
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("definition of %s in %s (-want +got):\n%s", tc.word, tc.file, diff)
		}
	}
}

func TestReferences(t *testing.T) {
	for _, tc := range []struct {
		file, word string
		want       []string
	}{
		{"main.flow", "bye", []string{"/main.flow:5:25 bye", "/main.flow:10:1 bye"}},
		{"lib.flow", "desk", []string{"/lib.flow:1:5 desk", "/main.flow:6:9 desk", "/other.flow:5:9 desk"}},
		{"main.flow", "desk", []string{"/lib.flow:1:5 desk", "/main.flow:6:9 desk", "/other.flow:5:9 desk"}},
		{"main.flow", "answer", []string{"/lib.flow:5:16 answer", "/main.flow:7:17 answer"}},
		{"lib.flow", "answer", []string{"/lib.flow:5:16 answer", "/main.flow:7:17 answer"}},
		{"lib.flow", "no", []string{"/lib.flow:3:27 no", "/lib.flow:7:13 no"}},
		{"other.flow", "lib", []string{"/main.flow:1:5 \"lib.flow\"", "/other.flow:1:5 \"lib.flow\""}},
	} {
		w, name, at := workspace(t, marked(tc.file, tc.word, 1))
		list, err := w.References(context.Background(), name, at)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range list {
			got = append(got, shown(r.Place))
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("references of %s in %s (-want +got):\n%s", tc.word, tc.file, diff)
		}
	}
}

func TestRename(t *testing.T) {
	for _, tc := range []struct {
		file, word, to string
		changed        []string
		refused        string
	}{
		{file: "main.flow", word: "bye", to: "goodbye", changed: []string{"main.flow"}},
		{file: "main.flow", word: "desk", to: "front_desk", changed: []string{"lib.flow", "main.flow", "other.flow"}},
		{file: "lib.flow", word: "ask", to: "confirm", changed: []string{"lib.flow", "main.flow", "other.flow"}},
		{file: "main.flow", word: "answer", to: "reply", changed: []string{"lib.flow", "main.flow"}},
		{file: "lib.flow", word: "yes", to: "ja", changed: []string{"lib.flow"}},
		{file: "main.flow", word: "bye", to: "2nd", refused: `"2nd" is no name: write letters, digits and _, and no digit first`},
		{file: "main.flow", word: "bye", to: "next", refused: "next is a word of the language, and no name of a label"},
		{file: "lib.flow", word: "yes", to: "no", refused: `/lib.flow: the exit "no" is defined twice`},
		{file: "main.flow", word: "lib", to: "x", refused: "the path of a file is changed where the file is moved"},
		{file: "main.flow", word: "Shall", to: "x", refused: "no name stands here"},
	} {
		w, name, at := workspace(t, marked(tc.file, tc.word, 1))
		edits, err := w.Rename(context.Background(), name, at, tc.to)
		if diff := cmp.Diff(tc.refused, message(err)); diff != "" {
			t.Errorf("%s becomes %s: refused because (-want +got):\n%s", tc.word, tc.to, diff)
		}
		if tc.refused != "" || err != nil {
			continue
		}
		texts, err := diag.Apply(edits)
		if err != nil {
			t.Fatal(err)
		}
		want, got := map[string]string{}, map[string]string{}
		files := map[string]string{"lib.flow": lib, "main.flow": main, "other.flow": other}
		for _, file := range tc.changed {
			want["/"+file] = strings.ReplaceAll(files[file], tc.word, tc.to)
		}
		for file, text := range texts {
			got[file.Name] = text
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s becomes %s: texts (-want +got):\n%s", tc.word, tc.to, diff)
		}
	}
}

// TestRenameExit checks that the arms of a use know an exit, too.
func TestRenameExit(t *testing.T) {
	files := map[string]string{"lib.flow": "step ask() -> ^yes/no { input 1 { 1 -> yes; else -> no } }\n", "main.flow": "use \"lib.flow\"\nask { yes -> next; else -> end }\nsay \"x\"\n"}
	w, name, at := workspace(t, files)
	edits, err := w.Rename(context.Background(), name, at, "fine")
	if err != nil {
		t.Fatal(err)
	}
	texts, err := diag.Apply(edits)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for file, text := range texts {
		got[file.Name] = text
	}
	want := map[string]string{"/lib.flow": "step ask() -> fine/no { input 1 { 1 -> fine; else -> no } }\n", "/main.flow": "use \"lib.flow\"\nask { fine -> next; else -> end }\nsay \"x\"\n"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func message(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}

// TestTouched checks that a change says which open scripts it matters to, and
// that the others are not compiled again.
func TestTouched(t *testing.T) {
	w, _, _ := workspace(t, map[string]string{"lib.flow": lib})
	for name, text := range map[string]string{"/main.flow": main, "/other.flow": other, "/alone.flow": "say \"x\"\n"} {
		w.Open(name, text)
		snapshot(t, w, name)
	}
	alone := snapshot(t, w, "/alone.flow")
	if diff := cmp.Diff([]string{"/lib.flow", "/main.flow", "/other.flow"}, w.Open("/lib.flow", strings.Replace(lib, "5263", "5264", 1))); diff != "" {
		t.Errorf("touched (-want +got):\n%s", diff)
	}
	if alone != snapshot(t, w, "/alone.flow") {
		t.Error("a script was compiled again that the change does not matter to")
	}
	if diff := cmp.Diff([]string{"/main.flow"}, w.Open("/main.flow", main+"\n")); diff != "" {
		t.Errorf("touched (-want +got):\n%s", diff)
	}
}

// TestLetGo asks for what is wrong in scripts that are not open: what is known of them
// is let go of, and what was said is known until a change touches it.
func TestLetGo(t *testing.T) {
	disk := fstest.MapFS{"lib.flow": {Data: []byte("let a = 1\n")}, "x.flow": {Data: []byte("use \"lib.flow\"\ncall b\n")}}
	w := ide.NewWorkspace(ide.Of(disk))
	codes := func() (list []string) {
		t.Helper()
		file, found, err := w.Diagnostics(context.Background(), "/x.flow")
		if err != nil || len(found) > 0 && file.Name != "/x.flow" {
			t.Fatal(file, err)
		}
		for _, d := range found {
			list = append(list, d.Code.Name)
		}
		return list
	}
	for range 2 {
		if diff := cmp.Diff([]string{"unused-use", "unknown-name"}, codes()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	known := weak.Make(snapshot(t, w, "/x.flow"))
	runtime.GC()
	if known.Value() != nil {
		t.Error("what is known of a script that is not open is kept")
	}
	disk["lib.flow"] = &fstest.MapFile{Data: []byte("let b = 1\n")}
	w.Changed("/lib.flow")
	if diff := cmp.Diff([]string(nil), codes()); diff != "" {
		t.Errorf("behind a change (-want +got):\n%s", diff)
	}
	w.Open("/x.flow", "use \"lib.flow\"\ncall b\n")
	known = weak.Make(snapshot(t, w, "/x.flow"))
	runtime.GC()
	if known.Value() == nil {
		t.Error("what is known of an open script is not kept")
	}
	runtime.KeepAlive(w)
}
