package lang

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/source"
)

// What authors write in tests, and what it is called here.
var testWords = sync.OnceValue(func() map[string]string {
	table := map[string]string{}
	for word, others := range map[string]string{
		"hear":     "say play menu expect expects assert prompt speak says hears heard listen should verify check text speech tts contains",
		"press":    "type types key keys dial dials dtmf digits enter enters input gather presses pressed push tap keyin key_in collect send",
		"connect":  "transfer forward bridge redirect route connects connected",
		"call":     "ring phone calls called",
		"get":      "http fetch request url webhook api",
		"callback": "schedule callbacks call_back",
		"end":      "hangup hang hang_up exit stop return disconnect terminate quit finish ends ended done bye",
	} {
		for other := range strings.FieldsSeq(others) {
			table[other] = word
		}
	}
	return table
})

// noTestLine says what is wrong with a token that starts no line of a test.
func noTestLine(lex *lexer.PeekingLexer) *SyntaxError {
	const help = "a line of a test starts with hear or press, or with the word of a step that happens, such as get or connect"
	s := slipping{lex: lex, tok: *lex.Peek(), prev: back(lex, 1), next: *second(lex)}
	s.err = SyntaxError{Code: Syntax, Span: tokenSpan(&s.tok), foreign: true}
	word := s.tok.Value
	switch {
	case illegal(s.tok.Type):
		err := illegalError(&s.tok, help)
		err.foreign = true
		return err
	case s.tok.Type == tokLabelName && testVerbs()[strings.TrimSuffix(word, ":")] != nil:
		s.write(&s.tok, &s.tok, strings.TrimSuffix(word, ":"), "no colon stands behind %s", strings.TrimSuffix(word, ":"))
	case s.tok.Type == tokLabelName:
		s.says("write a test for each way through the call", "a test has no labels: it is one way through the call")
	case isText(&s.tok):
		s.write(&s.tok, &s.tok, "hear "+word, "a text alone is no line of a test")
	case isKey(&s.tok) && (s.next.Type == tokArrow || s.next.Value == "{"):
		s.says("write press "+word+", and what happens then on the next line", "a test has no branches: it is one way through the call")
	case isKey(&s.tok):
		s.write(&s.tok, &s.tok, "press "+word, "keys alone are no line of a test")
	case s.tok.Type != tokIdent:
		s.says(help, "%s starts no line of a test", describe(&s.tok))
	default:
		s.testWord(strings.ToLower(word), help)
	}
	return &s.err
}

// negations are words that turn the meaning of a line round.
var negations = []string{"not", "no", "never", "without", "dont", "doesnt", "cannot", "cant", "isnt", "wont"}

// testWord says what to write in place of a word that starts no line of a test.
func (s *slipping) testWord(word, help string) {
	verb := verbs()[word]
	group := Step
	if verb != nil {
		group = verb.Group
	}
	near, alone := NearestAlone(s.tok.Value, slices.Sorted(maps.Keys(testVerbs())))
	before := s.next.Type == tokIdent && testVerbs()[s.next.Value] != nil
	switch here := testWords()[word]; {
	case before && slices.Contains(negations, word):
		s.says("remove the line", "a test can't say what does not happen")
	case before:
		s.remove(&s.tok, "a line of a test starts with its first word")
	case here != "":
		s.says("write "+testVerbs()[here].Usage, "%s is no line of a test", s.tok.Value)
		if behind := nth(s.lex, 2); s.fitsTest(here, word) && ends(behind) || here == "end" && ends(&s.next) {
			s.err.Write(here)
			s.err.Help += " " + s.next.Value
			if here == "end" {
				s.err.Help = "write end"
			}
		}
	case group == Setting || group == Declaration:
		s.says("put it outside of all braces", "%s is no line of a test", word)
	case word == "try" || word == "wait" || word == "pause" || word == "sleep":
		s.says("write what happens, line by line", "%s is no line of a test", word)
	case near != "":
		s.says("write "+near, "%s is no line of a test; did you mean %q?", s.tok.Value, near)
		if alone {
			s.err.mend(near)
		}
	default:
		s.says(help, "%s is no line of a test", s.tok.Value)
	}
}

