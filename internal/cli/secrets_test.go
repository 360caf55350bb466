package cli

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// hunter is the secret that nothing may show, longer than what a message shows of
// a value, and shown is a part of it that nothing may show either.
const (
	hunter = "hunter2222abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMN"
	shown  = "hunt"
)

// A way is a way to write a secret into a script, with S for it.
var ways = []string{
	"token \"S\"", "sid \"S\"", "token \"\"\"S\"\"\"", "token \"\"\"\n  S\n\"\"\"", "  token   \"S\"  ", "token \"S\" // because",
	"let a = \"S\"\ntoken a", "let a =   \"S\"\nlet b = a\ntoken b", "let a = \"S\"\nlet b = \"x${a}\"\ntoken b", "let a = \"S\"\ntoken \"${a}\"", "param a = \"S\"\ntoken a",
	"param a\ntoken a", "let a = \"S\"\nsid a\ntoken a", "use \"lib.flow\"\ntoken shared",
	"token S", "token: \"S\"", "tokn \"S\"", "Token \"S\"", "TOKEN \"S\"", "token = \"S\"", "token 'S'", "token “S”", "token \"S", "token \"S\" now", "token env \"S\"", "token S-1",
	"sid: \"S\"", "sid S x", "auth_token \"S\"", "cloud \"x\" token \"S\"", "cloud \"x\", token \"S\"", "let token = \"S\"",
	"input 1 { 1 { token \"S\" } }", "try 2 times { token \"S\"; input 1 -> again }", "step q() { token \"S\" }\nq", "say \"x\" { token \"S\" }",
	"token \"S\"; token \"S\"", "token \"S\"\nsay \"x S y\" z", "token \"a\"\ntoken \"S\"", "token \"S\" \xff", "token \"S\" \x00",
	"token \"S${X}\"",
}

// troubles make findings on the lines around a secret, and at its value.
var troubles = []string{
	"", "say \"x\" extra", "-> nowhere", "connect a", "input a", "get a", "callback 5 at a 10:00 UTC", "callback a at 2030-01-15 10:00 a",
	"{", "}", "say \"", "raw { \"a\": }", "record maybe", "let a = 1", "input 1 { 1 -> next; 1 -> next }", "test \"t\" { hear a; get a -> ok; connect a }", "say \"x\"   ;   say \"y\"",
}

// commands are what is run on the script, which is a.flow.
var commands = []string{
	"check a.flow", "build a.flow -o out.json", "build a.flow -o old.json --check", "build a.flow -o compact.json --check --compact", "build a.flow -o odd.json --check",
	"fmt -d a.flow", "fmt --check a.flow", "expand a.flow -o out.flow", "build a.flow -o out.json --resolve-env --env-file env -v",
	"check --fix --diff a.flow", "check a.flow --values values.yaml", "check a.flow --set a=S", "decompile --verify a.flow old.json", "check a.flow --values env", "check a.flow --values broken.yaml",
	"prompts a.flow", "prompts a.flow --format xliff", "prompts . --format po", "prompts --import fr.csv a.flow -o fr.flow --force", "build a.flow -o out.json --recordings fr.csv",
	"check . --max-findings 1", "decompile --verify a.flow old.json --set a=S", "decompile --verify old.json a.flow --values values.yaml -q",
	"diff a.flow old.json", "diff x.flow a.flow --output markdown", "diff old.json a.flow --output html", "diff other.json a.flow --output json --set a=S", "diff a.flow x.flow --output github --values values.yaml", "diff --git-driver a.flow a.flow 0 1 x.flow 0 1",
	"graph a.flow --format html", "graph a.flow", "graph a.flow --format mermaid --collapse all", "graph a.flow --format dot --diff x.flow",
	"test a.flow -v", "test a.flow --output json -v --cover", "test a.flow --output junit", "test a.flow --output tap --cover", "test a.flow --output github",
	"run a.flow", "run a.flow --press 1 --http ok --output json --set a=S", "run a.flow --record-test a_test.flow",
	"check a.flow --output json", "check a.flow --output sarif --output github:/dev/stderr", "check . --values broken.yaml --output rdjson",
}

