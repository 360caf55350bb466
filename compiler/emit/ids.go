package emit

import (
	"fmt"
	"strconv"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/lang"
)

// IDs says how objects are named.
type IDs uint8

// The ways to name objects.
const (
	Numbers IDs = iota // 0
	Strings            // "0"
	Labels             // "agent", "agent.1"
)

// IDsNamed returns the way that a setting names.
func IDsNamed(name string) (ids IDs, known bool) {
	ids, known = map[string]IDs{"number": Numbers, "string": Strings, "label": Labels}[name]
	return ids, known
}

// namer returns what names the steps of a graph.
func namer(g *cfg.Graph, ids IDs) func(cfg.Target) api.ID {
	switch ids {
	case Strings:
		return func(t cfg.Target) api.ID { return api.ID{Text: strconv.Itoa(int(t))} }
	case Labels:
		names := Names(g)
		return func(t cfg.Target) api.ID { return api.ID{Text: names[t]} }
	}
	return func(t cfg.Target) api.ID { return api.ID{Number: int(t)} }
}

// Names names the steps of a graph by label: a step by the label that it
// stands under and how many steps behind it, start before the first. Before
// that stands, for what is expanded, what was expanded and under which label,
// with a number where that comes again: agent.ask_pin.try2.start. A number is
// never taken for a name, so that no two steps have one name.
func Names(g *cfg.Graph) []string {
	prefixes := make(map[*cfg.Instance]string, len(g.Instances))
	given := map[string]int{}
	for _, in := range g.Instances {
		if in.Use == nil {
			continue
		}
		prefix := prefixes[in.Parent]
		if in.Label != "" {
			prefix += in.Label + "."
		}
		switch use := in.Use.(type) {
		case *lang.Invoke:
			prefix += use.Name.Text
		case *lang.Try:
			prefix += "try" + strconv.Itoa(in.Attempt)
		default:
			panic(fmt.Sprintf("unexpected %T", use))
		}
		given[prefix]++
		if n := given[prefix]; n > 1 {
			prefix = fmt.Sprintf("%s.%d", prefix, n)
		}
		prefixes[in] = prefix + "."
	}
	names := make([]string, len(g.Steps))
	for i := range g.Steps {
		s := &g.Steps[i]
		names[i] = prefixes[s.In] + s.LabelName()
		if s.Behind > 0 {
			names[i] += "." + strconv.Itoa(int(s.Behind))
		}
	}
	return names
}
