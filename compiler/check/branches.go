package check

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/expand"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var branching = Check{
	Codes: []*diag.Code{lang.BadBranches, expand.DuplicateKey, lang.StarKey},
	Doc:   "The branches of a step are outcomes that it has, each once.",
	Node: func(p *Pass, node any) {
		switch s := node.(type) {
		case *lang.Input:
			p.branches(s, s.Branches, &inputArms)
		case *lang.HTTP:
			p.branches(s, s.Branches, &httpArms)
		case *lang.Raw:
			p.branches(s, s.Branches, &rawArms)
		case *lang.Menu:
			p.arms(&s.Arms, &menuArms)
		case *lang.Invoke:
			p.invoked(s)
		}
	},
}

// A armKind says which branches a kind of step can have.
type armKind struct {
	who     string
	targets []int  // how many targets by position
	needs   string // how many
	usage   string
	keys    bool // keys of the telephone
	words   []string
	quoted  bool // keys of the payload as they stand
	single  bool // one key an arm
	spoken  bool // an arm may have a text
	rest    bool // else is what words are not written
}

var (
	inputArms = armKind{who: "an input", targets: []int{1}, needs: "one target", usage: "-> TARGET", keys: true, quoted: true}
	httpArms  = armKind{who: "a request", targets: []int{2}, needs: "two targets", usage: "-> OK/FAIL, success first", words: []string{"ok", "fail"}, quoted: true, rest: true}
	rawArms   = armKind{who: "a raw object", targets: []int{1, 2}, needs: "one or two targets", usage: "-> TARGET or -> OK/FAIL", keys: true, words: []string{"ok", "fail"}, quoted: true}
	menuArms  = armKind{who: "a menu", keys: true, single: true, spoken: true}
)

func (p *Pass) branches(s lang.Stmt, b *lang.Branches, kind *armKind) {
	switch {
	case b == nil:
	case b.Arms != nil:
		p.arms(b.Arms, kind)
	case !slices.Contains(kind.targets, len(b.Targets)):
		at := source.Span{Start: b.Targets[0].Start, End: b.Targets[len(b.Targets)-1].Span().End}
		p.report(at, lang.BadBranches, fmt.Sprintf("%s has %s, not %d", kind.who, kind.needs, len(b.Targets)), "write "+kind.usage)
	}
}

// invoked checks the branches of a use of a step of the author's own.
func (p *Pass) invoked(s *lang.Invoke) {
	step := p.Module.Step(s.Name.Text)
	if step == nil || s.Branches == nil {
		return
	}
	exits := make([]string, len(step.Decl.Exits))
	for i, e := range step.Decl.Exits {
		exits[i] = e.Text
	}
	declared := []diag.Related{{Place: source.Place{File: step.Module.File.Source, Span: step.Decl.Name.Span()}, Message: "the step is declared here"}}
	kind := &armKind{who: "the step " + s.Name.Text, words: exits, rest: true}
	b := s.Branches
	switch {
	case len(exits) == 0:
		at := s.Name.Span()
		if len(b.Targets) > 0 {
			at = source.Span{Start: b.Targets[0].Start, End: b.Targets[len(b.Targets)-1].Span().End}
		}
		f := p.report(at, lang.BadBranches, fmt.Sprintf("the step %s has no exits", s.Name.Text), "write what leads on from here on a line of its own")
		f.Related = declared
	case b.Arms != nil:
		p.arms(b.Arms, kind)
		p.complete(s, b.Arms, exits, declared)
	case len(b.Targets) != len(exits):
		at := source.Span{Start: b.Targets[0].Start, End: b.Targets[len(b.Targets)-1].Span().End}
		f := p.report(at, lang.BadBranches, fmt.Sprintf("the step %s has %s, and %s here", s.Name.Text, count(len(exits), "exit"), count(len(b.Targets), "target")),
			"write a target for each: -> "+strings.Join(exits, "/"))
		f.Related = declared
	}
}

func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// complete wants an arm for every exit, or else.
func (p *Pass) complete(s *lang.Invoke, arms *lang.Arms, exits []string, declared []diag.Related) {
	written := map[string]bool{}
	for _, a := range arms.Arms {
		for _, k := range a.Keys {
			written[k.From.Raw] = true
		}
	}
	if written["else"] || len(arms.Bad) > 0 {
		return
	}
	var missing []string
	for _, e := range exits {
		if !written[e] {
			missing = append(missing, e)
		}
	}
	if len(missing) > 0 {
		f := p.report(s.Name.Span(), lang.BadBranches, fmt.Sprintf("no arm takes the exit %s", strings.Join(missing, ", ")), "write an arm for each exit, or else")
		f.Related = declared
	}
}

