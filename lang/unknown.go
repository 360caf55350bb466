package lang

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/lang/source"
)

// UnknownStatement is the finding for a word that starts no statement of the
// file; steps are the names of the author's own.
func (f *File) UnknownStatement(word Name, steps []string) *SyntaxError {
	line, start := f.Source.Line(word.Start)
	at := int(word.Start - start)
	if label := f.labelBefore(word); verbs()[label.Text] != nil {
		span := source.Span{Start: label.Start, End: label.Span().End + 1}
		err := &SyntaxError{Code: Syntax, Span: span, Message: fmt.Sprintf("no colon stands behind %s", label.Text)}
		if label.Start >= start {
			err.mend(label.Text)
		}
		err.Help = "write " + label.Text + " " + word.Text
		return err
	}
	return unknownStatement(word, line[min(len(line), at+len(word.Text)):], steps)
}

// labelBefore returns the label that stands before a word, on its line or, as the
// layout writes it, above it.
func (f *File) labelBefore(word Name) Name {
	before, ok := strings.CutSuffix(strings.TrimRight(f.Source.Text[:word.Start], " \t\r\n"), ":")
	if !ok {
		return Name{}
	}
	label := before[len(strings.TrimRight(before, nameBytes)):]
	return Name{Text: label, Start: int32(len(before) - len(label))}
}

// unknownStatement is UnknownStatement where it is known what stands behind the
// word on its line.
func unknownStatement(word Name, rest string, steps []string) *SyntaxError {
	err := &SyntaxError{
		Code: UnknownWord, Span: word.Span(),
		Message: fmt.Sprintf("no statement %q", word.Text),
		Help:    "a line starts with a word like say, input, get or connect, a label (name:), -> or end, or the name of a step of its own",
	}
	names := make([]string, 0, len(Verbs))
	for _, v := range Verbs {
		names = append(names, v.Word)
	}
	lower := strings.ToLower(word.Text)
	if near, alone := NearestAlone(word.Text, steps); near != "" {
		err.Message += fmt.Sprintf("; did you mean %q?", near)
		err.Write(near)
		if !alone {
			err.Fix = nil
		}
	} else if lower == "hear" {
		err.Message = "hear stands in a test"
		err.Help = `write test "NAME" { hear "TEXT" }`
	} else if without := missing()[lower]; without != "" {
		err.Message, err.Help = without, "leave it out"
	} else if help := otherwise(lower, rest); help != "" {
		err.Help = "write " + help
		err.synonym(lower, help, rest)
	} else if around(err, word, rest, steps) {
		return err
	} else if near, alone := NearestAlone(word.Text, names); near != "" {
		err.Message += fmt.Sprintf("; did you mean %q?", near)
		err.Write(near)
		if !alone {
			err.Fix = nil
		}
	}
	return err
}

// instead is where another language has another word for one of the words that
// a block stands behind, or a colon behind it; nil elsewhere.
func (f *File) instead(word Name) *gap {
	e := f.UnknownStatement(word, nil)
	for _, verb := range []string{"step", "try", "test"} {
		if strings.HasPrefix(synonyms()[strings.ToLower(word.Text)], verb+" ") {
			e.Write(verb)
		}
	}
	if e.Fix == nil || !slices.Contains([]string{"step", "try", "menu", "test"}, e.Fix.Text) {
		return nil
	}
	e.leads = e.Fix
	return &gap{*e.Fix, e}
}

// around looks for a mistake in what stands behind the word.
func around(err *SyntaxError, word Name, rest string, steps []string) bool {
	blank := strings.TrimLeft(rest, " \t")
	second := blank[:len(blank)-len(strings.TrimLeft(blank, nameBytes))]
	behind := strings.TrimSpace(blank[len(second):])
	end := err.End + int32(len(rest)-len(blank)+len(second))
	verb := strings.TrimRight(word.Text, "0123456789")
	switch {
	case verb != word.Text && verbs()[verb] != nil:
		err.Message = fmt.Sprintf("no blank stands behind %s", verb)
		err.Write(verb + " " + word.Text[len(verb):])
	case word.Text == "next" || word.Text == "again":
		err.Message = fmt.Sprintf("%s is a place to go to, and no statement", word.Text)
		err.Write("-> " + word.Text)
	case strings.HasPrefix(blank, "->") && slices.Contains([]string{"then", "and", "so", "otherwise", "finally", "always"}, strings.ToLower(word.Text)):
		err.Write("")
		err.Help, err.Fix.End = "remove "+word.Text, err.End+int32(len(rest)-len(blank))
	case second == "" && behind != "" && strings.Trim(behind, ".-:()=;") == "":
		err.Message = "a label is one name and a colon"
		err.Help = "write " + word.Text + ":"
	case strings.HasPrefix(blank, "{"):
		err.Message = fmt.Sprintf("no statement %q; a colon stands behind a label, and no braces around its steps", word.Text)
		err.Help = "write " + word.Text + ":, and remove the braces"
	case strings.HasPrefix(rest, "："):
		err.Message = "a label has a plain colon"
		err.Help = "write " + word.Text + ":"
	case strings.HasPrefix(blank, "=") && strings.HasPrefix(strings.TrimLeft(blank[1:], " \t"), "input"):
		err.Help = "write input COUNT into " + word.Text
	case strings.HasPrefix(blank, "=") && !strings.HasPrefix(blank, "=>"):
		err.Message = fmt.Sprintf("no statement %q: a constant is declared with let, once", word.Text)
		err.Help = "write let " + word.Text + " = VALUE"
	case second != "" && second != rest && strings.HasPrefix(behind, ":") && strings.Trim(behind, ":") == "":
		name := word.Text + "_" + second
		if slices.Contains(openings, strings.ToLower(word.Text)) {
			name = second
		}
		err.Span.End = end + 1
		err.Message = "a label is one name and a colon"
		err.Write(name + ":")
	case rest != blank && behind != "" && verbs()[second] != nil && second != "from" || second != "" && slices.Contains(steps, second):
		err.Message = fmt.Sprintf("no statement %q, and one behind it", word.Text)
		err.Help = fmt.Sprintf("remove %s, or write %s: for a label", word.Text, word.Text)
	case inside()[word.Text] != "":
		err.Message = fmt.Sprintf("%s starts no statement", word.Text)
		err.Help = "write " + inside()[word.Text] + " on one line"
	default:
		return false
	}
	return true
}

