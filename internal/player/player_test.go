package player

import (
	"context"
	"fmt"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

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
