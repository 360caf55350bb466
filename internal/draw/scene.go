package draw

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
)

// Options say what is shown of a call.
type Options struct {
	Title    string
	Collapse []string                        // groups that are shown as one box: their names, or All
	Focus    string                          // a label: only what the call comes to from there
	Depth    int                             // how many steps from there, or from the start; 0 for all
	Old      *call.Call                      // an older one: what has changed since is marked
	Missed   func(step int, key string) bool // no test comes to a step, or, with a key, takes this branch
	Object   func(step int) string
	Hide     func(text string) string // what nobody may see
}

// The names of groups that are no names of the call.
const (
	All   = "all"
	Tries = "try" // all attempts
)

// An Unknown is a name that nothing in the call has.
type Unknown struct {
	Flag  string // "collapse" or "focus"
	Name  string
	Known []string
}

func (u *Unknown) Error() string { return fmt.Sprintf("nothing in the call is called %q", u.Name) }

// A builder makes a scene.
type builder struct {
	*Scene
	call    *call.Call
	opts    Options
	reached []bool
	groups  map[groupKey]int
	folded  []bool                // groups that are one box
	boxOf   []int                 // of the steps
	partOf  []int                 // the box of a folded group
	count   []int                 // how many steps a group has
	uses    map[int]*cfg.Instance // of steps of one's own: what groups are
	never   int                   // the group of what is never reached
	totals  map[groupKey]int

	headings *headings
	begun    []bool           // groups of which a step has a box
	found    map[string][]int // the boxes that labels lead to
	leads    map[lead]bool    // the same
	names    []string         // of these labels
}

// A lead is a label of a box.
type lead struct {
	name string
	box  int
}

// A groupKey is what a group is made of: an instance, or a use of which there are
// several, as attempts. What is never reached has groups of its own.
type groupKey struct {
	in    *cfg.Instance
	use   lang.Stmt
	never bool
}

// New returns the scene of a call. The error is an Unknown.
func New(c *call.Call, opts Options) (*Scene, error) {
	b := &builder{
		Scene: &Scene{Title: opts.Title}, call: c, opts: opts, reached: c.Reachable(),
		groups: map[groupKey]int{}, uses: map[int]*cfg.Instance{}, totals: map[groupKey]int{}, never: None, headings: newHeadings(c), found: map[string][]int{}, leads: map[lead]bool{},
	}
	if opts.Hide == nil {
		b.opts.Hide = func(text string) string { return text }
	}
	for _, in := range c.Instances {
		b.totals[groupKey{in: in.Parent, use: in.Use}]++
	}
	b.parts()
	if err := b.fold(); err != nil {
		return nil, err
	}
	d := b.compare()
	b.boxes(d)
	b.arrows(d)
	if len(b.Boxes) == 0 {
		const words = "Nothing happens in this call."
		b.Boxes = []Box{{Role: Ends, Words: words, Whole: words, Step: None, Group: None}}
	}
	if err := b.look(); err != nil {
		return nil, err
	}
	d.list() // all of it, whatever part of the call is looked at
	b.prune()
	return b.Scene, nil
}

// parts makes the groups, in the order in which the call has them.
func (b *builder) parts() {
	for i := range b.call.Steps {
		for g := b.groupOf(b.call.Steps[i].In, !b.reached[i]); g != None; g = b.Groups[g].Parent {
			b.count[g]++
		}
	}
	b.folded, b.partOf, b.begun = make([]bool, len(b.Groups)), make([]int, len(b.Groups)), make([]bool, len(b.Groups))
}

// groupOf returns the group of what stands in an instance.
func (b *builder) groupOf(in *cfg.Instance, never bool) int {
	if in == nil || in.Use == nil {
		if never && b.never == None {
			b.never = b.group(Group{Heading: "The call never comes here", Role: Never, Parent: None})
		}
		if never {
			return b.never
		}
		return None
	}
	key := groupKey{in: in, never: never}
	if g, there := b.groups[key]; there {
		return g
	}
	parent := b.groupOf(in.Parent, never)
	g := Group{Parent: parent, Role: Own}
	switch use := in.Use.(type) {
	case *lang.Invoke:
		g.Heading, g.Labels = use.Name.Text, b.headings.before[in.Use]
	default:
		all := groupKey{in: in.Parent, use: in.Use, never: never}
		total := b.totals[groupKey{in: in.Parent, use: in.Use}]
		whole, there := b.groups[all]
		if !there {
			whole = b.group(Group{Heading: fmt.Sprintf("up to %d attempts", total), Role: Attempts, Parent: parent, Labels: b.headings.before[in.Use]})
			b.groups[all] = whole
		}
		g = Group{Heading: fmt.Sprintf("attempt %d of %d", in.Attempt, total), Role: Attempt, Parent: whole}
	}
	b.groups[key] = b.group(g)
	b.uses[b.groups[key]] = in
	return b.groups[key]
}

func (b *builder) group(g Group) int {
	b.Groups = append(b.Groups, g)
	b.count = append(b.count, 0)
	return len(b.Groups) - 1
}

