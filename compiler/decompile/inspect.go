package decompile

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// An outcome says what becomes of what a finding is about.
type outcome uint8

const (
	lost outcome = iota // the script does not say it: an error
	kept                // the script says it: a warning, and an error only of a check
	odd                 // it is worth a look: a warning
)

// An inspector looks at a payload.
type inspector struct {
	payload  *api.Payload
	src      *source.File
	checking bool // the payload is checked, and no script is made
	list     diag.List
	secrets  diag.Redactor // what the payload says that no finding may show
	settings []string      // lines of the script
	comments []string      // for the head of the script
	uses     string        // the path of the file that the script uses, or ""
	inStep   bool          // the units are the body of a step, and no call
	units    []unit        // one for each object
}

func inspect(doc *api.Document, src *source.File, version api.Version, checking bool) *inspector {
	in := &inspector{payload: api.Read(doc, version), src: src, checking: checking}
	for _, n := range doc.Notes {
		in.list.Add(lenientJSON.At(in.place(n.Start, n.End), "this is no standard JSON: %s", n.Message))
	}
	in.envelope()
	in.units = make([]unit, len(in.payload.Steps))
	ids := map[string]*api.Node{}
	for i := range in.payload.Steps {
		in.object(&in.payload.Steps[i], &in.units[i], ids)
	}
	in.ways()
	in.lonely()
	return in
}

func (in *inspector) place(start, end int32) source.Place {
	return source.Place{File: in.src, Span: source.Span{Start: start, End: end}}
}

func (in *inspector) report(code *diag.Code, what outcome, at source.Place, message, help string) *diag.Finding {
	severity := diag.Error
	if what == odd || what == kept && !in.checking {
		severity = diag.Warning
	}
	f := in.list.Add(code.At(at, "%s", message))
	f.Severity, f.Help = severity, help
	return f
}

// at is the place of a value.
func (in *inspector) at(n *api.Node) source.Place { return in.place(n.Start, n.End) }

// key is the place of the key of a member.
func (in *inspector) key(n *api.Node) source.Place { return in.place(n.KeyStart, n.KeyEnd) }

// head is the place of the brace that opens an object.
func (in *inspector) head(n *api.Node) source.Place { return in.place(n.Start, n.Start+1) }

// comment shortens a value for a comment.
func comment(n *api.Node) string {
	s := string(n.AppendJSON(nil))
	if r := []rune(s); len(r) > 80 {
		return string(r[:80]) + "…"
	}
	return s
}

// speakable reports whether a text can stand in a script.
func speakable(s string) bool { return strings.IndexByte(s, 0) < 0 }

// envelope looks at what stands beside the flow.
func (in *inspector) envelope() {
	p := in.payload
	root := &p.Doc.Root
	lose := func(code *diag.Code, at source.Place, n *api.Node, message, help string) {
		shown := comment(n)
		if _, secret := credentials[n.Key]; secret && n.Key != "cloud_id" {
			in.secrets.HidePlace(in.at(n))
			shown = hidden
		}
		in.comments = append(in.comments, fmt.Sprintf("the payload has %s: %s", strconv.Quote(n.Key), shown))
		in.report(code, lost, at, message, help)
	}
	if p.Version == api.V1 {
		in.settings = append(in.settings, "api v1")
	}
	switch {
	case p.Envelope != nil:
		in.members(root, lose)
	case p.Flow != nil:
		in.report(missingField, odd, in.head(root), "the objects stand alone, without an envelope", "a payload is { \"cloud_id\": ..., \"auth_token\": ..., \"flow\": [...] }")
	default:
		in.comments = append(in.comments, "the payload is "+comment(root))
		in.report(wrongType, lost, in.at(root), fmt.Sprintf("a payload is an object, not %s", root.Kind), "")
	}
	for _, s := range p.Strays {
		in.comments = append(in.comments, fmt.Sprintf("the flow has an element that is no object: %s", comment(s.Node)))
		in.report(wrongType, lost, in.at(s.Node), fmt.Sprintf("an element of the flow is an object, not %s", s.Node.Kind), "")
	}
	if p.Flow != nil && len(p.Steps) == 0 {
		in.comments = append(in.comments, "the flow of the payload has no objects")
		in.report(missingField, lost, in.at(p.Flow), "this flow has no objects", "a call has at least one")
	}
	if p.Mixed && p.Envelope != nil {
		in.report(mixedAPI, odd, in.head(root), fmt.Sprintf("this payload has branches of v1 (in next_step) and of v2 (in flow); it is read as %s", p.Version), "choose with --api")
	}
}

