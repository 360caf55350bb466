package value

import (
	"flag"
	"os"
	"testing"
)

var update = flag.Bool("update", false, "write what is said of values")

// golden returns what is to be said of values. With -update it writes that.
func golden(t *testing.T, got string) string {
	t.Helper()
	const name = "testdata/messages.txt"
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(want)
}
