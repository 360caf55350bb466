package lang

import (
	"slices"
	"strings"

	"github.com/alecthomas/participle/v2/lexer"
)

// What follows reads the rest of statements and arms that did not parse, so that
// what they define and use is known.

// skip passes over the rest of a statement. A block on the way is read, so
// that what it defines and what it uses are known.
func (b *Bad) skip(lex *lexer.PeekingLexer) {
	for tok := lex.Peek(); !ends(tok); tok = lex.Peek() {
		switch {
		case tok.Value == "{" && b.Body == nil && b.Branches == nil && !b.blockless(tok):
			b.block(lex)
			continue
		case tok.Type == tokBreak && !b.goesOn(lex):
			lex.Next()
			return
		case tok.Type == tokArrow && b.Branches == nil && !ends(second(lex)):
			if node, err := branches.parse(lex); err == nil {
				b.Branches = node.(*Branches)
				continue
			}
		case tok.Type == tokIdent:
			b.Words = append(b.Words, Name{tok.Value, int32(tok.Pos.Offset)})
		case tok.Type == illegalLongText: // it may hold the rest of the file
			for _, name := range strings.FieldsFunc(tok.Value, func(r rune) bool { return !strings.ContainsRune(nameBytes, r) }) {
				b.Words = append(b.Words, Name{name, int32(tok.Pos.Offset)})
			}
		case tok.Type == tokLabelName:
			b.Words = append(b.Words, Name{tok.Value[:len(tok.Value)-1], int32(tok.Pos.Offset)})
		case tok.Value == "{":
			new(Body).Parse(lex)
			continue
		}
		lex.Next()
	}
}

// blockless reports whether a block stands where a value was wanted.
func (b *Bad) blockless(open *lexer.Token) bool {
	switch b.Stmt.(type) {
	case *Let, *Param, *Say, *Call, *Connect:
		return b.Err.Start == int32(open.Pos.Offset) && b.Err.Code == Syntax
	}
	return false
}

// rename gives a declaration the name that was meant.
func (b *Bad) rename() {
	var name *Declared
	switch s := b.Stmt.(type) {
	case *Let:
		name = &s.Name
	case *Param:
		name = &s.Name
	case *StepDecl:
		name = &s.Name
	}
	if name != nil && b.Err.Name != "" && name.Start == b.Err.Start {
		b.Words = append(b.Words, name.Name)
		name.Text = b.Err.Name
	}
}

// goesOn reports whether a statement that did not parse goes on behind a comma at
// the end of a line.
func (b *Bad) goesOn(lex *lexer.PeekingLexer) bool {
	switch b.Stmt.(type) {
	case *Invoke, *StepDecl:
		return !isVerb(second(lex))
	}
	return b.Arm != nil && isKey(second(lex)) && b.Arm.Target == nil
}

// more reads exits behind other marks than a slash.
func (d *StepDecl) more(lex *lexer.PeekingLexer) {
	for {
		switch tok := lex.Peek(); {
		case tok.Type == tokIdent:
			d.Exits = append(d.Exits, Declared{Name: Name{tok.Value, int32(tok.Pos.Offset)}})
		case tok.Value == "{" || second(lex).Type != tokIdent:
			return
		}
		lex.Next()
	}
}

// adopt gives the block that was found below to the statement that it is for.
func (b *Bad) adopt() {
	if b.Body == nil {
		return
	}
	switch owner := b.Stmt.(type) {
	case *StepDecl:
		owner.Body, b.Body = *b.Body, nil
	case *Try:
		owner.Body, b.Body = *b.Body, nil
	}
}

// block reads a block whose owner is not known.
func (b *Bad) block(lex *lexer.PeekingLexer) {
	if test, ok := b.Stmt.(*TestDecl); ok && test.Body.Lines == nil {
		test.Body.Parse(lex)
		return
	}
	at := lex.MakeCheckpoint()
	lex.Next()
	skipEOL(lex)
	arms := isArm(lex, true)
	lex.LoadCheckpoint(at)
	if arms {
		b.Branches = &Branches{Arms: new(Arms)}
		b.Branches.Arms.Parse(lex)
		return
	}
	b.Body = new(Body)
	b.Body.Parse(lex)
}

// habitual reads an arm as other languages write it: with a word before its key,
// or with a colon behind a word. It is nil for anything else.
func habitual(lex *lexer.PeekingLexer) *Bad {
	start, s := lex.RawCursor(), slipping{tok: *lex.Peek(), next: *second(lex)}
	s.err.Code = Syntax
	word := strings.TrimSuffix(s.tok.Value, ":")
	switch {
	case s.tok.Type == tokIdent && isKey(&s.next) && !isVerb(&s.tok):
		s.remove(&s.tok, "an arm starts with its key")
		s.err.Help = "write " + s.next.Value + " -> TARGET"
	case s.tok.Type == tokLabelName && (s.next.Type == tokArrow || s.next.Value == "{"):
		s.write(&s.tok, &s.tok, outcomeOf(word), "no colon stands behind the outcome of an arm")
	case s.tok.Type == tokLabelName && s.next.Type == tokIdent && !isVerb(&s.next):
		s.write(&s.tok, &s.tok, outcomeOf(word)+" ->", "an arm has an arrow")
		s.err.Help += " " + s.next.Value
	case s.tok.Type == tokLabelName && (outcomeOf(word) != word || slices.Contains(outcomes, word)):
		s.at(&s.tok)
		s.says("write "+outcomeOf(word)+" { ... }, or "+outcomeOf(word)+" -> TARGET", "an arm has an arrow or braces")
	default:
		return nil
	}
	lex.Next()
	bad := &Bad{Err: &s.err}
	switch {
	case isKey(&s.next):
		inner := bad
		if bad.Arm, inner = readArm(lex); inner != nil {
			bad.Arm, s.err.Fix = inner.Arm, nil // to remove the word is not enough
		}
	case s.err.Fix != nil:
		bad.skip(lex)
	default: // the body stands below
		bad.Body = &Body{}
		bad.Body.setSpan(s.err.End, s.err.End)
		for skipEOL(lex); !lex.Peek().EOF() && lex.Peek().Value != "}" && !isArm(lex, true); skipEOL(lex) {
			stmt := statement(lex)
			bad.Body.Stmts, bad.Body.End = append(bad.Body.Stmts, stmt), stmt.Span().End
		}
	}
	finish(lex, start, bad)
	return bad
}

// labelled is a name with a block of statements: a label, most likely, or a test as
// other languages call it. It is nil for anything else.
func labelled(stmt Stmt) *Bad {
	n, ok := stmt.(*Invoke)
	if !ok || len(n.Args) > 0 && !strings.HasPrefix(synonyms()[n.Name.Text], "test ") || n.Branches == nil || n.Branches.Arms == nil {
		return nil
	}
	arms := n.Branches.Arms
	if len(arms.Arms) > 0 || len(arms.Bad) == 0 || arms.Bad[0].Stmt == nil {
		return nil
	}
	bad := &Bad{Err: arms.Bad[0].Err, Verb: &n.Name, Body: &Body{block: arms.block}}
	for _, b := range arms.Bad {
		if b.Stmt != nil && b.Err.structure && b.Stmt.Span() == b.Span() { // else it did not parse
			bad.Body.Stmts = append(bad.Body.Stmts, b.Stmt)
		} else {
			bad.Body.Stmts = append(bad.Body.Stmts, b)
		}
	}
	return bad
}

// outcomeOf is what stands for the outcome that other languages call by a word.
func outcomeOf(word string) string {
	if o := Outcome(word); o != "" {
		return o
	}
	return word
}
