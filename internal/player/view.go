package player

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/playback"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// styles are how parts of the screen look. None says more than the characters do,
// so that a terminal without colours shows all.
type styles struct{ dim, strong, now, wrong func(string) string }

func newStyles(color bool) styles {
	if !color {
		same := func(s string) string { return s }
		return styles{same, same, same, same}
	}
	of := func(s lipgloss.Style) func(string) string {
		return func(text string) string { return s.Render(text) }
	}
	plain := lipgloss.NewStyle()
	return styles{
		dim: of(plain.Faint(true)), strong: of(plain.Bold(true)),
		now: of(plain.Foreground(lipgloss.Cyan).Bold(true)), wrong: of(plain.Foreground(lipgloss.Yellow)),
	}
}

// A layout is where the parts of the screen are.
type layout struct {
	rows   int  // of the transcript
	left   int  // its columns
	beside bool // the script stands beside it, and not below
	right  int  // the columns of the script
	below  int  // its rows, where it stands below
}

// wide is from how many columns on the script stands beside the transcript.
const wide = 80

// bottom are the rows below: what the call waits for, and the keys.
const bottom = 2

func (m Model) layout() layout {
	rows := max(m.height-bottom, 1)
	if m.width >= wide {
		left := m.width * 11 / 20
		return layout{rows: rows, left: left, beside: true, right: m.width - left - len(" | ")}
	}
	l := layout{rows: rows, left: m.width, right: m.width}
	if rows >= 8 {
		l.below = rows * 2 / 5
		l.rows -= l.below + 1
	}
	return l
}

// View implements tea.Model.
func (m Model) View() tea.View {
	v := tea.NewView(strings.Join(m.screen(), "\n"))
	v.AltScreen = true
	v.WindowTitle = "flowc run " + diag.Visible(m.Name)
	return v
}

// screen returns the rows of the screen.
func (m Model) screen() []string {
	if m.width < 1 || m.height < 1 {
		return nil
	}
	l := m.layout()
	main, rows := m.transcript(l), []string{}
	switch {
	case m.help:
		rows = filled(helpLines(), max(m.height-bottom, 1))
	case m.list != nil:
		rows = filled(m.choices(max(m.height-bottom, 1)), max(m.height-bottom, 1))
	case l.beside:
		script := m.script(l.right, l.rows)
		for i := range main {
			rows = append(rows, padded(main[i], l.left)+m.styles.dim(" | ")+script[i])
		}
	default:
		rows = main
		if l.below > 0 {
			rows = append(rows, m.styles.dim(strings.Repeat("-", m.width)))
			rows = append(rows, m.script(l.right, l.below)...)
		}
	}
	rows = append(rows, m.status(), m.keys())
	rows = rows[max(len(rows)-m.height, 0):]
	for i := range rows {
		rows[i] = cut(rows[i], m.width)
	}
	return rows
}

// transcript returns what stands in the place of the transcript.
func (m Model) transcript(l layout) []string {
	lines := m.tail(l.left, m.up+l.rows)
	up := min(m.up, max(len(lines)-l.rows, 0))
	lines = lines[:len(lines)-up]
	return filled(lines[max(len(lines)-l.rows, 0):], l.rows)
}

// tail returns the last lines of the transcript, at least so many if there are.
func (m Model) tail(columns, count int) []string {
	backward := [][]string{m.present(columns)}
	n := len(backward[0])
	for i := len(m.past) - 1; i >= 0 && n < count; i-- {
		e := &m.past[i]
		if e.columns != columns {
			e.lines, e.columns = m.told(e, columns), columns
		}
		backward, n = append(backward, e.lines), n+len(e.lines)
	}
	slices.Reverse(backward)
	return slices.Concat(backward...)
}

// told returns the lines of a moment: what happened, what it names that nothing has
// stored, and where the outcomes lead that it did not have.
func (m Model) told(e *entry, columns int) []string {
	if e.jumped != "" {
		return m.wrapped(m.styles.dim, "// jumped to "+m.Flow.Shown(e.jumped), columns)
	}
	var lines []string
	if line := playback.Line(m.Flow, &e.moment); line != "" {
		lines = m.wrapped(m.styles.strong, line, columns)
	}
	lines = append(lines, m.unset(&e.moment.Effect, columns)...)
	if o := e.moment.Outcome; o.Event == sim.Pressed || o.Event == sim.Answered {
		lines = append(lines, m.others(e, columns)...)
	}
	return lines
}

