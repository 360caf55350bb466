package diag

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"sync"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Code is one kind of thing that the tool says. All that is known about it
// stands in one place, which is where it is registered: documentation and
// findings are made from that.
type Code struct {
	Name     string // kebab-case; it never changes
	Area     Area
	Severity Severity
	Unusable bool // the job could not be done: wrong use, or a file that can't be read or written
	Misuse   bool // what it is about is the command line
	// Unnecessary says that what stands at the place could as well not be there:
	// an editor shows it pale.
	Unnecessary bool
	Lenient     bool     // an error by itself, and a warning of what is not certain
	Off         bool     // it is not looked for unless a policy says so
	Options     []Option // that a policy can set
	Since       string   // the first version that has it; the first of all where it is not said
	Title       string   // what it says, in a line
	Text        string   // why, and what to do; Markdown
	Bad         string   // the smallest script that has it; see Example
	Good        string   // the same script, mended
	Run         string   // the command that shows it, where that is not check

	// Made makes Bad and Good where they are too long to be written, and Shown
	// stands for them in documentation.
	Made  func() (bad, good string)
	Shown string
}

// An Option is what a policy can set of the check that a code is of.
type Option struct {
	Name, Doc string
	Default   string
	Kind      OptionKind
}

// An OptionKind says what values an option has.
type OptionKind uint8

// The kinds of options.
const (
	WholeNumber OptionKind = iota // from 1
	YesOrNo                       // true or false
)

func (k OptionKind) String() string { return [...]string{"a whole number from 1", "true or false"}[k] }

// Examples returns the script that has the finding, and the same script, mended.
func (c *Code) Examples() (bad, good string) {
	if c.Made != nil {
		return c.Made()
	}
	return c.Bad, c.Good
}

// An Area is a chapter of the documentation of findings.
type Area uint8

// The areas, in the order of the documentation.
const (
	Statements Area = iota
	Names
	Values
	Flow
	Variables
	Said
	Reuse
	Tests
	Payloads
	Running
)

func (a Area) String() string {
	return [...]string{
		"Text and statements", "Names", "Values", "Where the call goes", "Run-time variables", "What the caller hears", "Reuse", "Tests", "Payloads", "Files and the command line",
	}[a]
}

// Areas lists the areas.
func Areas() []Area {
	return []Area{Statements, Names, Values, Flow, Variables, Said, Reuse, Tests, Payloads, Running}
}

// registry holds the codes of all packages of a program. It is written while
// packages are initialised, and only read from then on.
var registry []*Code

// byName finds codes by their names. It is made when it is asked for: most runs
// have no findings.
var byName = sync.OnceValue(func() map[string]*Code {
	table := make(map[string]*Code, len(registry))
	for _, c := range registry {
		if table[c.Name] != nil {
			panic(fmt.Sprintf("the code %s is registered twice", c.Name))
		}
		table[c.Name] = c
	}
	return table
})

// Register adds a code to the registry. Packages register theirs when they are
// initialised, each next to what reports it.
func Register(c Code) *Code {
	if c.Since == "" {
		c.Since = "0.1.0"
	}
	registry = append(registry, &c)
	return &c
}

// Codes returns all registered codes, by area and name.
func Codes() []*Code {
	list := slices.Collect(maps.Values(byName()))
	slices.SortFunc(list, func(a, b *Code) int { return cmp.Or(cmp.Compare(a.Area, b.Area), cmp.Compare(a.Name, b.Name)) })
	return list
}

// CodeNames returns the names of all registered codes, by area and name.
func CodeNames() (names []string) {
	for _, c := range Codes() {
		names = append(names, c.Name)
	}
	return names
}

// Lookup returns the code of a name, or nil.
func Lookup(name string) *Code { return byName()[name] }

func (c *Code) String() string { return c.Name }

// At returns a finding of this kind. The message is lower case and has no full
// stop; it is formatted as by fmt.Sprintf.
func (c *Code) At(place source.Place, format string, args ...any) *Finding {
	return &Finding{Code: c, Severity: c.Severity, Place: place, Message: fmt.Sprintf(format, args...)}
}
