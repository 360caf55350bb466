package decompile

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
)

// flowOf returns objects, each a play that leads to others: "1 2" is a step
// that waits for keys and leads to these, "1" one that leads on, "" one that
// ends the call.
func flowOf(leads ...string) string {
	var objects []string
	for i, to := range leads {
		switch targets := strings.Fields(to); len(targets) {
		case 0:
			objects = append(objects, fmt.Sprintf(`{"id":%d,"type":"play","text":"Step %d."}`, i, i))
		case 1:
			objects = append(objects, fmt.Sprintf(`{"id":%d,"type":"play","text":"Step %d.","next_step":%s}`, i, i, to))
		default:
			var branches []string
			for n, t := range targets {
				branches = append(branches, fmt.Sprintf(`"%d":%s`, n+1, t))
			}
			objects = append(objects, fmt.Sprintf(`{"id":%d,"type":"digits","count":4,"flow":{%s}}`, i, strings.Join(branches, ",")))
		}
	}
	return strings.Join(objects, ",")
}

// The chains in order, the units of bodies in braces behind the unit whose arm
// has them.
func chains(l *layout) string {
	var list []string
	for _, head := range l.heads {
		var chain []string
		for at := head; at >= 0; at = l.units[at].link {
			said := fmt.Sprint(at)
			for _, a := range l.units[at].arms {
				if a.body != nil {
					said += fmt.Sprint(a.body)
				}
			}
			chain = append(chain, said)
		}
		list = append(list, strings.Join(chain, " "))
	}
	return strings.Join(list, " | ")
}

func TestArrange(t *testing.T) {
	for _, c := range []struct {
		name, want string
		leads      []string
	}{
		{"a line", "0 1 2", []string{"1", "2", ""}},
		{"another order", "0 2 1", []string{"2", "", "1"}},
		{"a circle", "0 1", []string{"1", "0"}},
		{"bodies", "0[1][2]", []string{"1 2", "", ""}},
		{"bodies that go on with the same", "0[1][2] 3", []string{"1 2", "3", "3", ""}},
		{"two lead to one", "0[2] 1", []string{"1 1 2", "", "1"}},
		{"too long for a body", "0[5] 1 2 3 4", []string{"1 5", "2", "3", "4", "", ""}},
		{"out of reach", "0 | 1 2", []string{"", "2", ""}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if diff := cmp.Diff(c.want, chains(arrange(drafted(t, flowOf(c.leads...))))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Labels are for what something leads to other than the line before.
func TestLabel(t *testing.T) {
	for _, c := range []struct {
		name  string
		leads []string
		want  string
	}{
		{"a line", []string{"1", ""}, ""},
		{"back to the start", []string{"1", "0"}, "0:step"},
		{"where a body ends", []string{"1 1 2", "", "1"}, ""},
		{"behind a body", []string{"1 5", "2", "3", "4", "", ""}, "1:step"},
		{"out of reach", []string{"", "0"}, "0:step"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := arrange(drafted(t, flowOf(c.leads...)))
			l.label()
			var labels []string
			for i := range l.units {
				if u := &l.units[i]; u.label != "" {
					labels = append(labels, fmt.Sprintf("%d:%s", i, u.label))
				}
			}
			if diff := cmp.Diff(c.want, strings.Join(labels, " ")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestNumbers(t *testing.T) {
	object := func(typ, fields string) string { return fmt.Sprintf(`{"type":%q,%s}`, typ, fields) }
	callback := object("callback", `"date":"2018-10-11","time":"20:48:00","timezone":"UTC","entity":77123`)
	call := object("connect", `"number":"5263","caller_id":"917507161643"`)
	short := object("connect", `"number":"12"`)
	raw := object("connect", `"number":"999","x":1`)
	got := constantsOf(drafted(t, strings.Join([]string{call, callback, call, callback, call, callback, short, short, short, raw, raw, raw}, ",")))
	var list []string
	for _, c := range got.list {
		list = append(list, c.name+" = "+c.value.Raw)
	}
	if diff := cmp.Diff([]string{"number_1 = 5263", "caller_id = 917507161643", "team = 77123"}, list); diff != "" {
		t.Error(diff)
	}
}

func TestRecognise(t *testing.T) {
	edges := []edge{{"1", 0}, {"2", 0}, {"*", 0}}
	for _, c := range []struct {
		says string
		url  bool
		want *menu
	}{
		{"Welcome. Press 1 for apples. Press 2 for pears.", false, &menu{text: "Welcome.", keys: []string{"1", "2"}, ordered: true, choices: map[string]string{"1": "for apples", "2": "for pears"}}},
		{"Press 1 for apples.", true, &menu{keys: []string{"1"}, ordered: true, choices: map[string]string{"1": "for apples"}}},
		{"Hi. For apples, press 1.", false, &menu{text: "Hi.", each: "For {choice}, press {key}.", keys: []string{"1"}, ordered: true, choices: map[string]string{"1": "apples"}}},
		{"Welcome. Press 3 for plums.", false, nil},
		{"Welcome. Press 1 for apples", false, nil},
		{"Welcome.  Press 1 for apples.", false, nil},
		{"", false, nil},
	} {
		got := recognise(c.says, c.url, edges)
		if diff := cmp.Diff(c.want, got, cmp.AllowUnexported(menu{})); diff != "" {
			t.Errorf("%q: %s", c.says, diff)
		}
	}
}

// Each statement says the object that it was made of.
func TestStatement(t *testing.T) {
	for _, c := range []struct{ object, want string }{
		{`{"type":"call","number":"5263","caller_id":"12#"}`, "call 5263 from \"12#\"\n"},
		{`{"type":"play","url":"https://a.b","text":"a"}`, "play \"https://a.b\" saying \"a\"\n"},
		{`{"type":"keypad","count":1,"variable":"next"}`, "input 1 into \"next\" -> end\n"},
		{`{"type":"digits","count":"{{n}}"}`, "input \"{{n}}\" -> end\n"},
		{`{"type":"play"}`, "raw { \"type\": \"play\" }\n"},
		{`{"type":"play","text":"a","next_step":[7]}`, "raw { \"type\": \"play\", \"text\": \"a\", \"next_step\": [7] }\n"},
		{`{}`, "raw {}\n"},
	} {
		file, _ := tree(drafted(t, c.object))
		_, body, _ := strings.Cut(lang.Sprint(file), "\n\n")
		if diff := cmp.Diff(c.want, body); diff != "" {
			t.Error(diff)
		}
	}
	if got := (&unit{vertex: &api.Vertex{Node: nothingSaid}, own: true}).object(); got != "{}" {
		t.Error(got)
	}
}
