// Package expand turns a program into its call: the settings, the graph with
// one step for each object of the payload, and outlines, in which every body is
// looked at once, as it is written.
//
// It works on points. A point is a place between statements, where the call
// can arrive: a label, the start of a body, what follows a statement. A point
// stands for a step, for the end of the call, or for another point. Walking a
// body, each statement is given the point at which it begins, and the point
// behind it is where the next one begins; the point behind the last is the
// continuation of the body. When all is walked, every point is known.
//
// The same walk makes the graph of the call and the outlines. For the graph,
// the body of a step of the author's own is walked at each use and the body of
// a try for each attempt. For an outline a use is a step with the exits as its
// outcomes, and a try is walked once: again leads to a choice between its start
// and its else.
package expand

import (
	"fmt"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// DefaultMaxSteps is how many steps expansion may add to what is written.
const DefaultMaxSteps = 10_000

// A Call is what a program says.
type Call struct {
	Settings Settings
	Graph    *cfg.Graph // nil where the script grows too large
	Outline  *cfg.Graph // of the script
	Outlines []Outline  // of the author's own steps, of all files
}

// An Outline is a step of the author's own, looked at by itself: what its
// arguments say is not known, and it leaves by its exits.
type Outline struct {
	Step  *resolve.Object
	Graph *cfg.Graph
	takes []bool // by its number: the step can leave by the exit
}

// Program expands a program. What attempts and uses add may not exceed
// maxSteps; 0 is DefaultMaxSteps.
func Program(p *resolve.Program, settings Settings, maxSteps int, list *diag.List) *Call {
	if maxSteps == 0 {
		maxSteps = DefaultMaxSteps
	}
	c := &Call{Settings: settings}
	f := &frame{program: p, settings: &c.Settings, eaches: eachSettings(p), zones: map[string]*value.Problem{}}
	o := outliner{frame: f, list: &diag.List{}, done: map[*resolve.Object]*Outline{}}
	as := whatStands(p.Main.File.Body.Stmts)
	if total, ok := bounded(p, as, maxSteps, list); ok {
		e := newExpander(f, list, total)
		e.jumps = make([]jump, 0, as.jumps)
		c.Graph = e.script()
		if !e.composed {
			c.Outline = c.Graph // nothing in it is written out
		}
	}
	if c.Outline == nil {
		e := newExpander(f, o.list, 0)
		e.outliner = &o
		c.Outline = e.script()
		if c.Graph != nil && c.Graph.Entry < 0 {
			c.Outline.Entry = c.Graph.Entry // jumps lead in a circle through a use
		}
	}
	steps := 0
	for _, m := range p.Modules {
		steps += len(m.Declared())
	}
	c.Outlines = make([]Outline, 0, steps)
	for _, m := range p.Modules {
		for _, step := range m.Declared() {
			c.Outlines = append(c.Outlines, *o.outline(step))
		}
	}
	// What the graph of the call says of a step names its use, so it comes first.
	*list = append(*list, *o.list...)
	return c
}

// Alone expands a program whose steps were looked at before: it makes the graph,
// and no outlines.
func Alone(p *resolve.Program, settings Settings, maxSteps int, list *diag.List) *Call {
	if maxSteps == 0 {
		maxSteps = DefaultMaxSteps
	}
	c := &Call{Settings: settings}
	f := &frame{program: p, settings: &c.Settings, eaches: eachSettings(p), zones: map[string]*value.Problem{}}
	if total, ok := bounded(p, whatStands(p.Main.File.Body.Stmts), maxSteps, list); ok {
		c.Graph = newExpander(f, list, total).script()
	}
	return c
}

// A frame is what all graphs of a call have in common.
type frame struct {
	program  *resolve.Program
	settings *Settings
	eaches   map[*resolve.Module]*lang.EachSetting
	zones    map[string]*value.Problem
	room
}

// An expander makes one graph.
type expander struct {
	values
	*frame
	site     site
	outliner *outliner  // where the graph is an outline
	graph    *cfg.Graph // it stays, and all else goes
	points   []int32
	leaving  []point         // of the exits of uses
	left     []cfg.Leaving   // by which exits each point is left; nil where there are none
	guesses  int             // how many names were looked at for a suggestion
	jumps    []jump          // for circles of them
	path     []point         // to the one that is being resolved
	byPoint  map[point][]int // the jumps by where they stand; nil until it is asked for
	using    []*resolve.Object
	composed bool // something stands for several steps, or for none
	trail    *trail
}

func newExpander(f *frame, list *diag.List, total uint64) *expander {
	return &expander{
		values: values{list: list, from: f.settings.From, zones: f.zones}, frame: f,
		points: make([]int32, 0, 3*total+2), graph: &cfg.Graph{Steps: make([]cfg.Step, 0, total)},
	}
}

// script makes the graph of the script.
func (e *expander) script() *cfg.Graph {
	main := e.program.Main
	in := e.instance(main, &main.File.Body, nil, &cfg.Instance{File: main.File})
	entry := e.point()
	e.body(&main.File.Body, in, entry, e.constant(toEnd))
	e.graph.Unknown = e.graph.Unknown || e.program.Broken
	e.follow()
	e.finish(entry)
	e.settle(entry)
	return e.graph
}

// An instance is one expansion of a body, with what names mean in it.
type instance struct {
	cfg     *cfg.Instance
	number  int32 // among those of the graph
	module  *resolve.Module
	scope   *resolve.Scope
	outer   *instance // of an attempt: where the try stands
	labels  []point   // by the number of the label
	next    int       // how many labels of the scope are behind the walk
	exits   []point   // of a step of the author's own, by their number
	args    []arg     // of the step, by the number of the parameter
	attempt int       // the number of the innermost attempt; 0 outside, unknown in an outline
	again   point

	// where the next step stands, among the labels
	label   *lang.Label
	behind  int32
	pending bool        // a label stands before the next step
	carried *lang.Label // a label at the end of the body of an arm: it stands for what follows
}

// unknown is the number of an attempt, and the state of an argument, in an
// outline.
const unknown = -1

// An arg is what a parameter of a step says.
type arg struct {
	text string
	kind lang.ValueKind
	at   source.Place
	ok   bool
}

func (e *expander) instance(m *resolve.Module, body *lang.Body, outer *instance, at *cfg.Instance) *instance {
	number := int32(len(e.graph.Instances))
	e.graph.Instances = append(e.graph.Instances, at)
	in := &instance{cfg: at, number: number, module: m, scope: m.Scopes[body], outer: outer}
	if outer != nil {
		in.exits, in.args = outer.exits, outer.args
		in.attempt, in.again = outer.attempt, outer.again
	}
	return in
}

// labelName returns the name of the label that the next step stands under, if
// there is one.
func (in *instance) labelName() string {
	if in.label == nil {
		return ""
	}
	return in.label.Name.Text
}

// enter notes a label before the next step.
func (in *instance) enter(label *lang.Label) {
	if in.pending && in.label != nil {
		return // the first of several names the step
	}
	in.label, in.behind, in.pending = label, 0, true
}

// leave notes that the next step does not follow what stands before it.
func (in *instance) leave() {
	if in.pending {
		in.pending, in.behind = false, max(in.behind, 1)
	}
}

// add adds a step that begins at a point.
func (e *expander) add(s lang.Stmt, in *instance, typ *api.Type, at point) *cfg.Step {
	e.points[at] = int32(len(e.graph.Steps))
	label, behind, labelled := in.label, in.behind, in.pending || in.carried != nil
	if in.carried != nil {
		label, behind = in.carried, 0
		in.carried = nil
		in.leave()
	} else {
		in.behind++
		in.pending = false
	}
	e.graph.Steps = append(e.graph.Steps, cfg.Step{
		Stmt: s, In: in.cfg, Type: typ, Label: label, Behind: behind, Labelled: labelled,
	})
	return &e.graph.Steps[len(e.graph.Steps)-1]
}

// maxChain is how many uses a finding names.
const maxChain = 5

func place(in *instance, at source.Span) source.Place {
	return source.Place{File: in.module.File.Source, Span: at}
}

// Invocations names the uses that lead to an instance, for a finding in it.
func Invocations(in *cfg.Instance) []diag.Related {
	var related []diag.Related
	chain := in.Chain()
	for i, at := range chain {
		if i == maxChain {
			related = append(related, diag.Related{Place: chain[len(chain)-1], Message: fmt.Sprintf("and %d more, the outermost at", len(chain)-maxChain)})
			break
		}
		related = append(related, diag.Related{Place: at, Message: "in the use at"})
	}
	return related
}