// arms checks the keys of a block of arms.
func (p *Pass) arms(arms *lang.Arms, kind *armKind) {
	seen := map[string]source.Span{}
	enter := func(key string, at source.Span) bool {
		first, ok := seen[key]
		if ok {
			if written := p.Module.File.Source.Text[at.Start:at.End]; !strings.Contains(written, "..") {
				key = strings.Trim(written, `"`)
			}
			f := p.report(at, expand.DuplicateKey, fmt.Sprintf("the key %s is there twice", key), "each key leads to one place: remove one of the two")
			f.Related = []diag.Related{{Place: p.place(first), Message: "first written here"}}
			return false
		}
		seen[key] = at
		return true
	}
	var otherwise *lang.Key
	for _, arm := range arms.Arms {
		if arm.Text != nil && !kind.spoken {
			p.report(arm.Text.Span(), lang.BadBranches, fmt.Sprintf("an arm of %s says nothing", kind.who), "only the arms of a menu have a text")
		}
		if kind.single && (len(arm.Keys) > 1 || arm.Keys[0].To.Kind != lang.NoValue) {
			at := source.Span{Start: arm.Keys[0].From.Start, End: arm.Keys[len(arm.Keys)-1].Span().End}
			p.report(at, lang.BadBranches, fmt.Sprintf("an arm of %s has one key", kind.who), "write an arm for each key")
			continue
		}
		for i := range arm.Keys {
			k := &arm.Keys[i]
			if otherwise != nil && !(k.From.Kind == lang.NameRef && k.From.Raw == "else") {
				f := p.report(k.Span(), lang.BadBranches, "an arm stands behind else", "else comes last: it is for what no other arm takes")
				f.Related = []diag.Related{{Place: p.place(otherwise.Span()), Message: "else stands here"}}
				return
			}
			if k.From.Kind == lang.NameRef && k.From.Raw == "else" {
				if enter(elseKey, k.Span()) {
					otherwise = k
				}
				if arm.Text != nil && kind.spoken {
					p.report(arm.Text.Span(), lang.BadBranches, "else has no key that could be spoken", "remove the text")
				}
				continue
			}
			p.key(k, kind, enter)
		}
	}
	if otherwise != nil && kind.rest && !slices.ContainsFunc(kind.words, func(w string) bool { _, ok := seen[kind.payload(w)]; return !ok }) {
		p.report(otherwise.Span(), lang.BadBranches, "nothing is left for else", "remove it: all outcomes are written")
	}
}

// key checks one key that is not else.
func (p *Pass) key(k *lang.Key, kind *armKind, enter func(string, source.Span) bool) {
	outcome := func(help string) {
		p.report(k.Span(), lang.BadBranches, fmt.Sprintf("%s is no outcome of %s", strings.ReplaceAll(k.From.Raw, `"`, ""), kind.who), help)
	}
	help := "its outcomes are " + strings.Join(append(slices.Clone(kind.words), "else"), ", ")
	if kind.keys {
		help = "its arms are keys of the telephone (1, 2 or 4..6 or #) and else"
	}
	switch k.From.Kind {
	case lang.NameRef:
		if !slices.Contains(kind.words, k.From.Raw) {
			if slices.Contains(kind.words, "ok") && (k.From.Raw == "success" || lang.Nearest(k.From.Raw, []string{"success"}) != "") {
				help = "write ok; " + help
			} else if near := lang.Nearest(k.From.Raw, append(slices.Clone(kind.words), "else")); near != "" {
				help = fmt.Sprintf("did you mean %s? %s", near, help)
			}
			outcome(help)
			return
		}
		if k.To.Kind != lang.NoValue {
			p.report(k.Span(), lang.BadBranches, "a range has keys of the telephone at both ends", "write 4..6")
			return
		}
		enter(kind.payload(k.From.Raw), k.Span())
	case lang.TextLit:
		text, plain := k.From.Plain()
		switch {
		case !kind.quoted:
			outcome(help)
		case k.To.Kind != lang.NoValue:
			p.report(k.Span(), lang.BadBranches, "a range has keys of the telephone at both ends", "write 4..6")
		case text == "*":
			f := p.report(k.Span(), lang.StarKey, `"*" is the API's key for any input, which is else here`, "write else; it comes last")
			f.Fixes = []diag.Fix{{Message: "write else", Edits: []diag.Edit{{Place: f.Place, NewText: "else"}}}}
		case plain:
			enter(text, k.Span())
		}
	case lang.NumberLit, lang.HashLit:
		switch {
		case !kind.keys:
			outcome(help)
		case strings.HasPrefix(k.From.Raw, "+") || strings.HasPrefix(k.To.Raw, "+"):
			p.report(k.Span(), lang.BadBranches, "a telephone has no key +", help)
		case kind.single && len(k.From.Raw) > 1:
			p.report(k.Span(), lang.BadBranches, "a menu waits for one key", "write an arm for one key, or use input")
		case k.To.Kind == lang.NoValue:
			enter(k.From.Raw, k.Span())
		default:
			keys := value.Keys(k.From.Raw, k.To.Raw)
			if k.From.Kind != lang.NumberLit || k.To.Kind != lang.NumberLit || keys == nil {
				p.report(k.Span(), lang.BadBranches, "this is no range", fmt.Sprintf("a range ascends between ends of equal width, such as 4..6 or 10..19, and holds at most %d keys", value.MaxRange))
				return
			}
			for _, key := range keys {
				if !enter(key, k.Span()) {
					return
				}
			}
		}
	}
}

// elseKey stands for else among the keys of the payload: it is none of them.
const elseKey = "\x00else"

// payload returns the key of the payload that a word stands for.
func (k *armKind) payload(word string) string {
	if word == "ok" && k.quoted {
		return "success"
	}
	return word
}
