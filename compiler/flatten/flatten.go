// Package flatten turns the graph of a call into a script of plain statements:
// no constants, menus, attempts or steps of the author's own are left. The
// script compiles to the same payload. It is for reading what a script
// expands to; how a person would write it is no concern of it.
package flatten

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/emit"
	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// Script returns the script of a graph without unknown targets.
func Script(g *cfg.Graph, s *expand.Settings) *lang.File {
	f := flattener{graph: g, labels: labels(g)}
	file := &lang.File{}
	file.Body.Stmts = settings(s)
	for i := range g.Steps {
		stmts := f.step(i)
		if i == 0 || f.labels[i] != "" {
			stmts[0].Apart()
		}
		file.Body.Stmts = append(file.Body.Stmts, stmts...)
	}
	return file
}

type flattener struct {
	graph  *cfg.Graph
	labels []string // of the steps that need one, by index
}

// labels gives a label to every step that something leads to other than the
// step before it. It is the name of the step by label, as far as that can be
// one.
func labels(g *cfg.Graph) []string {
	needed := make([]bool, len(g.Steps))
	for i := range g.Steps {
		g.Steps[i].Each(func(t cfg.Target) {
			if t >= 0 && int(t) != i+1 {
				needed[t] = true
			}
		})
	}
	ids := emit.Names(g)
	names := make([]string, len(g.Steps))
	taken := map[string]bool{}
	for i := range g.Steps {
		if !needed[i] {
			continue
		}
		base := strings.ReplaceAll(ids[i], ".", "_")
		name := base
		for n := 2; taken[name] || lang.Reserved(name, lang.LabelName); n++ {
			name = fmt.Sprintf("%s_%d", base, n)
		}
		taken[name] = true
		names[i] = name
	}
	return names
}

// settings returns what the script says of the payload as a whole.
func settings(s *expand.Settings) (stmts []lang.Stmt) {
	if s.API != "" {
		stmts = append(stmts, &lang.APISetting{Version: lang.Name{Text: s.API}})
	}
	for _, c := range []struct {
		key string
		expand.Credential
	}{{"cloud", s.Cloud}, {"sid", s.SID}, {"token", s.Token}} {
		switch {
		case c.Place == (source.Span{}): // the script does not say
		case c.Env != "":
			stmts = append(stmts, &lang.CredentialSetting{Key: c.key, Env: &lang.Name{Text: c.Env}})
		default:
			text := lang.TextValue(lang.Text(c.Value))
			stmts = append(stmts, &lang.CredentialSetting{Key: c.key, Value: &text})
		}
	}
	if s.Record {
		stmts = append(stmts, &lang.RecordSetting{Switch: "on"})
	}
	if s.Publish != nil {
		stmts = append(stmts, &lang.PublishSetting{Method: strings.ToLower(s.Publish.Method), URL: lang.Text(s.Publish.URL)})
	}
	return stmts
}

// step returns the statements of a step, with where the call goes from it.
func (f *flattener) step(i int) (stmts []lang.Stmt) {
	s := &f.graph.Steps[i]
	if f.labels[i] != "" {
		stmts = append(stmts, &lang.Label{Name: lang.To(f.labels[i])})
	}
	stmt, row := statement(s)
	stmts = append(stmts, stmt)
	switch {
	case s.Branching:
		if b := f.branches(i, row); b != nil {
			row.Lead(stmt, b)
		}
	case int(s.Next) == i+1, s.Next == cfg.End && i == len(f.graph.Steps)-1:
	case s.Next == cfg.End:
		stmts = append(stmts, &lang.End{Word: "end"})
	default:
		stmts = append(stmts, &lang.Jump{Target: lang.To(f.target(i, s.Next))})
	}
	return stmts
}

// target names a step as seen from another.
func (f *flattener) target(from int, to cfg.Target) string {
	switch {
	case to == cfg.End:
		return "end"
	case int(to) == from+1:
		return "next"
	}
	return f.labels[to]
}

// branches returns the branches of a step: none where they are what it does
// without, targets where these can say them in their order, and arms elsewhere.
func (f *flattener) branches(i int, row *step.Row) *lang.Branches {
	s := &f.graph.Steps[i]
	var keys, targets []string
	plain := true
	for _, b := range s.Branches {
		keys, targets = append(keys, b.Key), append(targets, f.target(i, b.To))
		plain = plain && targets[len(targets)-1] == "next"
	}
	switch o := row.Outcomes; {
	case plain && len(keys) > 0 && slices.Equal(keys, o.Default):
		return nil
	case slices.ContainsFunc(o.Lists, func(list []string) bool { return slices.Equal(list, keys) }):
		return lang.Targets(targets...)
	}
	arms := &lang.Arms{}
	for j, key := range keys {
		to := lang.Target(lang.To(targets[j]))
		arms.Arms = append(arms.Arms, &lang.Arm{Keys: row.Outcomes.Write([]string{key}), Target: &to})
	}
	return &lang.Branches{Arms: arms}
}

// statement returns the statement of a step, and its row.
func statement(s *cfg.Step) (lang.Stmt, *step.Row) {
	if _, ok := s.Stmt.(*lang.Raw); ok {
		return &lang.Raw{Object: lang.JSON(object(s))}, step.Raw
	}
	fields := make([]step.Wanted, len(s.Fields))
	for i, f := range s.Fields {
		fields[i] = step.Wanted{Key: f.Key.Name, Value: value.Literal(step.KindOf(s.Type, f.Key.Name), f.Value)}
	}
	stmt, row := step.Build(s.Type.Name, fields)
	if stmt == nil {
		panic("unexpected type " + s.Type.Name)
	}
	return stmt, row
}

// object returns the object of a raw step.
func object(s *cfg.Step) string {
	var keys []string
	for _, f := range s.Fields {
		keys = append(keys, string(api.AppendString(nil, f.Key.Name))+": "+f.Value)
	}
	return "{" + strings.Join(keys, ", ") + "}"
}
