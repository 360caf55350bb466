package lang

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"

	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// Findings returns what is wrong with the text of the file, whatever it
// means. declared says whether a word is a step of the author's own that
// another file brings in: a line that does not parse is called an unknown
// statement only where it is not.
//
// A brace that is missing makes what follows it look wrong. So inside a block
// that is not closed, which is the finding then, nothing more is said about
// structure; and elsewhere only the first such finding is kept, up to the
// closing brace that is left over.
func (f *File) Findings(declared func(name string) bool) diag.List {
	var list diag.List
	lost := false // behind a finding about structure
	for _, e := range f.Errors {
		switch {
		case e.Word != nil && (declared == nil || !declared(e.Word.Text)):
			list.Add(f.finding(UnknownStatement(*e.Word, nil)))
		case !e.structure:
			list.Add(f.finding(e))
		case !e.muted && !lost:
			list.Add(f.finding(e))
			lost = !e.leftOver
		case e.leftOver:
			lost = false
		}
	}
	return list
}

// errorsIn returns all that is wrong with the text of a file, also what
// follows from a bigger mistake.
func errorsIn(f *File) []*SyntaxError {
	c := collector{file: f, texts: strings.ContainsAny(f.Source.Text, `\$`)}
	c.walk.enter = c.enter
	c.body(&f.Body)
	return c.list
}

// declares reports whether the file declares a step.
func (c *collector) declares(name string) bool {
	if c.steps == nil {
		c.steps = map[string]bool{}
		for _, s := range c.file.Body.Stmts {
			if bad, ok := s.(*Bad); ok {
				s = bad.Stmt
			}
			if decl, ok := s.(*StepDecl); ok {
				c.steps[decl.Name.Text] = true
			}
		}
	}
	return c.steps[name]
}

// finding turns what is wrong with a statement into a finding.
func (f *File) finding(e *SyntaxError) *diag.Finding {
	at := source.Place{File: f.Source, Span: e.Span}
	finding := e.Code.At(at, "%s", e.Message)
	finding.Help = e.Help
	if e.Related != nil {
		finding.Relate(source.Place{File: f.Source, Span: *e.Related}, "%s", e.Note)
	}
	if e.Fix != "" {
		finding.Mend(e.Help, diag.Edit{Place: at, NewText: e.Fix})
	}
	return finding
}

// A collector gathers the errors of a tree.
type collector struct {
	file  *File
	list  []*SyntaxError
	steps map[string]bool // that the file declares
	walk  parts           // one for all nodes
	texts bool            // some text may have an escape or a constant in it
	muted bool            // inside a block that is not closed
}

func (c *collector) add(e *SyntaxError) {
	e.muted = c.muted
	c.list = append(c.list, e)
}

// block collects from the statements of a block. It is the block's owner that
// calls it, so that the outermost of several open blocks is the one named.
func (c *collector) block(n blockNode, collect func()) {
	before, block := c.muted, n.asBlock()
	if !block.closed() && !before && !swallowed(n) {
		c.add(&SyntaxError{
			Code: Syntax, Span: source.Span{Start: block.Start, End: block.Start + 1},
			Message: "this { is never closed",
			Help:    "close it with }",
		})
	}
	c.muted = before || !block.closed()
	collect()
	c.muted = before
}

// swallowed reports whether a text that is not closed took the brace that
// closes a block with it.
func swallowed(block Node) bool {
	found := false
	Walk(block, func(n Node) bool {
		if bad, ok := n.(*Bad); ok && bad.Err.swallows {
			found = true
		}
		return !found
	})
	return found
}

func (c *collector) body(b *Body) {
	for _, s := range b.Stmts {
		c.node(s)
	}
}

func (c *collector) arms(a *Arms) {
	for _, arm := range a.Arms {
		c.node(arm)
	}
	for _, b := range a.Bad {
		c.node(b)
	}
}

func (c *collector) bad(b *Bad) {
	if b.Verb != nil && !c.declares(b.Verb.Text) {
		b.Err.Word = b.Verb
	}
	c.add(b.Err)
	if b.Stmt != nil {
		c.node(b.Stmt)
	}
	if b.Arm != nil {
		c.node(b.Arm)
	}
	if b.Branches != nil {
		c.node(b.Branches)
	}
	if b.Body != nil {
		muted := c.muted
		// A stray brace that is never closed has been named.
		c.muted = muted || b.Err.structure && b.Body.Start == b.Err.Start
		c.node(b.Body)
		c.muted = muted
	}
}

// node collects from a part of the tree.
func (c *collector) node(n Node) { c.walk.node(n) }

