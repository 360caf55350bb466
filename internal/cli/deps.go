package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode"
)

// dependencies writes what outputs were made of as rules of make. The error is
// for a name that no rule can say: make would take a part of it for a command,
// a variable or another rule.
func dependencies(w io.Writer, rules []rule) error {
	var b strings.Builder
	for _, r := range rules {
		for _, name := range append([]string{r.output}, r.inputs...) {
			if strings.ContainsAny(name, `;=|\*?[]`) || strings.HasPrefix(name, "~") || strings.ContainsFunc(name, unicode.IsControl) {
				return fmt.Errorf("no rule of make can say the name %q", name)
			}
		}
		b.WriteString(strings.ReplaceAll(makeName(r.output), "%", `\%`) + ":")
		for _, input := range r.inputs {
			b.WriteString(" \\\n  " + makeName(input))
		}
		b.WriteByte('\n')
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// A rule says what an output was made of.
type rule struct {
	output string
	inputs []string
}

var makeEscape = strings.NewReplacer(" ", `\ `, "#", `\#`, "$", "$$", ":", `\:`)

func makeName(path string) string { return makeEscape.Replace(path) }
