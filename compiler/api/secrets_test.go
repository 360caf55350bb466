package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSecrets(t *testing.T) {
	doc, err := Decode(`{"cloud_id": "dev", "auth\u005ftoken": "one", "cloud_sid": "${SID}", "auth_token": "${A}two}", "cloud_sid": 3, "flow": [{"auth_token": "four"}]}`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range doc.Secrets() {
		got = append(got, n.Text)
	}
	if diff := cmp.Diff([]string{"one", "${A}two}", "3"}, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
	list, err := Decode(`[{"auth_token": "one"}]`)
	if err != nil {
		t.Fatal(err)
	}
	if got := list.Secrets(); got != nil {
		t.Errorf("a list has secrets: %v", got)
	}
}
