package lang

import (
	"github.com/flowc-lang/flowc/lang/source"
)

// A File is a parsed script. It is whole whatever the text is: what did not
// parse is a *Bad among the statements.
type File struct {
	Source   *source.File
	Body     Body // its braces are not written
	Comments []Comment
}

// A Comment runs from // to the end of its line.
type Comment struct {
	Start int32
	Text  string // from the slashes on, without white space at the end
}

// A Stmt is a statement: a setting, a declaration, a step, a label, a jump or
// an end. Each type below that embeds stmt is one; a *Bad stands for one
// that did not parse.
type Stmt interface {
	Span() source.Span
	setSpan(start, end int32)
	isStmt()
}

// node is embedded in what covers more than one token.
type node struct {
	Start, End int32
}

func (n *node) Span() source.Span        { return source.Span{Start: n.Start, End: n.End} }
func (n *node) setSpan(start, end int32) { n.Start, n.End = start, end }

// stmt is embedded in every statement.
type stmt struct{ node }

func (stmt) isStmt() {}

// A Name is a name as written.
type Name struct {
	Text  string
	Start int32
}

// Span returns the bytes of the name.
func (n Name) Span() source.Span {
	return source.Span{Start: n.Start, End: n.Start + int32(len(n.Text))}
}

// A Value is a literal as written, or the name of a constant, parameter or
// argument.
type Value struct {
	Raw   string
	Start int32
	Kind  ValueKind
}

// A ValueKind says how a value is written.
type ValueKind uint8

// The ways to write a value.
const (
	NoValue   ValueKind = iota
	NumberLit           // 5263
	TextLit             // "..." or """..."""
	DateLit             // 2018-10-11
	TimeLit             // 20:48
	ZoneLit             // Asia/Kolkata
	HashLit             // 12#
	NameRef             // greeting
)

// Span returns the bytes of the value.
func (v Value) Span() source.Span {
	return source.Span{Start: v.Start, End: v.Start + int32(len(v.Raw))}
}

// AsValue returns the value itself, whatever type of leaf it is part of.
func (v *Value) AsValue() *Value { return v }

