package lang

import (
	"slices"
	"strings"
	"time"

	"github.com/flowc-lang/flowc/lang/source"
)

// arms looks for arms as other languages write them.
func (s *slipping) arms() bool {
	if s.verb != &armVerb {
		return false
	}
	key := isKey(&s.prev)
	switch {
	case s.what == "" && (isKey(&s.tok) || slices.Contains(outcomes, s.tok.Value)) && (s.next.Type == tokArrow || s.next.Value == "{" || isText(&s.next) && s.prev.Type == tokIdent):
		return s.two("; " + s.tok.Value)
	case s.what == aBody && s.tok.Type == tokIdent && Reserved(s.tok.Value, LabelName) && ends(&s.next):
		return s.write(&s.tok, &s.tok, "-> "+s.tok.Value, "an arrow leads to a target")
	case s.tok.Value == "if" && s.prev.Value == "else":
		return s.says("write an arm for each key, 2 -> TARGET; else takes the rest", "else takes all other keys")
	case key && isText(&s.next) && slices.Contains([]string{":", "=", "-", ")", "."}, s.tok.Value):
		return s.remove(&s.tok, "no mark stands behind the key of a choice")
	case (s.tok.Value == ":" || s.tok.Value == "=") && s.prev.Type == tokText && !isKey(&s.first):
		return s.says("write -> TARGET; a request has no body in this API", "an arm has an arrow")
	case s.tok.Value == ":" && (s.next.Type == tokArrow || s.next.Value == "{"):
		s.remove(&s.tok, "no colon stands behind the key of an arm")
		s.err.Help = "remove the colon"
		return true
	case s.tok.Value == ":" || s.tok.Value == "=":
		s.says("write "+s.prev.Value+" -> TARGET", "an arm has an arrow")
		if s.next.Type == tokIdent {
			s.err.mend(" ->")
		}
		return true
	case key && isKey(&s.next) && slices.Contains([]string{"and", "or", "/", "|", "&", "+"}, s.tok.Value):
		return s.keys(s.prev.Value+", "+s.next.Value, "keys are separated by commas")
	case key && isKey(&s.next) && slices.Contains([]string{"to", "-", "–", "—", "…", "...", ":", "."}, s.tok.Value):
		return s.keys(s.prev.Value+".."+s.next.Value, "a range has two dots")
	case key && isKey(&s.tok):
		if isText(&s.next) {
			return s.keys("", "")
		}
		s.next = s.tok
		return s.keys(s.prev.Value+", "+s.tok.Value, "keys are separated by commas")
	case s.what == "a key" && s.tok.Type == tokDate && strings.Count(s.tok.Value, "-") == 1:
		return s.write(&s.tok, &s.tok, strings.Replace(s.tok.Value, "-", "..", 1), "a range has two dots")
	}
	return false
}

// keys writes keys in place of those around the token.
func (s *slipping) keys(text, message string) bool {
	if isText(&s.next) || isText(nth(s.lex, 2)) { // of a menu
		return s.says("write an arm for each of them", "a choice of a menu has one key")
	}
	s.says("write "+text+" -> TARGET", "%s", message)
	s.err.Fix = &Fix{tokenSpan(&s.prev), text}
	s.err.Fix.End = tokenSpan(&s.next).End
	return true
}

// choices looks for the parts of an arm in the wrong place.
func (s *slipping) choices() bool {
	if s.verb != &armVerb {
		return false
	}
	jump := synonyms()[strings.ToLower(s.tok.Value)] == "-> LABEL"
	switch {
	case isText(&s.prev) && isKey(&s.tok) && s.what != "":
		return s.write(&s.prev, &s.tok, s.tok.Value+" "+s.prev.Value, "the key stands before the text of a choice")
	case s.what == "a target" && isText(&s.tok) && s.next.Type == tokArrow:
		return s.remove(&s.prev, "no arrow stands before the text of a choice")
	case isText(&s.tok) && s.prev.Type == tokIdent && s.first.Type == tokArrow && !isVerb(&s.prev):
		s.at(&s.tok)
		return s.says("write 1 "+s.tok.Value+" -> "+s.prev.Value, "the text of a choice stands before the arrow")
	case s.what == "a target" && s.tok.Value == "{":
		s.remove(&s.prev, "no arrow stands before a body")
		s.err.Help = "write " + s.first.Value + " { ... }"
		return true
	case jump && s.next.Type == tokIdent:
		return s.write(&s.tok, &s.next, "-> "+s.next.Value, "an arrow leads to a label")
	case isVerb(&s.tok) && s.what != "":
		return s.says("write "+s.prev.Value+" { "+s.tok.Value+" ... }", "a statement stands in the body of an arm")
	case s.tok.Type == tokIdent && s.next.Type == tokIdent && s.prev.Type != tokIdent:
		return s.says(`put it into quotes: `+s.prev.Value+` "`+s.tok.Value+" "+s.next.Value+`"`, "the words for a choice stand in quotes")
	}
	return false
}

