package resolve

import (
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Secrets returns what hides the secrets of a program in all that is printed
// about it. Secret is what token or sid is set to in any of its files, and
// every constant and parameter whose value gets there, by whatever name.
func Secrets(p *Program) *diag.Redactor {
	s := secrets{redactor: &diag.Redactor{}, seen: map[*Object]bool{}}
	for _, m := range p.Modules {
		if !strings.Contains(m.File.Source.Text, "token") && !strings.Contains(m.File.Source.Text, "sid") {
			continue
		}
		// Also where a setting can't stand: what stands there is a secret as well.
		lang.Walk(m.File, func(n lang.Node) bool {
			s.node(m, n)
			return !lang.Simple(n)
		})
	}
	return s.redactor
}

// isSecret reports whether a word starts a setting that holds a secret.
func isSecret(word string) bool { return word == "token" || word == "sid" }

type secrets struct {
	redactor *diag.Redactor
	seen     map[*Object]bool
}

func (s *secrets) node(m *Module, n lang.Node) {
	switch n := n.(type) {
	case *lang.CredentialSetting:
		if isSecret(n.Key) && n.Value != nil {
			s.value(m, &n.Value.Value)
		}
	case *lang.Bad:
		// What did not parse may hold the secret anywhere behind its word.
		text := m.File.Source.Text[n.Start:n.End]
		word := text[:len(text)-len(strings.TrimLeft(text, "abcdefghijklmnopqrstuvwxyz"))]
		if isSecret(word) {
			rest := strings.TrimLeft(text[len(word):], " \t")
			s.redactor.HidePlace(place(m, source.Span{Start: n.End - int32(len(rest)), End: n.End}))
		}
	}
}

// value hides a value, and the constants that it is made of.
func (s *secrets) value(m *Module, v *lang.Value) {
	if c := m.Const(v.Raw); v.Kind == lang.NameRef && c != nil {
		s.constant(c)
		return
	}
	s.redactor.HidePlace(place(m, v.Span())) // a name that means nothing may be the secret
	text, _, ok := Text(*v, func(name string) (string, lang.ValueKind, bool) {
		c := m.Const(name)
		if c == nil {
			return "", 0, false
		}
		return c.Value.Says()
	})
	if ok {
		s.redactor.HideValue(text)
	}
	parts, _ := v.Parts()
	for _, p := range parts {
		if p.Name.Text != "" {
			s.constant(m.Const(p.Name.Text))
		}
	}
}

func (s *secrets) constant(c *Object) {
	if c == nil || s.seen[c] {
		return
	}
	s.seen[c] = true
	if c.Value.Set != nil {
		s.redactor.HideValue(c.Value.Set.Value)
		if text := c.Value.Set.Place.File.Text; strings.Contains(text, c.Value.Set.Value) {
			at := int32(strings.LastIndex(text, c.Value.Set.Value))
			s.redactor.HidePlace(source.Place{File: c.Value.Set.Place.File, Span: source.Span{Start: at, End: at + int32(len(c.Value.Set.Value))}})
		}
	}
	if c.Value.Written != nil {
		s.value(c.Module, &c.Value.Written.Value)
	}
	if text, _, ok := c.Value.Says(); ok {
		s.redactor.HideValue(text)
	}
}