func (c *collector) enter(n Node) bool {
	switch n := n.(type) {
	case *Body:
		c.block(n, func() { c.body(n) })
		return false
	case *Arms:
		c.block(n, func() { c.arms(n) })
		return false
	case *Bad:
		c.bad(n)
		return false
	case interface{ AsValue() *Value }:
		c.text(n.AsValue())
	case *Key:
		c.text(&n.From)
	}
	return c.texts || !Simple(n)
}

// text collects what is wrong inside a text.
func (c *collector) text(v *Value) {
	if v.said != nil {
		for _, err := range v.said.errs {
			c.add(err)
		}
	}
}

// UnknownStatement is the finding for a word that starts no statement; steps
// are the names of the author's own.
func UnknownStatement(word Name, steps []string) *SyntaxError {
	err := &SyntaxError{
		Code: UnknownWord, Span: word.Span(),
		Message: fmt.Sprintf("no statement %q", word.Text),
		Help:    "a line starts with a word like say, input, get or connect, a label (name:), -> or end",
	}
	for _, v := range Verbs {
		steps = append(steps, v.Word)
	}
	if synonym := synonyms[strings.ToLower(word.Text)]; synonym != "" {
		err.Help = "write " + synonym
	} else if near := Nearest(word.Text, steps); near != "" {
		err.Message += fmt.Sprintf("; did you mean %q?", near)
		err.Help, err.Fix = "write "+near, near
	}
	return err
}

// What authors of other systems write, and what it is called here.
var synonyms = map[string]string{
	"goto": "-> LABEL", "jump": "-> LABEL", "go": "-> LABEL", "gather": `input 1 into NAME { ... }`,
	"speak": `say "..."`, "prompt": `say "..."`, "print": `say "..."`, "dial": "connect NUMBER or call NUMBER",
	"transfer": "connect NUMBER", "forward": "connect NUMBER", "hangup": "end", "hang": "end", "exit": "end",
	"stop": "end", "return": "-> EXIT", "if": "a step with branches, such as input or get", "switch": "input 1 { ... }",
	"const": "let NAME = VALUE", "var": "let NAME = VALUE", "set": "let NAME = VALUE", "import": `use "FILE.flow"`,
	"include": `use "FILE.flow"`, "digits": "input COUNT into NAME", "http": `get "https://..."`, "repeat": "try N times { ... }",
	"loop": "try N times { ... }", "func": "step NAME() { ... }", "function": "step NAME() { ... }", "def": "step NAME() { ... }",
}

// encoding returns what is wrong with the bytes of a text. Nothing else is
// said of such a file: what is no text has a mistake on every line.
func encoding(text string) *SyntaxError {
	if i := strings.IndexByte(text, 0); i >= 0 {
		return &SyntaxError{
			Code: Syntax, Span: source.Span{Start: int32(i), End: int32(i) + 1},
			Message: "this file is not text: it has a NUL byte",
			Help:    "a script is a UTF-8 text",
		}
	}
	if utf8.ValidString(text) {
		return nil
	}
	for i, r := range text {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(text[i:]); size == 1 {
				return &SyntaxError{
					Code: Syntax, Span: source.Span{Start: int32(i), End: int32(i) + 1},
					Message: "this file is not UTF-8: a byte here is no character",
					Help:    "save the file as UTF-8",
				}
			}
		}
	}
	panic("an invalid text without an invalid byte")
}

// phrase turns an error of the grammar into one in the author's words.
func phrase(err error, lex *lexer.PeekingLexer, start lexer.RawCursor, verb *Verb) *SyntaxError {
	var syntax *SyntaxError
	if errors.As(err, &syntax) {
		return syntax
	}
	who, usage := "this step", "NAME ARGUMENT, ARGUMENT -> TARGET"
	if verb != nil {
		who, usage = verb.Word, verb.Usage
	}
	tok, what := lex.Peek(), "something else"
	var leaf *wanted
	var unexpected *participle.UnexpectedTokenError
	switch {
	case errors.As(err, &leaf):
		tok, what = leaf.found, leaf.what
	case errors.As(err, &unexpected):
		tok, what = &unexpected.Unexpected, expectation(unexpected.Message())
	}
	e := &SyntaxError{Code: Syntax, Span: tokenSpan(tok), Help: "write " + usage}
	if secretVerb(verb) {
		// What stands here may be the secret itself.
		e.Message = fmt.Sprintf("%s takes env NAME, a text or a constant", who)
		return e
	}
	if illegal(tok.Type) {
		return illegalError(tok)
	}
	e.Message = fmt.Sprintf("%s needs %s, not %s", who, what, describe(tok))
	if ends(tok) {
		e.Message = fmt.Sprintf("%s needs %s", who, what)
		e.Span = behind(lex, start, tok)
	} else if tok.Type == tokIdent && IsWord(tok.Value) && what != "a name" {
		e.Message += ", which is a word of the language"
	}
	return e
}

