// Package api describes the payloads of the Samespace Call Flow API, v1 and
// v2. It writes them, and reads them as the graph of a call. It knows nothing
// of the language, and does not say what is wrong with a payload.
//
// The rules come from the two published pages, "Samespace Call Flow API" v2
// (base URL https://developers.samespace.com/api/v2) and v1
// (https://api.samespace.com/api/public/v1).
package api

// A Version is a version of the API.
type Version uint8

// The versions of the API.
const (
	V1 Version = 1
	V2 Version = 2
)

func (v Version) String() string {
	if v == V1 {
		return "v1"
	}
	return "v2"
}

// BranchKey returns the key of an object that holds its branches.
func (v Version) BranchKey() string {
	if v == V1 {
		return "next_step"
	}
	return "flow"
}

// Placeholders are the variables of the environment that stand for credentials
// which a script does not name, by the key of the envelope.
var Placeholders = map[string]string{
	"cloud_id":   "SAMESPACE_CLOUD_ID",
	"cloud_sid":  "SAMESPACE_CLOUD_SID",
	"auth_token": "SAMESPACE_AUTH_TOKEN",
}

// A Type describes one type of call flow object.
type Type struct {
	Name     string
	Doc      string
	V1       bool // v1 has it too
	Branches bool // it leads on by its outcome, not by next_step
	Fields   []FieldType
	OneOf    []string // optional keys of which an object has at least one
}

// A FieldType describes one key of an object.
type FieldType struct {
	Key      string
	Doc      string
	Integer  bool     // a JSON number; a string with a run-time variable is let pass
	Pattern  string   // a regular expression that the string matches
	Values   []string // the only values
	Optional bool
}

// Methods are those of a request, and of publish.
var Methods = []string{"GET", "POST", "PUT", "PATCH", "DELETE"}

// The types of objects. Their fields stand in the order in which they are
// written.
var (
	Call = Type{
		Name: "call", V1: true, Doc: "Places a call.",
		Fields: []FieldType{
			{Key: "number", Doc: "The PSTN or internal number that is called."},
			{Key: "caller_id", Doc: "The number that the called party sees.", Optional: true},
		},
	}
	Play = Type{
		Name: "play", V1: true, Doc: "Speaks a text or plays a recording; it has a text, a url or both.",
		Fields: []FieldType{
			{Key: "url", Doc: "The address of an mp3 file.", Optional: true},
			{Key: "text", Doc: "What is said.", Optional: true},
		},
		OneOf: []string{"text", "url"},
	}
	Digits = Type{
		Name: "digits", V1: true, Branches: true, Doc: "Waits for digits; the branches are named by the digits, * is any input.",
		Fields: []FieldType{
			{Key: "count", Doc: "How many digits to wait for.", Integer: true},
			{Key: "variable", Doc: "The run-time variable that the digits are stored in.", Optional: true},
		},
	}
	HTTP = Type{
		Name: "http", V1: true, Branches: true, Doc: "Sends a request; the branches are success and fail.",
		Fields: []FieldType{
			{Key: "url", Doc: "The address; {{name}} is replaced by a run-time variable."},
			{Key: "method", Doc: "The method of the request.", Values: Methods, Optional: true},
		},
	}
	Callback = Type{
		Name: "callback", Doc: "Arranges a call back at a time.",
		Fields: []FieldType{
			{Key: "date", Doc: "The day, YYYY-MM-DD.", Pattern: `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`},
			{Key: "time", Doc: "The time of the day on a 24 hour clock, HH:MM:SS.", Pattern: `^[0-9]{2}:[0-9]{2}:[0-9]{2}$`},
			{Key: "timezone", Doc: "The time zone, such as UTC."},
			{Key: "entity", Doc: "The voice id of a team or a user.", Integer: true},
		},
	}
	Connect = Type{
		Name: "connect", V1: true, Doc: "Connects the caller to a PSTN number or an internal entity.",
		Fields: []FieldType{
			{Key: "number", Doc: "The PSTN or internal number that the caller is connected to."},
			{Key: "caller_id", Doc: "The number that the called party sees.", Optional: true},
		},
	}
)

// Types lists the types of objects in the order of the API's pages.
var Types = []*Type{&Call, &Play, &Digits, &HTTP, &Callback, &Connect}

// TypeNamed returns the type of a name, or nil.
func TypeNamed(name string) *Type {
	for _, t := range Types {
		if t.Name == name {
			return t
		}
	}
	return nil
}

// Field returns the field that a key is, or nil.
func (t *Type) Field(key string) *FieldType {
	for i := range t.Fields {
		if t.Fields[i].Key == key {
			return &t.Fields[i]
		}
	}
	return nil
}
