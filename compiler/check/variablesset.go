package check

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var unsetVariable = diag.Register(diag.Code{
	Name: "unset-variable", Area: diag.Variables, Severity: diag.Warning, Title: "a run-time variable is read that may not be set by then",
	Text: "The caller would hear nothing in its place, and a server would get an empty value. The message says on which way through the call nothing sets it. A variable that the API or the answer of a server sets is listed in `flowc.yaml` under [`variables`](../config.md).",
	Bad:  "call 4420\nsay \"For apples, press 1.\"\ninput 1 { 1 -> ask; else -> next }\nsay \"Your code is {{code}}.\"\nend\nask: say \"Please key in the code.\"\ninput 4 into code\nsay \"Your code is {{code}}.\"",
	Good: "call 4420\nsay \"Please key in the code.\"\ninput 4 into code\nsay \"Your code is {{code}}.\"",
})

var unusedVariable = diag.Register(diag.Code{
	Name: "unused-variable", Area: diag.Variables, Severity: diag.Info, Unnecessary: true, Title: "a run-time variable is stored and never read",
	Text: "No text, URL or number of the call names it. Leave `into` out, or use it.",
	Bad:  "call 4420\nsay \"Please key in the code.\"\ninput 4 into code\nconnect 5263",
	Good: "call 4420\nsay \"Please key in the code.\"\ninput 4 into code\nget \"https://api.samespace.com/{{code}}\" -> next/end\nconnect 5263",
})

var shadowedVariable = diag.Register(diag.Code{
	Name: "shadowed-variable", Area: diag.Variables, Severity: diag.Info, Title: "a run-time variable is stored again before it was read",
	Text: "What the caller keyed in first is lost: two inputs store into the same variable.",
	Bad:  "call 4420\nsay \"Please key in your account.\"\ninput 4 into number\nsay \"And your code.\"\ninput 4 into number\nget \"https://api.samespace.com/{{number}}\" -> next/end\nconnect 5263",
	Good: "call 4420\nsay \"Please key in your account.\"\ninput 4 into account\nsay \"And your code.\"\ninput 4 into code\nget \"https://api.samespace.com/{{account}}/{{code}}\" -> next/end\nconnect 5263",
})

// Run-time variables are set before they are read, and read once they are set.
var _ = register(Check{
	Codes: []*diag.Code{unsetVariable, unusedVariable, shadowedVariable},
	Flow: func(p *Pass, f *Flow) {
		list, computed := f.variables()
		if computed || slices.ContainsFunc(*p.list, func(f *diag.Finding) bool { return f.Code == resolve.ParameterAsVariable }) {
			return // which variables there are is not known
		}
		u := unset{Pass: p, f: f, said: map[source.Place]bool{}, sent: slices.Contains(f.kinds, requests)}
		for _, v := range list {
			if len(v.set) > 0 {
				u.stored = append(u.stored, v.name)
			}
		}
		for _, v := range list {
			if len(v.reads) > 0 && !slices.Contains(p.Rules.Variables, v.name) {
				u.unset(v)
				u.shadowed(v)
			}
		}
		for _, v := range list {
			if len(v.reads) == 0 && !slices.Contains(p.Rules.Variables, v.name) {
				u.unused(v)
			}
		}
	},
})

// An unset looks for variables that are not set where they are read.
type unset struct {
	*Pass
	f      *Flow
	stored []string
	said   map[source.Place]bool
	ways   int
	sent   bool // the call sends requests, whose answers may set variables
}

// maxWays is how many ways are looked for. Who has more reads the first ones.
const maxWays = 100

