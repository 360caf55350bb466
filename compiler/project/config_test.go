package project_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/lang/diag"
)

// config reads a marker in memory, and returns what is wrong with it.
func config(t *testing.T, text, environment string, files project.Memory) (*project.Config, string) {
	t.Helper()
	all := project.Memory{project.Marker: text}
	maps.Copy(all, files)
	var list diag.List
	c, err := project.New(all).Config(project.Marker, environment, &list)
	if err != nil {
		t.Fatal(err)
	}
	if c.Broken != (len(list) > 0) {
		t.Errorf("%q: broken is %v, with %d findings", text, c.Broken, len(list))
	}
	return c, chunks.Findings(list)
}

// TestConfig reads all that a project can say.
func TestConfig(t *testing.T) {
	const text = `# A project.
api: v1
ids: label
output: out/payloads
max-steps: 20000
fail-on: never
values:
  service: https://api.example.com/config.json
  team: 007
  staging:
    service: https://staging.example.com
  production: values/production.yaml
  eu-west: {}
`
	for _, ends := range []string{"\n", "\r\n"} {
		for environment, want := range map[string]string{
			"":           "service=https://api.example.com/config.json team=007",
			"staging":    "service=https://staging.example.com team=007",
			"production": "service=https://api.example.com/config.json team=2000",
			"eu-west":    "service=https://api.example.com/config.json team=007",
			"nowhere":    "service=https://api.example.com/config.json team=007",
		} {
			c, findings := config(t, "\uFEFF"+strings.ReplaceAll(text, "\n", ends), environment, project.Memory{"values/production.yaml": "team: 2000\n"})
			var values []string
			for _, name := range slices.Sorted(maps.Keys(c.Values)) {
				values = append(values, name+"="+c.Values[name].Value)
				if !c.Values[name].Shared {
					t.Errorf("%s is of one script", name)
				}
			}
			if d := cmp.Diff(want, strings.Join(values, " ")); d != "" || findings != "" {
				t.Errorf("%q (-want +got):\n%s%s", environment, d, findings)
			}
			said := fmt.Sprint(c.API, c.IDs, c.Output, c.MaxSteps, c.FailOn, c.Environments)
			if d := cmp.Diff(fmt.Sprint(api.V1, "label", "out/payloads", 20000, "never", []string{"staging", "production", "eu-west"}), said); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			files := "flowc.yaml"
			if environment == "production" {
				files += " values/production.yaml"
			}
			if got := strings.Join(c.Files, " "); got != files {
				t.Errorf("%q: %s was read", environment, got)
			}
			var unused []string
			for _, p := range c.Unused {
				unused = append(unused, p.File.Text[p.Start:p.End])
			}
			hidden := "https://staging.example.com"
			if other, there := map[string]string{"staging": "https://api.example.com/config.json", "production": "https://staging.example.com 007"}[environment]; there {
				hidden = other
			}
			if d := cmp.Diff(hidden, strings.Join(unused, " ")); d != "" {
				t.Errorf("%q: hidden (-want +got):\n%s", environment, d)
			}
		}
	}
}

// A project may say nothing.
func TestConfigEmpty(t *testing.T) {
	for _, text := range []string{"", "# The scripts below this folder are one project.\n", "\uFEFF", "---\n", "values:\n  # staging:\n", "{}\n", "\r\n"} {
		c, findings := config(t, text, "", nil)
		if d := cmp.Diff(project.Config{Values: project.Values{}, Files: []string{project.Marker}}, *c); d != "" || findings != "" {
			t.Errorf("%q (-want +got):\n%s%s", text, d, findings)
		}
	}
}

