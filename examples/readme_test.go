package examples_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/passes"
)

// A block is a fenced block of a page: ```LANGUAGE NAME, its text, and ```.
//
//   - flow blocks build without findings, in the canonical layout. Those with the
//     name of an example are that example. Those with another name are written to
//     the file of that name, over what an earlier block wrote there, and those
//     that end in the word wrong have findings. In one that ends in the word part
//     each paragraph takes the place of the one with the same first line in that
//     file; a new one comes behind the one that the part has before it, or at the
//     end. A script in a folder lib only declares things, and one of tests only has
//     tests: they are not built.
//   - yaml blocks with a name are written to the file of that name. What a flowc.yaml
//     does not say of checks is that placeholder is off.
//   - csv blocks are written to the file of their name.
//   - json blocks are the payload of the flow block before them.
//   - console blocks are commands, each behind "$ " and followed by what it prints.
var block = regexp.MustCompile("(?ms)^```(flow|yaml|csv|json|console)(?: (\\S+))?(?: (wrong|part))?\n(.*?)^```$")

var fence = regexp.MustCompile("(?m)^```(flow|yaml|csv|json|console)")

// pages returns the pages whose blocks are run. Those of docs/findings.md are
// wrong on purpose; TestCodes runs them.
func pages(t *testing.T) []string {
	t.Helper()
	list := []string{"README.md", "lang/SPEC.md"}
	for _, path := range glob(t, "../docs/*.md") {
		if page := "docs/" + filepath.Base(path); page != "docs/findings.md" {
			list = append(list, page)
		}
	}
	return list
}

// What the documentation shows is what the tool does.
func TestDocumentation(t *testing.T) {
	t.Setenv("CI", "") // where it is set, nothing is rewritten
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, page := range pages(t) {
		t.Run(page, func(t *testing.T) {
			path := filepath.Join(root, page)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			if opened, run := len(fence.FindAll(text, -1)), len(block.FindAll(text, -1)); opened != run {
				t.Errorf("of %d blocks only %d are run: the first line of the others is odd", opened, run)
			}
			dir := t.TempDir()
			if err := os.CopyFS(filepath.Join(dir, "examples"), os.DirFS(".")); err != nil {
				t.Fatal(err)
			}
			t.Chdir(dir)
			if page != "docs/guide.md" { // who follows it starts in an empty folder
				save(t, "flowc.yaml", reserved)
			}
			var last string // the file of the last flow block
			actual := block.ReplaceAllStringFunc(string(text), func(whole string) string {
				m := block.FindStringSubmatch(whole)
				head, _, _ := strings.Cut(whole, "\n")
				name, body := m[2], m[4]
				switch m[1] {
				case "flow":
					last, body = script(t, name, m[3], body)
				case "yaml":
					if name == "flowc.yaml" && !strings.Contains(body, "checks:") {
						save(t, name, body+reserved)
					} else if name != "" {
						save(t, name, body)
					}
				case "csv":
					save(t, name, body)
				case "json":
					body = quiet(t, "build", last)
				case "console":
					body = console(body)
				}
				return head + "\n" + body + "```"
			})
			if chunks.Updating() {
				save(t, path, actual)
				return
			}
			if d := cmp.Diff(actual, string(text)); d != "" {
				t.Errorf("run go test ./examples -run Documentation -update (-actual +%s)\n%s", page, d)
			}
		})
	}
}

// reserved stands in the projects of all pages but the guide, which has it written: their numbers and domains are those
// that are reserved for examples, as the pages say.
const reserved = "checks:\n  placeholder: off\n"

// script returns the file of a flow block, and what should stand in the block.
func script(t *testing.T, name, kind, body string) (path, actual string) {
	t.Helper()
	if strings.HasPrefix(name, "examples/") {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return name, string(text)
	}
	if path = name; name == "" {
		path = "block.flow"
	}
	whole := body
	if kind == "part" {
		whole = merged(t, path, body)
	}
	save(t, path, whole)
	if kind == "wrong" {
		if _, findings, _ := flowc("check", path); findings == "" {
			t.Errorf("%s is meant to be wrong, and has no findings", path)
		}
		return path, quiet(t, "fmt", path)
	}
	quiet(t, "check", "--strict", path)
	if filepath.Dir(path) != "lib" && !strings.HasSuffix(path, "_test.flow") {
		quiet(t, "build", path)
	}
	if kind == "part" {
		quiet(t, "fmt", "--check", path)
		return path, body
	}
	return path, quiet(t, "fmt", path)
}

// merged returns the script at path with the paragraphs of part in it.
func merged(t *testing.T, path, part string) string {
	t.Helper()
	old, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(strings.TrimSpace(string(old)), "\n\n")
	next := len(all) // where a new paragraph goes
	for _, paragraph := range strings.Split(strings.TrimSpace(part), "\n\n") {
		first, _, _ := strings.Cut(paragraph, "\n")
		at := slices.IndexFunc(all, func(p string) bool { return strings.HasPrefix(p+"\n", first+"\n") })
		if at < 0 {
			at = next
			all = slices.Insert(all, at, paragraph)
		}
		all[at] = paragraph
		next = at + 1
	}
	return strings.Join(all, "\n\n") + "\n"
}

