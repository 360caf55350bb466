package project

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Config is what the marker of a project says: how its scripts are compiled
// where a command does not say otherwise. What is not there is zero.
type Config struct {
	API          api.Version
	IDs          string // number, string or label
	Output       string // the folder for payloads
	MaxSteps     int
	FailOn       string // one of FailOns
	Values       Values // of the environment that was asked for, and of all
	Environments []string
	Unused       []source.Place // values that do not hold: of other environments, or of all where the environment has its own
	Files        []string       // that were read
	Broken       bool           // it has mistakes

	Rules   Rules         // of all scripts; see Project.Rules
	Folders []FolderRules // those that hold more below a folder, the outer ones first
}

// FailOns are the answers to which findings stop a job.
var FailOns = []string{"error", "warning", "info", "never"}

// MaxMaxSteps is how many steps expansion may be allowed to add. They take
// about two kilobytes each.
const MaxMaxSteps = 5_000_000

var badConfig = diag.Register(diag.Code{
	Name: "bad-config", Area: diag.Running, Title: "flowc.yaml says something that no project can",
	Text: "`flowc.yaml` says how the scripts of a project are compiled and judged. " +
		"[docs/config.md](../config.md) explains them.",
	Bad:  "call 4420\nsay \"Hello.\"\n-- flowc.yaml --\nmax_steps: 20000",
	Good: "call 4420\nsay \"Hello.\"\n-- flowc.yaml --\nmax-steps: 20000",
})

// A setting is a key of a marker.
type setting struct {
	name   string
	is     string   // what its value is
	one    []string // the values that it may have, where that is a list
	nested bool     // its value may be more than one
	such   string   // an example of one that is nested
	read   func(r *configReader, value ast.Node, text string) bool
}

// settings are the keys of a marker. Their read gets the characters of a single
// value, or "" where it is none, and reports whether the key can have it.
var settings = []setting{
	{name: "api", one: []string{"v1", "v2"}, read: func(r *configReader, _ ast.Node, text string) bool {
		r.API = map[string]api.Version{"v1": api.V1, "v2": api.V2}[text]
		return true
	}},
	{name: "ids", one: []string{"number", "string", "label"}, read: func(r *configReader, _ ast.Node, text string) bool {
		r.IDs = text
		return true
	}},
	{name: "output", is: "a folder of the project, as a path from " + Marker, read: func(r *configReader, _ ast.Node, text string) bool {
		if stays(text) {
			r.Output = r.path(text)
		}
		return stays(text)
	}},
	{name: "max-steps", is: "a number from 1 to 5000000", read: func(r *configReader, _ ast.Node, text string) (ok bool) {
		r.MaxSteps, ok = steps(text)
		return ok
	}},
	{name: "fail-on", one: FailOns, read: func(r *configReader, _ ast.Node, text string) bool {
		r.FailOn = text
		return true
	}},
	{name: "values", is: "a mapping of environments to their values", nested: true, read: (*configReader).values},
	{name: "checks", is: "a mapping of codes to off, info, warning, error or their options", nested: true, such: "checks: {missing-else: off}", read: func(r *configReader, n ast.Node, _ string) bool {
		return r.checks(n, &r.Rules)
	}},
	{name: "variables", is: "a list of run-time variables", nested: true, such: "variables: [balance]", read: func(r *configReader, n ast.Node, _ string) bool {
		return r.variables(n, &r.Rules)
	}},
	{name: "hours", is: "a mapping of days to opening hours", nested: true, such: "hours: {monday-friday: \"09:00-18:00\"}", read: func(r *configReader, n ast.Node, _ string) bool {
		return r.hours(n, &r.Rules)
	}},
	{name: "folders", is: "a mapping of folders to their own checks, variables and hours", nested: true, such: "folders: {flows/night: {checks: {missing-else: off}}}", read: (*configReader).inFolders},
}

// steps returns the number that a text of digits says.
func steps(text string) (int, bool) {
	n, err := strconv.Atoi(text)
	return n, err == nil && n >= 1 && n <= MaxMaxSteps && !strings.HasPrefix(text, "+")
}

// stays reports whether a path, seen from the root of a project, stays in it.
// Links are another matter.
func stays(path string) bool {
	return filepath.IsLocal(filepath.FromSlash(path)) && !strings.HasPrefix(path, "/")
}

// MarkerOf returns the name of the file that marks the project of a script, or
// "" where none does. It is relative where the name of the script is.
func (p *Project) MarkerOf(script string) string {
	path := p.key(script)
	marker := filepath.Join(p.Root(path), Marker)
	if !p.files.Exists(marker) {
		return ""
	}
	if rel, err := filepath.Rel(p.key("."), marker); err == nil && !filepath.IsAbs(filepath.FromSlash(script)) {
		marker = rel
	}
	return filepath.ToSlash(marker)
}

