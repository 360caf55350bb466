package callscript

import (
	"strconv"
	"strings"
	"time"

	"github.com/flowc-lang/flowc/lang"
)

// doing says what a request does, by its method.
var doing = map[string]string{
	"get": "the system looks up", "post": "the system sends to", "put": "the system saves at",
	"patch": "the system changes", "delete": "the system deletes",
}

// digits says how many keys an input waits for.
func (t *teller) digits(s *lang.Input, at place) Text {
	count := t.text(&s.Count.Value, at)
	n, err := strconv.Atoi(count.flat())
	switch {
	case err != nil:
		return join(count, plain(" digits"))
	case n == 1:
		return plain("one key")
	case shorter(s.Branches, n):
		return plain("up to " + strconv.Itoa(n) + " digits")
	}
	return plain(strconv.Itoa(n) + " digits")
}

// shorter reports whether some arm takes fewer than n keys.
func shorter(b *lang.Branches, n int) bool {
	if b == nil || b.Arms == nil {
		return false
	}
	for _, arm := range b.Arms.Arms {
		for _, k := range arm.Keys {
			if k.From.Kind != lang.NameRef && k.From.Kind != lang.TextLit && len(k.From.Raw) < n {
				return true
			}
		}
	}
	return false
}

// kept says under which name keys are kept.
func (t *teller) kept(into *lang.Into, at place, digits Text) Text {
	if into == nil {
		return nil
	}
	// A name as it stands is no constant.
	says := plain(t.hidden.Text(into.Raw))
	if into.Kind == lang.TextLit {
		says = t.whole(&into.Value, at)
	}
	if says.has(Given) {
		return join(plain(", kept as "), Text{{Kind: Given, Text: says.flat()}})
	}
	t.variable(says.flat()).keeps(at.in, digits)
	return join(plain(", kept as "), Text{{Kind: Variable, Text: words(says.flat())}})
}

// shows says which number a telephone shows.
func (t *teller) shows(from *lang.PhoneNumber, at place) Text {
	shows := plain("; the telephone there shows ")
	switch {
	case from != nil:
		return join(shows, t.numeral(&from.Value, at))
	case t.from != nil:
		return join(shows, t.numeral(&t.from.Number.Value, place{module: t.Program.Main}))
	}
	return nil
}

// callback says who calls back, and when.
func (t *teller) callback(s *lang.Callback, at place) Text {
	date, clock := t.text(&s.Date.Value, at), t.text(&s.Time.Value, at)
	if day, err := time.Parse(time.DateOnly, date.flat()); err == nil {
		date = plain(day.Format("2 January 2006"))
	}
	zone := plain(s.Zone.Raw)
	if s.Zone.Kind == lang.TextLit || s.Zone.Kind == lang.NameRef && t.known(s.Zone.Raw, at) {
		zone = t.text(&s.Zone.Value, at)
	}
	if full := clock.flat(); len(full) > 5 && full[5:] == ":00" {
		clock = clock.slice(0, 5)
	}
	return join(plain("by "), t.numeral(&s.Entity.Value, at), plain(" on "), date, plain(" at "), clock, plain(", "), zone)
}

// known reports whether a name is one of a constant or an argument.
func (t *teller) known(name string, at place) bool {
	return at.module.Const(name) != nil || at.scope != nil && at.scope.Argument(name) != nil
}

// whatever says that an outcome is any.
func (t *teller) whatever(s lang.Stmt) Text {
	switch s := s.(type) {
	case *lang.Menu:
		return strong("any key")
	case *lang.Input:
		if s.Count.Raw == "1" {
			return strong("any key")
		}
		return strong("whatever it is")
	case *lang.HTTP:
		return strong("whether or not that works")
	}
	return strong("however that ends")
}

// outcome names an outcome by its position. Of a raw object there are no others
// than of a request.
func (t *teller) outcome(keys []string, i int) Text {
	if i >= len(keys) {
		return t.word([]string{"ok", "fail"}[i])
	}
	return t.word(keys[i])
}

// word names an outcome of a request, or an exit of a dialogue.
func (t *teller) word(name string) Text {
	switch name {
	case "ok", "success":
		return strong("if that works")
	case "fail":
		return strong("if that fails")
	}
	return join(plain("if it ends as "), strong(t.name(name)))
}

// other says what no arm takes; alone says that there is no other arm.
func (t *teller) other(s lang.Stmt, alone bool) Text {
	if alone {
		return t.whatever(s)
	}
	switch s := s.(type) {
	case *lang.Input:
		if s.Count.Raw == "1" {
			return strong("any other key")
		}
		return strong("anything else")
	case *lang.Menu:
		return strong("any other key")
	}
	return strong("otherwise")
}

// keys says what an arm is for.
func (t *teller) keys(s lang.Stmt, arm *lang.Arm, alone bool, at place) Text {
	var parts []Text
	for i := range arm.Keys {
		k := &arm.Keys[i]
		name := k.From.Raw
		switch {
		case name == "else":
			parts = append(parts, t.other(s, alone))
		case k.From.Kind == lang.TextLit:
			parts = append(parts, t.exactly(s, t.text(&k.From, at)))
		case k.To != nil:
			parts = append(parts, join(strong(name), plain(" to "), strong(k.To.Raw)))
		case k.From.Kind == lang.NameRef:
			parts = append(parts, t.word(name))
		case name == "#":
			parts = append(parts, strong("# (hash)"))
		default:
			parts = append(parts, strong(name))
		}
	}
	says := list(parts, "or")
	if arm.Text != nil {
		says = join(says, plain(", "), quoted(t.hide(t.choice(s, arm, at)).variables(t.hears)))
	}
	return says
}

// exactly names an outcome by the key that the payload has for it.
func (t *teller) exactly(s lang.Stmt, key Text) Text {
	says := join(plain("exactly "), quoted(key))
	if _, input := s.(*lang.Input); input && !key.has(Variable) && strings.Trim(key.flat(), "0123456789#*") != "" {
		return join(says, plain(", which no telephone can send"))
	}
	return says
}
