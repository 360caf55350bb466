package ide

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// edits turn one text into another, whose lines end as those of the first do. Lines
// that say the same but for their space are found first, and only that space is
// changed, so that a cursor in an editor stays where it is.
func edits(file *source.File, after string) []diag.Edit {
	e := editing{file: file, old: splitLines(file.Text), now: splitLines(source.Ended(after, file.Text))}
	for _, pair := range common(says(e.old), says(e.now)) {
		e.until(pair[0], pair[1])
		e.space(e.old[e.o], e.now[e.n])
		e.o, e.n = e.o+1, e.n+1
	}
	e.until(len(e.old), len(e.now))
	return e.list
}

// An editing goes through the lines of two texts.
type editing struct {
	file     *source.File
	old, now []string
	o, n     int   // how many lines of each are done,
	at       int32 // and up to where in the first text
	list     []diag.Edit
}

// put puts a text in place of what comes next, as far as it is another one.
func (e *editing) put(old, now string) {
	start, end := e.at, e.at+int32(len(old))
	e.at = end
	if now != "" {
		head := 0
		for head < min(len(old), len(now)) && old[head] == now[head] {
			head++
		}
		for head > 0 && head < len(old) && !utf8.RuneStart(old[head]) {
			head--
		}
		old, now = old[head:], now[head:]
		tail := 0
		for tail < min(len(old), len(now)) && old[len(old)-1-tail] == now[len(now)-1-tail] {
			tail++
		}
		for tail > 0 && !utf8.RuneStart(old[len(old)-tail]) {
			tail--
		}
		start, end, now = start+int32(head), end-int32(tail), now[:len(now)-tail]
	}
	if start < end || now != "" {
		e.list = append(e.list, diag.Edit{Place: source.Place{File: e.file, Span: source.Span{Start: start, End: end}}, NewText: now})
	}
}

// until puts what one text has up to a line, and the other has not.
func (e *editing) until(old, now int) {
	for ; e.o < old; e.o++ {
		text := ""
		if e.n < now {
			text = e.now[e.n]
			e.n++
		}
		e.put(e.old[e.o], text)
	}
	e.put("", strings.Join(e.now[e.n:now], ""))
	e.n = now
}

// space puts the space of a line that says the same.
func (e *editing) space(old, now string) {
	if old == now {
		e.at += int32(len(old))
		return
	}
	for old != "" || now != "" {
		says, same := strings.TrimLeft(old, space), strings.TrimLeft(now, space)
		e.put(old[:len(old)-len(says)], now[:len(now)-len(same)])
		if says != "" {
			e.at++
			says, same = says[1:], same[1:]
		}
		old, now = says, same
	}
}

const space = " \t\r\n"

var spaceless = strings.NewReplacer(" ", "", "\t", "", "\r", "", "\n", "")

// splitLines splits a text behind its newlines.
func splitLines(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// says returns lines without their space.
func says(lines []string) []string {
	list := make([]string, len(lines))
	for i, line := range lines {
		list[i] = spaceless.Replace(line)
	}
	return list
}

// maxApart is how many lines two texts may differ in before the rest is replaced
// as a whole: to find the fewest takes time and room that grow with the square.
const maxApart = 1000

// common returns the pairs of lines that two texts have in common, as many as
// there are, by the algorithm of Myers (An O(ND) Difference Algorithm and Its
// Variations, 1986).
func common(a, b []string) (pairs [][2]int) {
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		pairs = append(pairs, [2]int{head, head})
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	for _, p := range middle(a[head:len(a)-tail], b[head:len(b)-tail]) {
		pairs = append(pairs, [2]int{p[0] + head, p[1] + head})
	}
	for i := tail; i > 0; i-- {
		pairs = append(pairs, [2]int{len(a) - i, len(b) - i})
	}
	return pairs
}

// middle is common for lists that differ at both ends.
func middle(a, b []string) (pairs [][2]int) {
	most := min(len(a)+len(b), maxApart)
	reach := make([]int32, 2*most+3) // the furthest line of a on each diagonal
	var trace [][]int32
	for d := 0; d <= most; d++ {
		trace = append(trace, slices.Clone(reach[most+1-d:most+2+d]))
		for k := -d; k <= d; k += 2 {
			x := reach[most+1+k-1] + 1
			if k == -d || k != d && reach[most+1+k-1] < reach[most+1+k+1] {
				x = reach[most+1+k+1]
			}
			for int(x) < len(a) && int(x)-k < len(b) && a[x] == b[int(x)-k] {
				x++
			}
			reach[most+1+k] = x
			if int(x) >= len(a) && int(x)-k >= len(b) {
				return backtrack(trace, len(a), len(b))
			}
		}
	}
	return nil
}

// backtrack walks from the end of two lists to their start, along what was
// reached in each round, and returns the pairs on the way.
func backtrack(trace [][]int32, x, y int) (pairs [][2]int) {
	for d := len(trace) - 1; d >= 0; d-- {
		k := x - y
		at := func(k int) int { return int(trace[d][d+k]) } // before the round
		fromX, fromY := 0, 0
		if d > 0 {
			if k == -d || k != d && at(k-1) < at(k+1) {
				fromX, fromY = at(k+1), at(k+1)-k-1
			} else {
				fromX, fromY = at(k-1), at(k-1)-k+1
			}
		}
		for x > fromX && y > fromY {
			x, y = x-1, y-1
			pairs = append(pairs, [2]int{x, y})
		}
		x, y = fromX, fromY
	}
	slices.Reverse(pairs)
	return pairs
}
