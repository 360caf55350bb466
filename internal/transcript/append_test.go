package transcript_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/transcript"
)

// TestAppend adds tests in lines that end as those of the file do.
func TestAppend(t *testing.T) {
	const tests = "test \"a\" {\n  end\n}\n"
	for _, c := range []struct{ file, tests, want string }{
		{"", tests, tests},
		{"\n\n", tests, tests},
		{"a\n\n", "", "a\n\n"},
		{"a\n\n", tests, "a\n\ntest \"a\" {\n  end\n}\n"},
		{"a", tests, "a\n\ntest \"a\" {\n  end\n}\n"},
		{"a\n", "test\n\n", "a\n\ntest\n"},
		{"a\r\nb\r\n\r\n", tests, "a\r\nb\r\n\r\ntest \"a\" {\r\n  end\r\n}\r\n"},
		{"\ufeffa\r\nb", tests, "\ufeffa\r\nb\r\n\r\ntest \"a\" {\r\n  end\r\n}\r\n"},
		{"a\nb\r\n", tests, "a\nb\n\ntest \"a\" {\n  end\n}\n"},
	} {
		if d := cmp.Diff(c.want, transcript.Append(c.file, c.tests)); d != "" {
			t.Errorf("%q with %q (-want +got):\n%s", c.file, c.tests, d)
		}
	}
}