// boxes makes a box of each step that stands in no folded group, and of each folded
// group.
func (b *builder) boxes(d *differ) {
	b.boxOf = make([]int, len(b.call.Steps))
	for i := range b.partOf {
		b.partOf[i] = None
	}
	for i := range b.call.Steps {
		s := &b.call.Steps[i]
		short, whole := words(b.call, i)
		short, whole = b.opts.Hide(short), b.opts.Hide(whole)
		group := b.groupOf(s.In, !b.reached[i])
		if part := b.outermost(group); part != None {
			if b.partOf[part] == None {
				g := &b.Groups[part]
				b.partOf[part] = len(b.Boxes)
				words := fmt.Sprintf("%s: %s", g.Heading, steps(b.count[part]))
				b.Boxes = append(b.Boxes, Box{
					Role: Part, Label: strings.Join(g.Labels, ", "), Words: words + "\n" + short, Whole: words + "\n" + whole, Step: None, At: b.call.Step(i),
					Group: g.Parent, Never: !b.reached[i],
				})
			}
			b.boxOf[i] = b.partOf[part]
			b.head(i, b.boxOf[i])
			if sign := d.step(i); sign != 0 {
				b.Boxes[b.boxOf[i]].Change = inPart(sign)
			}
			continue
		}
		b.boxOf[i] = len(b.Boxes)
		label := b.head(i, b.boxOf[i])
		box := Box{Role: roles[b.call.Kind(i)], Label: label, Words: short, Whole: whole, Step: i, At: b.call.Step(i), Group: group, Never: !b.reached[i], Change: d.step(i)}
		if b.opts.Object != nil {
			box.Object = b.object(i)
		}
		b.Boxes = append(b.Boxes, box)
	}
}

// inPart is the colour of a folded group in which something has one.
func inPart(sign byte) byte {
	if sign == missed {
		return missed
	}
	return altered
}

// object returns the object of a step with its secrets hidden: in the texts that it
// holds, as the source may spell them in many ways.
func (b *builder) object(i int) string {
	doc, err := api.Decode(b.opts.Object(i))
	if err != nil {
		return ""
	}
	b.hide(&doc.Root)
	text := doc.Root.AppendJSON(nil)
	var out bytes.Buffer
	if json.Indent(&out, text, "", "  ") == nil {
		text = out.Bytes()
	}
	return b.opts.Hide(string(text))
}

func (b *builder) hide(n *api.Node) {
	n.Key = b.opts.Hide(n.Key)
	if n.Kind == api.TextNode {
		n.Text = b.opts.Hide(n.Text)
	}
	for i := range n.Kids {
		b.hide(&n.Kids[i])
	}
}

func steps(n int) string {
	if n == 1 {
		return "1 step"
	}
	return fmt.Sprintf("%d steps", n)
}

// head gives a step its labels, and lets them be found: those of what it stands in
// first, if it is the first step there.
func (b *builder) head(i, box int) string {
	labels := b.headings.of(i)
	if b.call.Program == nil {
		labels = slices.Clone(labels)
		for k := range labels {
			labels[k] = b.opts.Hide(labels[k])
		}
		b.find(b.headings.id(i), box)
	}
	for _, name := range labels {
		b.find(name, box)
	}
	for g := b.groupOf(b.call.Steps[i].In, !b.reached[i]); g != None && !b.begun[g]; g = b.Groups[g].Parent {
		b.begun[g] = true
		for _, name := range b.Groups[g].Labels {
			b.find(name, box)
		}
	}
	return strings.Join(labels, ", ")
}

// find notes where a label leads to.
func (b *builder) find(name string, box int) {
	if name == "" {
		return
	}
	if b.found[name] == nil {
		b.names = append(b.names, name)
	}
	if to := (lead{name, box}); !b.leads[to] {
		b.leads[to] = true
		b.found[name] = append(b.found[name], box)
	}
}

// outermost returns the outermost folded group around what stands in a group, or
// None.
func (b *builder) outermost(group int) int {
	part := None
	for ; group != None; group = b.Groups[group].Parent {
		if b.folded[group] {
			part = group
		}
	}
	return part
}

// arrows makes the arrows, and boxes for where the call ends.
func (b *builder) arrows(d *differ) {
	leaving := map[Arrow]int{} // of those that leave folded groups: which one it is
	type end struct {
		from int
		says string
	}
	ends := map[end]int{}
	for i := range b.call.Steps {
		from := b.boxOf[i]
		list := outcomes(b.call, i)
		for k := range list {
			list[k].change = d.way(i, list[k])
		}
		for _, o := range together(list) {
			arrow := Arrow{From: from, Key: b.opts.Hide(o.says)}
			if o.to >= 0 {
				arrow.To = b.boxOf[o.to]
			} else {
				role, words := ending(b.call, i, o)
				words = b.opts.Hide(words)
				if _, there := ends[end{from, words}]; !there {
					ends[end{from, words}] = len(b.Boxes)
					b.Boxes = append(b.Boxes, Box{
						Role: role, Words: words, Whole: words, Step: None, At: b.call.Step(i), Group: b.Boxes[from].Group, Never: !b.reached[i],
					})
				}
				arrow.To = ends[end{from, words}]
			}
			if b.Boxes[from].Role == Part {
				arrow.Key = b.exit(i, o)
				if o.change != 0 {
					b.Boxes[from].Change = inPart(o.change)
				}
				if arrow.To == from {
					continue
				}
				if n, there := leaving[arrow]; there {
					if b.Arrows[n].Change != o.change {
						b.Arrows[n].Change = inPart(max(b.Arrows[n].Change, o.change)) // of several, some
					}
					continue
				}
				leaving[arrow] = len(b.Arrows)
			}
			arrow.Change = o.change
			b.Arrows = append(b.Arrows, arrow)
		}
	}
}