// expectation takes what was expected from the message of the parser
// generator: the first part of the production that is left to read.
func expectation(message string) string {
	_, expected, ok := strings.Cut(message, "(expected ")
	if !ok {
		return "something else"
	}
	expected = strings.TrimSuffix(expected, ")")
	if rest, ok := strings.CutPrefix(expected, `"`); ok {
		literal, _, _ := strings.Cut(rest, `"`)
		if !IsName(literal) {
			return `"` + literal + `"`
		}
		return `the word "` + literal + `"`
	}
	if strings.HasPrefix(expected, "Arms") {
		return "a block of arms { ... }"
	}
	if strings.HasPrefix(expected, "(") {
		var words []string
		for _, part := range strings.Split(strings.Trim(expected, "()"), " | ") {
			words = append(words, strings.Trim(part, `"`))
		}
		return strings.Join(words, " or ")
	}
	return "something else"
}

// behind returns the empty span behind the token before tok.
func behind(lex *lexer.PeekingLexer, start lexer.RawCursor, tok *lexer.Token) source.Span {
	end := int32(tok.Pos.Offset)
	if now := lex.RawCursor(); now > start {
		last := lex.Range(now-1, now)[0]
		end = tokenSpan(&last).End
	}
	return source.Span{Start: end, End: end}
}

func describe(tok *lexer.Token) string {
	switch {
	case tok.EOF():
		return "the end of the file"
	case tok.Type == tokEOL:
		return "the end of the line"
	case tok.Type == tokText, tok.Type == tokLongText:
		return "a text"
	case tok.Type == tokLabelName:
		return "the label " + tok.Value
	case len(tok.Value) > 40 || !utf8.ValidString(tok.Value):
		return "this"
	}
	return `"` + tok.Value + `"`
}

func secretVerb(v *Verb) bool { return v != nil && (v.Word == "token" || v.Word == "sid") }

// trailing says what is wrong where a statement could have ended and more
// stands on its line.
func trailing(lex *lexer.PeekingLexer, stmt Stmt, verb *Verb) *SyntaxError {
	tok := lex.Peek()
	if _, ok := stmt.(*Callback); ok && before(lex).Pos.Offset+len(before(lex).Value) == tok.Pos.Offset {
		return &SyntaxError{
			Code: Syntax, Span: tokenSpan(tok),
			Message: "a time zone with other characters than letters, digits and _ stands in quotes",
			Help:    `write "America/Port-au-Prince"`,
		}
	}
	usage := "NAME ARGUMENT, ARGUMENT -> TARGET"
	if verb != nil {
		usage = verb.Usage
	}
	e := &SyntaxError{Code: Syntax, Span: tokenSpan(tok), Message: describe(tok) + " is unexpected here", Help: "write " + usage}
	if secretVerb(verb) {
		e.Message = fmt.Sprintf("more stands behind %s than belongs to it", verb.Word)
		return e
	}
	if illegal(tok.Type) {
		return illegalError(tok)
	}
	before := before(lex)
	leads := tok.Type == tokArrow || tok.Value == "{"
	switch {
	case tok.Value == "else" && before.Value == "}":
		e.structure = true
		e.Message = "this else belongs to nothing"
		e.Help = "only a try has an else behind its braces; the else of other blocks is an arm in them"
	case verb == nil:
	case leads && verb.Group == Step && (verb.Word == "menu" || verb.Word == "try"):
		e.Message, e.Code = fmt.Sprintf("the branches of a %s stand in its braces", verb.Word), BadBranches
	case leads && verb.Group == Step:
		if before.Value == "}" || before.Type == tokIdent && branching(stmt) {
			e.Code, e.Message = BadBranches, "a step has targets or a block of arms, not both"
			e.Help = "put the targets into the arms"
			break
		}
		e.Code = BadBranches
		e.Message = fmt.Sprintf("%s has no branches: the API does not say how it ended", verb.Word)
		e.Help = "write what leads on from here on a line of its own"
		if tok.Type == tokArrow {
			e.Fix = "\n->"
		}
	case verb == &armVerb && (tok.Value == ":" || tok.Value == "="):
		e.Help = "an arm has an arrow: 1 -> TARGET"
	case verb == &armVerb && tok.Value == ",":
		e.Help = "arms end with their line, or with ;"
	case verb.Word == "->" && tok.Value == "/":
		e.Help = "a jump leads to one place; only a step that branches has several targets"
	case tok.Type == tokIdent && before.Type == tokIdent && (verb.Word == "say" || verb.Word == "menu"):
		e.Help = `a text stands in quotes: say "..."`
	case tok.Type == tokIdent:
		if near := Nearest(tok.Value, innerWords); near != "" && near != tok.Value {
			e.Message += fmt.Sprintf("; did you mean %q?", near)
		}
	case tok.Type == tokNumber && before.Type == tokNumber:
		e.Help = "a number has no spaces in it"
	}
	return e
}

