package api

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strconv"
)

// Schema returns a JSON Schema (draft 2020-12) for the payloads of a version,
// made from Types. It is strict: a key that the pages do not name is a
// mistake.
func Schema(v Version) []byte {
	envelope := members{
		{"cloud_id", object(about("The name of the cloud."), text("type", "string"))},
		{"cloud_sid", object(about("The sid of the cloud."), text("type", "string"))},
		{"auth_token", object(about("The token of a user."), text("type", "string"))},
		{"record", object(about("Whether the call is recorded."), text("type", "boolean"), member{"default", Node{Kind: BoolNode, Text: "false"}})},
		{"publish", object(
			about("Where events are published in real time."), text("type", "object"),
			member{"properties", object(
				member{"url", object(about("The address that events are sent to."), text("type", "string"))},
				member{"method", object(about("The method of the request."), member{"enum", texts(Methods...)}, text("default", "POST"))},
			)},
			member{"required", texts("url")}, strict,
		)},
		{"flow", object(
			about("The call flow objects. The call starts with the first."), text("type", "array"),
			number("minItems", 1), member{"items", object(member{"oneOf", refs(v)})},
		)},
	}
	required := []string{"cloud_id", "cloud_sid", "auth_token", "flow"}
	if v == V1 {
		envelope = append(append(members{}, envelope[0]), envelope[2], envelope[3], envelope[5])
		required = []string{"cloud_id", "auth_token", "flow"}
	}
	defs := members{{"id", object(
		about("The id of an object, any string that is unique in the flow; numbers are taken too."),
		member{"type", texts("string", "integer")},
	)}}
	for _, t := range Types {
		if t.V1 || v == V2 {
			defs = append(defs, member{t.Name, t.schema(v)})
		}
	}
	root := object(
		text("$schema", "https://json-schema.org/draft/2020-12/schema"),
		text("title", "Payload of the Call Flow API "+v.String()),
		about(fmt.Sprintf("What POST /call/flow of the Samespace Call Flow API %s takes.", v)),
		text("type", "object"),
		member{"properties", object(envelope...)},
		member{"required", texts(required...)},
		strict,
		member{"$defs", object(defs...)},
	)
	var out bytes.Buffer
	if err := json.Indent(&out, root.AppendJSON(nil), "", "  "); err != nil {
		panic(err) // it was written just before
	}
	out.WriteByte('\n')
	return out.Bytes()
}

// schema returns the schema of the objects of a type.
func (t *Type) schema(v Version) Node {
	properties := members{
		{"id", ref("id")},
		{"type", object(text("const", t.Name))},
	}
	required := []string{"id", "type"}
	for i := range t.Fields {
		f := &t.Fields[i]
		properties = append(properties, member{f.Key, f.schema()})
		if !f.Optional {
			required = append(required, f.Key)
		}
	}
	if t.Branches {
		properties = append(properties, member{v.BranchKey(), t.branches()})
	} else {
		properties = append(properties, member{"next_step", ref("id")})
	}
	parts := members{
		about(t.Doc), text("type", "object"),
		{"properties", object(properties...)},
		{"required", texts(required...)},
		strict,
	}
	if len(t.OneOf) > 0 {
		var each []Node
		for _, key := range t.OneOf {
			each = append(each, object(member{"required", texts(key)}))
		}
		parts = append(parts, member{"anyOf", list(each...)})
	}
	return object(parts...)
}

// branches returns the schema of the branches of a type.
func (t *Type) branches() Node {
	if t == &HTTP {
		return object(
			about("Where the call goes by the outcome of the request."), text("type", "object"),
			member{"properties", object(member{"success", ref("id")}, member{"fail", ref("id")})}, strict,
		)
	}
	return object(
		about("Where the call goes by the digits; * is any input."), text("type", "object"),
		member{"patternProperties", object(member{`^([0-9]+#?|#|\*)$`, ref("id")})}, strict,
	)
}

// variable is a pattern of texts that hold a run-time variable, {{name}}.
const variable = `\{\{`

func (f *FieldType) schema() Node {
	parts := members{about(f.Doc)}
	switch {
	case f.Integer:
		least := 0
		if f.Key == "count" {
			least = 1
		}
		parts = append(parts, member{"anyOf", list(
			object(text("type", "integer"), number("minimum", least)),
			object(text("type", "string"), text("pattern", variable)),
		)})
	case len(f.Values) > 0:
		parts = append(parts, member{"enum", texts(f.Values...)})
	case f.Pattern != "":
		parts = append(parts, text("type", "string"), text("pattern", f.Pattern+"|"+variable))
	default:
		parts = append(parts, text("type", "string"))
	}
	return object(parts...)
}

// What a schema is made of.
type (
	member struct {
		key   string
		value Node
	}
	members []member
)

var strict = member{"additionalProperties", Node{Kind: BoolNode, Text: "false"}}

func object(list ...member) Node {
	n := Node{Kind: MapNode}
	for _, m := range list {
		m.value.Key = m.key
		n.Kids = append(n.Kids, m.value)
	}
	return n
}

func list(kids ...Node) Node { return Node{Kind: ListNode, Kids: kids} }

func text(key, value string) member { return member{key, Node{Kind: TextNode, Text: value}} }

func about(doc string) member { return text("description", doc) }

func number(key string, n int) member {
	return member{key, Node{Kind: NumberNode, Text: strconv.Itoa(n)}}
}

func texts(values ...string) Node {
	n := Node{Kind: ListNode}
	for _, v := range values {
		n.Kids = append(n.Kids, Node{Kind: TextNode, Text: v})
	}
	return n
}

func ref(name string) Node { return object(text("$ref", "#/$defs/"+name)) }

func refs(v Version) Node {
	n := Node{Kind: ListNode}
	for _, t := range Types {
		if t.V1 || v == V2 {
			n.Kids = append(n.Kids, ref(t.Name))
		}
	}
	return n
}
