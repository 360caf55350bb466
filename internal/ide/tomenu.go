package ide

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/decompile"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A pair is a text, and the input of one key behind it.
type pair struct {
	*actor
	say   *lang.Say
	input *lang.Input
	arms  *lang.Arms
}

// menu offers to make a menu of a say and the input of one key behind it, at the
// head of either.
func (a *actor) menu(path []lang.Node, offset int32) {
	stmt := innermost(path)
	if stmt == nil || !a.atHead(stmt, offset) || a.s.Findings.HasErrors() {
		return
	}
	stmts := a.s.bodyAround(stmt.Span()).Stmts
	p := pair{actor: a}
	for i := range len(stmts) - 1 {
		say, isSay := stmts[i].(*lang.Say)
		input, isInput := stmts[i+1].(*lang.Input)
		if isSay && isInput && (stmts[i] == stmt || stmts[i+1] == stmt) {
			p.say, p.input = say, input
		}
	}
	if p.say == nil || p.input.Count.Raw != "1" || p.input.Branches == nil || p.input.Branches.Arms == nil {
		return
	}
	p.arms = p.input.Branches.Arms
	p.offer()
}

// offer offers the menu that speaks its choices, if the text speaks them as a menu
// would: nobody would write one with all of the text, and silent arms.
func (p *pair) offer() {
	keys, ok := p.keys()
	if !ok {
		return
	}
	v := &p.say.Text.Value
	text, named := p.s.expanded(v)
	if v.Kind != lang.TextLit || named {
		return
	}
	spoken := decompile.Choices(text, keys)
	if spoken == nil {
		return
	}
	if edits := p.edits(spoken); edits != nil && p.sameCall(edits) {
		p.add(Action{Title: "Make a menu of the text and its keys", Kind: RewriteAction, Edits: edits})
	}
}

// keys returns the keys of the arms. They are not ok where a menu can't have them:
// one that is quoted, or several with a body.
func (p *pair) keys() (keys []string, ok bool) {
	if len(p.arms.Arms) == 0 || len(p.arms.Bad) > 0 {
		return nil, false
	}
	for _, arm := range p.arms.Arms {
		if isElse(arm) {
			continue
		}
		own := keysOf(arm)
		if arm.Text != nil || len(own) > 1 && arm.Target == nil || slices.ContainsFunc(arm.Keys, isOdd) {
			return nil, false
		}
		keys = append(keys, own...)
	}
	return keys, len(keys) > 0 && !slices.ContainsFunc(keys, func(key string) bool { return len(key) != 1 })
}

func isOdd(k lang.Key) bool {
	return k.From.Kind != lang.NumberLit && k.From.Kind != lang.HashLit || lang.CommentsOf(&k) != nil
}

// keysOf returns the keys of an arm, those of a range each.
func keysOf(arm *lang.Arm) (keys []string) {
	for _, k := range arm.Keys {
		to := ""
		if k.To != nil {
			to = k.To.Raw
		}
		keys = append(keys, value.Keys(k.From.Raw, to)...)
	}
	return keys
}

// edits returns the edits that make a menu, which speaks some choices; nil where
// the arms would have to change places, and have comments.
func (p *pair) edits(spoken *decompile.Spoken) []diag.Edit {
	at := source.Span{Start: p.say.Span().Start, End: p.arms.Start}
	head := p.comments(at) + "menu " + lang.Quote(spoken.Text)
	each := spoken.Each
	if each == "" && p.each() {
		each = decompile.DefaultEach()
	}
	if each != "" {
		head += " each " + lang.Quote(each)
	}
	if p.input.Into != nil {
		head += " into " + p.input.Into.Raw
	}
	arms := p.single(spoken)
	if arms == nil {
		return nil
	}
	return append([]diag.Edit{{Place: p.place(at.Start, at.End), NewText: head + " "}}, arms...)
}

// each reports whether the script says how menus speak.
func (p *pair) each() bool {
	return slices.ContainsFunc(p.s.Main().File.Body.Stmts, func(s lang.Stmt) bool { _, is := s.(*lang.EachSetting); return is })
}

// comments returns those of a part of the script, each on a line.
func (p *pair) comments(span source.Span) (text string) {
	for _, c := range p.s.Main().File.Comments() {
		if holds(span, c.Start) {
			text += c.Text + "\n"
		}
	}
	return text
}

// single returns the edits that make arms of one key, with their choices, in the
// order in which they are spoken.
func (p *pair) single(spoken *decompile.Spoken) (list []diag.Edit) {
	var arms []string // as they are
	var keys []string
	for _, arm := range p.arms.Arms {
		own := keysOf(arm)
		rest := p.file.Text[arm.Keys[len(arm.Keys)-1].Span().End:arm.Span().End]
		if isElse(arm) {
			own = []string{elseWord}
		}
		for _, key := range own {
			choice := ""
			if spoken.Choices[key] != "" {
				choice = " " + lang.Quote(spoken.Choices[key])
			}
			keys, arms = append(keys, key), append(arms, key+choice+rest)
		}
	}
	moved := p.order(spoken, keys, arms)
	n := 0
	for i, arm := range p.arms.Arms {
		own := max(len(keysOf(arm)), 1)
		if isElse(arm) {
			own = 1
		}
		if moved && lang.CommentsOf(arm) != nil {
			return nil
		}
		span := arm.Span()
		list = append(list, diag.Edit{Place: p.place(span.Start, span.End), NewText: strings.Join(arms[n:n+own], "\n")})
		if n += own; i == len(p.arms.Arms)-1 && n != len(arms) {
			return nil
		}
	}
	return list
}

// order sorts arms as they are spoken, and the others behind them, else last. It
// reports whether any is at another place then.
func (p *pair) order(spoken *decompile.Spoken, keys, arms []string) bool {
	at := map[string]string{}
	for i, key := range keys {
		at[key] = arms[i]
	}
	rank := func(key string) int {
		if i := slices.Index(spoken.Keys, key); i >= 0 {
			return i
		}
		return len(spoken.Keys)
	}
	inOrder := slices.Clone(keys)
	var wired []string // the spoken ones
	for _, key := range keys {
		if rank(key) < len(spoken.Keys) {
			wired = append(wired, key)
		}
	}
	if slices.Equal(wired, spoken.Keys) {
		return false
	}
	slices.SortStableFunc(inOrder, func(a, b string) int { return rank(a) - rank(b) })
	for i, key := range inOrder {
		arms[i] = at[key]
	}
	return true
}
