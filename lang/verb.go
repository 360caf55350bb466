package lang

import (
	"slices"
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
)

// A Verb is a word that starts a statement.
type Verb struct {
	Word  string
	Group Group
	Usage string // how the statement is written

	production *production
}

// Verbs is the table of all statements that start with a word of the
// language, in the order in which the documentation shows them. The parser
// picks a production by the first word: no alternatives are tried, and an
// error is always about the statement that the author meant.
var Verbs = []Verb{
	{"api", Setting, `api v2`, produce[APISetting]()},
	{"cloud", Setting, `cloud "NAME" or cloud env NAME`, credential},
	{"sid", Setting, `sid env NAME`, credential},
	{"token", Setting, `token env NAME`, credential},
	{"record", Setting, `record on or record off`, produce[RecordSetting]()},
	{"publish", Setting, `publish "https://..." or publish put "https://..."`, produce[PublishSetting]()},

	{"call", Step, `call NUMBER from NUMBER`, produce[Call]()},
	{"say", Step, `say "TEXT"`, produce[Say]()},
	{"play", Step, `play "https://..." saying "TEXT"`, produce[Play]()},
	{"input", Step, `input COUNT into NAME -> TARGET`, produce[Input]()},
	{"get", Step, `get "https://..." -> OK/FAIL`, request},
	{"post", Step, `post "https://..." -> OK/FAIL`, request},
	{"put", Step, `put "https://..." -> OK/FAIL`, request},
	{"patch", Step, `patch "https://..." -> OK/FAIL`, request},
	{"delete", Step, `delete "https://..." -> OK/FAIL`, request},
	{"callback", Step, `callback ENTITY at 2018-10-11 20:48:00 UTC`, produce[Callback]()},
	{"connect", Step, `connect NUMBER from NUMBER`, produce[Connect]()},
	{"raw", Step, `raw { "type": "..." }`, produce[Raw]()},
	{"menu", Step, `menu "TEXT" { 1 "CHOICE" -> TARGET }`, produce[Menu]()},
	{"try", Step, `try 3 times { ... } else -> TARGET`, produce[Try]()},

	{"->", Flow, `-> TARGET`, produce[Jump]()},
	{"end", Flow, `end`, produce[End]()},

	{"let", Declaration, `let NAME = VALUE`, produce[Let]()},
	{"param", Declaration, `param NAME or param NAME = VALUE`, produce[Param]()},
	{"use", Declaration, `use "FILE.flow"`, produce[Use]()},
	{"step", Declaration, `step NAME(PARAMS) -> EXIT/EXIT { ... }`, produce[StepDecl]()},
}

var (
	credential = produce[CredentialSetting]()
	request    = produce[HTTP]()
	invoke     = produce[Invoke]()
	branches   = produce[Branches]()
	arm        = produce[Arm]()
)

var verbs = sync.OnceValue(func() map[string]*Verb {
	table := make(map[string]*Verb, len(Verbs))
	for i := range Verbs {
		table[Verbs[i].Word] = &Verbs[i]
	}
	return table
})

// Targets and outcomes that are words of the language, and the words inside
// statements. A label, exit or run-time variable may be called like one of
// them, a constant, parameter, argument or step may not.
var (
	// TargetWords may not be labels either: they already lead somewhere.
	TargetWords  = []string{"next", "end", "again", "else"}
	innerWords   = []string{"env", "on", "off", "v1", "v2", "from", "saying", "into", "at", "times", "each", "ok", "fail"}
	keptFree     = []string{"object", "if", "when", "wait", "hangup", "while", "for", "repeat", "test", "with", "hear", "press"}
	wordsByValue = sync.OnceValue(func() map[string]bool {
		words := make(map[string]bool)
		for _, v := range Verbs {
			words[v.Word] = true
		}
		for _, list := range [][]string{TargetWords, innerWords, keptFree} {
			for _, w := range list {
				words[w] = true
			}
		}
		return words
	})
)

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

// IsWord reports whether name is a word of the language, or kept free for it.
func IsWord(name string) bool { return wordsByValue()[name] }

// IsTargetWord reports whether name is a target that needs no label.
func IsTargetWord(name string) bool { return slices.Contains(TargetWords, name) }

// A production reads one type of the grammar. Its parser is built when the
// first script needs it: building all of them costs more than most scripts
// take to compile.
type production struct {
	parse func(*lexer.PeekingLexer) (any, error)
	ebnf  func() string
}

func produce[N any]() *production {
	parser := sync.OnceValue(func() *participle.Parser[N] {
		// Without lookahead an alternative is chosen by its first token, and an
		// error inside it is final: the grammar is LL(1).
		return participle.MustBuild[N](participle.Lexer(definition{}), participle.UseLookahead(0))
	})
	trailing := []participle.ParseOption{participle.AllowTrailing(true)}
	return &production{
		parse: func(lex *lexer.PeekingLexer) (any, error) {
			return parser().ParseFromLexer(lex, trailing...)
		},
		ebnf: func() string { return parser().String() },
	}
}
