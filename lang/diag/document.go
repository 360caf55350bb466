package diag

import (
	"fmt"
	"strings"
	"sync"
)

// Document returns the page that explains all codes, in Markdown.
func Document() string {
	var b strings.Builder
	b.WriteString(documentHead)
	for _, area := range Areas() {
		fmt.Fprintf(&b, "\n| %s | | |\n|---|---|---|\n", area)
		for _, c := range Codes() {
			if c.Area == area {
				fmt.Fprintf(&b, "| [`%s`](#%s) | %s | %s |\n", c.Name, c.Name, c.Severity, strings.ReplaceAll(c.Title, "|", `\|`))
			}
		}
	}
	for _, c := range Codes() {
		b.WriteString("\n" + c.Document())
	}
	return b.String()
}

const documentHead = `# Findings

<!-- Made from the registry of codes by go test ./examples -update. -->

Every finding has a code. A script builds if none of its findings is an error. A comment suppresses a warning of one
statement: ` + "`// flowc:allow CODE reason`" + `, at the end of the statement's line or on the line above it. An error can't be
suppressed, since there would be no payload.

Of payloads (` + "`flowc check payload.json`, `flowc decompile`" + `) findings stand at lines and columns of the JSON. The
severities are those of ` + "`check`" + `; to ` + "`decompile`" + `, an error is what can't be kept, and what a ` + "`raw`" + ` object keeps is a
warning. Each finding is shown by the smallest script or payload that has it; a test runs all of them.
`

// The addresses of the documentation.
const (
	home  = "https://github.com/flowc-lang/flowc/blob/main/"
	pages = home + "docs/"
	page  = pages + "findings.md"
)

// Page returns the address of what the documentation says about a code.
func (c *Code) Page() string { return page + "#" + c.Name }

// absolute makes links of a page of the documentation such that hold elsewhere.
var absolute = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("](https://", "](https://", "](../", "]("+home, "](#", "]("+page+"#", "](", "]("+pages)
})

// Explained returns the text of a code in Markdown, with links that hold anywhere.
func (c *Code) Explained() string { return absolute().Replace(c.Text) }

// Document explains a code, in Markdown.
func (c *Code) Document() string {
	var b strings.Builder
	fmt.Fprintf(&b, "## %s\n\n%s: %s\n\n%s\n", c.Name, c.Severity, c.Title, c.Text)
	if c.Bad == "" && c.Made == nil {
		return b.String()
	}
	shown, good := fenced(c.Bad), fenced(c.Good)
	if c.Made != nil {
		shown = c.Shown + "\n"
	}
	b.WriteByte('\n')
	if c.Run != "" {
		fmt.Fprintf(&b, "With `flowc %s`:\n\n", c.Run)
	}
	b.WriteString(shown)
	if good != "" && c.Good != c.Bad {
		b.WriteString("\nMended:\n\n" + good)
	}
	return b.String()
}

// fenced returns an example as blocks of code, one a file.
func fenced(example string) string {
	var b strings.Builder
	for i, f := range Files(example) {
		if i > 0 {
			b.WriteByte('\n')
		}
		kind := f.Name[strings.LastIndexByte(f.Name, '.')+1:]
		if f.Name != Script {
			kind += " " + f.Name
		}
		fmt.Fprintf(&b, "```%s\n%s```\n", kind, f.Text)
	}
	return b.String()
}

// Script is the name of the script of an example.
const Script = "script.flow"

// An ExampleFile is one file of an example.
type ExampleFile struct{ Name, Text string }

// Files returns the files of an example: text before the first line of the
// form "-- NAME --" is the script.
func Files(example string) (files []ExampleFile) {
	name, text := Script, ""
	end := func() {
		if text != "" {
			files = append(files, ExampleFile{name, text})
		}
	}
	for line := range strings.Lines(strings.TrimRight(example, "\n") + "\n") {
		if other, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(other, " --\n") {
			end()
			name, text = strings.TrimSuffix(other, " --\n"), ""
			continue
		}
		text += line
	}
	end()
	return files
}