// Config reads a marker, and the values of an environment, or of none where its
// name is "". One that the marker does not name has no values. What is wrong is
// added to list; the error is for a file that can't be read.
func (p *Project) Config(marker, environment string, list *diag.List) (*Config, error) {
	text, err := p.textBelow(filepath.Dir(filepath.FromSlash(marker)), marker)
	if err != nil {
		return nil, err
	}
	r := &configReader{Config: Config{Values: Values{}, Files: []string{marker}}, environment: environment, chosen: Values{}, file: source.NewFile(p.shown(marker, p.files.Path(marker)), text), list: list}
	fail := func(span source.Span, message string) { r.fail(span, "%s", message).Unseen = true } // a value may stand there
	for i, body := range documents(r.file, "what a project says", fail, parser.AllowDuplicateMapKey()) {
		if i > 0 {
			fail(r.start(body), "this is a second document, and a project has one")
			break
		}
		r.document(body)
	}
	if r.from != "" {
		text, err := p.textBelow(filepath.Dir(filepath.FromSlash(marker)), r.from)
		if err != nil {
			return nil, err
		}
		before := len(*list)
		readValues(source.NewFile(p.shown(r.from, p.files.Path(r.from)), text), r.chosen, list)
		r.Broken = r.Broken || len(*list) > before
		r.Files = append(r.Files, r.from)
	}
	for _, name := range slices.Sorted(maps.Keys(r.chosen)) {
		if value, there := r.Values[name]; there {
			r.Unused = append(r.Unused, value.Written)
		}
	}
	maps.Copy(r.Values, r.chosen)
	for name, value := range r.Values {
		value.Shared = true
		r.Values[name] = value
	}
	return &r.Config, nil
}

// below returns the path of a file of a project, which no link may lead out of.
func (p *Project) below(root, name string) (string, error) {
	path, err := p.real(p.files.Path(name))
	switch {
	case err != nil:
	case !within(p.key(root), path):
		err = errors.New("it is a link that leads out of the project")
	default:
		err = p.usable(path)
	}
	if err != nil {
		return "", Unreadable(p.shown(name, p.files.Path(name)), err)
	}
	return path, nil
}

// textBelow returns the text of a file of a project.
func (p *Project) textBelow(root, name string) (string, error) {
	path, err := p.below(root, name)
	if err != nil {
		return "", err
	}
	text, err := p.text(path)
	if err != nil {
		return "", Unreadable(p.shown(name, p.files.Path(name)), err)
	}
	return text, nil
}

// Within reports whether a path, by whatever links, stays in a folder. Neither
// need be there yet.
func (p *Project) Within(folder, path string) bool { return within(p.key(folder), p.key(path)) }

// A configReader reads one marker.
type configReader struct {
	Config
	environment string
	chosen      Values // of the environment
	from        string // the file of its values, if it has one
	file        *source.File
	list        *diag.List
}

func (r *configReader) fail(span source.Span, format string, args ...any) *diag.Finding {
	r.Broken = true
	return r.list.Add(badConfig.At(source.Place{File: r.file, Span: span}, format, args...))
}

// path returns the name of a file that is named from the marker.
func (r *configReader) path(text string) string {
	return filepath.ToSlash(filepath.Join(filepath.Dir(filepath.FromSlash(r.Files[0])), filepath.FromSlash(text)))
}

// entries returns the entries of a mapping, each of its keys once.
func (r *configReader) entries(n ast.Node) (list []*ast.MappingValueNode, ok bool) {
	all, ok := mapping(n)
	first := map[string]source.Span{}
	for _, e := range all {
		key, at := e.Key.GetToken().Value, tokenSpan(r.file, e.Key.GetToken())
		if before, there := first[key]; there {
			f := r.fail(at, "%q is there twice", key).Helpf("leave one of them out").Relate(source.Place{File: r.file, Span: before}, "the first is at")
			f.Unseen = true
			continue
		}
		first[key] = at
		list = append(list, e)
	}
	return list, ok
}

func (r *configReader) document(body ast.Node) {
	entries, ok := r.entries(body)
	if !ok {
		r.fail(r.start(body), "this is no list of keys and values").Helpf("%s", keysHelp()).Unseen = true
	}
	for _, e := range entries {
		name, _ := scalar(e.Key)
		n := slices.IndexFunc(settings, func(s setting) bool { return s.name == name })
		if n < 0 {
			r.unknown(tokenSpan(r.file, e.Key.GetToken()), name)
			continue
		}
		r.setting(&settings[n], e)
	}
}

// otherNames are what keys are called elsewhere.
var otherNames = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"environments": "values", "env": "values", "envs": "values", "params": "values", "parameters": "values", "set": "values",
		"strict": "fail-on", "out": "output", "payloads": "output", "version": "api", "lint": "checks", "rules": "checks", "severity": "checks", "severities": "checks",
	}
})

// unknown reports a key that there is not. What it is set to may be a secret.
func (r *configReader) unknown(at source.Span, name string) {
	f := r.fail(at, "no key %q", name).Helpf("%s", keysHelp())
	f.Unseen = true
	if other := otherNames()[name]; other != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", other)
	} else if near := lang.Nearest(name, keys()); near != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", near)
		f.Helpf("write %s", near).Mend("write "+near, diag.Edit{Place: f.Place, NewText: near})
	}
}

