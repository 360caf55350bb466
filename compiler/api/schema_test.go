package api

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/flowc-lang/flowc/internal/chunks"
)

func schemaPath(v Version) string { return "../../docs/schema/payload-" + v.String() + ".json" }

// The schemas in docs are those that are made here.
func TestSchemaFiles(t *testing.T) {
	for _, v := range []Version{V1, V2} {
		if chunks.Updating() {
			if err := os.MkdirAll(filepath.Dir(schemaPath(v)), 0o777); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(schemaPath(v), Schema(v), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(schemaPath(v))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(Schema(v)), string(got)); diff != "" {
			t.Errorf("%s is old; write it with -update: %s", schemaPath(v), diff)
		}
	}
}

func compiled(t *testing.T, v Version) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(Schema(v))))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("payload.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("payload.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func validate(t *testing.T, s *jsonschema.Schema, text string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s.Validate(doc)
}

// What the compiler writes is valid, except where a script says what the
// language has no word for.
func TestSchemaGolden(t *testing.T) {
	for _, v := range []Version{V1, V2} {
		s := compiled(t, v)
		files, err := filepath.Glob("../../golden/*/out." + v.String() + ".json")
		if err != nil || len(files) == 0 {
			t.Fatal("no golden payloads", err)
		}
		checked := 0
		for _, file := range files {
			script, err := os.ReadFile(filepath.Join(filepath.Dir(file), "in.flow"))
			if err != nil {
				t.Fatal(err)
			}
			if free.Match(script) {
				continue
			}
			payload, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			checked++
			if err := validate(t, s, string(payload)); err != nil {
				t.Errorf("%s: %v", file, err)
			}
		}
		if checked*2 < len(files) {
			t.Errorf("%s: only %d of %d payloads were looked at", v, checked, len(files))
		}
	}
	sample, err := os.ReadFile("testdata/sample-v2.json")
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, compiled(t, V2), string(sample)); err != nil {
		t.Error(err)
	}
}

// free finds what a script says that the schema can't know: raw objects, and
// branches by keys of the author's own.
var free = regexp.MustCompile(`\braw ?\{|[{,\n]\s*"[^"]*"\s*(->|\{|,)`)

func TestSchemaMistakes(t *testing.T) {
	const right = `{"cloud_id":"c","cloud_sid":"s","auth_token":"t","record":false,"publish":{"url":"https://e.com","method":"PUT"},"flow":[
		{"id":0,"type":"call","number":"1","caller_id":"2","next_step":"1"},
		{"id":"1","type":"play","text":"x","next_step":2},
		{"id":2,"type":"digits","count":1,"variable":"v","flow":{"1":3,"#":3,"*":4}},
		{"id":3,"type":"http","url":"https://e.com","method":"GET","flow":{"success":4,"fail":5}},
		{"id":4,"type":"callback","date":"2018-10-11","time":"20:48:00","timezone":"UTC","entity":5263,"next_step":5},
		{"id":5,"type":"connect","number":"1"}]}`
	v2 := compiled(t, V2)
	if err := validate(t, v2, right); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{
		{`"cloud_id":"c",`, ``},
		{`"cloud_sid":"s",`, ``},
		{`"record":false`, `"record":"false"`},
		{`"record":false`, `"recording":false`},
		{`"url":"https://e.com",`, ``},
		{`"method":"PUT"`, `"method":"put"`},
		{`"id":0,`, ``},
		{`"id":0,`, `"id":null,`},
		{`"type":"call"`, `"type":"cal"`},
		{`"number":"1","caller_id"`, `"number":1,"caller_id"`},
		{`"caller_id"`, `"callerid"`},
		{`"next_step":"1"`, `"next_step":{"1":2}`},
		{`"text":"x",`, ``},
		{`"count":1`, `"count":0`},
		{`"count":1`, `"count":"1"`},
		{`"flow":{"1":3`, `"next_step":{"1":3`},
		{`"1":3`, `"one":3`},
		{`"success":4`, `"ok":4`},
		{`"2018-10-11"`, `"11.10.2018"`},
		{`"20:48:00"`, `"20:48"`},
		{`"entity":5263`, `"entity":"5263"`},
		{`"timezone":"UTC",`, ``},
		{`"id":5,"type":"connect","number":"1"`, `"id":5,"type":"connect"`},
	} {
		wrong := strings.Replace(right, c[0], c[1], 1)
		if wrong == right {
			t.Fatalf("%s is not there", c[0])
		}
		if validate(t, v2, wrong) == nil {
			t.Errorf("%s instead of %s is let pass", c[1], c[0])
		}
	}
	if validate(t, compiled(t, V1), right) == nil {
		t.Error("v1 takes a payload of v2")
	}
}
