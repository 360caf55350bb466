package lang

import "strings"

// What follows helps to build a tree by hand. The structs are filled as
// literals; leaves, lists of targets and comments are made here:
//
//	get := &HTTP{Method: "get", URL: Text("https://example.com"), Branches: Targets("ok", "fail")}
//	get.Apart()
//	get.Above("Look it up.")
//	menu := &Menu{Text: new(TextValue(Text("x"))), Arms: Arms{Arms: []*Arm{
//		{Keys: Keys("1"), Text: new(Spoken(Text("a"))), Target: new(Target(To("b")))},
//	}}}

// A Literal fits every type of value.
type Literal = struct{ Value }

// Text returns a text that says what it is given.
func Text(says string) Literal { return literal(TextLit, Quote(says)) }

// Digits returns a number as written.
func Digits(number string) Literal { return literal(NumberLit, number) }

// Date returns a date as written: 2018-10-11.
func Date(date string) Literal { return literal(DateLit, date) }

// Time returns a time as written: 20:48.
func Time(time string) Literal { return literal(TimeLit, time) }

// Timezone returns a time zone, in quotes where it needs them.
func Timezone(name string) Literal {
	if !IsZone(name) {
		return Text(name)
	}
	return literal(ZoneLit, name)
}

// Ref returns the name of a constant, or of a variable behind into.
func Ref(name string) Literal { return literal(NameRef, name) }

// JSON returns the object of a raw step.
func JSON(object string) Literal { return literal(NoValue, object) }

func literal(kind ValueKind, raw string) Literal { return Literal{Value{Raw: raw, Kind: kind}} }

// To returns a name that fits a Target, a LabelMark and a ParamName.
func To(name string) struct{ Name } { return struct{ Name }{Name{Text: name}} }

// Declare returns the name of what a declaration introduces.
func Declare(name string) Declared { return Declared{Name: Name{Text: name}} }

// Targets returns branches that lead to targets by position.
func Targets(names ...string) *Branches {
	b := &Branches{}
	for _, name := range names {
		b.Targets = append(b.Targets, To(name))
	}
	return b
}

// Keys returns the outcomes of an arm: keys of the telephone and words as they
// stand, anything else in quotes.
func Keys(keys ...string) []Key {
	var list []Key
	for _, k := range keys {
		from := Text(k)
		switch rest := strings.TrimLeft(k, "0123456789"); {
		case k != "" && rest == "":
			from = Digits(k)
		case rest == "#":
			from = literal(HashLit, k)
		case IsName(k):
			from = Ref(k)
		}
		list = append(list, Key{From: from.Value})
	}
	return list
}

// Range returns the keys from one to another.
func Range(from, to string) Key {
	last := Digits(to).Value
	return Key{From: Digits(from).Value, To: &last}
}

// Block returns a body, on one line where that is allowed.
func Block(stmts ...Stmt) *Body {
	b := &Body{Stmts: stmts}
	b.OneLine = b.short()
	return b
}

// Above adds comments on lines of their own above a node. Each line of the
// text becomes one, here and below.
func (n *notes) Above(text string) { n.made().Above = append(n.made().Above, remarks(text)...) }

// Behind puts a comment on the line where the node ends, or behind the brace
// that opens it. Of a text of several lines it is the first.
func (n *notes) Behind(text string) { n.made().Behind = &remarks(text)[0] }

// Below adds comments below a statement or an arm, where a body ends, or
// apart from what follows.
func (n *notes) Below(text string) { n.made().Below = append(n.made().Below, remarks(text)...) }

// Inside adds comments at the start of a block, or of a file.
func (n *notes) Inside(text string) { n.made().Inside = append(n.made().Inside, remarks(text)...) }

func remarks(text string) (list []Comment) {
	for line := range strings.SplitSeq(text, "\n") {
		list = append(list, Comment{Text: strings.TrimRight("// "+line, " \t\r")})
	}
	return list
}
