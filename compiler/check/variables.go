package check

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var oddVariable = diag.Register(diag.Code{
	Name: "odd-variable", Area: diag.Names, Severity: diag.Warning, Title: "a text names a variable or a constant in a way that nobody reads",
	Text: "A run-time variable is written `{{name}}` in a text, and a constant `${name}`. Anything else is said to the caller as it stands.",
	Bad:  "call 4420\nsay \"What is it about?\"\ninput 4 into pin\nsay \"You keyed in {pin}.\"",
	Good: "call 4420\nsay \"What is it about?\"\ninput 4 into pin\nsay \"You keyed in {{pin}}.\"",
})

// Texts name variables and constants that are there, in braces that are read.
var _ = register(Check{
	Codes: []*diag.Code{oddVariable},
	Stmt: func(p *Pass, stmt lang.Stmt) {
		switch s := stmt.(type) {
		case *lang.StepDecl:
			p.step = s
		case *lang.EachSetting:
			p.each = &s.Text.Value // its {key} and {choice} are for the menu
		case *lang.Menu:
			if s.Each != nil {
				p.each = &s.Each.Value
			}
		}
	},
	Value: func(p *Pass, n lang.Node, v *lang.Value) {
		if v.Kind != lang.TextLit || v == p.each || strings.IndexByte(v.Raw, '{') < 0 && strings.IndexByte(v.Raw, '$') < 0 {
			return
		}
		switch n.(type) {
		case *lang.Into:
			p.intoText(v)
		case *lang.URL:
			// One whose first brace stands alone is no URL, which says what to write.
			text := v.Raw
			if strings.Contains(text, "${") {
				text = constants().ReplaceAllString(text, "")
			}
			if at := strings.IndexByte(text, '{'); !strings.HasPrefix(text, `"$`) && (at < 0 || strings.HasPrefix(text[at:], "{{")) {
				p.names(v)
			}
		default:
			p.names(v)
		}
	},
})

// constants are those in a text.
var constants = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\$\{\w+\}`) })

// intoText warns of a variable in braces where its name belongs.
func (p *Pass) intoText(v *lang.Value) {
	name, ok := strings.CutPrefix(strings.Trim(v.Raw, `"`), "{{")
	if name = strings.TrimSpace(strings.TrimSuffix(name, "}}")); v.Kind == lang.TextLit && ok && lang.IsName(name) {
		p.odd(v.Span(), name, "into takes the name of a variable, without braces")
	}
}

func (p *Pass) odd(at source.Span, write, format string, args ...any) {
	p.odds = append(p.odds, strings.Trim(write, "{}$"))
	f := p.report(oddVariable, at, "write "+write, format, args...)
	f.Mend(f.Help, diag.Edit{Place: f.Place, NewText: write})
}

// names looks for names in braces in a text. Where a constant could be meant,
// there is one of that name.
func (p *Pass) names(v *lang.Value) {
	text := v.Raw
	for at := 0; at < len(text); {
		n := strings.IndexAny(text[at:], "{$")
		if n < 0 {
			return
		}
		at += n
		open, name, shut := braced(text[at:])
		span := source.Span{Start: v.Start + int32(at), End: v.Start + int32(at+len(open)+len(name)+len(shut))}
		at += len(open)
		if at > len(open) && text[at-len(open)-1] == '\\' || name == "" {
			continue
		}
		bare := strings.TrimSpace(name)
		switch stored := p.Program.Stores(bare); {
		case open == "{{" && !lang.IsName(bare):
			if meant := strings.Join(strings.Fields(bare), "_"); p.Program.Stores(meant) {
				p.odd(span, "{{"+meant+"}}", "the name of a run-time variable has no blanks")
			}
		case open == "$" && !stored && p.kind(bare) == "":
		case open == "{{" && shut == "}}" && bare == name:
			if stored || p.Program.Computed() {
				break
			}
			if kind := p.kind(bare); kind != "" && !p.Program.Main.Library() {
				p.odd(span, "${"+bare+"}", "nothing sets {{%s}}: %s is %s", bare, bare, kind)
			}
		case open == "{{":
			p.odd(span, "{{"+bare+"}}", "a run-time variable is written {{%s}}", bare)
		case (open == "{" || open == "$") && stored:
			p.odd(span, "{{"+bare+"}}", "a run-time variable is written {{%s}}", bare)
		case (open == "{" || open == "$(" || open == "$") && p.kind(bare) != "":
			p.odd(span, "${"+bare+"}", "a constant is written ${%s}", bare)
		}
		at += len(name) + len(shut)
	}
}

// braced cuts a name in some kind of braces from the start of a text; name is
// empty where there is none.
func braced(text string) (open, name, shut string) {
	for _, open = range []string{"{{", "${", "$(", "{", "$"} {
		if strings.HasPrefix(text, open) {
			break
		}
	}
	rest := text[len(open):]
	end := strings.IndexAny(rest, "{}()\"$")
	if open == "$" {
		if name = rest[:len(rest)-len(strings.TrimLeft(rest, nameBytes))]; lang.IsName(name) {
			return open, name, ""
		}
		return open, "", ""
	}
	if inner := rest[:max(end, 0)]; open == "{{" && !lang.IsName(inner) && len(strings.Fields(inner)) > 1 && strings.HasPrefix(rest[end:], "}}") && lang.IsName(strings.Join(strings.Fields(inner), "_")) {
		return open, rest[:end], "}}"
	}
	if end < 0 || !lang.IsName(strings.TrimSpace(rest[:end])) || open == "${" {
		return open, "", ""
	}
	closing := "}"
	if open == "$(" {
		closing = ")"
	}
	switch {
	case open == "{{" && strings.HasPrefix(rest[end:], "}}"):
		return open, rest[:end], "}}"
	case strings.HasPrefix(rest[end:], closing):
		return open, rest[:end], closing
	}
	return open, "", ""
}

const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

// kind says what a name stands for that is known before the call, with its
// article; it is empty where that is nothing.
func (p *Pass) kind(name string) string {
	if p.step != nil && slices.ContainsFunc(p.step.Params, func(d lang.Declared) bool { return d.Text == name }) {
		return "an argument"
	}
	switch c := p.Module.Const(name); {
	case c == nil:
		return ""
	case c.Kind == resolve.Parameter:
		return "a parameter"
	}
	return "a constant"
}