func (u *unset) unset(v *variable) {
	var said []int32 // steps that a finding is about
	for _, r := range u.f.maybeUnset(v) {
		if u.follows(r.step, said) {
			continue // what mends that one mends this one
		}
		name := "{{" + v.name + "}}"
		at := u.f.words(int(r.step), r.key, int(r.at), int(r.at)+len(name))
		if u.said[at] {
			continue // of another attempt or use
		}
		u.said[at] = true
		if len(v.set) == 0 {
			if !u.never(v, r, at) {
				said = append(said, r.step)
			}
			continue
		}
		said = append(said, r.step)
		says := "may not be set here"
		help := u.f.help("ask for it on that way too (input 4 into "+v.name+"), or use it only where it is set", `store it on that way too ("variable": "`+v.name+`"), or use it only where it is set`)
		if u.ways++; u.ways <= maxWays {
			if way := u.f.phrase(u.f.way(v, r.step)); way != "" {
				says = "is not set here " + way
			} else {
				says, help = "is used before it is set", u.f.help("move this after the input that sets it", "move this after the digits object that sets it")
			}
		}
		u.add(u.f, int(r.step), unsetVariable, at, help, "%s %s", name, says).
			Relate(u.f.Field(int(v.set[0]), "variable"), "it is set here")
	}
}

// follows reports whether a step is one of some others, or lies behind one of
// the last of them on every way.
func (u *unset) follows(step int32, others []int32) bool {
	for _, other := range others[max(0, len(others)-fewSets):] {
		if u.f.dominates(other, step) {
			return true
		}
	}
	return false
}

// never reports a variable that nothing sets, and whether its name is most
// likely a slip.
func (u *unset) never(v *variable, r read, at source.Place) (slip bool) {
	by := "the API"
	if u.sent {
		by = "the API or the answer of a request"
	}
	ask := u.f.help("ask for it before this (say ..., then input 4 into "+v.name+")", `store it before this with "variable": "`+v.name+`" in a digits object`)
	help := ask + ", or if " + by + " sets it, list it in flowc.yaml: variables: [" + v.name + "]"
	near, alone := "", false
	if u.guesses += len(u.stored); u.guesses <= maxNearby {
		near, alone = lang.NearestAlone(v.name, u.stored)
	}
	if near == "" {
		u.add(u.f, int(r.step), unsetVariable, at, help, "nothing sets {{%s}}", v.name)
		return false
	}
	u.odds = append(u.odds, near)
	found := u.add(u.f, int(r.step), unsetVariable, at, "write {{"+near+"}}", "nothing sets {{%s}}; did you mean {{%s}}?", v.name, near)
	if text := at.File.Text[at.Start:at.End]; text == "{{"+v.name+"}}" {
		found.Mend("write {{"+near+"}}", diag.Edit{Place: at, NewText: "{{" + near + "}}"})
		found.Fixes[0].Choice = !alone
	}
	return true
}

// maxNearby bounds how many names are looked at for suggestions.
const maxNearby = 1 << 20

func (u *unset) unused(v *variable) {
	if slices.Contains(u.odds, v.name) {
		return // something was meant to read it
	}
	for _, i := range v.set {
		at := u.f.Field(int(i), "variable")
		if u.f.reachable[i] && !u.said[at] {
			u.said[at] = true
			u.add(u.f, int(i), unusedVariable, at, u.f.help(`remove "into `+v.name+`"`, `remove "variable"`)+", or use it as {{"+v.name+"}}", "nothing uses {{%s}}", v.name)
			return
		}
	}
}

// shadowed reports steps that store a variable again although no step could have
// read what was stored before.
func (u *unset) shadowed(v *variable) {
	places := map[source.Place]bool{}
	for _, i := range v.set {
		places[u.f.Field(int(i), "variable")] = true
	}
	if len(places) < 2 {
		return
	}
	reads, sets := map[int]bool{}, map[int]bool{}
	for _, r := range v.reads {
		reads[int(r.step)] = true
	}
	for _, i := range v.set {
		sets[int(i)] = true
	}
	for _, first := range v.set {
		if u.f.tired() {
			return
		}
		if !u.f.reachable[first] {
			continue
		}
		at, again, read := u.f.Field(int(first), "variable"), -1, false
		u.f.walk(int(first), onward, func(i int) bool {
			read = read || reads[i]
			if sets[i] && again < 0 && u.f.Field(i, "variable") != at {
				again = i
			}
			return !read && !sets[i]
		})
		if again < 0 || read || u.f.tired() {
			continue
		}
		if place := u.f.Field(again, "variable"); !u.said[place] {
			u.said[place] = true
			u.add(u.f, again, shadowedVariable, place, "store one of the two under another name", "this overwrites {{%s}} before anything has used it", v.name).
				Relate(at, "the first value is stored here")
		}
	}
}
