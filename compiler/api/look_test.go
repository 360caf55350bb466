package api

import (
	"strings"
	"testing"
)

func TestLooks(t *testing.T) {
	for text, want := range map[string]bool{
		`{"cloud_id": "dev", "publish": {"url": [{}]}, "flow": [{"id": 0}]}`: true,
		"\ufeff" + `{"flow": []}`:                                    true,
		`{"flow": [{"id": 0, broken`:                                 true,
		`[{"id": 0, "type": "play", "text": "x"}]`:                   true,
		`[{"type": "keypad", "flow": {"1": 2}, "id": "a"}]`:          true,
		`{"cloud_id": "dev", "flows": [{"id": 0}], "record": false}`: true,
		`{"flwo": [{"id": 0, "x": [1]}, 2], "auth_token": "x"}`:      true,
		`{"flwo": [{"id": 0}], "cloud_id": "dev", broken`:            true,
		`{"cloud_id": "dev", "teams": [1, {"id": 2}]}`:               false,
		`{"cloud_id": [{}]}`:                                         true,
		`{"name": "dev", "flows": [{"id": 0}]}`:                      false,
		``:                                                           false,
		`"flow"`:                                                     false,
		`{`:                                                          false,
		`{"flow": `:                                                  false,
		`{"flow": ]`:                                                 false,
		`{"flow": ["src"]}`:                                          false,
		`{"flow": {"1": 2}}`:                                         false,
		`{"a": {"flow": [{}]}}`:                                      false,
		`{"name": "x", "type": "module"}`:                            false,
		`{"version": 1, "mappings": [{}]}`:                           false,
		`{"compilerOptions": {}, // comment`:                         false,
		`[]`:                                                         false,
		`[1, {"id": 0, "type": "play"}]`:                             false,
		`[{"id": 1, "type": "user"}]`:                                false,
		`[{"type": "play"}]`:                                         false,
		`[{"id": {"type": "play"}}]`:                                 false,
		`[{"id": 0, "type": ["play"]}]`:                              false,
		`null`:                                                       false,
		`{"a": null, "b": [null, 1], "flow": [{}]}`:                  true,
		`{"a":"` + strings.Repeat("x", maxLook) + `","flow":[{}]}`: false,
		strings.Repeat("[", maxLook):                               false,
		strings.Repeat(`{"a":`, 100_000):                           false,
	} {
		if got := Looks(strings.NewReader(text)); got != want {
			t.Errorf("%.60s: %v, want %v", text, got, want)
		}
	}
}