// TestConfigMistakes finds each mistake once, at its place, with what mends it.
func TestConfigMistakes(t *testing.T) {
	const (
		keys  = "\n  help: flowc.yaml has the keys api, ids, output, max-steps, fail-on, values, checks, variables, hours, folders\n"
		lines = "\n  help: values has a line NAME: VALUE for each parameter, below the name of an environment\n"
	)
	for _, test := range []struct{ text, want string }{
		{"apii: v1\n", "1:1-5: no key \"apii\"; did you mean \"api\"?\n  help: write api\n  fix: write api\n    flowc.yaml:1:1-5 \"api\"\n"},
		{"maxSteps: 5\n", "1:1-9: no key \"maxSteps\"; did you mean \"max-steps\"?\n  help: write max-steps\n  fix: write max-steps\n    flowc.yaml:1:1-9 \"max-steps\"\n"},
		{"environments: {}\n", "1:1-13: no key \"environments\"; did you mean \"values\"?" + keys},
		{"nonsense: {a: &x [*x]}\n", "1:1-9: no key \"nonsense\"" + keys},
		{"<<: *x\n", "1:1-3: no key \"<<\"" + keys},
		{"api: v3\nids: numbers\n", "1:6-8: api is v1 or v2, not \"v3\"\n" +
			"2:6-13: ids is number, string or label, not \"numbers\"; did you mean \"number\"?\n  help: write number\n  fix: write number\n    flowc.yaml:2:6-13 \"number\"\n"},
		{"api:\n", "1:1-4: api is v1 or v2, and this is nothing\n"},
		{"api: [v1]\nids: {a: 1}\n", "1:6-7: api is v1 or v2, and this is a list\n2:6-7: ids is number, string or label, and this is a mapping\n"},
		{"api: &a v1\nids: *a\nfail-on: !!str error\n", "1:6-7: api is v1 or v2, and this is an anchor, an alias or a tag\n" +
			"2:6-7: ids is number, string or label, and this is an anchor, an alias or a tag\n" +
			"3:10-15: fail-on is error, warning, info or never, and this is an anchor, an alias or a tag\n"},
		{"max-steps: -5\n", "1:12-14: max-steps is a number from 1 to 5000000, not \"-5\"\n"},
		{"max-steps: 0\n", "1:12-13: max-steps is a number from 1 to 5000000, not \"0\"\n"},
		{"max-steps: 5000001\n", "1:12-19: max-steps is a number from 1 to 5000000, not \"5000001\"\n"},
		{"max-steps: 1e3\n", "1:12-15: max-steps is a number from 1 to 5000000, not \"1e3\"\n"},
		{"output: ../../etc\n", "1:9-18: output is a folder of the project, as a path from flowc.yaml, not \"../../etc\"\n"},
		{"output: a/../../etc\n", "1:9-20: output is a folder of the project, as a path from flowc.yaml, not \"a/../../etc\"\n"},
		{"output: /etc\n", "1:9-13: output is a folder of the project, as a path from flowc.yaml, not \"/etc\"\n"},
		{"output: \"\"\n", "1:9-11: output is a folder of the project, as a path from flowc.yaml, not \"\"\n"},
		{"api: v1\napi: v2\n", "2:1-4: \"api\" is there twice\n  help: leave one of them out\n  flowc.yaml:1:1-4: the first is at\n"},
		{"values: 5\n", "1:9-10: values is a mapping of environments to their values, and this is a single value\n"},
		{"values:\n  - a: 5\n", "2:3-4: values is a mapping of environments to their values, and this is a list\n"},
		{"values:\n  team:\n", "2:3-7: \"team\" is neither a value nor the values of an environment\n  help: an environment without values is written team: {}\n"},
		{"values:\n  a: {b: [1]}\n  c: [1]\n", "2:10-11: the value of \"b\" is not a single value" + lines +
			"3:6-7: \"c\" is neither a value nor the values of an environment\n  help: an environment without values is written c: {}\n"},
		{"values:\n  a-b: 5\n  a-c: {a-d: 5}\n", "2:3-6: this is no name of a parameter" + lines + "3:9-12: this is no name of a parameter" + lines},
		{"values:\n  a: {b: 1, b: 2}\n  a: 5\n", "3:3-4: \"a\" is there twice\n  help: leave one of them out\n  flowc.yaml:2:3-4: the first is at\n" +
			"2:13-14: \"b\" is there twice\n  help: leave one of them out\n  flowc.yaml:2:7-8: the first is at\n"},
		{"values:\n  a: ../b.yaml\n  c: /d.json\n", "2:6-15: the values of \"a\" are in a file of the project, not in \"../b.yaml\"\n  help: write its path from flowc.yaml\n" +
			"3:6-13: the values of \"c\" are in a file of the project, not in \"/d.json\"\n  help: write its path from flowc.yaml\n"},
		{"values:\n  \"\": {a: 1}\n", "2:3-5: this is no name of an environment" + lines},
		{"- api: v1\n", "1:1-2: this is no list of keys and values" + keys},
		{"api: v1\n---\nids: label\n", "3:1-4: this is a second document, and a project has one\n"},
		{"\x00", "1:1-1: this file is not text\n"},
		{"api: \"v1\n", "1:6-9: this is no YAML: could not find end character of double-quoted text\n"},
		{"values: {a: " + strings.Repeat("[", 10_001) + "\n", "1:1-1: this file is too large, or has too many lines or brackets, for what a project says\n"},
	} {
		configMistake(t, test.text, test.want)
	}
}