// maxLeads is how many of the branches are told that were not taken.
const maxLeads = 6

// others tells of the branches that were not taken.
func (m Model) others(e *entry, columns int) (lines []string) {
	leads, more := m.leads(e.before, m.taken(e.before, e.moment.Outcome))
	for i, lead := range leads {
		if i >= maxLeads {
			more += len(lead.keys)
			continue
		}
		lines = append(lines, m.styles.dim(cut("    "+flat(m.names(e.moment.Effect.Kind, lead.keys)+" -> "+lead.words), columns)))
	}
	if more > 0 {
		lines = append(lines, m.styles.dim(cut(fmt.Sprintf("    and %d more", more), columns)))
	}
	return lines
}

// unset names the variables that nothing has stored.
func (m Model) unset(e *sim.Effect, columns int) (lines []string) {
	for _, remark := range playback.Unset(e) {
		lines = append(lines, m.wrapped(m.styles.wrong, "// "+m.Flow.Shown(remark), columns)...)
	}
	return lines
}

// present returns the lines of where the call is.
func (m Model) present(columns int) []string {
	if m.at.Ending != sim.Running {
		style := m.styles.now
		if m.at.Ending.Undocumented() {
			style = m.styles.wrong
		}
		var moments []sim.Moment // that there is a last one
		if n := len(m.past); n > 0 {
			moments = []sim.Moment{m.past[n-1].moment}
		}
		return m.wrapped(style, m.Flow.Shown(playback.Ending(moments, m.at)), columns)
	}
	e := m.Flow.Effect(m.at)
	return append(m.wrapped(m.styles.now, "> "+m.line(e), columns), m.unset(&e, columns)...)
}

// maxText is how many bytes of a line are shown: a prompt can be as long as a book.
const maxText = 20_000

// wrapped breaks a text into lines, of which those behind the first are indented.
func (m Model) wrapped(style func(string) string, text string, columns int) []string {
	if len(text) > maxText {
		text = strings.ToValidUTF8(text[:maxText], "") + "…"
	}
	lines := strings.Split(lipgloss.Wrap(flat(text), max(columns-2, 1), " "), "\n")
	for i := range lines {
		indent := ""
		if i > 0 {
			indent = "  "
		}
		lines[i] = style(cut(indent+strings.TrimRight(lines[i], " "), columns))
	}
	return lines
}

// status says what the call waits for, or what came of the last key.
func (m Model) status() string {
	switch {
	case m.note != "":
		return m.styles.wrong(flat(m.Flow.Shown(m.note)))
	case m.list != nil:
		return m.styles.now(m.list.title + ": " + flat(m.list.text) + "_")
	case m.asking:
		return m.styles.now("the request is under way")
	case m.at.Ending != sim.Running:
		return "the call is over"
	}
	e := m.Flow.Effect(m.at)
	switch e.Kind {
	case call.Waits:
		return m.styles.now(m.waits(e.Count))
	case call.Calls, call.Connects:
		return "the number is called"
	case call.Plays:
		return "the caller hears this"
	case call.Requests:
		return m.styles.now("how does the request come out?")
	}
	if m.Flow.Run.Steps[m.at.At].Branching {
		return m.styles.now("how does this step come out?")
	}
	return "this happens"
}

// waits says how many keys the call waits for, and which were pressed.
func (m Model) waits(count int) string {
	switch {
	case count == 0:
		return "the call waits for keys: " + m.typed
	case count == 1:
		return "the call waits for 1 key"
	case count > maxSlots:
		return fmt.Sprintf("the call waits for %d keys: %s", count, m.typed)
	}
	return fmt.Sprintf("the call waits for %d keys: %s%s", count, m.typed, strings.Repeat("_", max(count-len(m.typed), 0)))
}

// keys names the keys, as many as there is room for, and those that always count
// last.
func (m Model) keys() string {
	always := "? help  q quit"
	if m.list != nil {
		always = "ctrl-c quit" // what else is typed leaves fewer to choose from
	}
	text := ""
	for _, key := range m.useful() {
		if lipgloss.Width(text+key+"  "+always) <= m.width {
			text += key + "  "
		}
	}
	return m.styles.dim(text + always)
}

