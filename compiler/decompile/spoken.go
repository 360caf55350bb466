package decompile

// Spoken is a text that speaks choices, taken apart as a menu has them.
type Spoken struct {
	Text    string   // before the choices
	Each    string   // how each is spoken; "" is the form that a menu has by itself
	Keys    []string // in the order in which they are spoken
	Choices map[string]string
}

// Choices takes a text apart that speaks of some keys, each one digit or #. It is
// nil of one that does not speak as a menu would.
func Choices(text string, keys []string) *Spoken {
	edges := make([]edge, len(keys))
	for i, key := range keys {
		edges[i].key = key
	}
	m := recognise(text, false, edges)
	if m == nil {
		return nil
	}
	return &Spoken{m.text, m.each, m.keys, m.choices}
}

// DefaultEach is how a menu speaks a choice by itself.
func DefaultEach() string { return defaultForm.String() }
