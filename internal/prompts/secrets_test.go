package prompts_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/prompts"
)

// someToken returns a token in which no few characters stand twice.
func someToken(size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		fmt.Fprintf(&b, "q%xZ%c", i*7919, "?#@k"[i%4])
	}
	return b.String()[:size]
}

// shownOf returns eight characters of a secret that a text shows, or "".
func shownOf(secret, text string) string {
	for i := 0; i+8 <= len(secret); i++ {
		if part := secret[i : i+8]; strings.Contains(text, part) {
			return part
		}
	}
	return ""
}

// TestTokenAtEveryOffset writes a token at all places at which a text or an address may be
// cut.
func TestTokenAtEveryOffset(t *testing.T) {
	for _, size := range []int{40, 120, 200} {
		token := someToken(size)
		for offset := range 130 {
			pad := strings.Repeat("m", offset)
			for _, script := range []string{
				"say \"" + pad + token + " and more\"\nsay \"After.\"\n",
				"let a = \"Well, ${b}\"\nlet b = \"" + pad + " " + token + "\"\nmenu \"${a}\" {\n  1 \"for it\" -> next\n  else -> end\n}\nsay \"After.\"\n",
				"get \"https://h.samespace.com/" + pad + token + "/b\" -> next/other\nsay \"After.\"\nend\nother:\n  say \"Other.\"\n",
				"play \"https://h.samespace.com/" + pad + token + "/b\"\nsay \"After.\"\n",
				"input 2 {\n  \"" + pad + token + "\" -> next\n  else -> end\n}\nsay \"After.\"\n",
			} {
				text := "cloud \"dev\"\ntoken \"" + token + "\"\ncall 4420\n" + script
				book := bookOf(analyze(t, project.Memory{chunks.Main: text}, chunks.Main))
				for _, format := range []string{"csv", "po", "xliff"} {
					if part := shownOf(token, write(t, format, book)); part != "" {
						t.Fatalf("%s shows %q of\n%s", format, part, text)
					}
				}
			}
		}
	}
}

// TestKeepHidesSecrets takes over rows that say a token: they are left out, and counted.
func TestKeepHidesSecrets(t *testing.T) {
	token := someToken(40)
	a := analyze(t, project.Memory{chunks.Main: "cloud \"dev\"\ntoken \"" + token + "\"\ncall 4420\nsay \"One.\"\nsay \"Two.\"\nsay \"Three.\"\n"}, chunks.Main)
	book := bookOf(a)
	table, _ := prompts.FormatOf("csv").Read("fr.csv", "text,translation,recording\nOne.,Un "+token+",\nTwo.,Deux.,https://h.samespace.com/"+token+"\nThree.,Trois.,\n")
	left, secret := book.Keep(table)
	if out := write(t, "csv", book); len(left) != 0 || secret != 2 || shownOf(token, out) != "" || !strings.Contains(out, "Trois.") {
		t.Errorf("%q left, %d secret:\n%s", left, secret, out)
	}
}

// TestAnyCharacter makes workbooks of payloads with characters that files can't hold, in
// all that they say.
func TestAnyCharacter(t *testing.T) {
	for _, c := range []string{`\u0000`, `\u001b`, `\r`, `\t`, `\ufffe`, `\uffff`, `\u0085`, `\u2028`} {
		text := strings.ReplaceAll(`{"cloud_id": "d", "record": false, "flow": [{"id": 0, "type": "call", "number": "4420X", "next_step": 1},
			{"id": 1, "type": "http", "url": "https://a/bX", "method": "GETX", "flow": {"successX": 2, "failure": 2}},
			{"id": 2, "type": "digits", "count": 1, "variable": "vX", "flow": {"1X": 3, "*": 4}},
			{"id": 3, "type": "play", "text": "hiX", "url": "https://a/cX", "next_step": 4},
			{"id": 4, "type": "oddX", "next_step": 5}, {"id": 5, "type": "play", "url": "https://a/dX", "next_step": 6},
			{"id": 6, "type": "play", "text": "yo", "next_step": null}]}`, "X", c)
		for _, format := range prompts.FormatNames() {
			book := payloadBook(t, "pay\x1b\uFFFE\xffload.json", text)
			data := write(t, format, book)
			table, broken := prompts.FormatOf(format).Read("a."+format, data)
			if broken != nil || table == nil {
				t.Errorf("%s with %s: %v", format, c, broken)
			}
			if at := strings.IndexFunc(data, func(r rune) bool { return r < ' ' && r != '\n' || r == 0xfffe || r == 0xffff }); format != "xlsx" && at >= 0 {
				t.Errorf("%s with %s: a %q is in it as it is", format, c, data[at:at+1])
			}
		}
	}
}
