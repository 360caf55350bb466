package decompile

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/check"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// envelope looks at what stands beside the objects of the flow, and makes
// settings of it.
func (in *inspector) envelope() {
	p := in.payload
	root := &p.Doc.Root
	if p.Version == api.V1 {
		in.settings = append(in.settings, &lang.APISetting{Version: lang.Name{Text: p.Version.String()}})
	}
	switch {
	case in.checking && p.Envelope != nil && !slices.ContainsFunc(root.Kids, func(n api.Node) bool { return slices.Contains(envelopeKeys, n.Key) || in.meant(&n) != "" }):
		in.report(BadJSON, lost, in.head(root), "this is no payload: it has none of the keys of one", `a payload is a JSON object that has a list "flow"`)
	case p.Envelope != nil:
		in.members(root)
	case p.Flow != nil:
		in.report(missingField, odd, in.head(root), "the objects stand alone, without an envelope", "a payload is { \"cloud_id\": ..., \"auth_token\": ..., \"flow\": [...] }")
	default:
		in.remark("the payload is %s", shown(root))
		in.report(wrongType, lost, in.at(root), fmt.Sprintf("a payload is an object, not %s", root.Kind), "")
	}
	for _, s := range p.Strays {
		in.remark("the flow has an element that is no object: %s", shown(s.Node))
		in.report(wrongType, lost, in.at(s.Node), fmt.Sprintf("an element of the flow is an object, not %s", s.Node.Kind), "")
	}
	if p.Flow != nil && len(p.Vertices) == 0 {
		in.remark("the flow of the payload has no objects")
		in.report(missingField, lost, in.at(p.Flow), "this flow has no objects", "a call has at least one")
	}
	if p.Mixed && p.Envelope != nil {
		message, help := fmt.Sprintf("this payload has branches of v1 (in next_step) and of v2 (in flow); it is read as %s", p.Version), "choose with --api"
		if p.Asked {
			message, help = fmt.Sprintf("this payload has branches of another API than %s, for which it is read", p.Version), "leave --api out, so that it is found out"
		}
		in.report(mixedAPI, odd, in.head(root), message, help)
	}
}

// A setting is a key of the envelope that a script has a setting for.
type setting struct {
	key    string
	word   string // of a credential; an envelope needs one
	secret bool
	v2     bool // v1 does not have it
}

// settings lists the settings in the order in which they stand in a script.
var settings = []setting{
	{key: "cloud_id", word: "cloud"},
	{key: "cloud_sid", word: "sid", secret: true, v2: true},
	{key: "auth_token", word: "token", secret: true},
	{key: "record"},
	{key: "publish", v2: true},
}

// envelopeKeys are all keys of an envelope.
var envelopeKeys = []string{"cloud_id", "cloud_sid", "auth_token", "record", "publish", "flow"}

// meant returns the key that a member of the envelope was most likely meant to
// have, which is not there, or "". The flow is a list.
func (in *inspector) meant(n *api.Node) string {
	root := &in.payload.Doc.Root
	key := lang.Nearest(n.Key, envelopeKeys)
	if slices.Contains(envelopeKeys, n.Key) || root.Get(key) != nil || key == "flow" && n.Kind != api.ListNode {
		return ""
	}
	return key
}

func settingOf(key string) int {
	return slices.IndexFunc(settings, func(s setting) bool { return s.key == key })
}

// hidden stands for a secret in a comment.
const hidden = "(hidden)"

// disclosed shows a member in a comment, unless it is a secret.
func disclosed(n *api.Node) string {
	if i := settingOf(n.Key); i >= 0 && settings[i].secret {
		return hidden
	}
	return shown(n)
}

// lose reports a member of the envelope that no setting can say, and keeps it
// in a comment.
func (in *inspector) lose(code *diag.Code, at source.Place, n *api.Node, message, help string) {
	in.remark("the payload has %q: %s", n.Key, disclosed(n))
	in.report(code, lost, at, message, help)
}

func (in *inspector) members(root *api.Node) {
	in.twice(root, in.remark)
	said := make([]lang.Stmt, len(settings))
	for n := range api.Last(root) {
		i := settingOf(n.Key)
		switch {
		case i >= 0 && settings[i].v2 && in.payload.Version == api.V1:
			in.lose(mixedAPI, in.key(n), n, fmt.Sprintf("the API v1 has no %s", n.Key), "")
		case i >= 0:
			said[i] = in.say(&settings[i], n)
		case n.Key == "flow" && n == in.payload.Flow:
		case n.Key == "flow":
			in.lose(wrongType, in.at(n), n, fmt.Sprintf("the flow is a list of objects, not %s", n.Kind), "")
		default:
			in.unknownMember(n)
		}
	}
	in.missing(root)
	for _, s := range said {
		if s != nil {
			in.settings = append(in.settings, s)
		}
	}
}

// help returns what to do about a finding: in a check, with the payload.
func (in *inspector) help(script, payload string) string {
	if in.checking {
		return payload
	}
	return script
}