var argument = regexp.MustCompile(`(?:[^\s"]|"[^"]*")+`)

// console runs the commands of a block and returns it with what they print.
func console(body string) string {
	var b strings.Builder
	for _, line := range strings.Split(body, "\n") {
		if parts, ok := strings.CutPrefix(line, "$ go run ./internal/passes/show "); ok {
			b.WriteString(line + "\n" + shown(parts))
			continue
		}
		command, ok := strings.CutPrefix(line, "$ flowc ")
		if !ok {
			continue
		}
		args := argument.FindAllString(command, -1)
		for i := range args {
			args[i] = strings.ReplaceAll(args[i], `"`, "")
		}
		out, findings, _ := flowc(args...)
		b.WriteString(line + "\n" + out + findings)
	}
	return b.String()
}

// shown returns what the passes make of a script, for the words of a command.
func shown(command string) string {
	words := strings.Fields(command)
	a, err := compiler.Analyze(context.Background(), project.New(project.Disk{}), words[0], compiler.Options{})
	if err != nil {
		return err.Error()
	}
	var b strings.Builder
	for _, part := range words[1:] {
		if err := passes.Show(&b, a, part); err != nil {
			return err.Error()
		}
	}
	return b.String()
}

// The README says how many lines reuse saves.
func TestReadmeCountsLines(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	for label, lines := range map[string]int{
		"script with reuse": lines(t, "reuse/with.flow"),
		"script without":    lines(t, "reuse/without.flow"),
		"payload":           strings.Count(quiet(t, "build", "reuse/with.flow"), "\n"),
	} {
		if row := "| " + label + " | " + strconv.Itoa(lines) + " |\n"; !strings.Contains(string(text), row) {
			t.Errorf("README.md has no line %s", row)
		}
	}
}

// lines counts the lines of a file.
func lines(t *testing.T, path string) int {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(text), "\n")
}

var link = regexp.MustCompile(`\]\(([^):]+)\)`)

var heading = regexp.MustCompile(`(?m)^#+ (.*)$`)

// anchors returns what links to a page can end with.
func anchors(text string) map[string]bool {
	all := map[string]bool{"": true}
	for _, m := range heading.FindAllStringSubmatch(text, -1) {
		name := regexp.MustCompile(`[^a-z0-9 _-]`).ReplaceAllString(strings.ToLower(m[1]), "")
		all[strings.ReplaceAll(name, " ", "-")] = true
	}
	return all
}

// Links between pages lead to files that are there, and to headings in them.
func TestLinks(t *testing.T) {
	for _, page := range append(pages(t), "CHANGELOG.md") {
		text, err := os.ReadFile(filepath.Join("..", page))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllStringSubmatch(string(text), -1) {
			name, anchor, _ := strings.Cut(m[1], "#")
			to := filepath.Join("..", filepath.Dir(page), name)
			if name == "" {
				to = filepath.Join("..", page)
			}
			if _, err := os.Stat(to); err != nil {
				t.Errorf("%s: %v", page, err)
				continue
			}
			if target, err := os.ReadFile(to); err == nil && !anchors(string(target))[anchor] {
				t.Errorf("%s: %s has no heading %q", page, to, anchor)
			}
		}
	}
}

// TestTestsAreThere checks that the tests which a page names are there, and the
// files of those that are scripts.
func TestTestsAreThere(t *testing.T) {
	tests := map[string]bool{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, m := range regexp.MustCompile(`(?m)^func ((?:Test|Fuzz)\w+)\(`).FindAllStringSubmatch(string(text), -1) {
			tests[m[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("../docs/security.md")
	if err != nil {
		t.Fatal(err)
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)\\w+)`").FindAllStringSubmatch(string(text), -1)
	if len(named) < 10 {
		t.Errorf("%d tests are named", len(named))
	}
	for _, m := range named {
		if !tests[m[1]] {
			t.Errorf("there is no %s", m[1])
		}
	}
	for _, m := range regexp.MustCompile(`\b(\w+\.txtar)\b`).FindAllStringSubmatch(string(text), -1) {
		if _, err := os.Stat("../cmd/flowc/testdata/script/" + m[1]); err != nil {
			t.Error(err)
		}
	}
}

var command = regexp.MustCompile(`(?m)^  (\w+) {2,}\w`)

// The README has a line for every command but help.
func TestReadmeNamesEveryCommand(t *testing.T) {
	text, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	_, help, ok := strings.Cut(quiet(t, "--help"), "Available Commands:\n")
	help, _, _ = strings.Cut(help, "\n\n")
	if !ok {
		t.Fatal("flowc --help lists no commands")
	}
	for _, m := range command.FindAllStringSubmatch(help, -1) {
		if m[1] != "help" && !strings.Contains(string(text), "\n| `flowc "+m[1]+" ") && !strings.Contains(string(text), "\n| `flowc "+m[1]+"`") {
			t.Errorf("README.md has no line for flowc %s", m[1])
		}
	}
}