// TestSecrets tries all commands on scripts with each way to write a secret
// and each trouble, and on payloads, and searches all that comes out. What is
// written is the author's: it is not searched.
func TestSecrets(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	payload := func(token string) string {
		return `{"cloud_id": "x", ` + token + `, "flow": [{"id": 0, "type": "play", "text": "x"}]}`
	}
	for name, text := range map[string]string{
		"x.flow": "say \"x\"\n", "lib.flow": "let shared = \"S\"\n", "env": "SAMESPACE_AUTH_TOKEN=S\nSAMESPACE_CLOUD_SID=S\nSAMESPACE_CLOUD_ID=x\nCLOUD=\n",
		"fr.csv":      "text,translation,recording\nx,y,https://example.com/a?token=S\nz S,a,\n",
		"values.yaml": "a: S\n", "broken.yaml": "a: S\n - b\n? S: [\n",
		"old.json": payload(`"auth_token": "S"`), "other.json": strings.ReplaceAll(payload(`"auth_token": "S"`), "S\"", "S2\""), "compact.json": strings.ReplaceAll(payload(`"auth_token":"S"`), ": ", ":"), "odd.json": payload("\"auth\\u005ftoken\"\n :\n \"S\""),
	} {
		put(t, name, text)
	}
	runs := 0
	for i, way := range ways {
		for j, trouble := range troubles {
			put(t, "a.flow", trouble+"\n"+way+"\n"+trouble+"\nsay \"x\"\n")
			for k, command := range commands {
				if (i+j+k)%3 > 0 && j > 0 {
					continue // a third of all is many
				}
				runs++
				search(t, command, way, trouble)
			}
		}
	}
	for _, text := range []string{
		payload(`"auth_token": "S"`), payload("\"auth_token\" :\n\"S\""), payload(`"auth\u005ftoken": "S"`), payload(`auth_token: S`), payload(`"auth_token": "S", "auth_token": "b"`),
		payload(`"cloud_sid": ["S"]`), payload(`"auth_token": "${X}S"`), payload(`"auth_token": "S" "x": 1`), `[{"auth_token": "S"}]`, `{"a": {"auth_token": "S"}}`, payload(`"auth_token": "S"`)[:50], `{"auth_token": "S", "flow": 1`, `{"flow": [1], "auth_token": "S}`,
	} {
		put(t, "p.json", text)
		for _, command := range []string{"check p.json", "check .", "decompile p.json -o p.flow --force", "decompile --verify p.json old.json", "decompile --verify odd.json p.json", "build x.flow -o p.json --check", "check --api v1 p.json", "prompts p.json", "diff p.json other.json --output markdown", "diff old.json p.json --output html", "diff --git-driver p.json p.json 0 1 old.json 0 1", "check . --output sarif --output junit:/dev/stderr", "check p.json --output json", "run p.json", "run p.json --output json", "graph p.json", "graph p.json --format html", "graph p.json --format mermaid", "graph p.json --format dot --diff old.json"} {
			runs++
			search(t, command, text, "")
		}
	}
	if runs < 1000 {
		t.Errorf("%d runs are not enough", runs)
	}
}

// TestSecretsInTests looks for a secret that tests and what they test say, too.
func TestSecretsInTests(t *testing.T) {
	t.Chdir(t.TempDir())
	put(t, "a.flow", `token "S"
call 4420 from "S"
say "It is S, S."
get "https://example.com/S?a=S" -> next/end
raw {"type": "fax", "S": "S"}
input 1 { "S" -> next; else { say "No S." } }
connect "S"
test "all of S" { call "S" from "S1"; hear "This is S"; get "*/S/S" -> ok; raw {"type": "fax", "S": "1S"}; press "S"; end }
test "some of S" { call 4420; get "*" -> "S"; connect "S" }
test "none of S" { call 4420; get "*" -> fail; hear "S" }
test "S alone" of ask "S" { hear "1S"; press 1; -> no }
step ask(text) -> yes/no { say text; input 1 { 1 -> yes; else -> no } }
ask "S" -> next/end
`)
	put(t, "b.flow", `token "S"
call 4420
say "It is S, S."
get "https://example.com/S?a=S" -> next/end
raw {"type": "fax", "S": "S"}
connect 4421
test "all of S" { call 4420; hear "This is S"; get "*/S/S" -> ok; raw {"type": "fax", "S": "1S"}; connect 4422; end }
test "some of S" { call 4420; get "*" -> "S"; connect 4420 }
test "S hears it" { call 4420; hear "S"; get "https://example.com/S?a=S" -> ok; raw {"S": "S"}; connect 4421; end }
`)
	var out strings.Builder
	if Main([]string{"test", "b.flow"}, strings.NewReader(""), &out, io.Discard); !strings.Contains(out.String(), "3 tests: 1 passed, 2 failed") {
		t.Errorf("the tests are not run:\n%s", &out)
	}
	for _, file := range []string{"a.flow", "b.flow"} {
		for _, flags := range []string{"", "-v", "--cover", "--output junit", "--output json -v", "--output tap", "--output github", "--run S"} {
			search(t, "test "+file+" "+flags, file, "")
		}
		for _, format := range []string{"lcov", "json", "cobertura", "html"} {
			Main([]string{"test", file, "--cover-out", format + ":out"}, strings.NewReader(""), io.Discard, io.Discard)
			text, err := os.ReadFile("out")
			if err != nil || strings.Contains(string(text), shown) {
				t.Errorf("%v: %s of %s shows it:\n%s", err, format, file, text)
			}
		}
	}
}

func put(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Clean(name), []byte(strings.ReplaceAll(text, "S", hunter)), 0o600); err != nil {
		t.Fatal(err)
	}
}

// search runs a command and looks for the secret in what it prints.
func search(t *testing.T, command, way, trouble string) {
	t.Helper()
	var out, err strings.Builder
	Main(strings.Fields(strings.ReplaceAll(command, "S", hunter)), strings.NewReader(""), &out, &err)
	if said := out.String() + err.String(); strings.Contains(said, shown) {
		t.Errorf("%s", fmt.Sprintf("%s of %q with %q shows it:\n%s", command, way, trouble, said))
	}
}