// arrows looks for arrows that are missing, or that look otherwise.
func (s *slipping) arrows() bool {
	verb := s.prev
	ahead := s.prev.Type == tokIdent && s.first.Type == tokArrow // of a target that was taken for one
	switch {
	case ahead && synonyms()[strings.ToLower(verb.Value)] == "-> LABEL" && s.tok.Type == tokIdent:
		return s.write(&verb, &s.tok, s.tok.Value, "an arrow leads to a label")
	case ahead && isVerb(&verb) && !isVerb(&s.tok):
		s.at(&verb)
		if s.verb == &armVerb {
			return s.says("write { "+verb.Value+" ... } in place of the arrow and the step", "an arrow leads to a label, and not to a step")
		}
		return s.says("write "+verb.Value+" ... on a line of its own, without the arrow", "an arrow leads to a label, and not to a step")
	case s.branches() && s.what == "" && (s.tok.Value == ":" || s.tok.Value == "=") && (s.next.Value == "{" || s.next.Value == "into"):
		s.remove(&s.tok, "no mark stands before it")
		return true
	case s.what == "a target" && s.tok.Value == "{" && s.branches():
		return s.remove(&s.prev, "no arrow stands before a block")
	case s.what == "a target" && s.tok.Value == "\n" && s.next.Type == tokIdent && !isVerb(&s.next) && (ends(nth(s.lex, 2)) || nth(s.lex, 2).Value == "/"):
		s.says("write -> "+s.next.Value+" on one line", "a target stands on the line of its arrow")
		s.at(&s.prev)
		s.err.leads = &Fix{source.Span{Start: s.err.End, End: int32(s.next.Pos.Offset)}, " "}
		return true
	case s.what == "a target" && s.tok.Type == tokArrow:
		return s.remove(&s.tok, "one arrow leads to a target")
	case s.what == "a target" && s.tok.Value == "/" && s.next.Type == tokIdent && s.request():
		return s.says("write -> next/"+s.next.Value, "a request has two targets, success first")
	case s.what == "a target" && s.tok.Value == "/":
		return s.remove(&s.tok, "no / stands before a target")
	case (s.what == "" || s.what == aBody) && (s.tok.Value == "-" && s.next.Value == ">" || slices.Contains([]string{"<", ">"}, s.tok.Value) && slices.Contains([]string{"-", ">"}, s.next.Value)):
		return s.write(&s.tok, &s.next, "->", "an arrow is written ->")
	case (s.branches() || s.verbIs("step") && s.what == aBody || s.verb == &armVerb) && s.next.Type == tokIdent && (s.what == "" || s.what == aBody) &&
		slices.Contains([]string{">", ">>", "<-", "<", "-", "=", ":", "–", "—"}, s.tok.Value) && (s.verb == nil || !slices.Contains(s.verb.inner(), s.next.Value)):
		return s.write(&s.tok, &s.tok, "->", "an arrow is written ->")
	case s.verb == &armVerb && (s.tok.Value == ">" || s.tok.Value == "-"):
		return s.write(&s.tok, &s.tok, "->", "an arrow is written ->")
	case s.prev.Value == "else" && s.what == aBody && s.verbIs("try") && isVerb(&s.tok):
		return s.says("write else { "+s.tok.Value+" ... }", "the else of a try has an arrow or braces")
	case s.prev.Value == "else" && s.what == aBody && s.verbIs("try") && s.tok.Type == tokIdent && ends(&s.next):
		return s.write(&s.tok, &s.tok, "-> "+s.tok.Value, "an arrow leads to a label")
	case s.prev.Value == "}" && s.verbIs("try") && slices.Contains([]string{"catch", "except", "finally", "otherwise", "rescue", "ensure", "fail", "failed", "then"}, s.tok.Value):
		return s.write(&s.tok, &s.tok, "else", "what follows the attempts stands behind else")
	case s.what == "" && s.tok.Type == tokIdent && (ends(&s.next) || s.next.Value == "/" && s.request()) && (s.verbIs("input") || s.request()) && s.prev.Type != tokIdent &&
		Nearest(s.tok.Value, s.verb.inner()) == "" && !slices.Contains([]string{"ok", "fail", "else", "digits", "digit", "keys"}, s.tok.Value):
		return s.write(&s.tok, &s.tok, "-> "+s.tok.Value, "%s is unexpected here: an arrow leads to a label", describe(&s.tok))
	}
	return false
}

