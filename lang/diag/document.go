package diag

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// Index returns the page that lists all codes, in Markdown.
func Index() string {
	var b strings.Builder
	b.WriteString(indexHead)
	for _, area := range Areas() {
		fmt.Fprintf(&b, "\n| %s | | |\n|---|---|---|\n", area)
		for _, c := range Codes() {
			if c.Area == area {
				fmt.Fprintf(&b, "| [`%s`](findings/%s.md) | %s | %s |\n", c.Name, c.Name, c.Level(), strings.ReplaceAll(c.Title, "|", `\|`))
			}
		}
	}
	return b.String()
}

// Level is the severity of a code, and whether it is off by itself.
func (c *Code) Level() string {
	if c.Off {
		return c.Severity.String() + ", off"
	}
	if c.Lenient {
		return "error or warning"
	}
	return c.Severity.String()
}

const indexHead = `# Findings

<!-- Made from the registry of codes by go test ./examples -update. -->

Every finding has a code. ` + "`flowc explain CODE`" + ` says what its page says. A script builds if none of its findings is an error. A comment
suppresses a finding of one statement: ` + "`// flowc:allow CODE reason`" + `, at the end of the statement's line or on the line above it. An
error can't be suppressed, since there would be no payload. [flowc.yaml](config.md#checks) turns checks of a project off, or makes them
worse or milder. What is only for information stops a job with ` + "`--fail-on info`" + ` only.

Of payloads (` + "`flowc check payload.json`, `flowc decompile`" + `) findings stand at lines and columns of the JSON. The
severities are those of ` + "`check`" + `; to ` + "`decompile`" + `, an error is what can't be kept, and what a ` + "`raw`" + ` object keeps is a
warning. Each finding is shown by the smallest script or payload that has it; a test runs all of them.
`

// The addresses of the documentation.
const (
	home   = "https://github.com/flowc-lang/flowc/blob/main/"
	pages  = home + "docs/"
	folder = pages + "findings/"
)

// Page returns the address of the page of a code.
func (c *Code) Page() string { return folder + c.Name + ".md" }

// absolute makes links of the page of a code such that hold elsewhere.
var absolute = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("](https://", "](https://", "](../../", "]("+home, "](../", "]("+pages, "](", "]("+folder)
})

// Explained returns the text of a code in Markdown, with links that hold anywhere.
func (c *Code) Explained() string { return absolute().Replace(c.Text) }

// Document returns the page of a code, in Markdown.
func (c *Code) Document() string {
	return "# " + c.Name + "\n\n<!-- Made from the registry of codes by go test ./examples -update. -->\n\n" + c.body(c.Text, fenced)
}

// Plain explains a code to one who reads it in a terminal.
func (c *Code) Plain() string {
	return c.Name + "\n\n" + c.body(folded(plainly(c.Explained())), indented) + "\n" + c.Page() + "\n"
}

// body returns what a page says, with the examples as they are shown there.
func (c *Code) body(text string, show func(example string) string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n\n%s\n", c.heading(), c.Title, text)
	b.WriteString(c.settings())
	if c.Bad == "" && c.Made == nil {
		return b.String()
	}
	shown, good := show(c.Bad), show(c.Good)
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

// heading is the severity of a code, as its page starts.
func (c *Code) heading() string {
	if c.Lenient {
		return c.Level()
	}
	return c.Severity.String()
}

// settings says what a project can make of a code, and since when there is one.
func (c *Code) settings() string {
	var b strings.Builder
	if c.Off {
		fmt.Fprintf(&b, "\nIt is off, unless `flowc.yaml` says `checks: {%s: on}`.\n", c.Name)
	}
	for _, o := range c.Options {
		fmt.Fprintf(&b, "\nOption `%s`: %s (%s).\n", o.Name, o.Doc, o.Default)
	}
	fmt.Fprintf(&b, "\nSince %s.\n", c.Since)
	return b.String()
}

// plainly returns Markdown as it reads: the words of a link with its address.
func plainly(text string) string {
	return regexp.MustCompile(`\[([^\[\]]*)\]\(([^()]*)\)`).ReplaceAllString(text, "$1 ($2)")
}

// lineLength is how many characters a line has in a terminal.
const lineLength = 80

// folded breaks paragraphs into lines.
func folded(text string) string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := ""
		for _, word := range strings.Fields(paragraph) {
			if line != "" && utf8.RuneCountInString(line)+1+utf8.RuneCountInString(word) > lineLength {
				lines, line = append(lines, line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// indented returns an example as lines behind blanks.
func indented(example string) string {
	var b strings.Builder
	for i, f := range Files(example) {
		if i > 0 {
			b.WriteByte('\n')
		}
		if f.Name != Script {
			b.WriteString(f.Name + ":\n\n")
		}
		for line := range strings.Lines(f.Text) {
			b.WriteString("    " + line)
		}
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