// credentials are the words of the settings for them.
var credentials = map[string]struct{ word, env string }{
	"cloud_id":   {"cloud", "SAMESPACE_CLOUD_ID"},
	"cloud_sid":  {"sid", "SAMESPACE_CLOUD_SID"},
	"auth_token": {"token", "SAMESPACE_AUTH_TOKEN"},
}

func (in *inspector) members(root *api.Node, lose func(*diag.Code, source.Place, *api.Node, string, string)) {
	p := in.payload
	lines := map[string]string{}
	in.twice(root, func(n *api.Node) { in.comments = append(in.comments, doubled(n)) })
	for n := range api.Last(root) {
		c, credential := credentials[n.Key]
		switch {
		case n.Key == "cloud_sid" && p.Version == api.V1, n.Key == "publish" && p.Version == api.V1:
			lose(mixedAPI, in.key(n), n, fmt.Sprintf("the API v1 has no %s", n.Key), "")
		case credential && (n.Kind != api.TextNode || !speakable(n.Text)):
			lose(wrongType, in.at(n), n, fmt.Sprintf("%s is a text, not %s", n.Key, n.Kind), "")
		case credential:
			lines[c.word] = in.credential(n, c.word, c.env)
		case n.Key == "record" && n.Kind == api.BoolNode:
			if n.Text == "true" {
				lines["record"] = "record on"
			}
		case n.Key == "record":
			lose(wrongType, in.at(n), n, fmt.Sprintf("record is true or false, not %s", n.Kind), "")
		case n.Key == "publish":
			lines["publish"] = in.publish(n, lose)
		case n.Key == "flow" && n == p.Flow:
		case n.Key == "flow":
			lose(wrongType, in.at(n), n, fmt.Sprintf("the flow is a list of objects, not %s", n.Kind), "")
		default:
			lose(unknownField, in.key(n), n, fmt.Sprintf("a payload has no %q", n.Key), "a script has no setting for it: it stands in a comment")
		}
	}
	required := []string{"cloud_id", "cloud_sid", "auth_token"}
	for _, key := range required {
		if root.Get(key) == nil && !(key == "cloud_sid" && p.Version == api.V1) {
			in.report(missingField, kept, in.head(root), fmt.Sprintf("the payload has no %s", key), "the built one has a placeholder, which is filled in from the environment")
		}
	}
	if root.Get("flow") == nil {
		in.comments = append(in.comments, "the payload has no flow")
		in.report(missingField, lost, in.head(root), "the payload has no flow", "the flow is a list of objects")
	}
	for _, word := range []string{"cloud", "sid", "token", "record", "publish"} {
		if lines[word] != "" {
			in.settings = append(in.settings, lines[word])
		}
	}
}

// credential returns the setting for a credential, or "" for what is built
// without one.
func (in *inspector) credential(n *api.Node, word, env string) string {
	if name, ok := strings.CutPrefix(n.Text, "${"); ok {
		if name, ok = strings.CutSuffix(name, "}"); ok && lang.IsName(name) {
			if name == env {
				return ""
			}
			return word + " env " + name
		}
	}
	if word != "cloud" {
		in.secrets.HidePlace(in.place(n.Start+1, max(n.End-1, n.Start+1)))
		in.secrets.HideValue(n.Text)
		in.report(check.SecretInSource, odd, in.at(n), fmt.Sprintf("the %s is written into the payload", word),
			fmt.Sprintf("write %s env NAME in the script, so that it comes from the environment", word))
	}
	return word + " " + lang.Quote(n.Text)
}

func (in *inspector) publish(n *api.Node, lose func(*diag.Code, source.Place, *api.Node, string, string)) string {
	url, method := n.Get("url"), n.Get("method")
	if n.Kind != api.MapNode || url == nil || url.Kind != api.TextNode || !speakable(url.Text) {
		lose(wrongType, in.at(n), n, "publish is an object with a url", "")
		return ""
	}
	if _, _, problem := value.Check(value.URL, url.Text); problem != nil {
		lose(problem.Code, in.at(url), n, problem.Message, problem.Help)
		return ""
	}
	in.twice(n, func(n *api.Node) { in.comments = append(in.comments, doubled(n)) })
	passed := func(kid *api.Node) {
		in.comments = append(in.comments, fmt.Sprintf("publish has %s: %s", strconv.Quote(kid.Key), comment(kid)))
	}
	line := "publish "
	for kid := range api.Last(n) {
		switch {
		case kid == url:
		case kid != method:
			passed(kid)
			in.report(unknownField, lost, in.key(kid), fmt.Sprintf("publish has no %q", kid.Key), "a script has no setting for it: it stands in a comment")
		case kid.Kind != api.TextNode || !slices.Contains(methods, kid.Text):
			passed(kid)
			in.report(badMethod, lost, in.at(kid), "this is no method of publish", "its methods are "+strings.Join(methods, ", "))
		case kid.Text != "POST":
			line += strings.ToLower(kid.Text) + " "
		}
	}
	return line + lang.Quote(url.Text)
}