// fitsTest reports whether what stands behind a word is what belongs to the one
// that is written in place of it. Behind input and the like, that is a count.
func (s *slipping) fitsTest(here, word string) bool {
	switch here {
	case "hear":
		return isText(&s.next)
	case "press":
		return isKey(&s.next) && !slices.Contains([]string{"input", "digits", "gather", "collect"}, word)
	case "connect", "call":
		return s.next.Type == tokNumber
	}
	return false
}

// tests looks for slips in the head of a test, and in its lines.
func (s *slipping) tests() bool {
	switch {
	case s.verb == nil:
		return false
	case s.verb.Group == Expectation:
		return s.testLine()
	case s.verb.Word == "test":
		return s.testName() || s.testHead()
	}
	return false
}

// testName looks for a name without quotes.
func (s *slipping) testName() bool {
	if s.what != titlePlace.what || s.tok.Type != tokIdent && s.tok.Type != tokNumber {
		return false
	}
	s.lex.Next()
	text := wordsOn(s.lex, func(_, tok *lexer.Token) bool {
		return tok.Value != "{" && tok.Type != tokEOL && !isText(tok)
	})
	if text == nil {
		return false
	}
	s.pass(text)
	s.err.Message = "the name of a test stands in quotes"
	if strings.ContainsAny(text.Text, "\"\\$") {
		return s.says("put it into quotes", "%s", s.err.Message)
	}
	s.err.Write(`"` + text.Text + `"`)
	s.err.leads = s.err.Fix
	return true
}

// testHead looks for what stands between the name of a test and its lines.
func (s *slipping) testHead() bool {
	switch word := strings.ToLower(s.tok.Value); {
	case s.what == aTranscript && s.tok.Value == "(" && s.first.Value == "of":
		return s.testArguments()
	case s.what == aTranscript && s.tok.Type == tokArrow:
		s.lex.Next()
		for tok := s.lex.Peek(); tok.Type == tokIdent || tok.Value == "/"; tok = s.lex.Peek() {
			s.lex.Next() // what it leads to may be no labels
		}
		return s.says("remove it: the last line of the test says which exit is taken, as -> EXIT", "a test leads nowhere")
	case s.what == aTranscript && word == "of":
		return s.says(`write test "NAME" of STEP ARGUMENTS with NAME = VALUE`, "of stands before with")
	case s.what == aTranscript && s.prev.Type == tokText && slices.Contains([]string{"for", "on", "in", "step"}, word) && s.next.Type == tokIdent:
		return s.write(&s.tok, &s.tok, "of", "the step that a test runs stands behind of")
	case s.what == aTranscript && s.next.Type == tokIdent && slices.Contains([]string{"given", "where", "when", "set", "using", "param", "params", "let"}, word):
		return s.write(&s.tok, &s.tok, "with", "the parameters of a test stand behind with")
	case s.what == aTranscript && (word == "and" || word == "&") && s.next.Type == tokIdent:
		return s.write(&s.tok, &s.tok, ",", "parameters are separated by commas")
	case s.what == aTranscript && s.tok.Type == tokIdent && s.next.Value == "=":
		s.says("write , before it", "parameters are separated by commas")
		s.err.Fix = &Fix{source.Span{Start: tokenSpan(&s.prev).End, End: tokenSpan(&s.prev).End}, ","}
		return true
	case s.what == aTranscript && s.first.Value == "=" && !ends(&s.tok):
		return s.givenText()
	case s.what == `"="` && (s.tok.Value == "{" || s.tok.Value == "," || ends(&s.tok)):
		return s.says("write "+s.prev.Value+" = VALUE", "a test gives a parameter a value")
	case s.what == "a name" && s.tok.Type == tokLabelName && !s.starts(&s.first):
		name := strings.TrimSuffix(s.tok.Value, ":")
		return s.write(&s.tok, &s.tok, name+" =", "an = stands behind the name of a parameter")
	case s.what == "a name" && s.prev.Value == "with":
		return s.says("write with NAME = VALUE", "with has the name of a parameter behind it")
	case s.what == `"="` && (isText(&s.tok) || s.tok.Type == tokNumber):
		return s.write(&s.tok, &s.tok, "= "+s.tok.Value, "an = stands behind the name of a parameter")
	}
	return false
}

