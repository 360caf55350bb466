package draw

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/cfg"
)

// roles are what kinds of steps are drawn as.
var roles = map[call.Kind]Role{
	call.Calls: Calls, call.Plays: Prompt, call.Waits: Keys, call.Requests: Request, call.CallsBack: Callback, call.Connects: Connect,
	call.Other: Raw,
}

// words say what happens at a step: in a box, and with all that a box has no room
// for.
func words(c *call.Call, i int) (short, whole string) {
	switch c.Kind(i) {
	case call.Calls:
		short = c.Phrase(i) + from(c, i)
	case call.Connects:
		short = c.Phrase(i) + from(c, i)
	case call.Plays:
		text, url := c.Text(i, "text"), c.Text(i, "url")
		switch {
		case text == "" && url != "":
			return "plays " + address(url), "plays " + url
		case text == "":
			short = c.Phrase(i)
		case url == "":
			short = "“" + text + "”"
		default:
			return "“" + text + "”\nplayed from " + address(url), "“" + text + "”\nplayed from " + url
		}
	case call.Waits:
		short = c.Phrase(i)
		if name := c.Text(i, "variable"); name != "" {
			short += ": " + name
		}
	case call.Requests:
		if url := c.Text(i, "url"); url != "" {
			return c.Method(i) + " " + address(url), c.Method(i) + " " + url
		}
		short = c.Phrase(i)
	default:
		short = c.Phrase(i)
	}
	return short, short
}

func from(c *call.Call, i int) string {
	if number := c.Text(i, "caller_id"); number != "" {
		return "\nfrom " + number
	}
	return ""
}

// address returns the host and the path of a URL.
func address(url string) string {
	if _, rest, found := strings.Cut(url, "://"); found {
		url = rest
	}
	if at, _, found := strings.Cut(url, "?"); found {
		url = at + "?…"
	}
	return url
}

// An outcome is where a call goes on from a step, and by what.
type outcome struct {
	key    string // as the payload has it
	says   string // what the arrow says
	to     cfg.Target
	lost   string // the id of an object that is not there
	silent bool   // nobody wrote it
	change byte
}

// outcomes returns where a call goes on from a step: also by the input that no key
// takes, and by how requests go that nothing is said of.
func outcomes(c *call.Call, i int) []outcome {
	s, kind := &c.Steps[i], c.Kind(i)
	if !s.Branching {
		return []outcome{{key: api.NextStep, to: s.Next, lost: lost(c, i, api.NextStep)}}
	}
	var list []outcome
	add := func(key string, to cfg.Target, silent bool) {
		list = append(list, outcome{key: key, says: key, to: to, lost: lost(c, i, key), silent: silent})
		o := &list[len(list)-1]
		switch n, ok := c.Count(i); {
		case kind == call.Requests && key == call.Success:
			o.says = "works"
		case kind == call.Requests && key == call.Fail:
			o.says = "fails"
		case key != call.AnyKey:
		case kind == call.Waits && len(s.Branches) == 0, kind == call.Waits && len(s.Branches) == 1 && !silent:
			o.says = ""
		case kind == call.Waits && ok && n == 1:
			o.says = "any other key"
		default:
			o.says = "anything else"
		}
	}
	for b := range s.Branches {
		add(s.Branches[b].Key, s.Branches[b].To, false)
	}
	expected := map[call.Kind][]string{call.Waits: {call.AnyKey}, call.Requests: {call.Success, call.Fail}}[kind]
	for _, key := range expected {
		_, there := c.To(i, key)
		_, rest := c.To(i, call.AnyKey)
		if !there && !rest {
			add(key, cfg.End, true)
		}
	}
	return list
}

// lost returns the id that a step of a payload leads to by a key, if no object has it.
func lost(c *call.Call, i int, key string) string {
	if c.Payload == nil {
		return ""
	}
	for _, e := range c.Payload.Vertices[i].Edges {
		switch {
		case e.Key != key || e.To >= 0 || e.Node.Kind == api.NullNode:
		case e.Node.Kind == api.TextNode:
			return e.Node.Text
		default:
			return string(e.Node.AppendJSON(nil))
		}
	}
	return ""
}

// manyKeys is how many keys have one arrow if they lead to the same step: each for
// itself, they would hide what else there is.
const manyKeys = 3

// together makes one outcome of many keys that lead to the same step, and have all
// changed or none.
func together(list []outcome) []outcome {
	type as struct {
		to     cfg.Target
		lost   string
		change byte
	}
	keys := map[as][]string{}
	for _, o := range list {
		if o.says == o.key {
			at := as{o.to, o.lost, o.change}
			keys[at] = append(keys[at], o.key)
		}
	}
	said := map[as]bool{}
	var out []outcome
	for _, o := range list {
		at := as{o.to, o.lost, o.change}
		if all := keys[at]; o.says == o.key && len(all) >= manyKeys {
			if said[at] {
				continue
			}
			said[at] = true
			o.says = span(all)
		}
		out = append(out, o)
	}
	return out
}

// span names keys: those that follow each other by the first and the last.
func span(keys []string) string {
	var parts []string
	for i := 0; i < len(keys); {
		k := i + 1
		for k < len(keys) && len(keys[k]) == 1 && len(keys[k-1]) == 1 && keys[k][0] == keys[k-1][0]+1 {
			k++
		}
		if k-i >= manyKeys {
			parts = append(parts, keys[i]+" to "+keys[k-1])
		} else {
			parts = append(parts, keys[i:k]...)
		}
		i = k
	}
	return strings.Join(parts, ", ")
}

// ending says how a call ends behind a step.
func ending(c *call.Call, i int, o outcome) (Role, string) {
	switch kind := c.Kind(i); {
	case o.to != cfg.End && o.lost != "":
		return Lost, "leads nowhere: " + o.lost
	case o.to != cfg.End:
		return Lost, "leads nowhere"
	case kind == call.Connects:
		return Connected, "connected"
	case kind == call.CallsBack:
		return CalledBack, "called back"
	}
	return Ends, "the call ends"
}
