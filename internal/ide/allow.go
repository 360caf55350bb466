package ide

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// AllowItem is the code of a finding, in a comment that suppresses it.
const AllowItem ItemKind = "finding"

const allowing = "// flowc:allow "

// allowedAt returns the code in a comment that suppresses a finding, where an offset
// is in the code or behind it.
func (s *Snapshot) allowedAt(offset int32) (code source.Span, ok bool) {
	file := s.Main().File
	line, start := file.Source.Line(offset)
	if !strings.Contains(line, allowing) {
		return code, false
	}
	for _, c := range file.Comments() {
		if c.Start < start || int(c.Start) >= int(start)+len(line) {
			continue
		}
		if rest, ok := strings.CutPrefix(line[c.Start-start:], allowing); ok {
			name, _, _ := strings.Cut(rest, " ")
			code.Start = c.Start + int32(len(allowing))
			code.End = code.Start + int32(len(strings.TrimRight(name, "\r\n")))
			return code, code.Start <= offset && offset <= code.End
		}
	}
	return code, false
}

// allowed says what a finding is that a comment suppresses.
func (s *Snapshot) allowed(offset int32) (string, source.Span) {
	span, ok := s.allowedAt(offset)
	if !ok {
		return "", span
	}
	if code := diag.Lookup(s.Text()[span.Start:span.End]); code != nil {
		return code.Title + "\n\n" + code.Explained(), span
	}
	return "", span
}

// allow offers the codes of findings that scripts may have: first those that this
// one has.
func (c *completer) allow() {
	span, ok := c.s.allowedAt(c.Offset)
	if !ok {
		return
	}
	c.Word, c.Typed = span, c.File.Source.Text[span.Start:c.Offset]
	offered := map[*diag.Code]bool{}
	offer := func(code *diag.Code) {
		of := code.Area < diag.Payloads && !strings.HasSuffix(code.Name, "-allow") // which nothing suppresses
		if code.Severity != diag.Error && of && !offered[code] {
			offered[code] = true
			c.add(Item{Label: code.Name, Kind: AllowItem, Detail: code.Title, Documentation: code.Explained()})
		}
	}
	for _, f := range c.s.Findings {
		offer(f.Code)
	}
	for _, code := range diag.Codes() {
		offer(code)
	}
}
