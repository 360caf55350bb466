package decompile

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// CheckOptions say how a payload is checked.
type CheckOptions struct {
	API   api.Version // 0: it is found out
	Rules project.Rules
	Now   time.Time // zero where nobody says what it is
}

// Check returns what is wrong with a payload: what is found by looking at it,
// what the checks of the compiler find in its script, and what they find in the
// call. What no finding may show is added to secrets, if that is not nil.
func Check(doc *api.Document, src *source.File, opts CheckOptions, secrets *diag.Redactor) diag.List {
	in := inspect(doc, src, opts.API, true)
	if len(in.units) > 0 {
		pass := &check.Pass{API: in.payload.Version, Rules: opts.Rules, Now: opts.Now, Secrets: in.secrets}
		pass.Flow(check.NewFlow(call.OfPayload(in.payload, src)), &in.list)
		in.compile()
	}
	in.list = opts.Rules.Policy.Apply(in.list)
	if secrets != nil {
		secrets.Merge(in.secrets)
	}
	return in.list.Sorted().Limited()
}

// covered are the findings in a script that a payload has findings of its own
// for, or that are about the script only.
var covered = map[*diag.Code]bool{check.RawObject: true, check.SecretInSource: true, check.UnreachableStep: true, check.UnusedLabel: true}

// compile compiles the script of a payload and adds what is found, at the
// objects that the statements are made of.
func (in *inspector) compile() {
	script, order := in.draft.print()
	analysis := analyze(script, nil)
	spans := statements(analysis.Program.Main.File)
	said := map[finding]bool{}
	for _, f := range in.list {
		said[finding{f.Code, in.objectAt(f.Place.Start)}] = true
	}
	for _, f := range analysis.Findings {
		n, found := slices.BinarySearchFunc(spans, f.Place.Start, func(s source.Span, at int32) int { return cmp.Compare(s.Start, at) })
		if !found {
			n--
		}
		object := &in.payload.Doc.Root
		if n >= 0 && f.Place.Start < spans[n].End {
			object = in.units[order[n]].vertex.Node
		}
		if covered[f.Code] || f.Code == diag.TooMany || said[finding{f.Code, in.objectAt(object.Start)}] {
			continue
		}
		in.list.Add(f.Code.At(in.head(object), "%s", f.Message)).Severity = f.Severity
	}
}

// withoutCalls is the policy in which nothing is said of calls: that is said of the
// payload itself.
var withoutCalls = sync.OnceValue(func() *diag.Policy {
	policy := &diag.Policy{}
	for _, code := range diag.Codes() {
		if code.Settable() && check.OfFlows(code) {
			policy.Set(code, "off")
		}
	}
	return policy
})

// A finding is a code and the object that it is about.
type finding struct {
	code   *diag.Code
	object int
}

// objectAt returns the index of the object that stands at an offset, or -1.
func (in *inspector) objectAt(offset int32) int {
	n, found := slices.BinarySearchFunc(in.payload.Vertices, offset, func(v api.Vertex, at int32) int { return cmp.Compare(v.Node.Start, at) })
	if !found {
		n--
	}
	if n >= 0 && offset < in.payload.Vertices[n].Node.End {
		return n
	}
	return -1
}

// statements returns the spans of the steps of a script, in order.
func statements(file *lang.File) (spans []source.Span) {
	lang.Walk(file, func(n lang.Node) bool {
		s, ok := n.(lang.Stmt)
		if _, menu := n.(*lang.Menu); ok && (menu || step.Of(s) != nil) {
			spans = append(spans, s.Span())
		}
		return true
	})
	return spans
}
