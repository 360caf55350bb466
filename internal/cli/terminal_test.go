package cli

import (
	"io"
	"os"
	"os/exec"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
)

// TestTerminal checks that nothing that is named or shown acts on a terminal:
// names, lines and values may come from anywhere.
func TestTerminal(t *testing.T) {
	t.Chdir(t.TempDir())
	const hostile = "\x1b]0;x\a\u009b31m\u202e"
	name := "a" + hostile + "\n"
	for file, text := range map[string]string{
		name + ".flow": "say   \"x" + hostile + "\" // " + hostile + "\n", name + "b.flow": "sya \"" + hostile + "\"\n",
		name + ".json": `{"flow": [{"id": 0, "type": "play", "text": "y` + "\u202e\u009b" + `"}]}`, name + ".yaml": "a" + hostile + ": 1\n", name + "env": hostile + "\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	script, payload := name+".flow", name+".json"
	for _, command := range [][]string{
		{"fmt", "-l", script}, {"fmt", "-d", script}, {"fmt", "--check", script}, {"fmt", "-l", name + "b.flow"}, {"check", script, name + "b.flow"}, {"check", "no" + name},
		{"build", script, "-o", "out" + name, "-v"}, {"build", script, "-o", payload, "--check"}, {"build", script, "-o", "missing" + name, "--check"}, {"build", script, "-o", name + "b.flow", "--check"},
		{"check", "--fix", "-d", script, name + "b.flow"}, {"build", script, "-o", script}, {"build", script, "-o", "x/" + name + "/y"}, {"check", script, "--set", name + "=1"}, {"check", script, "--values", name + ".yaml"},
		{"build", script, "--resolve-env", "--env-file", name + "env"}, {"check", payload}, {"check", "--api", name, script}, {name}, {"--" + name}, {"check", "--" + name}, {"check", "--max-steps", name, script},
		{"diff", script, payload}, {"diff", payload, script, "--output", "markdown"}, {"diff", payload, script, "--output", "html"}, {"diff", script, payload, "--output", "json"}, {"diff", script, payload, "--output", "github"}, {"diff", script, name + "b.flow"},
		{"diff", ".", "no" + name}, {"diff", name + ":" + name, script}, {"diff", "--git", name}, {"diff", "--git-driver", script, script, "0", "1", payload, "0", "1"}, {"diff", "--git-driver", name}, {"diff", "--fail-on", name, script, payload},
		{"decompile", "--verify", script, payload}, {"decompile", payload, "-o", script}, {"decompile", payload, payload, "-o", "folder"},
		{"run", script}, {"run", payload}, {"run", payload, "--output", "json"}, {"run", script, "--press", name}, {"run", script, "--http", name}, {"run", script, "--record-test", name}, {"run", script, "--record-test", script, "--name", name},
	} {
		var out, errs strings.Builder
		Main(command, strings.NewReader(""), &out, &errs)
		said := out.String() + errs.String()
		if i := strings.IndexFunc(said, func(r rune) bool {
			return r != '\n' && r != '\t' && (unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r))
		}); i >= 0 {
			t.Errorf("%q prints %q", command, said)
		}
	}
}

// TestDependencies lets make read a rule for each name that one can say.
func TestDependencies(t *testing.T) {
	run, err := exec.LookPath("make")
	if err != nil {
		t.Skip("there is no make")
	}
	t.Chdir(t.TempDir())
	var wrong []string
	for _, name := range []string{"a", "a b", "a\tb", "a#b", "a$b", "a:b", "a%b", "a;b", "a=b", "a|b", "a\nb", "a'b", "a,b", "ü"} {
		rules, err := os.Create("rules")
		if err != nil {
			t.Fatal(err)
		}
		err = dependencies(rules, []rule{{"out " + name, []string{name}}})
		_, more := io.WriteString(rules, "\t@echo made\n")
		if err != nil || more != nil {
			wrong = append(wrong, name)
			continue
		}
		if err := os.WriteFile(name, nil, 0o600); err != nil {
			t.Fatal(err)
		}
		said, err := exec.Command(run, "-rs", "-f", "rules", "out "+name).CombinedOutput()
		if err != nil || string(said) != "made\n" {
			t.Errorf("make of %q says %s (%v)", name, said, err)
		}
		rules.Close()
	}
	if d := cmp.Diff([]string{"a\tb", "a;b", "a=b", "a|b", "a\nb"}, wrong); d != "" {
		t.Errorf("names that no rule says (-want +got):\n%s", d)
	}
}
