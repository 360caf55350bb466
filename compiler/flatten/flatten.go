// Package flatten writes the graph of a call as a script of plain statements:
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
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// Script returns the script of a graph without unknown targets, in the
// canonical layout.
func Script(g *cfg.Graph, s *expand.Settings) []byte {
	f := flattener{graph: g, labels: labels(g)}
	f.settings(s)
	for i := range g.Steps {
		f.step(i)
	}
	return []byte(lang.Sprint(lang.Parse(source.NewFile("", f.out.String()))))
}

type flattener struct {
	graph  *cfg.Graph
	labels []string // of the steps that need one, by index
	out    strings.Builder
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
		base := strings.NewReplacer(".", "_").Replace(ids[i])
		name := base
		for n := 2; taken[name] || lang.IsTargetWord(name); n++ {
			name = fmt.Sprintf("%s_%d", base, n)
		}
		taken[name] = true
		names[i] = name
	}
	return names
}

func (f *flattener) line(words ...string) {
	f.out.WriteString(strings.Join(words, " "))
	f.out.WriteByte('\n')
}

func (f *flattener) settings(s *expand.Settings) {
	if s.API != "" {
		f.line("api", s.API)
	}
	for _, c := range []struct {
		key string
		expand.Credential
	}{{"cloud", s.Cloud}, {"sid", s.SID}, {"token", s.Token}} {
		switch {
		case c.Place == (source.Span{}):
		case c.Env != "":
			f.line(c.key, "env", c.Env)
		default:
			f.line(c.key, lang.Quote(c.Value))
		}
	}
	if s.Record {
		f.line("record on")
	}
	if s.Publish != nil {
		f.line("publish", strings.ToLower(s.Publish.Method), lang.Quote(s.Publish.URL))
	}
	f.line()
}

// step writes a step and where the call goes from it.
func (f *flattener) step(i int) {
	s := &f.graph.Steps[i]
	if f.labels[i] != "" {
		f.line()
		f.line(f.labels[i] + ":")
	}
	head := statement(s)
	switch {
	case s.Branching:
		f.line(strings.TrimSpace(head + " " + f.branches(i)))
	case int(s.Next) == i+1, s.Next == cfg.End && i == len(f.graph.Steps)-1:
		f.line(head)
	case s.Next == cfg.End:
		f.line(head)
		f.line("end")
	default:
		f.line(head)
		f.line("->", f.target(i, s.Next))
	}
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

// branches writes the branches of a step, by position where that can say them
// in their order.
func (f *flattener) branches(i int) string {
	s := &f.graph.Steps[i]
	_, raw := s.Stmt.(*lang.Raw)
	var keys, targets []string
	for _, b := range s.Branches {
		keys, targets = append(keys, b.Key), append(targets, f.target(i, b.To))
	}
	position := "*"
	if s.Type == api.HTTP.Name && !raw {
		position = "success fail"
	}
	if strings.Join(keys, " ") == position {
		if !raw && !slices.ContainsFunc(targets, func(t string) bool { return t != "next" }) {
			return "" // what a step without branches does
		}
		return "-> " + strings.Join(targets, "/")
	}
	var b strings.Builder
	b.WriteString("{\n")
	for j := range keys {
		fmt.Fprintf(&b, "%s -> %s\n", key(keys[j], s.Type == api.HTTP.Name, raw), targets[j])
	}
	b.WriteString("}")
	return b.String()
}

// key writes a key of a branch as one of an arm.
func key(key string, http, raw bool) string {
	switch {
	case key == "*" && (raw || !http):
		return "else"
	case key == "success" && (http || raw):
		return "ok"
	case key == "fail" && (http || raw):
		return "fail"
	case (raw || !http) && key != "" && strings.Trim(strings.TrimSuffix(key, "#"), "0123456789") == "":
		return key
	}
	return lang.Quote(key)
}

// statement writes the head of a step.
func statement(s *cfg.Step) string {
	if _, ok := s.Stmt.(*lang.Raw); ok {
		return "raw " + object(s)
	}
	values := map[string]string{}
	for _, field := range s.Fields {
		values[field.Key] = literal(field.Key, field.Value, field.Form)
	}
	with := func(word, key string) string {
		if values[key] == "" {
			return ""
		}
		return " " + word + " " + values[key]
	}
	switch s.Type {
	case api.Call.Name:
		return "call " + values["number"] + with("from", "caller_id")
	case api.Connect.Name:
		return "connect " + values["number"] + with("from", "caller_id")
	case api.Play.Name:
		if values["url"] == "" {
			return "say " + values["text"]
		}
		return "play " + values["url"] + with("saying", "text")
	case api.Digits.Name:
		return "input " + values["count"] + with("into", "variable")
	case api.HTTP.Name:
		return values["method"] + " " + values["url"]
	case api.Callback.Name:
		return "callback " + values["entity"] + with("at", "date") + " " + values["time"] + " " + values["timezone"]
	}
	panic("unexpected type " + s.Type)
}

// literal writes the value of a field as a literal of its kind, or as a text.
func literal(key, value string, form api.Form) string {
	switch {
	case form == api.Number:
		return value
	case key == "method":
		return strings.ToLower(value)
	case key == "variable" && lang.IsName(value),
		key == "timezone" && lang.IsZone(value),
		(key == "number" || key == "caller_id") && isNumber(value),
		(key == "date" || key == "time") && strings.Trim(value, "0123456789-:") == "":
		return value
	}
	return lang.Quote(value)
}

func isNumber(s string) bool {
	digits := strings.TrimPrefix(s, "+")
	return digits != "" && strings.Trim(digits, "0123456789") == ""
}

// object writes the object of a raw step.
func object(s *cfg.Step) string {
	var keys []string
	for _, f := range s.Fields {
		keys = append(keys, string(api.AppendString(nil, f.Key))+": "+f.Value)
	}
	return "{" + strings.Join(keys, ", ") + "}"
}