// openings are words that other languages have before a label.
var openings = []string{"label", "section", "state", "node", "block", "scene", "knot", "context", "menu", "case", "title"}

// inside are words that stand in statements, and how these are written.
var inside = sync.OnceValue(func() map[string]string {
	return map[string]string{"into": "input COUNT into NAME", "at": "callback ENTITY at 2018-10-11 20:48:00 UTC", "saying": `play "https://..." saying "TEXT"`, "times": "try 3 times { ... }", "ok": "{ ok -> TARGET }"}
})

// foreign reports whether a word starts a line in another language.
func foreign(word string) bool {
	word = strings.ToLower(word)
	return synonyms()[word] != "" || missing()[word] != ""
}

// Imports reports whether a word brings in another file in another language:
// what a script names may be defined there.
func Imports(word string) bool { return strings.HasPrefix(synonyms()[strings.ToLower(word)], "use ") }

// otherwise returns how a line is written here that starts with a word of
// another system.
func otherwise(word, rest string) string {
	rest = strings.TrimSpace(rest)
	if synonyms()[word] == "-> LABEL" {
		rest = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(rest, "to "), "->"))
	}
	first, _, _ := strings.Cut(rest, " ")
	if word == "http" && verbs()[first] != nil {
		return rest
	}
	switch synonym := synonyms()[word]; {
	case (synonym == "-> LABEL" || synonym == "-> EXIT") && IsName(strings.Trim(first, "();")):
		return "-> " + strings.Trim(first, "();")
	case word == "press" && strings.Contains(rest, "->"):
		return "input 1 { " + rest + " }"
	default:
		return synonym
	}
}

// synonym is the fix of a word of another language that stands for a whole statement
// here, where nothing stands behind it that might say something else.
func (e *SyntaxError) synonym(word, help, rest string) {
	says, _, _ := strings.Cut(rest, "//")
	says, _, _ = strings.Cut(says, ";")
	says = strings.TrimRight(says, " \t\r}")
	last := strings.TrimLeft(says, " \t")
	switch {
	case slices.Contains([]string{"goto", "jump", "go"}, word):
		last = strings.TrimSpace(strings.TrimPrefix(strings.TrimPrefix(last, "to "), "->"))
		if help != "-> "+last {
			return
		}
	case word == "hang" && last == "up":
	case slices.Contains([]string{"hangup", "hang_up", "disconnect", "terminate", "quit"}, word) && last == "":
	default:
		return
	}
	e.mend(help).Fix.End += int32(len(says))
}

// missing is what other systems have and the API has not.
var missing = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"sleep": "the API has no pause", "pause": "the API has no pause", "wait": "the API has no pause", "delay": "the API has no pause",
		"sms": "the API sends no messages", "mail": "the API sends no messages", "email": "the API sends no messages",
		"voice": "the API has one voice", "language": "the API has one language", "lang": "the API has one language", "volume": "the API has one voice", "background": "the API plays no background",
		"timeout": "the API has no timeouts", "pass": "an empty body needs no word", "noop": "an empty body needs no word", "answer": "a call is answered by itself", "begin": "a script begins with its first line", "start": "a script begins with its first line",
		"log": "a script writes no log", "console": "a script writes no log", "debug": "a script writes no log",
		"queue": "the API has no queues: connect to a number that has one", "conference": "the API has no conferences", "voicemail": "the API has no voicemail: connect to a number that has one",
	}
})

