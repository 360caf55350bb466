package cli

import (
	"fmt"
	"strings"

	"github.com/sergi/go-diff/diffmatchpatch"

	"github.com/flowc-lang/flowc/lang/diag"
)

// maxDiffLines is up to where two texts are compared line by line: finding
// the shortest difference of long ones takes time and memory without bound.
const maxDiffLines = 20_000

// surrounding is how many lines a difference shows around what differs.
const surrounding = 3

// A change is a line of a difference: one of both texts, the first or the
// second.
type change struct {
	kind diffmatchpatch.Operation
	line string
}

// diff returns the difference of two texts in the unified format.
func diff(oldName, newName, old, new string, color bool) string {
	var b strings.Builder
	paint := func(style, line string) {
		if color {
			line = style + line + "\x1b[0m"
		}
		b.WriteString(line + "\n")
	}
	paint("\x1b[1m", "--- "+diag.Visible(oldName))
	paint("\x1b[1m", "+++ "+diag.Visible(newName))
	changes := compareLines(old, new)
	if changes == nil {
		b.WriteString("the texts differ in too many lines to show\n")
		return b.String()
	}
	oldLine, newLine := 1, 1
	for i := 0; i < len(changes); {
		if changes[i].kind == diffmatchpatch.DiffEqual {
			oldLine, newLine, i = oldLine+1, newLine+1, i+1
			continue
		}
		start, end := hunk(changes, i)
		oldStart, newStart := oldLine-(i-start), newLine-(i-start)
		oldCount, newCount := 0, 0
		for _, c := range changes[start:end] {
			if c.kind != diffmatchpatch.DiffInsert {
				oldCount++
			}
			if c.kind != diffmatchpatch.DiffDelete {
				newCount++
			}
		}
		paint("\x1b[36m", fmt.Sprintf("@@ -%d,%d +%d,%d @@", oldStart, oldCount, newStart, newCount))
		for _, c := range changes[start:end] {
			switch c.kind {
			case diffmatchpatch.DiffEqual:
				b.WriteString(" " + diag.Visible(c.line) + "\n")
			case diffmatchpatch.DiffDelete:
				paint("\x1b[31m", "-"+diag.Visible(c.line))
			case diffmatchpatch.DiffInsert:
				paint("\x1b[32m", "+"+diag.Visible(c.line))
			}
		}
		oldLine, newLine, i = oldStart+oldCount, newStart+newCount, end
	}
	return b.String()
}

// hunk returns the range of changes to show around the one at index i:
// changes that are near each other stand in one hunk.
func hunk(changes []change, i int) (start, end int) {
	start = max(i-surrounding, 0)
	equal := 0
	for end = i; end < len(changes); end++ {
		if changes[end].kind != diffmatchpatch.DiffEqual {
			equal = 0
			continue
		}
		if equal++; equal > 2*surrounding {
			return start, end - surrounding
		}
	}
	return start, end - max(equal-surrounding, 0)
}

// compareLines returns the lines of both texts, or nil where too many differ.
func compareLines(old, new string) []change {
	a, b := lines(old), lines(new)
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	if len(a)-head-tail > maxDiffLines || len(b)-head-tail > maxDiffLines {
		return nil
	}
	var changes []change
	for _, line := range a[:head] {
		changes = append(changes, change{diffmatchpatch.DiffEqual, line})
	}
	dmp := diffmatchpatch.New()
	dmp.DiffTimeout = 0 // the same result on every machine
	x, y, table := dmp.DiffLinesToRunes(join(a[head:len(a)-tail]), join(b[head:len(b)-tail]))
	for _, d := range dmp.DiffCharsToLines(dmp.DiffMainRunes(x, y, false), table) {
		for _, line := range lines(d.Text) {
			changes = append(changes, change{d.Type, line})
		}
	}
	for _, line := range a[len(a)-tail:] {
		changes = append(changes, change{diffmatchpatch.DiffEqual, line})
	}
	return changes
}

func lines(text string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(strings.TrimSuffix(text, "\n"), "\n")
}

func join(lines []string) string {
	if len(lines) == 0 {
		return ""
	}
	return strings.Join(lines, "\n") + "\n"
}