// TestRulesMistakes finds those of what says how calls are judged.
func TestRulesMistakes(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"checks: {unused-step: of, no-such: off, unused-stepp: off, recursion: off}\n", "1:23-25: unused-step is off, info, warning, error or on, not \"of\"\n  help: write off\n  fix: write off\n    flowc.yaml:1:23-25 \"off\"\n" +
			"1:27-34: no finding has the code \"no-such\"\n  help: flowc explain lists all codes\n" +
			"1:41-53: no finding has the code \"unused-stepp\"; did you mean unused-step?\n  help: write unused-step\n  fix: write unused-step\n    flowc.yaml:1:41-53 \"unused-step\"\n" +
			"1:60-69: recursion is an error, which nobody can turn off\n  help: a script that has it has no payload; remove the line\n"},
		{"checks: {unused-step: {severity: bad, max: 5}, unused-use: [off]}\n", "1:34-37: unused-step is off, info, warning, error or on, not \"bad\"\n" +
			"1:39-42: unused-step has no option \"max\"\n  help: unused-step has the options severity\n" +
			"1:60-61: unused-use is off, info, warning, error or on or a mapping of its options, and this is a list\n"},
		{"checks: [unused-step]\n", "1:9-10: checks is a mapping of codes to off, info, warning, error or their options, and this is a list\n  help: write it as in checks: {missing-else: off}\n"},
		{"checks: {unused-step: warn, unused-use: {severity: False}}\n", "1:23-27: unused-step is off, info, warning, error or on, not \"warn\"\n  help: write warning\n  fix: write warning\n    flowc.yaml:1:23-27 \"warning\"\n" +
			"1:52-57: unused-use is off, info, warning, error or on, not \"False\"\n  help: write off\n  fix: write off\n    flowc.yaml:1:52-57 \"off\"\n"},
		{"hours: 9-18\n", "1:8-12: hours is a mapping of days to opening hours, and this is a single value\n  help: write it as in hours: {monday-friday: \"09:00-18:00\"}\n"},
		{"variables: [Driver-Phone]\n", "1:13-25: this is no name of a run-time variable\n  help: a name has letters, digits and _, and no digit first: variables: [driver_phone]\n"},
		{"folders: {\"*.flow\": {checks: {}}}\n", "1:11-19: \"*.flow\" is a pattern, and folders are named by their paths\n  help: write the path from flowc.yaml, as in flows/night, for all below it; what is for all scripts stands outside of folders\n"},
		{"variables: balance\n", "1:12-19: variables is a list of run-time variables, and this is a single value\n  help: write it as in variables: [balance]\n"},
		{"variables: [\"{{balance}}\", [a]]\n", "1:13-26: this is no name of a run-time variable\n  help: write it without braces: variables: [balance]\n" +
			"1:28-29: this is no name of a run-time variable\n  help: a name has letters, digits and _, and no digit first: variables: [driver_phone]\n"},
		{"folders: {../a: {checks: {}}, b: 5, c: {api: v1}, d: {checks: 5}}\n", "1:11-15: \"../a\" is no folder of the project\n  help: write its path from flowc.yaml\n" +
			"1:34-35: a folder has checks, variables and hours, and this is a single value\n" +
			"1:41-44: a folder has no key \"api\"\n  help: a folder has the keys checks, variables, hours\n" +
			"1:63-64: checks can't be a single value\n"},
	} {
		configMistake(t, test.text, test.want)
	}
}

