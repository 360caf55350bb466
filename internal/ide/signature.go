package ide

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Signature is how a step of the author's own is declared, for one who writes a
// use of it.
type Signature struct {
	Label         string // ask(question) -> yes/no
	Documentation string // Markdown
	Parts         []source.Span
	Active        int // of the parts, which are the parameters and then the exits; -1 for none
}

// SignatureHelp returns the signature of the step whose use is written at an
// offset, and nil elsewhere.
func (s *Snapshot) SignatureHelp(offset int32) *Signature {
	c := s.Main().File.Cursor(offset)
	tokens := c.Tokens
	var arm bool
	if n := len(c.Blocks); n > 0 && c.Blocks[n-1].Arms && len(tokens) == 0 {
		tokens, arm = c.Blocks[n-1].Tokens, true
	}
	def, tokens := s.use(tokens)
	if def == nil {
		return nil
	}
	decl := def.Step.Decl
	sig := &Signature{Label: signature(decl), Documentation: s.Secrets.Message(about(decl)), Active: -1}
	sig.parts(decl)
	if !arm {
		sig.Active = active(def, tokens, len(sig.Parts))
	}
	return sig
}

// use returns the step that some tokens of a statement use, and of them its name
// and what follows that: the arguments and the targets. A test of a step is a use
// of it, too, up to the parameters that it sets.
func (s *Snapshot) use(tokens []lang.Name) (*resolve.Object, []lang.Name) {
	if of := tested(tokens); of != nil {
		if tokens = of; testSets(tokens) {
			return nil, nil
		}
	}
	if len(tokens) == 0 || lang.VerbOf(tokens[0].Text) != nil {
		return nil, nil
	}
	return s.Main().Step(tokens[0].Text), tokens
}

// tested returns of the head of a test the step that it is of, and what follows
// that; nil of anything else.
func tested(tokens []lang.Name) []lang.Name {
	if len(tokens) > 3 && tokens[0].Text == "test" && tokens[2].Text == "of" {
		return tokens[3:]
	}
	return nil
}

// testSets reports whether the parameters follow in the head of a test of a step.
func testSets(tokens []lang.Name) bool {
	for i, t := range tokens {
		if i > 0 && t.Text == "with" && tokens[i-1].Text != "," && !strings.HasSuffix(tokens[i-1].Text, ":") {
			return true
		}
	}
	return false
}

// parts finds the parameters and the exits in the label.
func (sig *Signature) parts(decl *lang.StepDecl) {
	at := len(decl.Name.Text) + 1
	add := func(names []string, behind int) {
		for _, name := range names {
			sig.Parts = append(sig.Parts, source.Span{Start: int32(at), End: int32(at + len(name))})
			at += len(name) + behind
		}
	}
	add(namesOf(decl.Params), len(", "))
	at = strings.LastIndexByte(sig.Label, ')') + len(") -> ")
	add(namesOf(decl.Exits), len("/"))
}

// active returns which of the parts is written behind some tokens.
func active(def *resolve.Object, tokens []lang.Name, parts int) int {
	decl := def.Step.Decl
	if at := slices.IndexFunc(tokens, func(t lang.Name) bool { return t.Text == "->" }); at >= 0 {
		n := len(decl.Params)
		for _, t := range tokens[at:] {
			if t.Text == "/" {
				n++
			}
		}
		if n < parts {
			return n
		}
		return -1
	}
	named, index := arguments(tokens)
	if len(named) > 0 {
		index = -1
		for _, t := range slices.Backward(tokens) {
			if name, is := strings.CutSuffix(t.Text, ":"); is && named[name] {
				index = slices.Index(namesOf(decl.Params), name)
				break
			}
			if t.Text == "," {
				break // the name is still to be written
			}
		}
	}
	if index >= len(decl.Params) {
		return -1
	}
	return index
}