// numbers looks for numbers that are written otherwise.
func (s *slipping) numbers() bool {
	switch {
	case s.what == "a number" && (s.tok.Type == tokDate || s.tok.Value == "(") ||
		s.verbIs("call", "connect", "from") && s.prev.Type == tokNumber && s.tok.Type == illegalDots:
		return s.says(`write its digits only, such as 442079460123, or put it into quotes`, "a number has digits only")
	case s.verbIs("call", "connect") && s.what == "" && slices.Contains([]string{"via", "with", "as", "using", "by"}, s.tok.Value) && s.next.Type == tokNumber:
		return s.write(&s.tok, &s.tok, "from", "the number that calls stands behind from")
	case s.what == "a number" && s.tok.Value == "tel:" && s.next.Type == tokNumber:
		return s.remove(&s.tok, "a number stands alone, without its kind")
	case s.what == "a count" && s.tok.Type == tokDate, s.what == "" && s.verbIs("input") && s.tok.Type == tokRange:
		return s.says("write how many keys there are at most: input 4 into NAME", "a count is one number, and no range")
	case s.verbIs("let", "param") && s.prev.Type == tokNumber && (s.tok.Type == illegalDots || s.tok.Value == "/" || s.tok.Value == "-") && touch(&s.prev, &s.tok):
		return s.figures()
	case s.verbIs("try") && s.tok.Type == illegalDots:
		return s.says("write try "+s.prev.Value+" times", "attempts are counted in whole numbers")
	case s.verbIs("input") && s.prev.Type == tokNumber && s.tok.Type == illegalDots:
		return s.says("write how many keys to wait for: input 4 into NAME", "a count is a whole number")
	case s.verbIs("input") && s.prev.Type == tokNumber && slices.Contains([]string{"digits", "digit", "keys", "key", "numbers", "characters", "times"}, s.tok.Value):
		return s.remove(&s.tok, "an input counts keys, and has no word for them")
	case s.what == "a count" && s.tok.Value == "-":
		return s.says("write how many there are, such as 4", "%s has no meaning here: a count is at least 1", describe(&s.tok))
	case s.verbIs("try") && s.tok.Type == illegalDigits && strings.HasSuffix(s.tok.Value, "x"):
		return s.write(&s.tok, &s.tok, strings.TrimSuffix(s.tok.Value, "x")+" times", "attempts are counted in words")
	case s.verbIs("try") && s.prev.Value == "times" && s.tok.Type == tokNumber:
		return s.write(&s.prev, &s.tok, s.tok.Value+" times", "the count stands before times")
	case s.verbIs("try") && slices.Contains([]string{"attempts", "attempt", "tries", "x", "retries", "rounds"}, s.tok.Value):
		return s.write(&s.tok, &s.tok, "times", "attempts are counted with times")
	case s.verbIs("try") && s.tok.Value == "else:":
		return s.write(&s.tok, &s.tok, "else", "a colon stands only behind a label")
	case s.verbIs("try") && s.tok.Value == "times:":
		s.write(&s.tok, &s.tok, "times", "a colon stands only behind a label")
		return s.next.Value != "\n" || s.opens("times {", "times {")
	case s.tok.Type == tokNumber && s.what == "a target":
		return s.says("write the label of a step, or next or end", "a target is a label, and no number")
	case s.verbIs("record") && s.tok.Type != tokEOL && s.what == "on or off":
		for text, word := range map[string]string{"yes": "on", "true": "on", "1": "on", `"on"`: "on", "on": "on", "no": "off", "false": "off", "0": "off", `"off"`: "off", "off": "off"} {
			if strings.EqualFold(s.tok.Value, text) {
				s.write(&s.tok, &s.tok, word, "record needs on or off")
				s.err.Help = "write record " + word
				return true
			}
		}
	case s.verbIs("api") && (s.tok.Value == "1" || s.tok.Value == "2" || s.tok.Value == `"v1"` || s.tok.Value == `"v2"`):
		s.write(&s.tok, &s.tok, "v"+strings.Trim(s.tok.Value, `v"`), "an API is a name")
		s.err.Help = "write api v" + strings.Trim(s.tok.Value, `v"`)
		return true
	}
	return false
}