var methods = []string{"GET", "POST", "PUT", "PATCH", "DELETE"}

func doubled(n *api.Node) string {
	shown := comment(n)
	if _, secret := credentials[n.Key]; secret && n.Key != "cloud_id" {
		shown = hidden
	}
	return fmt.Sprintf("the key %s is there twice; this one is passed over: %s", strconv.Quote(n.Key), shown)
}

// hidden stands for a secret in a comment.
const hidden = "(hidden)"

// twice reports the keys of an object that are there twice. The last counts.
func (in *inspector) twice(n *api.Node, passed func(n *api.Node)) {
	seen := make(map[string]*api.Node, len(n.Kids))
	for i := range n.Kids {
		kid := &n.Kids[i]
		if first := seen[kid.Key]; first != nil {
			f := in.report(step.DuplicateKey, lost, in.key(kid), fmt.Sprintf("the key %q is there twice", kid.Key), "the last counts in most readers of JSON; remove the others")
			f.Related = []diag.Related{{Place: in.key(first), Message: "this one is passed over"}}
			passed(first)
		}
		seen[kid.Key] = kid
	}
}

var types = func() map[string]*api.Type {
	m := map[string]*api.Type{}
	for _, t := range api.Types {
		m[t.Name] = t
	}
	return m
}()

// kinds says which kind of value each field is.
var kinds = map[string]value.Kind{
	"number": value.Number, "caller_id": value.Number, "text": value.Text, "url": value.URL, "count": value.Count, "variable": value.Text,
	"date": value.Date, "time": value.Time, "timezone": value.Zone, "entity": value.Entity,
}

// object looks at one object and fills in what its unit is.
func (in *inspector) object(s *api.Step, u *unit, ids map[string]*api.Node) {
	*u = unit{step: s, to: none, cont: none, link: none, digits: none}
	in.twice(s.Node, func(n *api.Node) { u.comments = append(u.comments, doubled(n)) })
	in.id(s, ids)
	t := types[s.Type]
	n := s.Node.Get("type")
	switch {
	case n == nil:
		in.report(missingField, kept, in.head(s.Node), "this object has no type", "")
	case n.Kind != api.TextNode:
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("a type is a text, not %s", n.Kind), "")
	case t == nil:
		in.unknownType(n)
	case !t.V1 && in.payload.Version == api.V1:
		in.report(mixedAPI, kept, in.at(n), fmt.Sprintf("the API v1 has no %s", t.Name), "build for v2")
		u.raw = true
	}
	if t == nil {
		u.raw = true
	} else {
		in.fields(s, u, t)
	}
	in.leads(s, u, t)
}

func (in *inspector) unknownType(n *api.Node) {
	var names []string
	for _, t := range api.Types {
		names = append(names, t.Name)
	}
	f := in.report(unknownType, kept, in.at(n), fmt.Sprintf("the API has no objects of the type %q", n.Text), "its types are "+strings.Join(names, ", "))
	if near := lang.Nearest(n.Text, names); near != "" {
		f.Message += fmt.Sprintf("; did you mean %q?", near)
	}
}

// id looks at the id of an object.
func (in *inspector) id(s *api.Step, ids map[string]*api.Node) {
	n := s.Node.Get("id")
	switch {
	case n == nil:
		in.report(missingField, kept, in.head(s.Node), "this object has no id", "nothing can lead to it")
	case !s.HasID:
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("an id is a text or a number, not %s", n.Kind), "nothing can lead to it")
	case s.Twice:
		f := in.report(duplicateID, lost, in.at(n), fmt.Sprintf("the id %s is there twice", comment(n)), "what leads there is taken to mean the first; give each object an id of its own")
		f.Related = []diag.Related{{Place: in.at(ids[s.ID]), Message: "first used here"}}
	default:
		ids[s.ID] = n
	}
}

