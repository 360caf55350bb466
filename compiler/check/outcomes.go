package check

import (
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

var missingOutcome = diag.Register(diag.Code{
	Name: "missing-outcome", Area: diag.Flow, Severity: diag.Warning, Title: "a request does not say what happens when it fails, so the call ends there",
	Text: "Servers fail. A caller whose request fails is cut off without a word. Let `fail` go to what the call does then; `fail -> end` says that it is meant to end.",
	Bad:  "call 4420\nget \"https://api.samespace.com/hours\" { ok -> open }\nopen: connect 5263",
	Good: "call 4420\nget \"https://api.samespace.com/hours\" { ok -> open; fail -> closed }\nopen: connect 5263\nend\nclosed: say \"We are closed.\"",
})

var sameOutcome = diag.Register(diag.Code{
	Name: "same-outcome", Area: diag.Flow, Severity: diag.Info, Title: "a request goes to the same step whether it succeeds or fails",
	Text: "Its answer makes no difference to the call, and a failure is passed over. A request that only tells a server something, such as `post` without branches, is not reported.",
	Bad:  "call 4420\nget \"https://api.samespace.com/hours\" -> next/next\nconnect 5263",
	Good: "call 4420\nget \"https://api.samespace.com/hours\" -> next/closed\nconnect 5263\nend\nclosed: say \"We are closed.\"",
})

// A request has both of its outcomes, and they differ.
var _ = register(Check{
	Codes: []*diag.Code{missingOutcome, sameOutcome},
	Flow: func(p *Pass, f *Flow) {
		differs := map[lang.Stmt]bool{} // in some attempt or use
		for i := range f.Steps {
			if s := &f.Steps[i]; f.kinds[i] == requests && f.reachable[i] && s.Stmt != nil && s.In.Use != nil {
				ok, _ := f.To(i, "success")
				fail, _ := f.To(i, "fail")
				differs[s.Stmt] = differs[s.Stmt] || ok != fail
			}
		}
		for i := range f.Steps {
			if f.kinds[i] != requests || !f.reachable[i] || len(f.Steps[i].Branches) == 0 {
				continue
			}
			ok, hasOK := f.To(i, "success")
			fail, hasFail := f.To(i, "fail")
			if rest, has := f.To(i, call.AnyKey); has {
				if !hasOK {
					ok, hasOK = rest, true
				}
				if !hasFail {
					fail, hasFail = rest, true
				}
			}
			switch {
			case !hasFail:
				p.missingOutcome(f, i, "fail", "fails")
			case !hasOK:
				p.missingOutcome(f, i, "success", "succeeds")
			case ok == fail && ok >= 0 && int(ok) != i && answers(f, i) && (f.Program == nil || !differs[f.Steps[i].Stmt]):
				help := "say where it goes when it fails: -> next/LABEL"
				if f.Text(i, "method") != "GET" {
					help = "say where it goes when it fails (-> next/LABEL), or leave the branches out if that does not matter"
				}
				p.add(f, i, sameOutcome, f.Step(i), f.help(help, `give "fail" the id of another object`), "the call goes on the same way whether this request succeeds or fails")
			}
		}
	},
})

func (p *Pass) missingOutcome(f *Flow, i int, key, does string) {
	word := key
	if key == "success" {
		word = "ok"
	}
	help := f.help("write "+word+" -> LABEL for what happens then, or "+word+" -> end if the call is meant to end", `add "`+key+`" with the id of an object; if the call is meant to end, nothing is missing`)
	p.unsaid(f, i, word, p.add(f, i, missingOutcome, f.Step(i), help, "nothing says what happens when the request %s, and the call just ends", does))
}

// answers reports whether a request is asked for its answer, and does not only
// tell a server something.
func answers(f *Flow, i int) bool {
	if stmt := f.Steps[i].Stmt; stmt != nil {
		if request, ok := stmt.(*lang.HTTP); ok && step.Of(stmt).Branches(request) != nil {
			return true
		}
	}
	method := f.Text(i, "method")
	return method == "GET" || method == ""
}

// unsaid is told of a finding that a step does not say where an outcome leads. A
// payload cannot say that the call is meant to end there, so that it is for information.
func (p *Pass) unsaid(f *Flow, i int, outcome string, found *diag.Finding) {
	if f.Program == nil {
		found.Severity = diag.Info
		return
	}
	p.cutsOff(f, i, outcome, found)
}
