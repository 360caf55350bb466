package draw

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
)

// fold chooses the groups that are shown as one box: by the names of steps of one's
// own, and by the labels that uses and attempts stand under.
func (b *builder) fold() error {
	var known []string
	named := map[string][]int{}
	for _, in := range b.call.Instances {
		for _, never := range []bool{false, true} {
			g, there := b.groups[groupKey{in: in, never: never}]
			if !there {
				continue
			}
			names := b.headings.before[in.Use]
			if use, ok := in.Use.(*lang.Invoke); ok {
				names = append([]string{use.Name.Text}, names...)
			} else {
				g = b.Groups[g].Parent
				names = append([]string{Tries}, names...)
			}
			for _, name := range names {
				if named[name] == nil {
					known = append(known, name)
				}
				named[name] = append(named[name], g)
			}
		}
	}
	for _, name := range b.opts.Collapse {
		if name == All {
			for g := range b.Groups {
				b.folded[g] = b.Groups[g].Role != Never
			}
			continue
		}
		if named[name] == nil {
			return &Unknown{"collapse", name, known}
		}
		for _, g := range named[name] {
			b.folded[g] = true
		}
	}
	return nil
}

// exit says by what the call leaves the folded group of a step. Of steps of one's
// own these are exits: the keys within say nothing of the whole. The keys of
// attempts are those of each of them.
func (b *builder) exit(i int, o outcome) string {
	part := b.outermost(b.groupOf(b.call.Steps[i].In, !b.reached[i]))
	if b.Groups[part].Role != Own {
		return b.opts.Hide(o.says)
	}
	var names []string
	for _, exit := range b.uses[part].Exits {
		if o.to >= 0 && exit.To == o.to {
			names = append(names, exit.Key)
		}
	}
	return strings.Join(names, ", ")
}

// look leaves in the scene what is to be looked at, and marks where it goes on.
func (b *builder) look() error {
	if b.opts.Focus == "" && b.opts.Depth == 0 {
		return nil
	}
	roots, err := b.roots()
	if err != nil {
		return err
	}
	out := make([][]int, len(b.Boxes))
	for i, a := range b.Arrows {
		out[a.From] = append(out[a.From], i)
	}
	far := make([]int, len(b.Boxes)) // how far from the roots, from 1
	for _, r := range roots {
		far[r] = 1
	}
	queue := slices.Clone(roots)
	for i := 0; i < len(queue); i++ {
		v := queue[i]
		for _, e := range out[v] {
			to := b.Arrows[e].To
			if far[to] == 0 && (b.opts.Depth == 0 || far[v] < b.opts.Depth || b.Boxes[to].Role.ending()) {
				far[to] = far[v] + 1
				queue = append(queue, to)
			}
		}
	}
	b.cut(queue, out)
	return nil
}

// roots returns the boxes that are looked at first.
func (b *builder) roots() ([]int, error) {
	if b.opts.Focus == "" {
		return []int{0}, nil
	}
	roots := b.found[b.opts.Focus]
	if roots == nil {
		return nil, &Unknown{"focus", b.opts.Focus, b.names}
	}
	return roots, nil
}

// cut leaves the boxes of a list. A box stands for each that the call would go on
// to.
func (b *builder) cut(list []int, out [][]int) {
	boxes, arrows := b.Boxes, b.Arrows
	b.Boxes, b.Arrows = nil, nil
	place := map[int]int{}
	for _, v := range list {
		place[v] = len(b.Boxes)
		b.Boxes = append(b.Boxes, boxes[v])
	}
	for _, v := range list {
		more := map[int]int{}
		for _, e := range out[v] {
			a := arrows[e]
			to, there := place[a.To]
			if !there {
				if to, there = more[a.To]; !there {
					to = len(b.Boxes)
					more[a.To] = to
					target := &boxes[a.To]
					name := target.Label
					if name == "" {
						name = target.Words
					}
					name = "on to " + api.Clip(name, 40)
					b.Boxes = append(b.Boxes, Box{Role: More, Words: name, Whole: name, Step: None, At: target.At, Group: boxes[v].Group, Never: target.Never})
				}
			}
			b.Arrows = append(b.Arrows, Arrow{From: place[v], To: to, Key: a.Key, Change: a.Change})
		}
	}
}

// prune leaves out groups that nothing stands in.
func (b *builder) prune() {
	used := make([]bool, len(b.Groups))
	for i := range b.Boxes {
		for g := b.Boxes[i].Group; g != None; g = b.Groups[g].Parent {
			used[g] = true
		}
	}
	place := make([]int, len(b.Groups))
	groups := b.Groups
	b.Groups = nil
	for g := range groups {
		if used[g] {
			place[g] = len(b.Groups)
			b.Groups = append(b.Groups, groups[g])
			if at := &b.Groups[place[g]]; at.Parent != None {
				at.Parent = place[at.Parent]
			}
		}
	}
	for i := range b.Boxes {
		if g := b.Boxes[i].Group; g != None {
			b.Boxes[i].Group = place[g]
		}
	}
}
