package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/rivo/uniseg"

	"github.com/flowc-lang/flowc/lang/source"
)

// maxColumns is how wide an excerpt may be. A longer line is cut around the
// part that is wrong.
const (
	maxColumns = 120
	maxFar     = 4 * maxColumns // bytes on either side of the mark that are looked at
)

// text writes findings for people: a line that says where and what, the
// source line with a mark under the part that is wrong, what to do, and other
// places that matter.
type text struct {
	w     io.Writer
	style Style
	out   strings.Builder

	placed bool // a finding had a place: one that has none says itself that it is the only one
}

func newText(w io.Writer, style Style) Reporter { return &text{w: w, style: style} }

// Report implements Reporter.
func (p *text) Report(findings List) error {
	for _, f := range findings {
		p.finding(f)
	}
	_, err := io.WriteString(p.w, p.out.String())
	p.out.Reset()
	return err
}

// Close implements Reporter.
func (p *text) Close(count Count) error {
	if count.Hidden > 0 {
		fmt.Fprintf(&p.out, "... and %s; --max-findings 0 shows all\n", counted(count.Hidden, "more finding"))
	}
	if p.placed || count.Total() > 1 {
		p.out.WriteString(count.String() + "\n")
	}
	_, err := io.WriteString(p.w, p.out.String())
	return err
}

func counted(n int, what string) string {
	if n != 1 {
		what += "s"
	}
	return fmt.Sprintf("%d %s", n, what)
}

const (
	red    = "\x1b[1;31m"
	yellow = "\x1b[1;33m"
	blue   = "\x1b[1;34m"
	cyan   = "\x1b[1;36m"
	bold   = "\x1b[1m"
	plain  = "\x1b[0m"
)

func (p *text) paint(style, text string) string {
	if !p.style.Color {
		return text
	}
	return style + text + plain
}

func (p *text) finding(f *Finding) {
	style := [severities]string{red, yellow, cyan}[f.Severity]
	if f.Place.File == nil {
		fmt.Fprintf(&p.out, "flowc: %s\n", p.style.brief(f.Message))
		if f.Help != "" {
			fmt.Fprintf(&p.out, "%s\n", p.style.brief(f.Help))
		}
		return
	}
	p.placed = true
	fmt.Fprintf(&p.out, "%s: %s: %s\n",
		where(f.Place),
		p.paint(style, f.Severity.String()+"["+f.Code.Name+"]"),
		p.paint(bold, p.style.brief(f.Message)))
	if !f.Unseen {
		p.excerpt(f.Place, style)
	}
	if f.Help != "" {
		fmt.Fprintf(&p.out, "  %s %s\n", p.paint(blue, "help:"), p.style.brief(f.Help))
	}
	for _, r := range f.Related {
		if strings.HasSuffix(r.Message, " at") {
			fmt.Fprintf(&p.out, "  %s %s\n", Visible(p.style.Secrets.Message(r.Message)), where(r.Place))
			continue
		}
		fmt.Fprintf(&p.out, "  %s: %s\n", where(r.Place), Visible(p.style.Secrets.Message(r.Message)))
		p.excerpt(r.Place, blue)
	}
}

// where returns file:line:column.
func where(place source.Place) string {
	pos := place.File.Position(place.Start, source.Characters)
	return fmt.Sprintf("%s:%d:%d", Visible(place.File.Name), pos.Line, pos.Column)
}

// excerpt prints the line that place starts on, and carets under the part of
// it that place covers. A tab stays a tab in both lines, so that they align
// however wide the terminal makes it.
func (p *text) excerpt(place source.Place, style string) {
	line, start := place.File.Line(place.Start)
	if strings.TrimSpace(line) == "" {
		return
	}
	from := min(int(place.Start-start), len(line))
	to := min(max(int(place.End-start), from), len(line))
	// What is far from the mark goes first: measuring a line of megabytes
	// would take seconds.
	far := max(from-maxFar, 0)
	for far < from && !utf8.RuneStart(line[far]) {
		far++
	}
	text := p.style.Secrets.Source(place.File)[start:][far:min(to+maxFar, len(line))]
	before, marked, after := Visible(text[:from-far]), Visible(text[from-far:to-far]), Visible(text[to-far:])
	marked, cutMark := head(marked, maxColumns)
	if cutMark {
		after = ""
	}
	before, after = cut(before, marked, after)
	pad := blank(before)
	carets := max(uniseg.StringWidth(strings.ReplaceAll(marked, "\t", " ")), 1)
	fmt.Fprintf(&p.out, "    %s\n    %s%s\n", before+marked+after, pad, p.paint(style, strings.Repeat("^", carets)))
}

// cut shortens what stands before and after the marked part so that the line
// fits, and marks the cuts.
func cut(before, marked, after string) (string, string) {
	room := maxColumns - min(uniseg.StringWidth(marked), maxColumns)
	if uniseg.StringWidth(before)+uniseg.StringWidth(after) <= room {
		return before, after
	}
	if tail, was := last(before, max(room*2/3, 20)); was {
		before = ellipsis + tail
	}
	if h, was := head(after, max(room-uniseg.StringWidth(before), 20)); was {
		after = h + ellipsis
	}
	return before, after
}

// head returns the first columns of s, and whether that is less than s.
func head(s string, columns int) (string, bool) {
	state, rest, width := -1, s, 0
	for len(rest) > 0 {
		var w int
		next := rest
		_, next, w, state = uniseg.FirstGraphemeClusterInString(rest, state)
		if width += w; width > columns {
			return s[:len(s)-len(rest)], true
		}
		rest = next
	}
	return s, false
}

// last returns about the last columns characters of s, and whether that is
// less than s.
func last(s string, columns int) (string, bool) {
	i := len(s)
	for range columns {
		if i == 0 {
			return s, false
		}
		_, size := utf8.DecodeLastRuneInString(s[:i])
		i -= size
	}
	return s[i:], i > 0
}

// blank returns white space as wide as s. What it says is what a terminal
// shows: one cell for a letter, two for a wide one, none for a mark that
// combines with the letter before it.
func blank(s string) string {
	var b strings.Builder
	state := -1
	for len(s) > 0 {
		var cluster string
		var width int
		cluster, s, width, state = uniseg.FirstGraphemeClusterInString(s, state)
		if cluster == "\t" {
			b.WriteByte('\t')
			continue
		}
		b.WriteString(strings.Repeat(" ", width))
	}
	return b.String()
}

// Visible replaces what would act on the terminal instead of being shown:
// control characters, and the marks that reorder text.
func Visible(s string) string {
	clean := func(r rune) bool {
		return r == '\t' || !(unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError)
	}
	for _, r := range s {
		if !clean(r) {
			return strings.Map(func(r rune) rune {
				if clean(r) {
					return r
				}
				return '\uFFFD'
			}, s)
		}
	}
	return s
}
