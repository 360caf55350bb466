package golden

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSamples checks that the scripts of the API pages' samples say the same
// as the samples: the same call, whatever its objects are numbered.
func TestSamples(t *testing.T) {
	for folder, built := range map[string]string{"sample-v2": "out.v2.json", "sample-v1": "out.v1.json"} {
		t.Run(folder, func(t *testing.T) {
			want := canonical(t, filepath.Join(folder, "sample.json"))
			got := canonical(t, filepath.Join(folder, built))
			for key := range got {
				// What the script does not say comes from the environment.
				if _, ok := want[key]; !ok {
					t.Errorf("the sample has no %s", key)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("the payload differs from the sample (-sample +payload):\n%s", diff)
			}
		})
	}
}

// canonical reads a payload and gives its objects new ids: those that the call
// reaches are numbered in the order in which it does, all others follow by
// what they say. A method that is not written is the default, GET. A key that
// leads to no object is left out: no script can say it.
func canonical(t *testing.T, path string) map[string]any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var payload map[string]any
	if err := json.Unmarshal(text, &payload); err != nil {
		t.Fatal(err)
	}
	objects := map[string]map[string]any{}
	var order []string
	for _, o := range payload["flow"].([]any) {
		object := o.(map[string]any)
		id := fmt.Sprint(object["id"])
		if object["type"] == "http" && object["method"] == nil {
			object["method"] = "GET"
		}
		delete(object, "id")
		objects[id] = object
		order = append(order, id)
	}
	g := graph{objects: objects, ids: map[string]string{}}
	g.visit(order[0])
	slices.SortFunc(order, func(a, b string) int { return strings.Compare(fmt.Sprint(objects[a]), fmt.Sprint(objects[b])) })
	for _, id := range order {
		g.visit(id)
	}
	flow := map[string]any{}
	for old, id := range g.ids {
		g.rename(objects[old])
		flow[id] = objects[old]
	}
	payload["flow"] = flow
	return payload
}

// A graph gives the objects of a payload new ids.
type graph struct {
	objects map[string]map[string]any
	ids     map[string]string // by the old ones
}

// links are the keys of an object that lead on.
var links = []string{"next_step", "flow"}

func (g *graph) visit(id string) {
	object, ok := g.objects[id]
	if _, seen := g.ids[id]; seen || !ok {
		return
	}
	g.ids[id] = fmt.Sprint(len(g.ids))
	for _, link := range links {
		branches, ok := object[link].(map[string]any)
		if !ok {
			branches = map[string]any{"": object[link]}
		}
		keys := make([]string, 0, len(branches))
		for key := range branches {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			g.visit(fmt.Sprint(branches[key]))
		}
	}
}

func (g *graph) rename(object map[string]any) {
	rename := func(in map[string]any, key string) {
		if id, ok := g.ids[fmt.Sprint(in[key])]; ok {
			in[key] = id
		} else {
			delete(in, key)
		}
	}
	for _, link := range links {
		switch branches := object[link].(type) {
		case nil:
		case map[string]any:
			for key := range branches {
				rename(branches, key)
			}
		default:
			rename(object, link)
		}
	}
}
