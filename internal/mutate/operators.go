package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
)

// A site is a node that may be mutated, and what is known of it.
type site struct {
	node  ast.Node
	stack []ast.Node // what holds it, the file first
	file  *file
	info  *types.Info
}

// operators says what can be done to a node: mutate returns the text that
// replaces it, or false.
var operators = []struct {
	name   string
	mutate func(site) (string, bool)
}{
	{"negate", negate},
	{"logic", logic},
	{"compare", swapIn(map[token.Token]token.Token{
		token.LSS: token.LEQ, token.LEQ: token.LSS, token.GTR: token.GEQ, token.GEQ: token.GTR,
		token.EQL: token.NEQ, token.NEQ: token.EQL,
	})},
	{"arithmetic", arithmetic},
	{"number", number},
	{"bool", flip},
	{"text", empty},
	{"remove", remove},
}

// text returns the source of a node.
func (s site) text(n ast.Node) string {
	base := s.file.tree.FileStart
	return string(s.file.text[n.Pos()-base : n.End()-base])
}

func (s site) parent() ast.Node {
	if len(s.stack) == 0 {
		return nil
	}
	return s.stack[len(s.stack)-1]
}

// swap replaces the operator of the node, which is at pos.
func (s site) swap(pos token.Pos, old, new token.Token) (string, bool) {
	text, i := s.text(s.node), int(pos-s.node.Pos())
	return text[:i] + new.String() + text[i+len(old.String()):], true
}

// swapIn makes an operator that swaps those of expressions by a table. The two
// of a pair bind alike, so that the tree stays as it is.
func swapIn(table map[token.Token]token.Token) func(site) (string, bool) {
	return func(s site) (string, bool) {
		e, ok := s.node.(*ast.BinaryExpr)
		if !ok || table[e.Op] == token.ILLEGAL {
			return "", false
		}
		return s.swap(e.OpPos, e.Op, table[e.Op])
	}
}

// logic swaps && and ||. They do not bind alike: hence the parentheses.
func logic(s site) (string, bool) {
	text, ok := swapIn(map[token.Token]token.Token{token.LAND: token.LOR, token.LOR: token.LAND})(s)
	return "(" + text + ")", ok
}

// negate turns a condition around. An equation is left to compare.
func negate(s site) (string, bool) {
	e, ok := s.node.(ast.Expr)
	if !ok || !s.condition(e) {
		return "", false
	}
	switch inner := ast.Unparen(e).(type) {
	case *ast.BinaryExpr:
		if inner.Op == token.EQL || inner.Op == token.NEQ {
			return "", false
		}
	case *ast.UnaryExpr:
		if inner.Op == token.NOT {
			return s.text(inner.X), true
		}
	}
	return "!(" + s.text(e) + ")", true
}

// condition says whether an expression decides where to go on.
func (s site) condition(e ast.Expr) bool {
	switch p := s.parent().(type) {
	case *ast.IfStmt:
		return p.Cond == e
	case *ast.ForStmt:
		return p.Cond == e
	case *ast.CaseClause:
		around, ok := s.stack[len(s.stack)-3].(*ast.SwitchStmt)
		return ok && around.Tag == nil && slices.Contains(p.List, e)
	}
	return false
}

// arithmetic swaps + and - of numbers, also where they assign.
func arithmetic(s site) (string, bool) {
	switch n := s.node.(type) {
	case *ast.BinaryExpr:
		if s.numeric(n) {
			return swapIn(map[token.Token]token.Token{token.ADD: token.SUB, token.SUB: token.ADD})(s)
		}
	case *ast.AssignStmt:
		pair := map[token.Token]token.Token{token.ADD_ASSIGN: token.SUB_ASSIGN, token.SUB_ASSIGN: token.ADD_ASSIGN}
		if other := pair[n.Tok]; other != token.ILLEGAL && s.numeric(n.Lhs[0]) {
			return s.swap(n.TokPos, n.Tok, other)
		}
	case *ast.IncDecStmt:
		other := token.INC
		if n.Tok == token.INC {
			other = token.DEC
		}
		return s.swap(n.TokPos, n.Tok, other)
	}
	return "", false
}

func (s site) numeric(e ast.Expr) bool {
	basic, ok := s.info.TypeOf(e).Underlying().(*types.Basic)
	return ok && basic.Info()&types.IsNumeric != 0
}

// number adds one to an integer. Capacities are left alone, as they change no
// result, and lengths of arrays, as indexes check those.
func number(s site) (string, bool) {
	lit, ok := s.node.(*ast.BasicLit)
	if !ok || lit.Kind != token.INT {
		return "", false
	}
	switch p := s.parent().(type) {
	case *ast.ArrayType:
		return "", false
	case *ast.CallExpr:
		if s.capacity(p, lit) {
			return "", false
		}
	}
	n, err := strconv.ParseInt(lit.Value, 0, 64)
	return strconv.FormatInt(n+1, 10), err == nil
}

// capacity says whether an argument of make is not the length of a slice.
func (s site) capacity(call *ast.CallExpr, arg ast.Expr) bool {
	name, ok := call.Fun.(*ast.Ident)
	if !ok || s.info.Uses[name] != types.Universe.Lookup("make") {
		return false
	}
	_, slice := s.info.TypeOf(call.Args[0]).Underlying().(*types.Slice)
	return !slice || slices.Index(call.Args, arg) == 2
}

// flip swaps true and false.
func flip(s site) (string, bool) {
	name, ok := s.node.(*ast.Ident)
	if !ok {
		return "", false
	}
	switch s.info.Uses[name] {
	case types.Universe.Lookup("true"):
		return "false", true
	case types.Universe.Lookup("false"):
		return "true", true
	}
	return "", false
}

// empty empties a text that something is compared with. Other texts are what
// people read, and golden files hold those.
func empty(s site) (string, bool) {
	lit, ok := s.node.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING || len(lit.Value) <= len(`""`) {
		return "", false
	}
	switch p := s.parent().(type) {
	case *ast.CaseClause:
		return `""`, true
	case *ast.BinaryExpr:
		return `""`, p.Op.Precedence() == token.EQL.Precedence()
	}
	return "", false
}

// remove takes a statement away that has an effect and declares nothing.
func remove(s site) (string, bool) {
	switch p := s.parent().(type) {
	case *ast.BlockStmt, *ast.CaseClause:
	case *ast.CommClause:
		if p.Comm == s.node {
			return "", false // what the case waits for
		}
	default:
		return "", false // part of another statement
	}
	switch n := s.node.(type) {
	case *ast.AssignStmt:
		return "", n.Tok != token.DEFINE && s.text(n.Lhs[0]) != "_"
	case *ast.BranchStmt:
		return "", n.Tok == token.BREAK || n.Tok == token.CONTINUE
	case *ast.ExprStmt:
		_, call := n.X.(*ast.CallExpr)
		return "", call
	case *ast.IncDecStmt:
		return "", true
	}
	return "", false
}
