package callscript_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
)

// TestTokenAtEveryOffset writes a token at all places at which an address or a text may be
// cut: no eight characters of it are on the page.
func TestTokenAtEveryOffset(t *testing.T) {
	for _, size := range []int{40, 120, 200} {
		var b strings.Builder
		for i := 0; b.Len() < size; i++ {
			fmt.Fprintf(&b, "q%xZ%c", i*7919, "?#@/"[i%4])
		}
		token := b.String()[:size]
		for offset := range 70 {
			pad := strings.Repeat("m", offset)
			text := "cloud \"dev\"\ntoken \"" + token + "\"\neach \"{choice}: {key}.\"\n\nlet a = \"" + pad + token + "\"\ncall 4420\nsay \"${a}, well\"\n" +
				"get \"https://h.samespace.com/" + pad + token + "/b\" -> next/other\nplay \"https://" + token + "@h.samespace.com/a\" saying \"{{" + pad + token + "}}\"\n" +
				"menu \"${a}\" {\n  1 \"" + token + " {key}\" -> next\n  else -> end\n}\nask \"${a}\"\nconnect 4420\nend\nother:\n  say \"Other.\"\n\n" +
				"step ask(what) {\n  say \"Now ${what}.\"\n}\n"
			a := analyze(t, project.New(project.Memory{chunks.Main: text}), chunks.Main)
			if a.Findings.HasErrors() {
				t.Fatalf("%s:\n%s", a.Findings[0].Message, text)
			}
			page := tell(chunks.Main, a)
			for _, out := range []string{page.Markdown(), page.HTML()} {
				for i := 0; i+8 <= size; i++ {
					if part := token[i : i+8]; strings.Contains(out, part) {
						t.Fatalf("%q is shown:\n%s", part, text)
					}
				}
			}
		}
	}
}
