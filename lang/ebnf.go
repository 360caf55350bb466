package lang

import "strings"

// EBNF returns the grammar of the language. The productions of statements are
// those that the parser is built from; those of the parts that read themselves
// stand here, beside their token rules.
//
// Names are productions, <names> are tokens. A production ends with a full
// stop; ? * + and | mean what they mean in regular expressions.
func EBNF() string {
	var b strings.Builder
	b.WriteString(structureRules)
	b.WriteString("Statement = " + strings.Join(starts(productions()), "\n          | ") + " .\n")
	b.WriteString("TestLine = " + strings.Join(starts(testProductions()), "\n         | ") + " .\n\n")
	for _, p := range grammar() {
		b.WriteString(p + "\n")
	}
	b.WriteString(leafRules)
	b.WriteString(tokenRules)
	return b.String()
}

// starts returns the names of the productions that a statement, or a line of a
// test, can be, in the order of the table of verbs.
func starts(list []*production) (names []string) {
	seen := map[*production]bool{}
	for _, p := range list {
		if p != branches && p != arm && !seen[p] {
			name, _, _ := strings.Cut(p.ebnf(), " =")
			names = append(names, name)
		}
		seen[p] = true
	}
	return names
}

// grammar returns the productions that the parser is built from, each once.
func grammar() (list []string) {
	seen := map[string]bool{}
	for _, p := range append(productions(), testProductions()...) {
		for _, line := range strings.Split(strings.TrimSpace(p.ebnf()), "\n") {
			if !seen[line] {
				seen[line] = true
				list = append(list, line)
			}
		}
	}
	return list
}

func productions() (list []*production) {
	for i := range Verbs {
		list = append(list, Verbs[i].production)
	}
	return append(list, invoke, branches, arm)
}

func testProductions() (list []*production) {
	for i := range TestVerbs {
		list = append(list, TestVerbs[i].production)
	}
	return list
}

// What is read by hand: see parse.go.
const structureRules = `File = Lines .
Lines = <eol>* (Line (<eol>+ Line)*)? <eol>* .
Line = Label* Statement | Label+ .
Label = <labelname> .
Body = "{" Lines "}" .
Arms = "{" <eol>* (Arm (<eol>+ Arm)*)? <eol>* "}" .
Transcript = "{" <eol>* (TestLine (<eol>+ TestLine)*)? <eol>* "}" .

`

// The leaves: see leaf.go.
const leafRules = `
PhoneNumber = <number> | Text | Constant .
TextValue = Text | Constant .
URL = Text | Constant .
Count = <number> | Text | Constant .
Entity = <number> | Text | Constant .
DateValue = <date> | Text | Constant .
TimeValue = <time> | Text | Constant .
Zone = Constant ("/" <ident>)* | Text .
Path = Text .
Title = Text .
PressedKeys = <number> | <hash> | Text | Constant .
AnyValue = <number> | <date> | <time> | Text | Constant .
Object = <json> .
Into = <ident> | Text .
Spoken = Text | Constant .
Key = KeyEnd (".." KeyEnd)? .
KeyEnd = <number> | <hash> | <ident> | <text> .
Target = <ident> .
Declared = <ident> .
ParamName = <labelname> .
Name = <ident> .
Text = <text> | <longtext> .
Constant = <ident> . // that is no word of the language

`

// The tokens: see lexer.go.
const tokenRules = `<eol> = newline | ";" .
<comment> = "//" (any character but newline)* .
<longtext> = "\"\"\"" (any character but "\\" | "\\" any character)* "\"\"\"" .
<text> = "\"" (any character but "\"", "\\", newline | "\\" any character but newline)* "\"" .
<date> = digit+ ("-" digit+)+ .
<time> = digit+ (":" digit+)+ .
<hash> = digit* "#" .
<number> = "+"? digit+ .
<labelname> = <ident> ":" . // not before "//"
<ident> = letter (letter | digit)* .
<json> = "{" (JSON members)? "}" . // only behind the word raw that starts a statement
letter = "A" | ... | "Z" | "a" | ... | "z" | "_" .
digit = "0" | ... | "9" .
`
