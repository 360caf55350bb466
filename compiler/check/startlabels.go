package check

import (
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// StartLabels reports labels that have the name of the steps before the first
// label. It is for payloads whose steps are named by label.
func StartLabels(p *Pass, list *diag.List) {
	p.list = list
	for _, m := range p.Program.Modules {
		p.Module = m
		for _, s := range p.Program.Statements(m) {
			lang.Walk(s, func(n lang.Node) bool {
				if l, ok := n.(*lang.Label); ok && l.Name.Text == cfg.StartLabel {
					p.report(resolve.ReservedName, l.Name.Span(), "choose another name",
						"a label can't be called %q where ids are labels: the steps before the first label have that id", cfg.StartLabel)
				}
				return !lang.Simple(n)
			})
		}
	}
}