// useful are the keys that do something now, the likeliest first.
func (m Model) useful() []string {
	common := []string{"u undo", "r restart", "j jump", "t test"}
	if m.list != nil {
		return []string{"enter choose", "tab complete", "esc back"}
	}
	if m.at.Ending != sim.Running {
		return common
	}
	var keys []string
	switch kind := m.Flow.Effect(m.at).Kind; {
	case kind == call.Waits:
		keys = []string{"0-9 # keys", "enter send", "n no input"}
	case kind == call.Requests && m.Fetch != nil:
		keys = []string{"enter ask", "o ok", "f fail"}
	case kind == call.Requests:
		keys = []string{"o ok", "f fail"}
	case m.Flow.Run.Steps[m.at.At].Branching:
		keys = []string{"enter choose"}
	case kind == call.Calls || kind == call.Connects:
		keys = []string{"enter answer", "b busy", "n no answer"}
	default:
		keys = []string{"enter go on"}
	}
	return append(append(keys, common...), "h hang up")
}

// choices returns what can be chosen, the lines around that which is.
func (m Model) choices(rows int) (lines []string) {
	from := max(m.list.at-rows/2, 0)
	for i := from; i < len(m.list.fits) && len(lines) < rows; i++ {
		c := m.list.fits[i]
		mark, style := "  ", m.styles.strong
		if i == m.list.at {
			mark, style = "> ", m.styles.now
		}
		lines = append(lines, style(mark+flat(m.Flow.Shown(c.name)))+"  "+m.styles.dim(flat(c.about)))
	}
	if len(lines) == 0 {
		return []string{"nothing is called so"}
	}
	return lines
}

// script returns the lines of the script around that where the call is.
func (m Model) script(columns, rows int) []string {
	at := m.place()
	if at.File == nil || m.shown == nil {
		return filled(nil, rows)
	}
	now := m.shown.Position(at.Start, source.Bytes)
	last := m.shown.Position(int32(len(strings.TrimRight(m.shown.Text, "\n"))), source.Bytes).Line
	from := max(min(now.Line-rows/2, last-rows+2), 1)
	title := m.where(at)
	if m.at.Ending == sim.Running {
		if uses := m.Flow.Uses(m.at.At); len(uses) > 0 {
			title += ", used at " + m.where(uses[0].Place)
		}
	}
	lines := []string{m.styles.dim(cut(title, columns))}
	digits := len(itoa(from + rows))
	for n := from; n <= last && len(lines) < rows; n++ {
		start := m.shown.Offset(source.Position{Line: n, Column: 1}, source.Bytes)
		text, _ := m.shown.Line(start)
		mark, style := " ", m.styles.dim
		if n == now.Line {
			mark, style = ">", m.styles.now
			text = around(text, int(at.Start-start))
		}
		lines = append(lines, style(cut(fmt.Sprintf("%s%*d %s", mark, digits, n, flat(around(text, 0))), columns)))
	}
	return filled(lines, rows)
}

// maxLine is how many bytes of a line are looked at. A payload can be one line.
const maxLine = 2000

// around returns a line from a bit before an offset on, where it is long.
func around(text string, offset int) string {
	if len(text) <= maxLine {
		return text
	}
	from := 0
	if offset > maxLine/2 {
		from = offset - 20
	}
	return strings.ToValidUTF8(text[from:min(from+maxLine, len(text))], "")
}

// flat makes one line of a text that acts on no terminal.
func flat(text string) string {
	return diag.Visible(strings.NewReplacer("\t", "  ", "\n", " ", "\r", " ").Replace(text))
}

// cut shortens a row to so many columns.
func cut(row string, columns int) string {
	if lipgloss.Width(row) <= columns {
		return row
	}
	if columns < 2 {
		return lipgloss.NewStyle().MaxWidth(max(columns, 1)).Render(row)
	}
	return lipgloss.NewStyle().MaxWidth(columns-1).Render(row) + "…"
}

func padded(row string, columns int) string {
	row = cut(row, columns)
	return row + strings.Repeat(" ", max(columns-lipgloss.Width(row), 0))
}

// filled returns so many rows.
func filled(rows []string, count int) []string {
	for len(rows) < count {
		rows = append(rows, "")
	}
	return rows[:count]
}