func branching(stmt Stmt) bool {
	switch s := stmt.(type) {
	case *Input:
		return s.Branches != nil
	case *HTTP:
		return s.Branches != nil
	case *Raw:
		return s.Branches != nil
	}
	return false
}

// noStatement says what is wrong with a token that starts no statement.
func noStatement(lex *lexer.PeekingLexer) *SyntaxError {
	tok := lex.Peek()
	if illegal(tok.Type) {
		return illegalError(tok)
	}
	e := &SyntaxError{
		Code: Syntax, Span: tokenSpan(tok),
		Message: fmt.Sprintf("%s starts no statement", describe(tok)),
		Help:    "a line starts with a word like say, input, get or connect, a label (name:), -> or end",
	}
	switch {
	case tok.Value == "{":
		e.structure = true
		e.Help = "a block belongs to the step on whose line it starts"
	case tok.Type == tokText, tok.Type == tokLongText:
		e.Message, e.Help = "a text alone says nothing", `write say "..."`
		if label := before(lex); label.Type == tokLabelName && IsWord(strings.TrimSuffix(label.Value, ":")) {
			word := strings.TrimSuffix(label.Value, ":")
			e.Span, e.Fix = tokenSpan(&label), word
			e.Message, e.Help = fmt.Sprintf("no colon stands behind %s", word), fmt.Sprintf("write %s \"...\"", word)
		}
	case tok.Type == tokNumber:
		e.Help = "a number is called with call NUMBER, and connected to with connect NUMBER"
	case tok.Type == tokIdent && second(lex).Value == ":":
		e.Message, e.Help = "a label has no space before its colon", "write "+tok.Value+":"
	case tok.Type == tokIdent:
		e.Message = fmt.Sprintf("no statement starts with the word %q", tok.Value)
		if synonym := synonyms[tok.Value]; synonym != "" {
			e.Help = "write " + synonym
		}
	}
	return e
}

// before returns the token before the next one; the next one itself where it
// is the first.
func before(lex *lexer.PeekingLexer) lexer.Token {
	if at := lex.RawCursor(); at > 0 {
		return lex.Range(at-1, at)[0]
	}
	return *lex.Peek()
}

// illegalError says what is wrong with a token that the lexer has no rule for.
func illegalError(tok *lexer.Token) *SyntaxError {
	e := &SyntaxError{Code: Syntax, Span: tokenSpan(tok)}
	switch tok.Type {
	case illegalDigits:
		e.Message, e.Help = "digits touch a letter here", "quote what is no plain number: \"...\""
		e.Fix = `"` + tok.Value + `"`
	case illegalText:
		e.Message, e.Help = "this text is not closed", `close it with " on the same line, or write """ ... """ for a long one`
		if strings.ContainsAny(tok.Value, "“”„") {
			e.Message, e.Help = "this text is closed by a typographic quote", `close it with "`
		}
		e.swallows = strings.Contains(tok.Value, "}")
	case illegalLongText:
		e.Message, e.Help = `this long text is never closed`, `close it with """`
		e.End = e.Start + 3
	case illegalJSON:
		e.Message, e.Help = "this { is never closed", "close it with }"
		e.End = e.Start + 1
	case illegalQuotes:
		e.Message, e.Help = "typographic quotes are not quotes of the language", `write "..."`
		inner := strings.Trim(tok.Value, typographic+`"`)
		if e.Fix = `"` + inner + `"`; len(inner) < 60 {
			e.Help = "write " + e.Fix
		}
	case illegalSingle:
		e.Message, e.Help = "a text stands in double quotes", `write "..."`
		if len(tok.Value) > 1 {
			inner := tok.Value[1 : len(tok.Value)-1]
			if !strings.ContainsAny(inner, `"\$`) {
				e.Fix = `"` + inner + `"`
			}
		}
	case illegalURL:
		e.Message, e.Help = "a URL stands in quotes", `write "https://..."`
		e.Fix = `"` + tok.Value + `"`
	case illegalDepth:
		e.Message = fmt.Sprintf("braces are nested more than %d deep", MaxDepth)
		e.Help = "give the inner steps a label and jump to it"
		e.End = e.Start + 1
	case illegalHash:
		e.Message, e.Help, e.Fix = "# starts no comment", "write //", "//"
		e.End = e.Start + 1
	default:
		e.Message = fmt.Sprintf("%s has no meaning here", describe(tok))
		e.Help = "names are ASCII letters, digits and _; other characters stand in texts"
	}
	return e
}