// fields looks at the fields of an object of a known type, and finds out
// whether a statement can say them.
func (in *inspector) fields(s *api.Step, u *unit, t *api.Type) {
	s.Members(func(n *api.Node) {
		if n.Key == "type" || n.Key == "next_step" || n.Key == "flow" {
			return
		}
		i := slices.IndexFunc(t.Fields, func(f api.FieldType) bool { return f.Key == n.Key })
		if i < 0 {
			u.raw = true
			f := in.report(unknownField, kept, in.key(n), fmt.Sprintf("an object of the type %s has no %q", t.Name, n.Key), "")
			var keys []string
			for _, f := range t.Fields {
				keys = append(keys, f.Key)
			}
			if near := lang.Nearest(n.Key, keys); near != "" {
				f.Message += fmt.Sprintf("; did you mean %q?", near)
			}
			return
		}
		if !in.field(n, &t.Fields[i]) {
			u.raw = true
		}
	})
	for _, f := range t.Fields {
		if !f.Optional && s.Node.Get(f.Key) == nil {
			u.raw = true
			in.report(missingField, kept, in.head(s.Node), fmt.Sprintf("this %s has no %s", t.Name, f.Key), "")
		}
	}
	if t == &api.Play && s.Node.Get("text") == nil && s.Node.Get("url") == nil {
		u.raw = true
		in.report(missingField, kept, in.head(s.Node), "this play has no text and no url", "one of them is mandatory")
	}
}

// field reports whether a statement can say a field as it is.
func (in *inspector) field(n *api.Node, f *api.FieldType) bool {
	if n.Kind != api.TextNode && !(f.Integer && n.Kind == api.NumberNode) {
		want := "a text"
		if f.Integer {
			want = "a number"
		}
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("%s wants %s, and this is %s", f.Key, want, n.Kind), "")
		return false
	}
	if len(f.Values) > 0 {
		if !slices.Contains(f.Values, n.Text) {
			in.report(badMethod, kept, in.at(n), fmt.Sprintf("there is no method %q", n.Text), "its methods are "+strings.Join(f.Values, ", "))
			return false
		}
		return true
	}
	payload, number, problem := value.Check(kinds[f.Key], n.Text)
	switch {
	case problem != nil && problem.Code.Severity == diag.Warning:
		in.report(problem.Code, odd, in.at(n), problem.Message, "")
	case problem != nil:
		help := problem.Help
		if problem.Fix != "" {
			help = "write " + problem.Fix
		}
		in.report(problem.Code, kept, in.at(n), problem.Message, help)
		return false
	case f.Integer && number != (n.Kind == api.NumberNode):
		in.report(wrongType, kept, in.at(n), fmt.Sprintf("%s wants a number, and this is %s", f.Key, n.Kind), "write it without quotes")
		return false
	case payload != n.Text:
		in.report(value.BadTime, kept, in.at(n), fmt.Sprintf("the API wants %s here", payload), "write "+payload)
		return false
	}
	return speakable(n.Text)
}

// leads looks at where an object leads.
func (in *inspector) leads(s *api.Step, u *unit, t *api.Type) {
	branching := s.Branch != nil && len(s.Branch.Kids) > 0
	if u.raw && in.lost(s) {
		u.own = true
		for _, e := range s.Edges {
			in.report(danglingID, kept, in.at(e.Node), fmt.Sprintf("no object has the id %s", comment(e.Node)), "name the id of an object, or leave it out where the call ends")
		}
		return
	}
	var next *api.Edge
	for i := range s.Edges {
		e := &s.Edges[i]
		if e.Key == api.NextStep {
			next = e
		} else if in.edge(s, u, t, e) {
			u.edges = append(u.edges, edge{e.Key, e.To})
		}
	}
	if branching {
		in.twice(s.Branch, func(n *api.Node) { u.comments = append(u.comments, doubled(n)) })
	}
	// Where both say where the call goes, the branches do.
	s.Members(func(n *api.Node) {
		if n.Key != "next_step" && n.Key != "flow" {
			return
		}
		u.raw = true
		if len(s.Edges) == 0 {
			u.own = true
			in.report(wrongType, kept, in.at(n), fmt.Sprintf("%s does not say where the call goes", n.Key), "")
			return
		}
		u.comments = append(u.comments, fmt.Sprintf("the object has %s: %s", strconv.Quote(n.Key), comment(n)))
		in.report(wrongType, lost, in.at(n), fmt.Sprintf("%s does not say where the call goes", n.Key), "")
	})
	known := t != nil && t.Branches
	switch {
	case next == nil:
	case branching:
		u.comments = append(u.comments, fmt.Sprintf("the object has a next_step too: %s", comment(next.Node)))
		in.report(mixedAPI, lost, in.at(next.Node), "the object has branches, and a next_step beside them", "remove one of the two")
	case in.edge(s, u, t, next):
		u.to = next.To
	}
	if next != nil && known {
		u.raw = true
		if !branching {
			in.report(mixedAPI, kept, in.at(next.Node), fmt.Sprintf("a %s leads on by its branches, not by a next_step", t.Name), "")
		}
	}
	if branching && t != nil && !known {
		u.raw = true
		in.report(mixedAPI, kept, in.at(s.Branch), fmt.Sprintf("a %s has no branches", t.Name), "")
	}
	if n := s.Node.Get("next_step"); n != nil && n.Kind == api.NullNode {
		in.report(wrongType, odd, in.at(n), "next_step is an id, not null", "leave it out where the call ends")
	}
	u.branching = len(u.edges) > 0 || branching || known && !u.raw
	if branching && s.Branch.Key != "" && s.Branch.Key != in.payload.Version.BranchKey() {
		in.report(mixedAPI, kept, in.key(s.Branch), fmt.Sprintf("the API %s has its branches in %s", in.payload.Version, in.payload.Version.BranchKey()), "")
	}
	if t == &api.HTTP && slices.ContainsFunc(u.edges, func(e edge) bool { return e.key == "*" }) {
		u.raw = true // else is success or fail there
	}
}