// The structs below are the grammar: a participle tag says how a field is
// read. What their fields are made of, the leaves, is in leaf.go.
type (
	// APISetting says which API the payload is for.
	APISetting struct {
		stmt
		Version Name `parser:"'api' @@"`
	}

	// CredentialSetting names the cloud, or says where a secret comes from.
	CredentialSetting struct {
		stmt
		Key   string     `parser:"@('cloud' | 'sid' | 'token')"`
		Env   *Name      `parser:"( 'env' @@"`
		Value *TextValue `parser:"| @@ )"`
	}

	// RecordSetting says whether the call is recorded.
	RecordSetting struct {
		stmt
		Switch string `parser:"'record' @('on' | 'off')"`
	}

	// PublishSetting says where the API sends its events.
	PublishSetting struct {
		stmt
		Method string `parser:"'publish' @('get' | 'post' | 'put' | 'patch' | 'delete')?"`
		URL    URL    `parser:"@@"`
	}

	// Call places a call.
	Call struct {
		stmt
		Number PhoneNumber  `parser:"'call' @@"`
		From   *PhoneNumber `parser:"( 'from' @@ )?"`
	}

	// Say speaks a text.
	Say struct {
		stmt
		Text TextValue `parser:"'say' @@"`
	}

	// Play plays a recording.
	Play struct {
		stmt
		URL    URL        `parser:"'play' @@"`
		Saying *TextValue `parser:"( 'saying' @@ )?"`
	}

	// Input waits for keys.
	Input struct {
		stmt
		Count    Count     `parser:"'input' @@"`
		Into     *Into     `parser:"( 'into' @@ )?"`
		Branches *Branches `parser:"@@?"`
	}

	// HTTP sends a request.
	HTTP struct {
		stmt
		Method   string    `parser:"@('get' | 'post' | 'put' | 'patch' | 'delete')"`
		URL      URL       `parser:"@@"`
		Branches *Branches `parser:"@@?"`
	}

	// Callback arranges a call back.
	Callback struct {
		stmt
		Entity Entity    `parser:"'callback' @@"`
		Date   DateValue `parser:"'at' @@"`
		Time   TimeValue `parser:"@@"`
		Zone   Zone      `parser:"@@"`
	}

	// Connect connects the caller.
	Connect struct {
		stmt
		Number PhoneNumber  `parser:"'connect' @@"`
		From   *PhoneNumber `parser:"( 'from' @@ )?"`
	}

	// Raw is an object of the payload as it stands.
	Raw struct {
		stmt
		Object   Object    `parser:"'raw' @@"`
		Branches *Branches `parser:"@@?"`
	}

	// Invoke runs a step of the author's own.
	Invoke struct {
		stmt
		Name     Name       `parser:"@@"`
		Args     []Argument `parser:"( @@ ( ',' @@ )* )?"`
		Branches *Branches  `parser:"@@?"`
	}

	// Argument is a value handed to a step of the author's own.
	Argument struct {
		Param *ParamName `parser:"@@?"`
		Value AnyValue   `parser:"@@"`
	}

	// Menu speaks choices and waits for one key.
	Menu struct {
		stmt
		URL  *URL       `parser:"'menu' ( 'play' @@"`
		Text *TextValue `parser:"| @@ )"`
		Each *TextValue `parser:"( 'each' @@ )?"`
		Into *Into      `parser:"( 'into' @@ )?"`
		Arms Arms       `parser:"@@"`
	}

	// Try makes attempts.
	Try struct {
		stmt
		Count Count `parser:"'try' @@ 'times'"`
		Body  Body  `parser:"@@"`
		Else  *Else `parser:"( 'else' @@ )?"`
	}

	// Else is where the call goes when all attempts have failed.
	Else struct {
		Target *Target `parser:"'->' @@"`
		Body   *Body   `parser:"| @@"`
	}

	// Label names the statements below it.
	Label struct {
		stmt
		Name LabelMark `parser:"@@"`
	}

	// Jump leaves the line.
	Jump struct {
		stmt
		Target Target `parser:"'->' @@"`
	}

	// End ends the call.
	End struct {
		stmt
		Word string `parser:"@'end'"`
	}

	// Let declares a constant.
	Let struct {
		stmt
		Name  Declared `parser:"'let' @@ '='"`
		Value AnyValue `parser:"@@"`
	}

	// Param declares a constant that the build can set.
	Param struct {
		stmt
		Name    Declared  `parser:"'param' @@"`
		Default *AnyValue `parser:"( '=' @@ )?"`
	}

	// Use brings in the declarations of another file.
	Use struct {
		stmt
		Path Path `parser:"'use' @@"`
	}

	// StepDecl declares a step of the author's own.
	StepDecl struct {
		stmt
		Name   Declared   `parser:"'step' @@"`
		Params []Declared `parser:"'(' ( @@ ( ',' @@ )* )? EOL* ')'"`
		Exits  []Declared `parser:"( '->' @@ ( '/' @@ )* )?"`
		Body   Body       `parser:"@@"`
	}

	// Branches say where the call goes from a step: targets by position, or a
	// block of arms.
	Branches struct {
		Targets []Target `parser:"'->' @@ ( '/' @@ )*"`
		Arms    *Arms    `parser:"| @@"`
	}

	// Arm is one outcome, or several that go the same way.
	Arm struct {
		node
		Keys   []Key   `parser:"@@ ( ',' @@ )*"`
		Text   *Spoken `parser:"@@?"`
		Target *Target `parser:"( '->' @@"`
		Body   *Body   `parser:"| @@ )"`
	}
)

// A Body is a block of statements. End is -1 where it is not closed.
type Body struct {
	node
	Stmts []Stmt
}

// Arms is a block of arms. End is -1 where it is not closed.
type Arms struct {
	node
	Arms []*Arm
	Bad  []*Bad // what stands among the arms and is none
}

// Closed reports whether the block that spans node has its closing brace.
func (n *node) closed() bool { return n.End >= 0 }

// A Bad is a statement that did not parse, with as much of it as did.
type Bad struct {
	stmt
	Err      *SyntaxError
	Verb     *Name     // the word that is no statement, if that is what is wrong
	Stmt     Stmt      // what stands before the mistake, where that is a statement
	Branches *Branches // the branches of a statement that has none, or whose head is wrong
	Body     *Body     // the body of a statement whose head is wrong
	Arm      *Arm      // an arm that stands where a statement should
	Words    []Name    // the names in the part that was passed over
}
