package resolve

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/fact"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Secrets returns what hides the secrets of a program in all that is printed
// about it. Secret is what token or sid is set to in any of its files, and
// every constant and parameter whose value gets there, by whatever name.
func Secrets(p *Program) *diag.Redactor {
	s := secrets{redactor: &diag.Redactor{}, seen: map[*Object]bool{}, declared: map[*Module]map[string][]*lang.Value{}}
	for _, m := range p.Modules {
		urls(m.File.Source.Text, func(start, end int) {
			s.redactor.HidePlace(place(m, source.Span{Start: int32(start), End: int32(end)}))
			s.redactor.HideValue(m.File.Source.Text[start:end])
		})
		for _, c := range m.Consts.All() {
			if set := c.Value.Set; set != nil {
				urls(set.Value, func(start, end int) { s.redactor.HideValue(set.Value[start:end]) })
			}
		}
		switch {
		case m.unreadable:
			s.lines(m)
			continue
		case !p.Broken && !mentions(m.File.Source.Text):
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

// urls finds what is secret in the URLs of a text, wherever they stand: whether or
// not it parses.
func urls(text string, found func(start, end int)) {
	const scheme = "://"
	for at := strings.Index(text, scheme); at >= 0; {
		start := strings.LastIndexFunc(text[:at], func(r rune) bool { return r < 'a' || 'z' < r }) + 1
		end := at + len(scheme)
		if n := strings.IndexAny(text[end:], " \t\r\n\""); n >= 0 {
			end += n
		} else {
			end = len(text)
		}
		for _, secret := range fact.URLSecrets(text[start:end]) {
			found(start+secret[0], start+secret[1])
		}
		if at = strings.Index(text[end:], scheme); at >= 0 {
			at += end
		}
	}
}

// mentions reports whether a text has a word that starts a secret.
func mentions(text string) bool {
	for _, word := range []string{"token", "sid", "secret", "password"} {
		if strings.Contains(text, word) {
			return true
		}
	}
	return false
}

// isSecret reports whether a word starts a setting that holds a secret, or was
// most likely meant to.
func isSecret(word string) bool {
	word = strings.ToLower(word)
	switch word {
	case "token", "sid", "auth_token", "cloud_sid", "secret", "password",
		"auth", "authtoken", "tok", "tkn", "ssid", "siid", "sidd", "sdi", "isd", "csid", "passwd", "pwd", "apikey", "api_key":
		return true
	}
	// Short words are near to many others.
	return len(word) > 3 && lang.Nearest(word, []string{"token", "auth_token"}) != ""
}

type secrets struct {
	redactor *diag.Redactor
	seen     map[*Object]bool
	// declared are the values that the declarations of a broken file give each
	// name, also where they can't stand and give it a second one.
	declared map[*Module]map[string][]*lang.Value
	last     source.Place // the rest of a line that was hidden last
}

func (s *secrets) node(m *Module, n lang.Node) {
	switch n := n.(type) {
	case *lang.CredentialSetting:
		if n.Key != "cloud" && n.Value != nil {
			s.value(m, &n.Value.Value)
		}
	case *lang.Let:
		if isSecret(n.Name.Text) {
			s.value(m, &n.Value.Value)
		}
	case *lang.Label:
		// token: "..." is how a label and a text without say are read.
		if isSecret(n.Name.Text) {
			s.restOfLine(m, n.Span().End)
		}
	case *lang.Invoke:
		if isSecret(n.Name.Text) && m.Step(n.Name.Text) == nil {
			s.restOfLine(m, n.Name.Span().End)
		}
	case *lang.Bad:
		s.words(m, n.Span())
	case *lang.Raw:
		s.object(m, n.Object.Span())
	}
}

// object hides the lines of a raw object that have a word which starts a secret.
func (s *secrets) object(m *Module, span source.Span) {
	at := span.Start
	for line := range strings.Lines(m.File.Source.Text[span.Start:span.End]) {
		end := at + int32(len(line))
		s.words(m, source.Span{Start: at, End: end})
		at = end
	}
}

// words hides what stands behind each word of a range that starts a secret.
func (s *secrets) words(m *Module, span source.Span) {
	text := m.File.Source.Text[span.Start:span.End]
	for at := 0; at < len(text); {
		n := strings.IndexFunc(text[at:], isLetter)
		if n < 0 {
			return
		}
		at += n
		end := at + len(text[at:]) - len(strings.TrimLeftFunc(text[at:], isLetter))
		if isSecret(text[at:end]) {
			s.restOfLine(m, span.Start+int32(end))
			return
		}
		at = end
	}
}

func isLetter(r rune) bool { return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == '_' }

// restOfLine hides what stands behind an offset on its line; of a long text that
// starts there all, and where nothing stands there the next line.
func (s *secrets) restOfLine(m *Module, offset int32) {
	if s.last.File == m.File.Source && s.last.Start <= offset && offset < s.last.End {
		return // it stands in what is hidden
	}
	text := m.File.Source.Text
	line, start := m.File.Source.Line(offset)
	rest := strings.TrimLeft(line[offset-start:], " \t:=")
	end := start + int32(len(line))
	from := end - int32(len(rest))
	word, _, _ := strings.Cut(rest, " ")
	switch opening := strings.Index(rest, `"""`); {
	case opening >= 0:
		long := text[from+int32(opening)+3:]
		if closing := strings.Index(long, `"""`); closing >= 0 {
			long = long[:closing+3]
		}
		end = max(end, from+int32(opening)+3+int32(len(long)))
	case (word == "" || word == "env" && strings.TrimSpace(rest) == word) && int(end) < len(text):
		next, at := m.File.Source.Line(end + 1)
		value := strings.Trim(next, " \t\r\"'")
		if strings.ContainsAny(value, " :-{}/") && !strings.HasPrefix(strings.TrimSpace(next), `"`) || lang.IsWord(value) {
			break // another statement
		}
		end = at + int32(len(next))
		s.redactor.HideValue(value)
	}
	s.last = place(m, source.Span{Start: from, End: end})
	s.redactor.HidePlace(s.last)
}

// lines hides the secrets of a file that is no text.
func (s *secrets) lines(m *Module) {
	at := int32(0)
	for line := range strings.Lines(m.File.Source.Text) {
		s.words(m, source.Span{Start: at, End: at + int32(len(line))})
		at += int32(len(line))
	}
}

// value hides a value, and the constants that it is made of.
func (s *secrets) value(m *Module, v *lang.Value) {
	if v.Kind == lang.NameRef && s.name(m, v.Raw) {
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
			s.name(m, p.Name.Text)
		}
	}
}

// name hides what a name has for a value, and reports whether it has one.
func (s *secrets) name(m *Module, name string) bool {
	names, known := s.declared[m]
	if !known {
		names = declarations(m)
		s.declared[m] = names
	}
	values := names[name]
	delete(names, name) // once is enough, and ends circles
	for _, v := range values {
		s.value(m, v)
	}
	c := m.Const(name)
	s.constant(c)
	return c != nil || values != nil
}

func declarations(m *Module) map[string][]*lang.Value {
	names := map[string][]*lang.Value{}
	lang.Walk(m.File, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Let:
			names[n.Name.Text] = append(names[n.Name.Text], &n.Value.Value)
		case *lang.Param:
			if n.Default != nil {
				names[n.Name.Text] = append(names[n.Name.Text], &n.Default.Value)
			}
		}
		return !lang.Simple(n)
	})
	return names
}