func keys() (names []string) {
	for _, s := range settings {
		names = append(names, s.name)
	}
	return names
}

func keysHelp() string { return Marker + " has the keys " + strings.Join(keys(), ", ") }

// setting reads one key with its value.
func (r *configReader) setting(s *setting, e *ast.MappingValueNode) {
	text, single := scalar(e.Value)
	right := s.one == nil || slices.Contains(s.one, text)
	if (single || s.nested) && right && s.read(r, e.Value, text) {
		return
	}
	is := s.is
	if s.one != nil {
		last := len(s.one) - 1
		is = strings.Join(s.one[:last], ", ") + " or " + s.one[last]
	}
	if !single || s.nested {
		f := r.fail(r.place(e), "%s is %s, and this is %s", s.name, is, kind(e.Value))
		f.Unseen = true
		if s.such != "" {
			f.Helpf("write it as in %s", s.such)
		}
		return
	}
	f := r.fail(r.place(e), "%s is %s, not %q", s.name, is, text)
	if near := lang.Nearest(text, s.one); near != "" && len(text) > 2 { // v3 is as near to v1 as to v2
		f.Message += fmt.Sprintf("; did you mean %q?", near)
		f.Helpf("write %s", near).Mend("write "+near, diag.Edit{Place: f.Place, NewText: near})
	}
}

// place returns where a value stands, or its key where there is none.
func (r *configReader) place(e *ast.MappingValueNode) source.Span {
	if n, ok := e.Value.(*ast.NullNode); ok && kind(n) == nothing {
		return tokenSpan(r.file, e.Key.GetToken())
	}
	return r.start(e.Value)
}

// start returns where a value starts. The token of a mapping is its first colon.
func (r *configReader) start(n ast.Node) source.Span {
	entries, _ := mapping(n)
	if flow, ok := n.(*ast.MappingNode); len(entries) > 0 && !(ok && flow.IsFlowStyle) {
		n = entries[0].Key
	}
	return tokenSpan(r.file, n.GetToken())
}

const nothing = "nothing"

// kind says what a value is, without a word of what stands in it.
func kind(n ast.Node) string {
	if _, ok := scalar(n); ok {
		return "a single value"
	}
	if _, ok := mapping(n); ok {
		return "a mapping"
	}
	switch n.(type) {
	case *ast.SequenceNode:
		return "a list"
	case *ast.NullNode:
		return nothing
	}
	return "an anchor, an alias or a tag"
}

// values reads the values of a project. A mapping is an environment, and so is a
// single value that is the path of a file with its values; any other single
// value is one of a parameter, in all environments.
func (r *configReader) values(node ast.Node, _ string) bool {
	entries, ok := r.entries(node)
	for _, e := range entries {
		name, named := scalar(e.Key)
		text, single := scalar(e.Value)
		_, inline := mapping(e.Value)
		switch {
		case single && isFile(text) && named && name != "":
			r.Environments = append(r.Environments, name)
			r.valuesFrom(name, text, e)
		case single:
			r.Values.enter(e, r.file, r.failValue)
		case inline && named && name != "":
			r.Environments = append(r.Environments, name)
			r.environmentOf(name, e.Value)
		case !named || name == "":
			r.failValue(tokenSpan(r.file, e.Key.GetToken()), "this is no name of an environment")
		default:
			f := r.fail(r.place(e), "%q is neither a value nor the values of an environment", name)
			f.Unseen = true
			f.Helpf("an environment without values is written %s: {}", name)
		}
	}
	return ok || kind(node) == nothing
}

func (r *configReader) failValue(span source.Span, message string) {
	r.fail(span, "%s", message).Helpf("values has a line NAME: VALUE for each parameter, below the name of an environment").Unseen = true
}

// environmentOf reads the values of an environment.
func (r *configReader) environmentOf(name string, node ast.Node) {
	values := Values{}
	entries, _ := r.entries(node)
	for _, e := range entries {
		values.enter(e, r.file, r.failValue)
	}
	if name == r.environment {
		maps.Copy(r.chosen, values)
		return
	}
	for _, value := range slices.Sorted(maps.Keys(values)) {
		r.Unused = append(r.Unused, values[value].Written)
	}
}

// isFile reports whether a value is the path of a file with values, and not a
// value itself, such as a URL.
func isFile(text string) bool {
	end := strings.ToLower(filepath.Ext(text))
	return slices.Contains([]string{".yaml", ".yml", ".json"}, end) && !strings.Contains(text, "://")
}

// valuesFrom notes the file with the values of an environment. It is read where
// that is the one that was asked for: others may be on other machines.
func (r *configReader) valuesFrom(name, text string, e *ast.MappingValueNode) {
	switch {
	case !stays(text):
		r.fail(r.place(e), "the values of %q are in a file of the project, not in %q", name, text).Helpf("write its path from %s", Marker)
	case name == r.environment:
		r.from = r.path(text)
	}
}
