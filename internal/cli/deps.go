package cli

import (
	"io"
	"strings"
)

// dependencies writes what outputs were made of as rules of make.
func dependencies(w io.Writer, rules []rule) error {
	var b strings.Builder
	for _, r := range rules {
		b.WriteString(makeName(r.output) + ":")
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

var makeEscape = strings.NewReplacer(" ", `\ `, "#", `\#`, "$", "$$", "\t", "\\\t")

func makeName(path string) string { return makeEscape.Replace(path) }