// lost reports whether all that a step leads to is missing, and will still be
// when the objects have numbers: then a raw object can keep it.
func (in *inspector) lost(s *api.Step) bool {
	for _, e := range s.Edges {
		id, _ := api.IDOf(e.Node)
		if n, err := strconv.Atoi(id); e.To != api.Nowhere || err == nil && 0 <= n && n < len(in.units) {
			return false
		}
	}
	return len(s.Edges) > 0
}

// edge reports whether a script can say an edge.
func (in *inspector) edge(s *api.Step, u *unit, t *api.Type, e *api.Edge) bool {
	name := e.Key
	if name == api.NextStep {
		name = "next_step"
	}
	lose := func(code *diag.Code, what, message, help string) bool {
		u.comments = append(u.comments, fmt.Sprintf("%s led to %s, %s", visible(name), comment(e.Node), what))
		in.report(code, lost, in.at(e.Node), message, help)
		return false
	}
	has := func(key string) bool { return s.Branch.Get(key) != nil }
	switch {
	case e.To == api.Nowhere:
		help := "name the id of an object, or leave it out where the call ends"
		return lose(danglingID, "and no object has this id", fmt.Sprintf("no object has the id %s", comment(e.Node)), help)
	case e.To == api.NoID:
		return lose(wrongType, "which is no id", fmt.Sprintf("an id is a text or a number, not %s", e.Node.Kind), "")
	case e.Key == api.NextStep:
	case !speakable(e.Key):
		return lose(unknownField, "by a key that a script can't say", "a script can't say this key", "")
	case e.Key == "else" && has("*"), e.Key == "ok" && has("success"):
		return lose(unknownField, "by a key that a script can't say beside the others", "a script can't say this key beside the others", "")
	case t == &api.HTTP && e.Key != "success" && e.Key != "fail":
		in.report(unknownField, kept, in.key(e.Node), fmt.Sprintf("%q is no outcome of a request", e.Key), "its outcomes are success and fail")
	}
	return true
}

func visible(key string) string {
	if lang.IsName(key) || key == "*" {
		return key
	}
	return comment(&api.Node{Kind: api.TextNode, Text: key})
}

// ways counts from how many objects each is reached, and notes which the call
// reaches.
func (in *inspector) ways() {
	if len(in.units) == 0 {
		return
	}
	in.units[0].ways++
	for i := range in.units {
		in.units[i].each(func(to int) { in.units[to].ways++ })
	}
	in.units[0].reached = true
	for stack := []int{0}; len(stack) > 0; {
		i := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		in.units[i].each(func(to int) {
			if !in.units[to].reached {
				in.units[to].reached = true
				stack = append(stack, to)
			}
		})
	}
}

// lonely reports the objects at which the parts begin that the call can't
// reach.
func (in *inspector) lonely() {
	led := make([]bool, len(in.units))
	for i := range in.units {
		if !in.units[i].reached {
			in.units[i].each(func(to int) { led[to] = led[to] || to != i })
		}
	}
	seen := make([]bool, len(in.units))
	for _, circles := range []bool{false, true} {
		for i := range in.units {
			if in.units[i].reached || seen[i] || led[i] && !circles {
				continue
			}
			in.report(unreachableObject, odd, in.head(in.units[i].step.Node), "the call can't reach this object", "lead to it from somewhere, or remove it")
			for stack := []int{i}; len(stack) > 0; {
				j := stack[len(stack)-1]
				stack = stack[:len(stack)-1]
				if !seen[j] {
					seen[j] = true
					in.units[j].each(func(to int) { stack = append(stack, to) })
				}
			}
		}
	}
}
