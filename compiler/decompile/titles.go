package decompile

import (
	"path"
	"strings"
	"unicode"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
)

// is names a step by what it does.
func (u *unit) is() string {
	switch {
	case u.exit:
		return u.lead
	case u.use != nil:
		return u.use.is()
	case u.attempts != nil:
		return u.attempts.body.units[0].is()
	}
	if naming := namings[u.typ]; naming != nil {
		return naming(u)
	}
	return words(u.vertex.Type, 3)
}

// is names the use of a step by what it is given, or by the step.
func (o *occurrence) is() string {
	for _, arg := range o.args {
		if name := telling(fields(inside(arg)), 2); name != "" && arg.Kind == lang.TextLit {
			return name
		}
	}
	return o.dialogue.name
}

// namings say by what the objects of a type are named. Those of any other are
// named by their type.
var namings = map[*api.Type]func(*unit) string{
	&api.Play:     (*unit).prompt,
	&api.Digits:   (*unit).keyedIn,
	&api.HTTP:     func(u *unit) string { return lookup(u.text("url"), u.text("method")) },
	&api.Connect:  func(u *unit) string { return with("agent", "connect", u.text("number")) },
	&api.Callback: func(u *unit) string { return with("callback", "callback", u.text("entity")) },
	&api.Call:     func(u *unit) string { return with("call", "call", u.text("number")) },
}

// with names what has to do with a number: by the variable that holds it.
func with(alone, word, number string) string {
	if strings.Contains(number, "{{") {
		if name := words(variable(number), 2); name != "" && name != word {
			return word + "_" + name
		}
	}
	return alone
}

// prompt names a play by what it asks for, by what it says, or by the file that
// it plays.
func (u *unit) prompt() string {
	says := u.text("text")
	if u.menu != nil {
		if name := title(u.menu.text); name != "" {
			return name
		}
		return "menu"
	}
	if asks := words(variable(text(u.asks, "variable")), 3); asks != "" && !turned(says) && len("ask_"+asks) <= maxName {
		return "ask_" + asks
	}
	if name := title(says); name != "" {
		return name
	}
	if name := words(says, 3); name != "" {
		return name
	}
	file := path.Base(u.text("url"))
	return words(strings.TrimSuffix(file, path.Ext(file)), 3)
}

// turned reports whether a text has a negation in it.
func turned(text string) bool {
	for _, w := range fields(text) {
		if negations()[w] {
			return true
		}
	}
	return false
}

// keyedIn names digits by the variable that they are stored in.
func (u *unit) keyedIn() string {
	if name := words(variable(u.text("variable")), 3); name != "" {
		return name
	}
	return "keys"
}

// title names a prompt by its first sentence that says something: who speaks
// and which keys there are says little.
func title(text string) string {
	greeting, menu := "", ""
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(".?!\n。？！।", r) }) {
		list := fields(s)
		switch name := telling(list, 3); {
		case len(list) == 0 && strings.ContainsFunc(s, unicode.IsLetter):
			return "" // a script that names can't be written in
		case len(list) > 0 && strings.HasPrefix(list[0], "thank") && greeting == "" && !turned(s):
			return "thanks"
		case pressed(strings.ToLower(s), keys{}):
			menu = "menu"
		case greets(list):
			if greeting == "" {
				greeting = name
				if strings.Contains(strings.ToLower(s), "welcome") {
					greeting = "welcome"
				}
			}
		case name != "" && asks(list) != "":
			return asks(list)
		case name != "":
			return name
		}
	}
	if greeting != "" {
		return greeting
	}
	return menu
}

var asking = set("key enter type")

// asks names a sentence that asks for something to be keyed in, or returns "".
func asks(list []string) string {
	if list[0] == "please" && len(list) > 1 {
		list = list[1:]
	}
	if name := telling(list[1:], 2); asking()[list[0]] && name != "" && len("ask_"+name) <= maxName {
		return "ask_" + name
	}
	return ""
}

var greetings = set("hello hi welcome good dear")

// greets reports whether a sentence says who speaks.
func greets(list []string) bool {
	n := len(list)
	return n > 0 && !turned(strings.Join(list, " ")) &&
		(greetings()[list[0]] || list[n-1] == "here" || n > 1 && list[0] == "this" && list[1] == "is")
}

var braces = strings.NewReplacer("{{", " ", "}}", " ")

// variable makes a variable in a text a word of it.
func variable(text string) string {
	if !strings.Contains(text, "{{") {
		return text
	}
	return braces.Replace(text)
}

// lookup names a request: what is sent to a service by the last word of its
// path, which says what is done, else by the variable that it sends or by its
// host.
func lookup(url, method string) string {
	_, rest, _ := strings.Cut(url, "://")
	rest, _, _ = strings.Cut(rest, "?")
	host, file, _ := strings.Cut(rest, "/")
	last := segment(path.Base(file))
	did := map[string]string{"POST": "send", "PUT": "store", "PATCH": "change", "DELETE": "delete"}[method]
	if did != "" && did != "delete" && last != "" {
		return last
	}
	what := ""
	if _, rest, ok := strings.Cut(url, "{{"); ok && !strings.Contains(rest, "{{") {
		name, _, _ := strings.Cut(rest, "}}")
		what = words(name, 3)
	}
	for _, name := range []string{last, segment(path.Base(path.Dir("/" + file))), (&site{host: "://" + host}).name()} {
		if what == "" {
			what = name
		}
	}
	switch {
	case what == "service":
		return "request"
	case did == "":
		return what + "_lookup"
	}
	return did + "_" + what
}

// segment names a part of the path of a URL that is the same for every call.
func segment(part string) string {
	if strings.ContainsAny(part, "{}0123456789") {
		return ""
	}
	return words(part, 2)
}
