package player

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"regexp"
	"strings"
	"testing"
	"unicode"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/source"
)

// played returns a player of a script, or of a payload.
func played(t testing.TB, files map[string]string) Model {
	t.Helper()
	if text, ok := files["payload.json"]; ok {
		doc, err := api.Decode(text)
		if err != nil {
			t.Fatal(err)
		}
		c := call.OfPayload(api.Read(doc, 0), source.NewFile("payload.json", text))
		return New(Options{Flow: sim.New(c), Name: "payload.json"})
	}
	a, err := compiler.Analyze(context.Background(), project.New(project.Memory(files)), chunks.Main, compiler.Options{})
	if err != nil {
		t.Fatal(err)
	}
	c, err := a.Built()
	if err != nil {
		t.Fatal(err, a.Findings)
	}
	c.Hide = a.Secrets.Text
	return New(Options{Flow: sim.New(c), Name: chunks.Main, Secrets: a.Secrets})
}

// typed returns the message of a key.
func typed(name string) tea.KeyPressMsg {
	codes := map[string]rune{
		"enter": tea.KeyEnter, "space": tea.KeySpace, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace,
		"up": tea.KeyUp, "down": tea.KeyDown, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown, "home": tea.KeyHome, "end": tea.KeyEnd,
	}
	if code, ok := codes[name]; ok {
		return tea.KeyPressMsg{Code: code}
	}
	if key, ok := strings.CutPrefix(name, "ctrl+"); ok {
		return tea.KeyPressMsg{Code: rune(key[0]), Mod: tea.ModCtrl}
	}
	return tea.KeyPressMsg{Code: []rune(name)[0], Text: name}
}

// send presses keys, runs what they start, and returns the player behind that.
func send(m Model, keys ...string) Model {
	for _, key := range keys {
		next, command := m.Update(typed(key))
		if m = next.(Model); command != nil && m.asking {
			next, _ = m.Update(command())
			m = next.(Model)
		}
	}
	return m
}

func sized(m Model, columns, rows int) Model {
	next, _ := m.Update(tea.WindowSizeMsg{Width: columns, Height: rows})
	return next.(Model)
}

// screen returns the whole screen, which must be as large as the window.
func screen(t testing.TB, m Model) string {
	t.Helper()
	rows := strings.Split(m.View().Content, "\n")
	if len(rows) != m.height {
		t.Errorf("%d rows in a window of %d", len(rows), m.height)
	}
	var out strings.Builder
	for _, row := range rows {
		if lipgloss.Width(row) > m.width {
			t.Errorf("%d columns in a window of %d: %s", lipgloss.Width(row), m.width, row)
		}
		out.WriteString(strings.TrimRight(row, " ") + "\n")
	}
	return out.String()
}

// TestScreens shows whole screens. The file keys has the size of the window in its
// first line, and then in each line keys, and shows the screen behind each line.
func TestScreens(t *testing.T) {
	chunks.Run(t, "testdata/*.txt", func(t *testing.T, files map[string]string) string {
		size, lines, _ := strings.Cut(files["keys"], "\n")
		delete(files, "keys")
		m := played(t, files)
		var out strings.Builder
		resize := func(words string) {
			var columns, rows int
			if _, err := fmt.Sscanf(words, "%dx%d", &columns, &rows); err != nil {
				t.Fatal(err)
			}
			m = sized(m, columns, rows)
		}
		resize(size)
		for line := range strings.Lines(strings.TrimRight(lines, "\n")) {
			for _, word := range strings.Fields(line) {
				if strings.Contains(word, "x") && len(word) > 2 {
					resize(word)
					continue
				}
				m = send(m, word)
			}
			fmt.Fprintf(&out, "[%s]\n%s", strings.TrimSpace(line), screen(t, m))
		}
		return out.String()
	})
}

// TestLive asks a server, waits, and gives up.
func TestLive(t *testing.T) {
	m := sized(played(t, map[string]string{chunks.Main: "call 4420\nget \"https://example.com/a\" { ok { say \"Works.\" }; fail { say \"Fails.\" } }\n"}), 60, 10)
	outcome, err := sim.Answer(call.Success), error(nil)
	m.Fetch = func(_ context.Context, e sim.Effect) (sim.Outcome, string, error) { return outcome, "200 OK", err }
	at := func(m Model) string { return strings.Split(screen(t, m), "\n")[8] + " " + string(m.at.Ending) }
	m = send(m, "enter")
	asked := send(m, "enter")
	if !strings.Contains(screen(t, asked), `> hear "Works."`) || at(asked) != "200 OK " {
		t.Error(screen(t, asked))
	}
	waiting, command := m.Update(typed("enter"))
	if got := at(waiting.(Model)); got != "the request is under way " {
		t.Error(got)
	}
	if got := at(send(waiting.(Model), "enter")); got != "the request is under way; esc gives up " {
		t.Error(got)
	}
	gone := send(waiting.(Model), "esc")
	late, _ := gone.Update(command())
	if got := at(late.(Model)); got != "nobody waits for the request any more: o and f say how it c… " {
		t.Error(got)
	}
	again, _ := send(waiting.(Model), "u").Update(command())
	if got := at(again.(Model)); got != "the number is called " {
		t.Error(got)
	}
	err = errors.New("nothing has stored it")
	if got := at(send(m, "enter")); got != "nothing has stored it " {
		t.Error(got)
	}
	if got := screen(t, send(m, "f")); !strings.Contains(got, `> hear "Fails."`) {
		t.Error(got)
	}
}

