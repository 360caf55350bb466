package transcript

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// Append returns a file with tests behind all that it holds, in lines that end as its
// own do.
func Append(file, tests string) string {
	if tests == "" {
		return file
	}
	tests = strings.TrimRight(tests, "\n") + "\n"
	before := strings.TrimRight(file, "\r\n")
	if before == "" {
		return source.Ended(tests, file)
	}
	return before + source.Ended("\n\n"+tests, file)
}
