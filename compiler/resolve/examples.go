package resolve

import (
	"fmt"
	"strings"
)

// Examples for codes that no few lines have.

// chain is a script in which n steps use each other.
func chain(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "step s%d() { s%d }\n", i, i+1)
	}
	fmt.Fprintf(&b, "step s%d() { say \"Hello.\" }\ncall 4420\ns0\n", n)
	return b.String()
}

// grown is a script with constants of 8 to the power of n texts.
func grown(n int) string {
	var b strings.Builder
	b.WriteString("let a0 = \"Hello.\"\n")
	for i := range n {
		fmt.Fprintf(&b, "let a%d = \"%s\"\n", i+1, strings.Repeat(fmt.Sprintf("${a%d}", i), 8))
	}
	fmt.Fprintf(&b, "call 4420\nsay a%d\n", n)
	return b.String()
}