func (s *secrets) constant(c *Object) {
	if c == nil || s.seen[c] {
		return
	}
	s.seen[c] = true
	if c.Value.Set != nil {
		s.redactor.HideValue(c.Value.Set.Value)
		s.redactor.HidePlace(c.Value.Set.Written)
	}
	if c.Value.Written != nil {
		s.value(c.Module, &c.Value.Written.Value)
	}
	if text, _, ok := c.Value.Says(); ok {
		s.redactor.HideValue(text)
	}
}

// secret looks up what a token or a sid is set to. A name that stands there
// alone is not shown: it may be the secret itself.
func (u *user) secret(n *lang.CredentialSetting, ctx context) {
	if n.Value == nil || ctx.broken {
		return
	}
	if n.Value.Kind == lang.NameRef {
		if o := u.m.take(n.Value.Raw, constsOf); o != nil {
			u.ref(n.Value.Span(), Read, o)
		} else if !u.m.doubtful(n.Value.Raw) {
			u.r.report(unknownName, place(u.m, n.Value.Span()), fmt.Sprintf("no constant of the name that %s has here", n.Key),
				fmt.Sprintf("write %s env NAME, and put the secret into the environment", n.Key))
		}
		return
	}
	parts, _ := n.Value.Parts()
	for _, p := range parts {
		switch o := u.m.take(p.Name.Text, constsOf); {
		case p.Name.Text == "":
		case o != nil:
			u.ref(p.Name.Span(), Read, o)
		case !u.m.doubtful(p.Name.Text):
			f := u.r.report(unknownName, place(u.m, p.Name.Span()), fmt.Sprintf("no constant %q; ${...} never reads the environment", p.Name.Text),
				fmt.Sprintf("write %s env %s, so that it comes from the environment", n.Key, p.Name.Text))
			if len(parts) == 1 {
				f.Mend(f.Help, diag.Edit{Place: place(u.m, n.Value.Span()), NewText: "env " + p.Name.Text})
			}
		}
	}
}
