package ide

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// edits turn one text into another. Lines that say the same but for the space
// around it are found first, and only that space is changed, so that a cursor
// in an editor stays where it is.
func edits(file *source.File, after string) (list []diag.Edit) {
	old, now := splitLines(file.Text), splitLines(after)
	at, o, n := int32(0), 0, 0
	put := func(start, end int32, text string) {
		if start < end || text != "" {
			list = append(list, diag.Edit{Place: source.Place{File: file, Span: source.Span{Start: start, End: end}}, NewText: text})
		}
	}
	between := func(untilOld, untilNew int) { // what one has and the other has not
		for ; o < untilOld; o++ {
			start, text := at, ""
			at += int32(len(old[o]))
			if n < untilNew {
				text = now[n]
				n++
			}
			put(start, at, text)
		}
		put(at, at, strings.Join(now[n:untilNew], ""))
		n = untilNew
	}
	for _, pair := range common(trimmed(old), trimmed(now)) {
		between(pair[0], pair[1])
		lead, tail := around(old[o])
		newLead, newTail := around(now[n])
		if lead != newLead {
			put(at, at+int32(len(lead)), newLead)
		}
		if end := at + int32(len(old[o])); tail != newTail {
			put(end-int32(len(tail)), end, newTail)
		}
		at += int32(len(old[o]))
		o, n = o+1, n+1
	}
	between(len(old), len(now))
	return list
}

const space = " \t\r\n"

// around returns the space before and behind what a line says.
func around(line string) (lead, tail string) {
	says := strings.TrimLeft(line, space)
	return line[:len(line)-len(says)], says[len(strings.TrimRight(says, space)):]
}

// splitLines splits a text behind its newlines.
func splitLines(text string) []string {
	lines := strings.SplitAfter(text, "\n")
	if lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

func trimmed(lines []string) []string {
	list := make([]string, len(lines))
	for i, line := range lines {
		list[i] = strings.Trim(line, space)
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