// What authors of other systems write, and what it is called here.
var synonyms = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"goto": "-> LABEL", "jump": "-> LABEL", "go": "-> LABEL", "gather": `input 1 into NAME { ... }`,
		"speak": `say "..."`, "prompt": `say "..."`, "print": `say "..."`, "dial": "connect NUMBER or call NUMBER",
		"transfer": "connect NUMBER", "forward": "connect NUMBER", "hangup": "end", "hang": "end", "exit": "end",
		"stop": "end", "return": "-> EXIT", "if": "a step with branches, such as input or get", "switch": "input 1 { ... }",
		"const": "let NAME = VALUE", "var": "let NAME = VALUE", "set": "let NAME = VALUE", "import": `use "FILE.flow"`,
		"include": `use "FILE.flow"`, "digits": "input COUNT into NAME", "http": `get "https://..."`, "repeat": "try N times { ... }",
		"press": `input 1 { 1 -> LABEL }, or put it into a test: test "NAME" { press 1 }`, "while": "try N times { ... }", "for": "try N times { ... }", "when": "a step with branches, such as input or get", "case": "1 -> LABEL in the braces of an input",
		"require": `use "FILE.flow"`, "ask": `say "..." and input COUNT into NAME`, "collect": "input COUNT into NAME", "fetch": `get "https://..."`, "request": `get "https://..."`,
		"rem": "// before a comment", "quit": "end", "finish": "end", "bye": "end", "goodbye": "end", "disconnect": "end", "terminate": "end", "done": "end", "hang_up": "end", "close": "end", "die": "end", "abort": "end", "drop": "end",
		"break": "-> LABEL", "continue": "-> next or -> again", "elif": "an arm for each key: 2 -> LABEL", "elsif": "an arm for each key: 2 -> LABEL", "elseif": "an arm for each key: 2 -> LABEL", "unless": "a step with branches, such as input or get",
		"gosub": "-> LABEL, or the name of a step of your own", "perform": "the name of a step of your own", "run": "the name of a step of your own", "do": "the name of a step of your own", "execute": "the name of a step of your own", "invoke": "the name of a step of your own",
		"echo": `say "..."`, "tell": `say "..."`, "talk": `say "..."`, "announce": `say "..."`, "message": `say "..."`, "tts": `say "..."`, "text": `say "..."`, "voiceover": `say "..."`,
		"audio": `play "https://..."`, "playback": `play "https://..."`, "sound": `play "https://..."`, "music": `play "https://..."`, "recording": `play "https://..."`, "stream": `play "https://..."`,
		"read": "input COUNT into NAME", "keys": "input COUNT into NAME", "dtmf": "input COUNT into NAME", "getdigits": "input COUNT into NAME", "scan": "input COUNT into NAME", "receive": "input COUNT into NAME", "listen": "input COUNT into NAME",
		"ring": "call NUMBER or connect NUMBER", "phone": "call NUMBER or connect NUMBER", "redirect": "connect NUMBER, or -> LABEL", "route": "connect NUMBER, or -> LABEL", "bridge": "connect NUMBER", "refer": "connect NUMBER", "divert": "connect NUMBER",
		"choose": `menu "TEXT" { 1 "CHOICE" -> TARGET }`, "options": `menu "TEXT" { 1 "CHOICE" -> TARGET }`, "option": `an arm in the braces of a menu: 1 "CHOICE" -> TARGET`, "ivr": `menu "TEXT" { 1 "CHOICE" -> TARGET }`, "select": `menu "TEXT" { 1 "CHOICE" -> TARGET }`, "choice": `an arm in the braces of a menu: 1 "CHOICE" -> TARGET`,
		"head": `get "https://..."`, "update": `put "https://..." or patch "https://..."`, "curl": `get "https://..."`, "webhook": `post "https://..." or publish "https://..."`, "api_call": `get "https://..."`, "url": `get "https://..."`,
		"auth_token": "token env NAME", "cloud_sid": "sid env NAME", "secret": "token env NAME", "password": "token env NAME", "caller_id": "from NUMBER", "callerid": "from NUMBER",
		"sub": "step NAME() { ... }", "proc": "step NAME() { ... }", "procedure": "step NAME() { ... }", "macro": "step NAME() { ... }", "fn": "step NAME() { ... }", "source": `use "FILE.flow"`, "load": `use "FILE.flow"`, "using": `use "FILE.flow"`, "export": "let NAME = VALUE", "define": "let NAME = VALUE", "constant": "let NAME = VALUE", "val": "let NAME = VALUE", "default": "an else in the braces of the step",
		"it": `test "NAME" { ... }`, "describe": `test "NAME" { ... }`, "scenario": `test "NAME" { ... }`, "spec": `test "NAME" { ... }`, "testcase": `test "NAME" { ... }`, "unittest": `test "NAME" { ... }`,
		"expect": `hear "TEXT" in a test "NAME" { ... }`, "assert": `hear "TEXT" in a test "NAME" { ... }`,
		"attempt": "try N times { ... }", "retry": "try N times { ... }, or -> again", "schedule": "callback ENTITY at 2018-10-11 20:48:00 UTC", "otherwise": "an else in the braces of the step",
		"loop": "try N times { ... }", "func": "step NAME() { ... }", "function": "step NAME() { ... }", "def": "step NAME() { ... }",
	}
})
