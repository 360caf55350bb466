package api

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// What follows shows places and values of a payload to people.

// Pointer returns the JSON pointer (RFC 6901) of what stands in an object
// below keys, or of the object itself.
func (v *Vertex) Pointer(keys ...string) string {
	return "/flow/" + strconv.Itoa(v.Index) + Pointer(keys...)
}

var pointerEscape = strings.NewReplacer("~", "~0", "/", "~1")

// Pointer returns the part of a JSON pointer (RFC 6901) that leads by keys.
func Pointer(keys ...string) string { return string(AppendPointer(nil, keys...)) }

// AppendPointer is Pointer behind another one.
func AppendPointer(buf []byte, keys ...string) []byte {
	for _, k := range keys {
		if strings.ContainsAny(k, "~/") {
			k = pointerEscape.Replace(k)
		}
		buf = append(append(buf, '/'), k...)
	}
	return buf
}

// At returns the value that a JSON pointer leads to, or the last that there is on
// the way.
func (p *Payload) At(pointer string) *Node {
	at := &p.Doc.Root
	for i, key := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		next := at.Get(strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~"))
		switch n, err := strconv.Atoi(key); {
		case i == 0 && key == "flow" && p.Flow != nil:
			next = p.Flow
		case at.Kind == ListNode && err == nil && 0 <= n && n < len(at.Kids):
			next = &at.Kids[n]
		}
		if next == nil {
			break
		}
		at = next
	}
	return at
}

// Short returns a value as JSON, of which it shows so many characters.
func (n *Node) Short(most int) string {
	if longest := most * utf8.UTFMax; n.Kind == TextNode && len(n.Text) > longest {
		return Clip(string(AppendString(nil, n.Text[:longest])), most) // it may hold megabytes
	}
	return Clip(string(n.AppendJSON(nil)), most)
}

// Clip shortens a text that has more than so many characters, and marks the
// cut.
func Clip(s string, most int) string {
	for i := range s {
		if most == 0 {
			return s[:i] + "…"
		}
		most--
	}
	return s
}