// TestSave writes a test of what was played, and says what came of it.
func TestSave(t *testing.T) {
	m := sized(played(t, map[string]string{chunks.Main: "call 4420\nhi: say \"Hi.\"\ninput 1\n"}), 80, 8)
	var got [][]sim.Moment
	m.Save = func(moments []sim.Moment, last sim.Machine) (string, error) {
		got = append(got, moments)
		if last.Ending == sim.Ended {
			return "", errors.New("the disk is full")
		}
		return "wrote it", nil
	}
	for _, tt := range []struct{ keys, want string }{
		{"t", "nothing was played yet"},
		{"enter enter t", "wrote it"},
		{"enter 1 t", "the disk is full"},
		{"enter j enter t", "a test starts with the call, and this run has jumped: r starts again"},
	} {
		if note := send(m, strings.Fields(tt.keys)...).note; note != tt.want {
			t.Errorf("%s: %s", tt.keys, note)
		}
	}
	if len(got) != 2 || len(got[0]) != 2 || len(got[1]) != 3 {
		t.Errorf("saved %v", got)
	}
}

// TestPaste keys in what is pasted, and nothing else.
func TestPaste(t *testing.T) {
	m := sized(played(t, map[string]string{chunks.Main: "call 4420\nlabel: say \"Hi.\"\ninput 8\n"}), 80, 8)
	m = send(m, "enter")
	pasted, _ := m.Update(tea.PasteMsg{Content: "12-3 q\n4"})
	if got := pasted.(Model).typed; got != "1234" {
		t.Errorf("pasted %q", got)
	}
	pasted, _ = send(m, "j").Update(tea.PasteMsg{Content: "la\x1b\n"})
	if got := pasted.(Model).list.text; got != "la" {
		t.Errorf("pasted %q into a list", got)
	}
}

// TestJumps looks for labels by what is typed. A q that none is called by leaves.
func TestJumps(t *testing.T) {
	m := played(t, map[string]string{chunks.Main: "call 4420\nused: greet\nquiet: -> last\nlast: say \"Bye.\"\nstep greet() { say \"Hi.\" }\n"})
	for keys, want := range map[string]int{"j u enter": 1, "j q enter": 2, "j l a enter": 2} {
		if at := send(m, strings.Fields(keys)...).at.At; at != want {
			t.Errorf("%s leads to %d", keys, at)
		}
	}
	if send(m, "j", "u", "q").list != nil || send(m, "j", "q").list == nil {
		t.Error("q leaves where something is called by it, or stays where nothing is")
	}
}

// TestColors checks that colours are all that a terminal with colours is shown more.
func TestColors(t *testing.T) {
	plain := sized(played(t, map[string]string{chunks.Main: "call 4420\nsay \"Hi.\"\ninput 1 { 1 -> next; else -> end }\n"}), 80, 10)
	colored := plain
	colored.styles = newStyles(true)
	for range 4 {
		plain, colored = send(plain, "enter"), send(colored, "enter")
		if d := cmp.Diff(plain.View().Content, escapes.ReplaceAllString(colored.View().Content, "")); d != "" {
			t.Error(d)
		}
		if strings.Contains(plain.View().Content, "\x1b") || !strings.Contains(colored.View().Content, "\x1b[") {
			t.Error("colours are where none are, or none where some are")
		}
	}
}

var escapes = regexp.MustCompile("\x1b\\[[0-9;]*m")

// TestAnyKeys presses what comes, and looks whether the screen fits its window and
// says nothing to the terminal.
func TestAnyKeys(t *testing.T) {
	names := []string{
		"enter", "enter", "enter", "space", "esc", "tab", "backspace", "up", "down", "pgup", "pgdown", "home", "end", "1", "2", "3", "1", "#", "*", "o", "f", "b", "n", "h",
		"u", "r", "j", "t", "?", "x", "ä", "支", "\u200d", "\x7f",
	}
	hostile := "\x1b]0;x\a\u009b31m\u202e\t支持\n"
	payload, err := json.Marshal([]map[string]any{
		{"id": hostile, "type": "play", "text": hostile + "{{" + hostile + "}}"},
		{"id": 1, "type": "digits", "count": 1, "variable": hostile, "flow": map[string]any{"1": 2, "2": hostile, "*": 7}},
		{"id": 2, "type": "http", "url": hostile, "flow": map[string]any{"success": hostile, hostile: 1}},
		{"id": 3, "type": hostile, "flow": map[string]any{hostile: 1}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, files := range []map[string]string{
		{"payload.json": string(payload)},
		{chunks.Main: "call 4420\na: say \"Hi.\"\ninput 2 into x { 11 -> a; 12 -> b; else -> c }\nb: get \"https://example.com/{{x}}/{{y}}\" -> a/c\nc: say \"C.\"\ninput 1 { 1 -> a; else -> b }\n"},
	} {
		random := rand.New(rand.NewPCG(1, 2))
		m := sized(played(t, files), 80, 10)
		for n := range 3000 {
			if n%50 == 0 {
				m = sized(m, 1+random.IntN(120), 1+random.IntN(20))
			}
			m = send(m, names[random.IntN(len(names))])
			if shown := screen(t, m); strings.ContainsFunc(shown, func(r rune) bool { return r != '\n' && unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) }) {
				t.Fatalf("%q", shown)
			}
		}
	}
}
