package diag

import (
	"slices"
	"strconv"
)

// A Policy says which findings are looked for, and how bad they are. One that is
// nil says nothing: each code is as it is registered.
type Policy struct {
	levels  map[*Code]level
	options map[optionOf]string
}

// A level is what becomes of a code.
type level struct {
	off      bool
	severity Severity
}

type optionOf struct {
	code *Code
	name string
}

// Levels are what a policy can make of a code.
var Levels = []string{"off", "info", "warning", "error", "on"}

// Settable reports whether a policy can say anything of a code: an error by
// itself keeps a script from being built, whatever anybody makes of it.
func (c *Code) Settable() bool { return c.Severity != Error || c.Lenient }

// Set makes a level of a code: one of Levels.
func (p *Policy) Set(c *Code, name string) {
	if p.levels == nil {
		p.levels = map[*Code]level{}
	}
	l := level{off: name == "off", severity: c.mild()}
	for s := range Severity(severities) {
		if s.String() == name {
			l.severity = s
		}
	}
	p.levels[c] = l
}

// mild is the severity of a code where it is no error.
func (c *Code) mild() Severity { return max(c.Severity, Warning) }

// SetOption gives an option of a code a value. It reports whether the option
// can have it.
func (p *Policy) SetOption(c *Code, o *Option, text string) bool {
	switch n, err := strconv.Atoi(text); o.Kind {
	case WholeNumber:
		if err != nil || n < 1 || n > maxOption {
			return false
		}
	case YesOrNo:
		if text != "true" && text != "false" {
			return false
		}
	}
	if p.options == nil {
		p.options = map[optionOf]string{}
	}
	p.options[optionOf{c, o.Name}] = text
	return true
}

// maxOption bounds the numbers of options.
const maxOption = 1_000_000

// Option returns the option of a name that a code has, or nil.
func (c *Code) Option(name string) *Option {
	i := slices.IndexFunc(c.Options, func(o Option) bool { return o.Name == name })
	if i < 0 {
		return nil
	}
	return &c.Options[i]
}

// Number returns the value of an option that is a number.
func (p *Policy) Number(c *Code, name string) int {
	n, err := strconv.Atoi(p.option(c, name))
	if err != nil {
		panic(err) // it was looked at when it was set
	}
	return n
}

// Yes returns the value of an option that is true or false.
func (p *Policy) Yes(c *Code, name string) bool { return p.option(c, name) == "true" }

func (p *Policy) option(c *Code, name string) string {
	if p != nil {
		if text, set := p.options[optionOf{c, name}]; set {
			return text
		}
	}
	return c.Option(name).Default
}

// Off reports whether nobody wants to hear of a code.
func (p *Policy) Off(c *Code) bool {
	if p != nil {
		if l, set := p.levels[c]; set {
			return l.off
		}
	}
	return c.Off
}

// Apply returns the findings that are wanted, as bad as they are meant to be.
// What is an error by itself stays one.
func (p *Policy) Apply(list List) List {
	return slices.DeleteFunc(list, func(f *Finding) bool {
		if f.Severity == Error || p.Off(f.Code) {
			return f.Severity != Error
		}
		if p != nil {
			if l, set := p.levels[f.Code]; set {
				f.Severity = l.severity
			}
		}
		return false
	})
}

// Over returns the policy in which what p says counts more than what q says.
func (p *Policy) Over(q *Policy) *Policy {
	switch {
	case q == nil:
		return p
	case p == nil:
		return q
	}
	both := &Policy{levels: map[*Code]level{}, options: map[optionOf]string{}}
	for _, one := range []*Policy{q, p} {
		for c, l := range one.levels {
			both.levels[c] = l
		}
		for o, text := range one.options {
			both.options[o] = text
		}
	}
	return both
}