func configMistake(t *testing.T, text, want string) {
	t.Helper()
	_, findings := config(t, text, "", nil)
	got := strings.ReplaceAll(regexp.MustCompile(`(?m)^flowc.yaml:(\S+) error\[bad-config\]:`).ReplaceAllString(findings, "$1"), "\r", "")
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%.80q (-want +got):\n%s", text, d)
	}
}

// TestConfigPlaces cuts a marker off at each place, and takes each of its bytes
// out: whatever is found then stands in the file.
func TestConfigPlaces(t *testing.T) {
	const text = "\uFEFF# é\napi: \"v1\"\nvalues:\r\n  a: \"é\\t\"\n  \"b\": {c: [1, 'x', &y z, *y, !!str \"q\"], c: 2}\n  d:\n    e-f: |\n      one\n  g: h.yaml\n---\n- i: \"\"\n"
	for i := range len(text) + 1 {
		for _, broken := range []string{text[:i], text[:i] + text[min(i+1, len(text)):]} {
			var list diag.List
			_, err := project.New(project.Memory{project.Marker: broken, "h.yaml": "- 1"}).Config(project.Marker, "g", &list)
			if err != nil && !strings.HasPrefix(err.Error(), "cannot read ") {
				t.Fatal(err)
			}
			for _, f := range list {
				if p := f.Place; p.Start < 0 || p.End < p.Start || int(p.End) > len(p.File.Text) {
					t.Errorf("%q: %s at %v", broken, f.Message, p.Span)
				}
			}
		}
	}
}

// TestConfigUnreadable can't read a marker, or a file that it names.
func TestConfigUnreadable(t *testing.T) {
	root := tree(t, map[string]string{
		"project/flowc.yaml": "values:\n  missing: values/missing.yaml\n  linked: values/linked.yaml\n  folder: folder.yaml\n",
		"project/values/x":   "", "project/folder.yaml/x": "", "outside.yaml": "secret: 5\n", "folder/flowc.yaml/x": "", "linked/x": "",
	})
	for from, to := range map[string]string{"project/values/linked.yaml": "outside.yaml", "linked/flowc.yaml": "outside.yaml"} {
		if err := os.Symlink(filepath.Join(root, to), filepath.Join(root, from)); err != nil {
			t.Skip(err)
		}
	}
	for _, test := range []struct{ marker, environment, want string }{
		{"project/flowc.yaml", "missing", "cannot read ROOT/project/values/missing.yaml: no such file or directory"},
		{"project/flowc.yaml", "linked", "cannot read ROOT/project/values/linked.yaml: it is a link that leads out of the project"},
		{"project/flowc.yaml", "folder", "cannot read ROOT/project/folder.yaml: it is a folder"},
		{"folder/flowc.yaml", "", "cannot read ROOT/folder/flowc.yaml: it is a folder"},
		{"linked/flowc.yaml", "", "cannot read ROOT/linked/flowc.yaml: it is a link that leads out of the project"},
	} {
		_, err := project.New(project.Disk{}).Config(filepath.ToSlash(filepath.Join(root, test.marker)), test.environment, new(diag.List))
		if got := strings.ReplaceAll(fmt.Sprint(err), filepath.ToSlash(root), "ROOT"); got != test.want {
			t.Errorf("%s: %s", test.marker, got)
		}
	}
}

// A marker may be a link to a file of its project.
func TestConfigLinked(t *testing.T) {
	root := tree(t, map[string]string{"conf/flowc.yaml": "api: v1\n"})
	if err := os.Symlink(filepath.Join("conf", project.Marker), filepath.Join(root, project.Marker)); err != nil {
		t.Skip(err)
	}
	c, err := project.New(project.Disk{}).Config(filepath.Join(root, project.Marker), "", new(diag.List))
	if err != nil || c.API != api.V1 {
		t.Error(c, err)
	}
}

