package api

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSecrets(t *testing.T) {
	doc, err := Decode(`[{"cloud_id": "dev", "auth\u005ftoken": "one", "cloud_sid": "${SID}", "auth_token": "${A}two}", "cloud_sid": 3, "flow": [{"auth_token": "four"}]}]`)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range doc.Secrets() {
		got = append(got, n.Text)
	}
	if diff := cmp.Diff([]string{"one", "${A}two}", "3", "four"}, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
}

// What is secret in a URL is found where it stands, and in all of the URL where
// that has escapes.
func TestSecretsInURLs(t *testing.T) {
	const text = `{"url": "https://api.samespace.com/a?api_key=hunter2&x=1", "text": "https:\/\/ann:pass\u0077ord1@api.samespace.com", "other": "http://x/{{pin}}"}`
	doc, err := Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range doc.Secrets() {
		got = append(got, n.Text+" in "+text[n.Start:n.End])
	}
	want := []string{"hunter2 in hunter2", `password1 in "https:\/\/ann:pass\u0077ord1@api.samespace.com"`}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
}

// A value without quotes is hidden whole.
func TestUnquoted(t *testing.T) {
	const text = `{"auth_token": "one", "cloud_sid": S3CRET, "token": 'two', "secret": 7}`
	doc, err := Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range doc.Secrets() {
		got = append(got, text[n.Start:n.End])
	}
	if diff := cmp.Diff([]string{"one", "S3CRET", "two", "7"}, got); diff != "" {
		t.Errorf("secrets (-want +got):\n%s", diff)
	}
}
