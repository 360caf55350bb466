package decompile

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Where the values of a payload stand in its script: at what says them, else at
// the step, else at the start.
func TestBuiltPlaces(t *testing.T) {
	const script = `api v2
cloud "dev"
record on
publish "https://example.com/calls"
menu "Hi." {
  1 "to go on" -> next
  else -> bye
}
get "https://example.com/x" {
  ok -> bye
  fail { say "Sorry." }
}
bye:
say "Goodbye."
`
	side, err := Built(analyze(script, nil))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, pointer := range []string{
		"/cloud_id", "/record", "/publish/method", "/auth_token", "/flow", "/flow/0/text", "/flow/1/flow/*", "/flow/1/flow/2",
		"/flow/2/url", "/flow/2/method", "/flow/2/flow/fail", "/flow/3/next_step", "/flow/4", "/flow/40",
	} {
		at := side.Place(pointer)
		got = append(got, fmt.Sprintf("%s %d:%d", pointer, at.Line, at.Column))
	}
	want := []string{
		"/cloud_id 2:7", "/record 3:1", "/publish/method 4:9", "/auth_token 1:1", "/flow 1:1", "/flow/0/text 5:6", "/flow/1/flow/* 7:11", "/flow/1/flow/2 5:1",
		"/flow/2/url 9:5", "/flow/2/method 9:1", "/flow/2/flow/fail 11:3", "/flow/3/next_step 11:10", "/flow/4 14:1", "/flow/40 1:1",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