// unknownMember reports a key that no envelope has.
func (in *inspector) unknownMember(n *api.Node) {
	message, help := fmt.Sprintf("a payload has no %q", n.Key), in.help(inComment, removeIt)
	if key := in.meant(n); key != "" {
		message += fmt.Sprintf("; did you mean %q?", key)
		help = fmt.Sprintf("write %q", key)
	}
	in.lose(unknownField, in.key(n), n, message, help)
}

const (
	inComment = "a script has no setting for it: it stands in a comment"
	removeIt  = "remove it"
)

// missing reports what an envelope lacks, unless it is there under a name that
// is misspelt.
func (in *inspector) missing(root *api.Node) {
	misspelt := map[string]bool{}
	for i := range root.Kids {
		misspelt[in.meant(&root.Kids[i])] = true
	}
	for i := range settings {
		s := &settings[i]
		if s.word != "" && root.Get(s.key) == nil && !misspelt[s.key] && !(s.v2 && in.payload.Version == api.V1) {
			in.report(missingField, kept, in.head(root), fmt.Sprintf("the payload has no %s", s.key),
				in.help("the built one has a placeholder, which is filled in from the environment", fmt.Sprintf("add %q, with its value or a placeholder for it", s.key)))
		}
	}
	if root.Get("flow") == nil && !misspelt["flow"] {
		in.remark("the payload has no flow")
		in.report(missingField, lost, in.head(root), "the payload has no flow", "the flow is a list of objects")
	}
}

// say returns the setting for a member, or nil where none is needed or can
// say it.
func (in *inspector) say(s *setting, n *api.Node) lang.Stmt {
	switch {
	case s.word != "":
		return in.credential(s, n)
	case s.key == "publish":
		return in.publish(n)
	}
	return in.record(n)
}

// credential returns nil for the placeholder that is built without a setting.
func (in *inspector) credential(s *setting, n *api.Node) lang.Stmt {
	switch {
	case n.Kind != api.TextNode:
		in.lose(wrongType, in.at(n), n, fmt.Sprintf("%s is a text, not %s", n.Key, n.Kind), "")
		return nil
	case !speakable(n.Text):
		in.lose(wrongType, in.at(n), n, fmt.Sprintf("a script can't say what %s is: it has a character 0 in it", n.Key), "")
		return nil
	}
	if name, ok := strings.CutPrefix(n.Text, "${"); ok {
		if name, ok = strings.CutSuffix(name, "}"); ok && lang.IsName(name) {
			if name == api.Placeholders[s.key] {
				return nil
			}
			return &lang.CredentialSetting{Key: s.word, Env: &lang.Name{Text: name}}
		}
	}
	if s.secret {
		code, message := check.SecretInSource, "the %s is written into the payload"
		if check.IsPlaceholder(n.Text) {
			code, message = check.Placeholder, "the %s is still to be filled in"
		}
		in.report(code, odd, in.at(n), fmt.Sprintf(message, s.word),
			in.help(fmt.Sprintf("write %s env NAME in the script, so that it comes from the environment", s.word),
				fmt.Sprintf("write a placeholder such as \"${%s}\", and fill it in when the payload is sent", api.Placeholders[s.key])))
	}
	return &lang.CredentialSetting{Key: s.word, Value: new(lang.TextValue(lang.Text(n.Text)))}
}

func (in *inspector) record(n *api.Node) lang.Stmt {
	switch {
	case n.Kind != api.BoolNode:
		in.lose(wrongType, in.at(n), n, fmt.Sprintf("record is true or false, not %s", n.Kind), "")
	case n.Text == "true":
		return &lang.RecordSetting{Switch: "on"}
	}
	return nil
}

func (in *inspector) publish(n *api.Node) lang.Stmt {
	url, method := n.Get("url"), n.Get("method")
	if n.Kind != api.MapNode || url == nil || url.Kind != api.TextNode || !speakable(url.Text) {
		in.lose(wrongType, in.at(n), n, "publish is an object with a url", "")
		return nil
	}
	if _, _, problem := value.Check(value.URL, url.Text); problem != nil {
		in.lose(problem.Code, in.at(url), n, problem.Message, problem.Help)
		return nil
	}
	in.twice(n, in.remark)
	s := &lang.PublishSetting{URL: lang.URL(lang.Text(url.Text))}
	for kid := range api.Last(n) {
		switch {
		case kid == url:
		case kid != method:
			in.remark("publish has %q: %s", kid.Key, shown(kid))
			in.report(unknownField, lost, in.key(kid), fmt.Sprintf("publish has no %q", kid.Key), in.help(inComment, removeIt))
		case kid.Kind != api.TextNode || !slices.Contains(api.Methods, kid.Text):
			in.remark("publish has %q: %s", kid.Key, shown(kid))
			in.report(badMethod, lost, in.at(kid), "this is no method of publish", "its methods are "+strings.Join(api.Methods, ", "))
		case kid.Text != "POST":
			s.Method = strings.ToLower(kid.Text)
		}
	}
	return s
}