// TestMarkerOf finds the marker of a script, by a name like that of the script.
func TestMarkerOf(t *testing.T) {
	root := tree(t, map[string]string{"flowc.yaml": "", "flows/in/x": "", "flows/other/flowc.yaml": ""})
	t.Chdir(filepath.Join(root, "flows"))
	got := map[string]string{}
	for _, script := range []string{"a.flow", "in/a.flow", "other/a.flow", "../a.flow", "<stdin>", root + "/flows/a.flow"} {
		got[strings.ReplaceAll(script, root, "ROOT")] = strings.ReplaceAll(project.New(project.Disk{}).MarkerOf(script), root, "ROOT")
	}
	want := map[string]string{
		"a.flow": "../flowc.yaml", "in/a.flow": "../flowc.yaml", "other/a.flow": "other/flowc.yaml", "../a.flow": "../flowc.yaml",
		"<stdin>": "../flowc.yaml", "ROOT/flows/a.flow": "ROOT/flowc.yaml",
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if marker := project.New(project.Memory{"flows/a.flow": ""}).MarkerOf("flows/a.flow"); marker != "" {
		t.Errorf("%s marks nothing", marker)
	}
}

// TestConfigSchema holds the schema against the reader: both know the same keys,
// and take and refuse the same.
func TestConfigSchema(t *testing.T) {
	const path = "../../docs/schema/flowc.schema.json"
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var keys struct{ Properties map[string]any }
	if err := json.Unmarshal(text, &keys); err != nil {
		t.Fatal(err)
	}
	_, findings := config(t, "nonsense: 1\n", "", nil)
	_, known, _ := strings.Cut(strings.TrimSpace(findings), "has the keys ")
	if d := cmp.Diff(slices.Sorted(slices.Values(strings.Split(known, ", "))), slices.Sorted(maps.Keys(keys.Properties))); d != "" {
		t.Errorf("%s has other keys than are read (-read +schema):\n%s", path, d)
	}
	schema, err := jsonschema.NewCompiler().Compile(path)
	if err != nil {
		t.Fatal(err)
	}
	for right, examples := range map[bool][]string{
		true: {
			"# nothing\n", "{}", "api: v1", "api: v2", "ids: number", "ids: string", "ids: label", "output: .", "output: a/b c", "output: ..a",
			"max-steps: 1", "max-steps: 5000000", "fail-on: error", "fail-on: warning", "fail-on: info", "fail-on: never", "values:", "values: {}",
			"checks: {}", "checks: {unused-step: off, unused-use: {severity: info}}", "variables: [a, b]", "variables:", "hours: {monday-friday: 09:00-18:00, zone: Europe/Berlin}", "folders: {old/menus: {checks: {unused-step: on}, variables: [c], hours: {sat: closed}}}",
			"values: {a: 1, b: x, c: true, d: 1.50}", "values: {eu-west: {a: 1}, staging: values/staging.yaml, eu-east: x.JSON}", "values: {a: https://example.com/x.json}",
		},
		false: {
			"[]", "api: v3", "api: 2", "api:", "ids: names", "output: /a", "output: ..", "output: ../a", "output: ''", "output: [a]", "max-steps: 0", "max-steps: 1.5", "max-steps: 5000001",
			"checks: {unused-step: no}", "checks: {recursion: off}", "checks: {unused: off}", "checks: [a]", "checks: {unused-step: {max: 5}}", "variables: [1a]", "variables: a", "hours: 5", "folders: {a: {api: v1}}", "folders: {../a: {}}", "folders: {'*.flow': {}}",
			"fail-on: note", "fail-on: [error]", "environments: {}", "Api: v1", "values: []", "values: {a-b: 1}", "values: {a: [1]}", "values: {a: {b: {c: 1}}}", "values: {a: {b-c: 1}}", "values: {a-b: ../x.yaml}",
			"values: {'': {a: 1}}", "values: {a: }", "values: {a: {b: }}",
		},
	} {
		for _, example := range examples {
			var doc any
			if err := yaml.Unmarshal([]byte(example), &doc); err != nil {
				t.Fatal(err)
			}
			if err := schema.Validate(doc); (err == nil) != right {
				t.Errorf("%s: the schema says %v", example, err)
			}
			if _, findings := config(t, example, "", nil); (findings == "") != right {
				t.Errorf("%s: the reader says %s", example, findings)
			}
		}
	}
}
