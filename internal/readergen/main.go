// Readergen writes the reader of the language from its grammar: from the tags
// on the structs of package lang, as participle reads them. go generate runs it
// in the folder of that package.
package main

import (
	"fmt"
	"os"
)

// output is the name of the file that it writes.
const output = "reader_gen.go"

func main() {
	text, err := generate(".")
	if err == nil {
		err = os.WriteFile(output, text, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "readergen:", err)
		os.Exit(1)
	}
}
