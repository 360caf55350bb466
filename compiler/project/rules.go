package project

import (
	"cmp"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/goccy/go-yaml/ast"

	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Rules say how the calls of a project are judged.
type Rules struct {
	Policy    *diag.Policy
	Variables []string // run-time variables that the API or a server sets
	Hours     *fact.Hours
}

// over returns the rules in which what r says counts more than what q says.
func (r Rules) over(q Rules) Rules {
	both := Rules{Policy: r.Policy.Over(q.Policy), Variables: append(slices.Clone(q.Variables), r.Variables...), Hours: r.Hours}
	if both.Hours == nil {
		both.Hours = q.Hours
	}
	return both
}

// FolderRules are those of the scripts below a folder.
type FolderRules struct {
	Path  string // as files of the project are named
	Rules Rules
}

// Rules returns how the call of a script or of a payload of the project is judged.
func (p *Project) Rules(c *Config, name string) Rules {
	if c == nil {
		return Rules{}
	}
	rules := c.Rules
	for _, f := range c.Folders {
		if within(p.key(f.Path), p.key(name)) {
			rules = f.Rules.over(rules)
		}
	}
	return rules
}

// inFolders reads the rules of folders.
func (r *configReader) inFolders(node ast.Node, _ string) bool {
	entries, ok := r.entries(node)
	for _, e := range entries {
		name, _ := scalar(e.Key)
		at := tokenSpan(r.file, e.Key.GetToken())
		if name == "" || !stays(name) {
			r.fail(at, "%q is no folder of the project", name).Helpf("write its path from %s", Marker)
			continue
		}
		if strings.ContainsAny(name, "*?[") {
			r.fail(at, "%q is a pattern, and folders are named by their paths", name).
				Helpf("write the path from %s, as in flows/night, for all below it; what is for all scripts stands outside of folders", Marker)
			continue
		}
		f := FolderRules{Path: r.path(name)}
		inner, ok := r.entries(e.Value)
		if !ok {
			r.fail(r.place(e), "a folder has checks, variables and hours, and this is %s", kind(e.Value)).Unseen = true
		}
		for _, e := range inner {
			key, _ := scalar(e.Key)
			read := map[string]func(ast.Node, *Rules) bool{"checks": r.checks, "variables": r.variables, "hours": r.hours}[key]
			switch {
			case read == nil:
				r.fail(tokenSpan(r.file, e.Key.GetToken()), "a folder has no key %q", key).Helpf("a folder has the keys checks, variables, hours").Unseen = true
			case !read(e.Value, &f.Rules):
				r.fail(r.place(e), "%s can't be %s", key, kind(e.Value)).Unseen = true
			}
		}
		r.Folders = append(r.Folders, f)
	}
	slices.SortStableFunc(r.Folders, func(a, b FolderRules) int { return cmp.Compare(depth(a.Path), depth(b.Path)) })
	return ok
}

// depth returns how many folders are above a path.
func depth(path string) int { return strings.Count(filepath.ToSlash(filepath.Clean(path)), "/") }

// variables reads a list of run-time variables.
func (r *configReader) variables(node ast.Node, rules *Rules) bool {
	list, ok := node.(*ast.SequenceNode)
	if !ok {
		return kind(node) == nothing
	}
	for _, n := range list.Values {
		name, single := scalar(n)
		if !single || !lang.IsName(name) {
			f := r.fail(r.start(n), "this is no name of a run-time variable").Helpf("a name has letters, digits and _, and no digit first: variables: [driver_phone]")
			if strings.ContainsAny(name, "{}") {
				f.Helpf("write it without braces: variables: [balance]")
			}
			continue
		}
		rules.Variables = append(rules.Variables, name)
	}
	return true
}

// hours reads opening hours.
func (r *configReader) hours(node ast.Node, rules *Rules) bool {
	entries, ok := r.entries(node)
	var texts [][2]string
	var read []*ast.MappingValueNode
	for _, e := range entries {
		key, _ := scalar(e.Key)
		text, single := scalar(e.Value)
		if !single {
			r.fail(r.place(e), "hours are written %s: 09:00-18:00, and this is %s", key, kind(e.Value))
			continue
		}
		texts, read = append(texts, [2]string{key, text}), append(read, e)
	}
	hours, mistakes := fact.ParseHours(texts)
	for _, m := range mistakes {
		e := read[m.Entry]
		at := tokenSpan(r.file, e.Key.GetToken())
		if m.Value {
			at = r.place(e)
		}
		r.fail(at, "%s", m.Problem).Helpf("%s", m.Help)
	}
	if len(texts) > 0 {
		rules.Hours = &hours
	}
	return ok || kind(node) == nothing
}

// checks reads what becomes of findings: for each code a level, or a mapping of
// its options.
func (r *configReader) checks(node ast.Node, rules *Rules) bool {
	entries, ok := r.entries(node)
	if rules.Policy == nil && len(entries) > 0 {
		rules.Policy = &diag.Policy{}
	}
	for _, e := range entries {
		name, _ := scalar(e.Key)
		at := tokenSpan(r.file, e.Key.GetToken())
		code := diag.Lookup(name)
		switch {
		case code == nil:
			r.noCode(at, name)
		case !code.Settable():
			r.fail(at, "%s is an error, which nobody can turn off", name).Helpf("a script that has it has no payload; remove the line")
		default:
			r.check(rules.Policy, code, e)
		}
	}
	return ok || kind(node) == nothing
}

func (r *configReader) noCode(at source.Span, name string) {
	f := r.fail(at, "no finding has the code %q", name).Helpf("flowc explain lists all codes")
	if near := lang.Nearest(name, diag.CodeNames()); near != "" {
		f.Message += "; did you mean " + near + "?"
		f.Helpf("write %s", near).Mend("write "+near, diag.Edit{Place: f.Place, NewText: near})
	}
}

// check reads what becomes of one code.
func (r *configReader) check(policy *diag.Policy, code *diag.Code, e *ast.MappingValueNode) {
	if level, single := scalar(e.Value); single {
		r.level(policy, code, e, level)
		return
	}
	options, ok := r.entries(e.Value)
	if !ok {
		r.fail(r.place(e), "%s is %s or a mapping of its options, and this is %s", code, levels(), kind(e.Value))
	}
	for _, e := range options {
		name, _ := scalar(e.Key)
		text, single := scalar(e.Value)
		option := code.Option(name)
		switch {
		case name == "severity" && single:
			r.level(policy, code, e, text)
		case option == nil:
			r.fail(tokenSpan(r.file, e.Key.GetToken()), "%s has no option %q", code, name).Helpf("%s", optionsOf(code))
		case !single || !policy.SetOption(code, option, text):
			r.fail(r.place(e), "%s of %s is %s", name, code, option.Kind)
		}
	}
}

func (r *configReader) level(policy *diag.Policy, code *diag.Code, e *ast.MappingValueNode, level string) {
	if !slices.Contains(diag.Levels, level) {
		f := r.fail(r.place(e), "%s is %s, not %q", code, levels(), level)
		meant := otherLevels()[strings.ToLower(level)]
		if meant == "" {
			meant = lang.Nearest(level, diag.Levels)
		}
		if meant != "" {
			f.Helpf("write %s", meant).Mend("write "+meant, diag.Edit{Place: f.Place, NewText: meant})
		}
		return
	}
	policy.Set(code, level)
}

// otherLevels are what levels are called elsewhere.
var otherLevels = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"false": "off", "no": "off", "none": "off", "ignore": "off", "disabled": "off", "true": "on", "yes": "on", "enabled": "on",
		"warn": "warning", "err": "error", "note": "info", "notice": "info", "information": "info",
	}
})

// levels names what a code can be.
func levels() string {
	last := len(diag.Levels) - 1
	return strings.Join(diag.Levels[:last], ", ") + " or " + diag.Levels[last]
}

// optionsOf says which options a code has.
func optionsOf(code *diag.Code) string {
	names := []string{"severity"}
	for _, o := range code.Options {
		names = append(names, o.Name)
	}
	return code.Name + " has the options " + strings.Join(names, ", ")
}