// figures says what to write for the value of a constant that has other marks
// between its digits.
func (s *slipping) figures() bool {
	text := together(s.lex)
	if text == nil {
		return false
	}
	s.err.Span = text.Span
	var dates []string
	for _, layout := range []string{"2.1.2006", "2/1/2006", "1/2/2006", "2006/1/2", "2006.1.2"} {
		if day, err := time.Parse(layout, text.Text); err == nil && !slices.Contains(dates, day.Format(time.DateOnly)) {
			dates = append(dates, day.Format(time.DateOnly))
		}
	}
	digits := strings.ReplaceAll(text.Text, "-", "")
	switch hour := clock(text.Text); {
	case len(dates) == 1:
		s.err.Write(dates[0])
		s.err.Message = "a date is YEAR-MONTH-DAY"
	case len(dates) > 1:
		s.says("write "+strings.Join(dates, " or "), "a date is YEAR-MONTH-DAY")
	case text.Text[0] == '+' && strings.Trim(digits[1:], "0123456789") == "":
		s.err.Write(digits)
		s.err.Message = "a number has digits only"
	case s.tok.Type == illegalDots && hour != "":
		s.says("write "+hour+` for a time, or "`+text.Text+`"`, "a number has no dot in it")
	case s.tok.Type == illegalDots:
		s.err.Write(`"` + text.Text + `"`)
		s.err.Message = "a number has no dot in it"
	default:
		s.at(&s.tok)
		return s.says("write the result", "a script does not calculate")
	}
	return true
}

// times looks for dates, times and zones that are written otherwise.
func (s *slipping) times() bool {
	if !s.verbIs("callback") {
		return false
	}
	prev := strings.ToLower(s.prev.Value)
	switch {
	case (prev == "at" || prev == "in" || prev == "on") && s.first.Value != "at" && !s.starts(&s.first) && s.what != "a date" && !ends(&s.tok) && s.tok.Value != "/":
		return s.remove(&s.prev, "%s does not stand here", s.prev.Value)
	case (prev == "am" || prev == "pm") && s.first.Type == tokTime:
		return s.write(&s.first, &s.prev, clock(s.first.Value+prev), "a time has 24 hours")
	case s.what == "a time zone" && s.prev.Type == tokIdent && s.first.Type == tokDate:
		s.at(&s.prev)
		return s.says("write callback ENTITY at 2018-10-11 20:48:00 "+s.prev.Value, "the time is missing")
	case s.what == "a time" && s.tok.Type == tokDate && s.prev.Type == tokIdent:
		s.at(&s.prev)
		return s.says("write callback ENTITY at 2018-10-11 20:48:00 "+s.prev.Value, "the time zone stands behind the time")
	case s.what == "a date" && s.tok.Type == tokTime && s.next.Type == tokDate:
		return s.write(&s.tok, &s.next, s.next.Value+" "+s.tok.Value, "the date stands before the time")
	case s.what == "a time" && s.tok.Type == tokNumber && clock(s.tok.Value+s.next.Value) != "":
		return s.write(&s.tok, &s.next, clock(s.tok.Value+s.next.Value), "a time has 24 hours")
	case s.what == "a time" && s.tok.Type == tokNumber:
		t := s.tok.Value
		if len(t) == 4 {
			t = t[:2] + "." + t[2:]
			s.next = s.tok
		} else if s.next.Type == illegalDots {
			return s.says("write it as 18:30", "a time has a colon")
		}
		if t = clock(t); t != "" {
			return s.write(&s.tok, &s.next, t, "a time has a colon")
		}
		return s.says("write it as 18:30", "a time is HOUR:MINUTE")
	case s.what == "a time zone" && (s.tok.Type == tokNumber || s.tok.Value == "-"), s.what == "" && s.tok.Type == tokNumber && touch(&s.prev, &s.tok):
		return s.says("write the name of the zone, such as Europe/London", "a time zone is a name: an offset does not know summer time")
	case s.what == "a date" && s.tok.Type == tokNumber:
		return s.says("write it as 2030-01-15", "a date is YEAR-MONTH-DAY")
	case s.what == "" && s.tok.Type == tokIdent && s.first.Type == tokTime && s.next.Value == "/":
		return s.remove(&s.prev, "the time zone stands behind the time")
	case s.what == "" && s.tok.Type == tokIdent && ends(&s.next) && s.first.Value == "/" && s.tok.Value[0] >= 'a':
		return s.remove(&s.tok, "nothing stands behind the time zone")
	case s.what == "" && s.tok.Type == tokIdent && ends(&s.next) && s.prev.Type == tokIdent && s.first.Value == "/":
		return s.write(&s.prev, &s.tok, s.prev.Value+"_"+s.tok.Value, "a time zone has no blanks in it")
	}
	return false
}

