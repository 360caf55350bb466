package lang

import (
	"reflect"
	"strings"
	"sync"

	"github.com/alecthomas/participle/v2"
	"github.com/alecthomas/participle/v2/lexer"
)

// A Group says what kind of statement a verb starts.
type Group uint8

// The groups of statements.
const (
	Setting     Group = iota // belongs to the envelope of the payload
	Declaration              // introduces a name
	Step                     // becomes an object of the payload, or several
	Flow                     // says where the call goes
	Expectation              // is a line of a test
)

// A Verb is a word that starts a statement.
type Verb struct {
	Word    string
	Group   Group
	Usage   string // how the statement is written
	Doc     string // what it does, in a sentence
	Example string // one that is whole, in a script that has a label agent

	production *production
}

// Verbs is the table of all statements that start with a word of the
// language, in the order in which the documentation shows them. The grammar
// picks a production by the first word: no alternatives are tried, and an
// error is always about the statement that the author meant.
var Verbs = []Verb{
	{
		"api", Setting, `api v2`,
		"Says which API the payload is for, v1 or v2.",
		`api v2`, produce[APISetting](),
	},
	{
		"cloud", Setting, `cloud "NAME" or cloud env NAME`,
		"Names the cloud that the call runs in.",
		`cloud "dev"`, credential,
	},
	{
		"sid", Setting, `sid env NAME`,
		"Says where the sid of the cloud comes from.",
		`sid env CLOUD_SID`, credential,
	},
	{
		"token", Setting, `token env NAME`,
		"Says where the token comes from that the API asks for.",
		`token env CLOUD_TOKEN`, credential,
	},
	{
		"record", Setting, `record on or record off`,
		"Says whether the call is recorded.",
		`record on`, produce[RecordSetting](),
	},
	{
		"publish", Setting, `publish "https://..." or publish put "https://..."`,
		"Says where the API sends its events.",
		`publish put "https://example.com/events"`, produce[PublishSetting](),
	},
	{
		"from", Setting, `from NUMBER`,
		"Says who calls, wherever a call or connect does not.",
		`from 442079460100`, produce[FromSetting](),
	},
	{
		"each", Setting, `each "Press {key} {choice}."`,
		"Says how menus speak their choices.",
		`each "For {choice}, press {key}."`, produce[EachSetting](),
	},

	{
		"call", Step, `call NUMBER from NUMBER`,
		"Places a call.",
		`call 442079460123 from 442079460100`, produce[Call](),
	},
	{
		"say", Step, `say "TEXT"`,
		"Speaks a text.",
		`say "Hello."`, produce[Say](),
	},
	{
		"play", Step, `play "https://..." saying "TEXT"`,
		"Plays a recording.",
		`play "https://example.com/hello.mp3" saying "Hello."`, produce[Play](),
	},
	{
		"input", Step, `input COUNT into NAME -> TARGET`,
		"Waits for keys, and goes where they lead.",
		`input 1 into choice { 1 -> agent; else -> next }`, produce[Input](),
	},
	{
		"get", Step, `get "https://..." -> OK/FAIL`,
		"Sends a GET request, and goes on by whether it succeeds.",
		`get "https://example.com/{{choice}}" -> next/agent`, request,
	},
	{
		"post", Step, `post "https://..." -> OK/FAIL`,
		"Sends a POST request, and goes on by whether it succeeds.",
		`post "https://example.com/{{choice}}" { fail -> agent }`, request,
	},
	{
		"put", Step, `put "https://..." -> OK/FAIL`,
		"Sends a PUT request, and goes on by whether it succeeds.",
		`put "https://example.com" -> next/end`, request,
	},
	{
		"patch", Step, `patch "https://..." -> OK/FAIL`,
		"Sends a PATCH request, and goes on by whether it succeeds.",
		`patch "https://example.com"`, request,
	},
	{
		"delete", Step, `delete "https://..." -> OK/FAIL`,
		"Sends a DELETE request, and goes on by whether it succeeds.",
		`delete "https://example.com" -> agent/next`, request,
	},
	{
		"callback", Step, `callback ENTITY at 2018-10-11 20:48:00 UTC`,
		"Arranges a call back by a team or a person.",
		`callback 5263 at 2030-01-15 18:30 Europe/London`, produce[Callback](),
	},
	{
		"connect", Step, `connect NUMBER from NUMBER`,
		"Connects the caller to a number.",
		`connect 5263 from 442079460100`, produce[Connect](),
	},
	{
		"raw", Step, `raw { "type": "..." }`,
		"Is an object of the payload as it stands, for what the language has no word for.",
		`raw { "type": "fax" } -> agent`, produce[Raw](),
	},
	{
		"menu", Step, `menu "TEXT" { 1 "CHOICE" -> TARGET }`,
		"Speaks choices, waits for one key, and goes where it leads.",
		`menu "Welcome." { 1 "for an agent" -> agent }`, produce[Menu](),
	},
	{
		"try", Step, `try 3 times { ... } else -> TARGET`,
		"Makes attempts: again starts the next one.",
		`try 2 times { input 1 { 1 -> agent; else -> again } } else { say "Goodbye."; end }`, produce[Try](),
	},

	{
		"->", Flow, `-> TARGET`,
		"Goes to a target.",
		`-> agent`, produce[Jump](),
	},
	{
		"end", Flow, `end`,
		"Ends the call.",
		`end`, produce[End](),
	},

	{
		"let", Declaration, `let NAME = VALUE`,
		"Declares a constant.",
		`let desk = 5263`, produce[Let](),
	},
	{
		"param", Declaration, `param NAME or param NAME = VALUE`,
		"Declares a constant that the build can set.",
		`param greeting = "Hello."`, produce[Param](),
	},
	{
		"use", Declaration, `use "FILE.flow"`,
		"Brings in the constants, parameters and steps of another file.",
		`use "lib.flow"`, produce[Use](),
	},
	{
		"step", Declaration, `step NAME(PARAMS) -> EXIT/EXIT { ... }`,
		"Declares a step of one's own.",
		`step ask(question) -> yes/no { say question; input 1 { 1 -> yes; else -> no } }`, produce[StepDecl](),
	},
	{
		"test", Declaration, `test "NAME" { ... }`,
		"Declares a test, which is a transcript of the call.",
		`test "a caller asks for an agent" { hear "Welcome"; end }`, produce[TestDecl](),
	},
}