// testArguments looks for brackets around the arguments of the step that a test
// is of.
func (s *slipping) testArguments() bool {
	s.lex.Next()
	text := wordsOn(s.lex, func(before, tok *lexer.Token) bool {
		return before.Value != ")" && tok.Value != "{" && tok.Type != tokEOL
	})
	if text == nil {
		return false
	}
	s.pass(text)
	s.says("write of "+s.prev.Value+" ARGUMENTS, without brackets", "arguments stand in no brackets")
	if inner, closed := strings.CutSuffix(text.Text[1:], ")"); closed {
		inner = strings.TrimRight(" "+strings.TrimSpace(inner), " ")
		s.err.mend(inner)
		s.err.Help = "write of " + s.prev.Value + inner
	}
	return true
}

// givenText looks for a value of a parameter that is a text without quotes.
func (s *slipping) givenText() bool {
	text := wordsOn(s.lex, func(_, tok *lexer.Token) bool {
		return tok.Value != "{" && tok.Value != "," && tok.Type != tokEOL && !isText(tok)
	})
	if text == nil || s.prev.Type != tokIdent && s.prev.Type != tokNumber || text.Text == s.prev.Value {
		return false
	}
	s.pass(text)
	s.says("put it into quotes", "a text stands in quotes")
	if !strings.ContainsAny(text.Text, "\"\\$") {
		s.err.Write(`"` + text.Text + `"`)
	}
	return true
}

// pass passes over a text, which the finding is about.
func (s *slipping) pass(text *Fix) {
	for s.lex.Peek().Pos.Offset < int(text.End) {
		s.lex.Next()
	}
	s.err.Span = text.Span
}

// testLine looks for what does not belong to a line of a test.
func (s *slipping) testLine() bool {
	word := s.verb.Word
	outcome := s.request() || word == "raw"
	leads := s.tok.Type == tokArrow
	switch {
	case s.request() && s.what == `"->"` && ends(&s.tok):
		return s.says("write -> ok or -> fail behind it", "a test says how a request turns out")
	case outcome && s.what == `"->"` && (s.tok.Value == "ok" || s.tok.Value == "fail"):
		return s.write(&s.tok, &s.tok, "-> "+s.tok.Value, "an arrow stands before the outcome")
	case outcome && s.tok.Value == "{":
		return s.says("write one outcome: "+s.verb.Usage, "a test has no branches: it is one way through the call")
	case outcome && s.what == "a key" && ends(&s.tok):
		return s.says("write -> ok or -> fail", "the outcome is missing")
	case outcome && s.what == "" && s.tok.Value == "/":
		return s.says("write "+s.verb.Usage+", and another test for the other outcome", "a step turns out in one way")
	case s.what == "" && (leads || s.tok.Value == "{"):
		return s.says("write what happens then on a line of its own", "no outcome stands behind %s", word)
	case word == "press" && (s.tok.Value == "*" || s.prev.Value == "*"):
		s.err.Code = StarKey
		return s.says("press digits and #", "* is no key here")
	case word == "press" && s.what == "" && isKey(&s.tok):
		return s.says(fmt.Sprintf("write press %s%s, or a line for each input", s.prev.Value, s.tok.Value), "the keys of one input are written together")
	case word == "press" && s.what == "" && (s.tok.Value == "," || s.tok.Value == "and" || s.tok.Value == "then"):
		return s.says("write a line for each input", "press has the keys of one input")
	case word == "hear" && s.what == "" && slices.Contains(negations, s.prev.Value) && isText(&s.tok):
		return s.says("remove the line", "a test can't say what does not happen")
	case word == "hear" && s.what == "" && (s.tok.Value == "," || s.tok.Value == "and" || s.tok.Value == "or" || s.tok.Value == "then" || isText(&s.tok)):
		return s.says("write a line for each text", "hear has one text")
	case word == "hear" && s.what == "a text" && isKey(&s.tok):
		return s.says("write press "+s.tok.Value+`, or hear "`+s.tok.Value+`"`, "hear has a text")
	case word == "callback" && s.what == "" && s.tok.Type == tokDate:
		s.says("write at before the date", "at stands before the date")
		s.err.Fix = &Fix{source.Span{Start: s.err.Start, End: s.err.Start}, "at "}
		return true
	}
	return false
}