// order looks for parts of a statement that stand in the wrong order, or that
// are missing before others.
func (s *slipping) order() bool {
	if s.verb == nil || s.verb == &armVerb || s.verb.Group == Flow || s.prev.Type != tokIdent || ends(&s.tok) {
		return false
	}
	value := isText(&s.next) || s.next.Type == tokNumber
	inner := s.starts(&s.first) && s.verbIs("call", "connect", "input", "callback", "play", "menu") && slices.Contains(s.verb.inner(), s.prev.Value)
	near := ""
	if s.starts(&s.first) {
		near = Nearest(s.prev.Value, s.verb.inner())
	}
	switch {
	case s.verbIs("call", "connect") && s.starts(&s.first) && isText(&s.tok) && !slices.Contains(fillers, s.prev.Value):
		return s.says("write "+s.prev.Value+" "+s.tok.Value+", where that is a step of your own", "%s takes one number", s.verb.Word)
	case inner && value && (s.verbIs("input", "connect", "call") || s.verbIs("play")):
		return s.write(&s.prev, &s.next, s.next.Value+" "+s.prev.Value+" "+s.tok.Value, "%s stands behind the %s", s.prev.Value, s.noun())
	case inner:
		s.at(&s.prev)
		return s.says("write "+s.verb.Usage, "%s needs its %s before %q", s.verb.Word, s.noun(), s.prev.Value)
	case s.verbIs("publish") && near != "" && isText(&s.tok):
		return s.write(&s.prev, &s.prev, near, "no method %q", s.prev.Value)
	case s.starts(&s.first) && verbs()[s.verb.Word+s.prev.Value] != nil:
		return s.write(&s.first, &s.prev, s.verb.Word+s.prev.Value, "%s is one word", s.verb.Word+s.prev.Value)
	case s.starts(&s.first) && !slices.Contains(s.verb.inner(), s.prev.Value) && slices.Contains(fillers, strings.ToLower(s.prev.Value)) && (s.what != "" || isText(&s.tok) || s.tok.Type == tokNumber || s.tok.Type == tokIdent):
		s.remove(&s.prev, "%s takes its %s without %s", s.verb.Word, s.noun(), s.prev.Value)
		if slices.Contains(fillers, s.tok.Value) {
			s.err.Fix = nil // there are more of them
		}
		return true
	case s.verbIs("input") && s.starts(&s.first) && s.tok.Type == tokNumber:
		return s.write(&s.prev, &s.tok, s.tok.Value+" into "+s.prev.Value, "the count stands before the name")
	}
	return false
}

// fillers are words that other languages and English have before a value.
var fillers = []string{"to", "from", "for", "the", "at", "on", "in", "of", "with", "by", "up", "max", "maximum", "least", "only", "about", "until", "number", "text", "url", "file", "exactly", "say", "recording", "message"}

// noun is what the statement takes first.
func (s *slipping) noun() string {
	noun := strings.Fields(s.verb.Usage)[1]
	switch {
	case isDigit(noun[0]):
		return "count"
	case strings.HasPrefix(noun, `"https`):
		return "URL"
	case strings.HasPrefix(noun, `"`):
		return "text"
	}
	return strings.ToLower(noun)
}

