package check

import (
	"maps"
	"slices"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var UnusedLabel = diag.Register(diag.Code{
	Name: "unused-label", Area: diag.Flow, Severity: diag.Info, Unnecessary: true, Title: "nothing goes to a label",
	Text: "The call only passes it on its way. A label may stand as a heading; a comment says that better, since readers look for what goes to a label.",
	Bad:  "call 4420\nwelcome: say \"Hello.\"",
	Good: "call 4420\nsay \"Hello.\"",
})

var unusedConstant = diag.Register(diag.Code{
	Name: "unused-constant", Area: diag.Names, Severity: diag.Warning, Unnecessary: true, Title: "nothing uses a constant",
	Text: "It may be left over, or what should use it says something else. A file that only declares things is there for other files, and has no unused constants.",
	Bad:  "let team = 5263\ncall 4420\nconnect 5264",
	Good: "let team = 5263\ncall 4420\nconnect team",
})

var unusedParameter = diag.Register(diag.Code{
	Name: "unused-parameter", Area: diag.Names, Severity: diag.Warning, Unnecessary: true, Title: "nothing uses a parameter, of the script or of a step",
	Text: "Whoever builds the script, or uses the step, gives a value that changes nothing.",
	Bad:  "call 4420\nhello \"Ann\"\nstep hello(name) { say \"Hello.\" }",
	Good: "call 4420\nhello \"Ann\"\nstep hello(name) { say \"Hello, ${name}.\" }",
})

// What has a name is used. It is looked for by name alone: two labels in two
// bodies that have one name are both used where one is.
var _ = register(Check{
	Codes: []*diag.Code{UnusedLabel, unusedConstant, unusedParameter},
	Value: func(p *Pass, n lang.Node, v *lang.Value) {
		if !p.named.wanted {
			return
		}
		if v.Kind == lang.NameRef || v.Kind == lang.ZoneLit {
			p.use(v.Raw, v.Start)
		} else if _, plain := v.Plain(); !plain {
			parts, _ := v.Parts()
			for _, part := range parts {
				p.use(part.Name.Text, v.Start)
			}
		}
	},
	Module: func(p *Pass) {
		if p.Program.Broken || p.Module != p.Program.Main {
			return
		}
		used := p.named.used()
		for _, label := range p.named.labels {
			if !used[label.Text] && !p.Labels {
				p.report(UnusedLabel, label.Span(), "remove it, or go to it with -> "+label.Text, "nothing goes to the label %q", label.Text)
			}
		}
		for _, step := range p.Module.Declared() {
			for _, param := range step.Step.Decl.Params {
				if !p.named.params[param.Start] {
					p.report(unusedParameter, param.Span(), "use it in the step, or remove it here and where the step is used", "nothing in the step uses the parameter %q", param.Text)
				}
			}
		}
		if p.Library && p.Module.Library() {
			return
		}
		p.named.misspelt(p.Module)
		for _, c := range p.Module.Consts.All() {
			switch {
			case p.named.consts[c.Name]:
			case c.Kind == resolve.Parameter:
				p.report(unusedParameter, c.Span, "use it, or remove it", "nothing uses the parameter %q", c.Name)
			default:
				p.report(unusedConstant, c.Span, "use it, or remove it", "nothing uses the constant %q", c.Name)
			}
		}
	},
})

// misspelt notes the constants that names were most likely meant for which are no
// constant: a finding says so.
func (n *named) misspelt(m *resolve.Module) {
	var consts []string
	looked := 0
	for _, name := range slices.Sorted(maps.Keys(n.consts)) {
		if looked > maxMisspelt || m.Const(name) != nil {
			continue
		}
		looked++
		if consts == nil {
			for _, c := range m.Consts.All() {
				consts = append(consts, c.Name)
			}
		}
		if near := lang.Nearest(name, consts); near != "" {
			n.consts[near] = true
		}
	}
}

// The names of a module that are there, and those that are used.
type named struct {
	wanted  bool // it has constants or parameters
	labels  []lang.Name
	targets []string
	consts  map[string]bool
	params  map[int32]bool // of steps, by where they are declared
}

func (p *Pass) noteNames() {
	p.named = named{consts: map[string]bool{}, params: map[int32]bool{}}
	p.named.wanted = len(p.Module.Consts.All()) > 0
	for _, step := range p.Module.Declared() {
		p.named.wanted = p.named.wanted || len(step.Step.Decl.Params) > 0
	}
}

// maxMisspelt is how many targets are looked at that are no label.
const maxMisspelt = 50

// used returns the labels that something leads to, or was most likely meant to:
// of a target that is no label, a finding says so.
func (n *named) used() map[string]bool {
	used := make(map[string]bool, len(n.labels))
	for _, label := range n.labels {
		_, twice := used[label.Text]
		used[label.Text] = twice // a finding says so
	}
	looked := 0
	var labels []string
	for _, target := range n.targets {
		if _, known := used[target]; known {
			used[target] = true
			continue
		}
		if lang.IsWord(target) || looked > maxMisspelt {
			continue
		}
		looked++
		if labels == nil {
			for _, label := range n.labels {
				labels = append(labels, label.Text)
			}
		}
		if near := lang.Nearest(target, labels); near != "" {
			used[near] = true
		}
	}
	return used
}

// use notes that a name is used at an offset.
func (p *Pass) use(name string, at int32) {
	if name == "" {
		return
	}
	if p.step != nil && at < p.step.Span().End {
		for _, param := range p.step.Params {
			if param.Text == name {
				p.named.params[param.Start] = true
				return
			}
		}
	}
	p.named.consts[name] = true
}