// VerbOf returns the verb of a word, or nil.
func VerbOf(word string) *Verb { return verbs()[word] }

// New returns an empty statement of the verb.
func (v *Verb) New() Stmt { return reflect.New(v.production.node.Elem()).Interface().(Stmt) }

var (
	credential    = produce[CredentialSetting]()
	request       = produce[HTTP]()
	expectRequest = produce[ExpectHTTP]()
	invoke        = produce[Invoke]()
	label         = produce[Label]()
	branches      = produce[Branches]()
	arm           = produce[Arm]()
)

var (
	verbs     = sync.OnceValue(func() map[string]*Verb { return byWord(Verbs) })
	testVerbs = sync.OnceValue(func() map[string]*Verb { return byWord(TestVerbs) })
)

func byWord(list []Verb) map[string]*Verb {
	table := make(map[string]*Verb, len(list))
	for i := range list {
		table[list[i].Word] = &list[i]
	}
	return table
}

// groups says of which group each type of statement is.
var groups = sync.OnceValue(func() map[reflect.Type]Group {
	table := map[reflect.Type]Group{reflect.TypeFor[*Label](): Flow, reflect.TypeFor[*Invoke](): Step, reflect.TypeFor[*Bad](): Step}
	for _, list := range [][]Verb{Verbs, TestVerbs} {
		for _, v := range list {
			table[v.production.node] = v.Group
		}
	}
	return table
})

// GroupOf returns the group of a statement. What did not parse is taken for a
// step.
func GroupOf(s Stmt) Group { return groups()[reflect.TypeOf(s)] }

// inner returns the words inside the statement, as its grammar has them.
func (v *Verb) inner() (words []string) {
	if v.production == nil {
		return nil
	}
	own, _, _ := strings.Cut(v.production.ebnf(), "\n")
	for i, word := range strings.Split(own, `"`) {
		if start := verbs()[word]; i%2 == 1 && IsName(word) && (start == nil || start.production != v.production) {
			words = append(words, word)
		}
	}
	return words
}

// A production reads one type of the grammar. Its parser is built when the
// first script needs it: building all of them costs more than most scripts
// take to compile.
type production struct {
	node  reflect.Type // a pointer to the type that it reads
	build func() grammarParser
	once  sync.Once
	built grammarParser
	shown sync.Once
	text  string // the grammar as EBNF
}

// A grammarParser is what a production has of participle.
type grammarParser interface {
	parse(*lexer.PeekingLexer) (any, error)
	String() string // the grammar as EBNF
}

func (p *production) parser() grammarParser {
	p.once.Do(func() { p.built = p.build() })
	return p.built
}

func (p *production) parse(lex *lexer.PeekingLexer) (any, error) { return p.parser().parse(lex) }

func (p *production) ebnf() string {
	p.shown.Do(func() { p.text = p.parser().String() })
	return p.text
}

func produce[N any]() *production {
	return &production{node: reflect.TypeFor[*N](), build: build[N]}
}

// A statement may have as many tokens as a script; participle has a bound of its
// own for what comes any number of times.
func init() { participle.MaxIterations = MaxTokens }

type parserOf[N any] struct{ *participle.Parser[N] }

// build makes the parser of a type. Without lookahead an alternative is chosen by
// its first token, and an error inside it is final: the grammar is LL(1).
func build[N any]() grammarParser {
	return parserOf[N]{participle.MustBuild[N](participle.Lexer(definition{}), participle.UseLookahead(0))}
}

func (p parserOf[N]) parse(lex *lexer.PeekingLexer) (any, error) {
	return p.ParseFromLexer(lex, participle.AllowTrailing(true))
}