// declarations looks for declarations as other languages write them.
func (s *slipping) declarations() bool {
	switch {
	case s.verbIs("let", "param") && s.tok.Type == tokLabelName && s.what != "":
		return s.says("write "+s.verb.Word+" "+strings.TrimSuffix(s.tok.Value, ":")+" = VALUE", "no colon stands behind the name")
	case s.verbIs("let", "param") && s.prev.Value == "input" && (s.tok.Type == tokNumber || s.what != ""):
		s.at(&s.prev)
		return s.says("write input COUNT into NAME", "a constant is known before the call: an input stores into a variable")
	case s.verbIs("let", "param") && s.what == "a value" && isVerb(&s.tok):
		return s.says("write "+verbs()[s.tok.Value].Usage+" on a line of its own", "a constant has a value, and is no step")
	case s.verbIs("step") && s.what == `")"` && (s.tok.Value == "=" || s.tok.Type == tokLabelName):
		return s.says("write the names alone: step NAME(PARAM, PARAM)", "a parameter of a step has no default and no type")
	case s.verbIs("step") && s.what == `")"` && s.tok.Type == tokIdent:
		s.says("write "+s.prev.Value+", "+s.tok.Value, "parameters are separated by commas")
		s.err.Fix = &Fix{tokenSpan(&s.prev), s.prev.Value + ","}
		return true
	case s.verbIs("step") && s.what == `"("` && (s.tok.Value == "{" || s.tok.Type == tokArrow):
		s.says("write step "+s.prev.Value+"()", `step needs "(" behind its name`)
		s.err.Fix = &Fix{tokenSpan(&s.prev), s.prev.Value + "()"}
		return true
	case s.verbIs("from") && s.tok.Value == "import":
		return s.says(`write use "FILE.flow"`, "a file is brought in by use")
	}
	return false
}

// words looks for words that other languages have.
func (s *slipping) words() bool {
	switch {
	case s.request() && s.what == "" && (slices.Contains([]string{"body", "data", "json", "with", "headers"}, s.tok.Value) || isText(&s.tok) && isText(&s.prev)):
		return s.says("put what the server needs into the URL", "a request has no body in this API")
	case s.verbIs("play") && s.tok.Value == "say" && isText(&s.next):
		return s.write(&s.tok, &s.tok, "saying", "what a recording says stands behind saying")
	case s.request() && s.what == "" && slices.Contains([]string{"into", "as"}, s.tok.Value):
		return s.says("remove it; only input has into", "the answer to a request is not stored in this API")
	case s.request() && s.what == "" && slices.Contains([]string{"ok", "fail", "on", "success", "error", "if"}, s.tok.Value):
		return s.says("write { ok -> TARGET; fail -> TARGET }, or -> OK/FAIL", "the outcomes of a request stand in braces")
	case s.what == "" && isVerb(&s.tok) && s.verb != &armVerb && s.verb != nil && !slices.Contains(s.verb.inner(), s.tok.Value) && (!ends(&s.next) || s.tok.Value == "end" && s.prev.Type != tokIdent):
		return s.two("; " + s.tok.Value)
	case s.what == "" && slices.Contains([]string{"and", "then", "&&"}, s.tok.Value) && isVerb(&s.next):
		s.err.over = true
		return s.two(";")
	case s.verbIs("->") && s.tok.Value == "/" && s.next.Type == tokIdent:
		return s.says("write -> "+s.prev.Value+"/"+s.next.Value+" on the line of the step that branches", "a jump leads to one place")
	}
	return false
}

// two writes two statements where one was wanted.
func (s *slipping) two(text string) bool {
	s.says("write it on a line of its own, or ; before it", "a statement starts on a line of its own")
	s.err.mend(text)
	s.err.rest = true
	return true
}

// texts looks for texts without quotes, and for several of them.
func (s *slipping) texts() bool {
	switch {
	case s.verbIs("let", "param") && s.what == "" && s.tok.Type == tokIdent && s.prev.Type == tokIdent && s.first.Value == "=":
		return s.says(`put it into quotes: "`+s.prev.Value+" "+s.tok.Value+` ..."`, "a text stands in quotes")
	case s.verbIs("say") && s.what == "" && isText(&s.prev) && (isText(&s.tok) || s.tok.Value == "," && !ends(&s.next)):
		return s.says(`write one text: "... {{variable}} ... ${constant} ..."`, "a say has one text")
	}
	return false
}
