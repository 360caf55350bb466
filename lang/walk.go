package lang

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// Walk calls visit for node and, where that returns true, for what is in it,
// in the order of the source. The nodes are *File, *Body, *Arms, *Arm,
// *Branches, *Else, *Key, *Argument, pointers to statements, and pointers to
// the leaves: *Name, *Target, *Declared and the types of values.
func Walk(node any, visit func(node any) bool) {
	if !visit(node) {
		return
	}
	switch n := node.(type) {
	case *File:
		Walk(&n.Body, visit)
	case *Body:
		for _, s := range n.Stmts {
			Walk(s, visit)
		}
	case *Arms:
		for _, a := range n.Arms {
			Walk(a, visit)
		}
		for _, b := range n.Bad {
			Walk(b, visit)
		}
	case *Branches:
		for i := range n.Targets {
			Walk(&n.Targets[i], visit)
		}
		walkIf(n.Arms, visit)
	case *Arm:
		for i := range n.Keys {
			Walk(&n.Keys[i], visit)
		}
		walkIf(n.Text, visit)
		walkIf(n.Target, visit)
		walkIf(n.Body, visit)
	case *Else:
		walkIf(n.Target, visit)
		walkIf(n.Body, visit)
	case *Argument:
		walkIf(n.Param, visit)
		Walk(&n.Value, visit)

	case *APISetting:
		Walk(&n.Version, visit)
	case *CredentialSetting:
		walkIf(n.Env, visit)
		walkIf(n.Value, visit)
	case *RecordSetting:
	case *PublishSetting:
		Walk(&n.URL, visit)
	case *Call:
		Walk(&n.Number, visit)
		walkIf(n.From, visit)
	case *Say:
		Walk(&n.Text, visit)
	case *Play:
		Walk(&n.URL, visit)
		walkIf(n.Saying, visit)
	case *Input:
		Walk(&n.Count, visit)
		walkIf(n.Into, visit)
		walkIf(n.Branches, visit)
	case *HTTP:
		Walk(&n.URL, visit)
		walkIf(n.Branches, visit)
	case *Callback:
		Walk(&n.Entity, visit)
		Walk(&n.Date, visit)
		Walk(&n.Time, visit)
		Walk(&n.Zone, visit)
	case *Connect:
		Walk(&n.Number, visit)
		walkIf(n.From, visit)
	case *Raw:
		Walk(&n.Object, visit)
		walkIf(n.Branches, visit)
	case *Invoke:
		Walk(&n.Name, visit)
		for i := range n.Args {
			Walk(&n.Args[i], visit)
		}
		walkIf(n.Branches, visit)
	case *Menu:
		walkIf(n.URL, visit)
		walkIf(n.Text, visit)
		walkIf(n.Each, visit)
		walkIf(n.Into, visit)
		Walk(&n.Arms, visit)
	case *Try:
		Walk(&n.Count, visit)
		Walk(&n.Body, visit)
		walkIf(n.Else, visit)
	case *Label:
		Walk(&n.Name, visit)
	case *Jump:
		Walk(&n.Target, visit)
	case *End:
	case *Let:
		Walk(&n.Name, visit)
		Walk(&n.Value, visit)
	case *Param:
		Walk(&n.Name, visit)
		walkIf(n.Default, visit)
	case *Use:
		Walk(&n.Path, visit)
	case *StepDecl:
		Walk(&n.Name, visit)
		for i := range n.Params {
			Walk(&n.Params[i], visit)
		}
		for i := range n.Exits {
			Walk(&n.Exits[i], visit)
		}
		Walk(&n.Body, visit)
	case *Bad:
		if n.Stmt != nil {
			Walk(n.Stmt, visit)
		}
		walkIf(n.Arm, visit)
		walkIf(n.Branches, visit)
		walkIf(n.Body, visit)

	case *Name, *Target, *Declared, *LabelMark, *ParamName,
		*PhoneNumber, *TextValue, *URL, *Count, *Entity, *DateValue, *TimeValue, *Zone,
		*Path, *AnyValue, *Into, *Key, *Spoken, *Object:
	default:
		panic(fmt.Sprintf("unexpected %T", node))
	}
}

// Simple reports whether a node is a statement of a few words, with no block in
// it. A walk that is about statements need not look into it.
func Simple(node any) bool {
	switch n := node.(type) {
	case *Say, *Call, *Play, *Callback, *Connect, *Label, *Jump, *End:
		return true
	case *HTTP:
		return n.Branches == nil || n.Branches.Arms == nil
	case *Arm:
		return n.Body == nil
	}
	return false
}

func walkIf[N any](node *N, visit func(any) bool) {
	if node != nil {
		Walk(node, visit)
	}
}

// Head returns the part of a statement before its block, without the white
// space between them.
func (f *File) Head(stmt Stmt) source.Span {
	span := stmt.Span()
	var branches *Branches
	switch s := stmt.(type) {
	case *Input:
		branches = s.Branches
	case *HTTP:
		branches = s.Branches
	case *Raw:
		branches = s.Branches
	case *Invoke:
		branches = s.Branches
	case *Menu:
		span.End = s.Arms.Start
	case *Try:
		span.End = s.Body.Start
	case *StepDecl:
		span.End = s.Body.Start
	}
	if branches != nil && branches.Arms != nil {
		span.End = branches.Arms.Start
	}
	if span.End <= span.Start {
		return stmt.Span()
	}
	span.End = span.Start + int32(len(strings.TrimRight(f.Source.Text[span.Start:span.End], " \t\r\n")))
	return span
}
