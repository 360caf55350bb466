package api

import (
	"iter"
	"unicode/utf8"
)

// A NodeKind says what a JSON value is.
type NodeKind uint8

// The kinds of JSON values.
const (
	NullNode NodeKind = iota
	BoolNode
	NumberNode
	TextNode
	ListNode
	MapNode
)

func (k NodeKind) String() string {
	return [...]string{"null", "true or false", "a number", "a text", "a list", "an object"}[k]
}

// A Node is a JSON value, where it stands, and, in an object, its key. Places
// are offsets in bytes.
type Node struct {
	Key              string
	KeyStart, KeyEnd int32
	Start, End       int32
	Kind             NodeKind
	Text             string // what a text says; a number, true or false as written
	Kids             []Node // of a list or an object, in order
}

// Get returns the member of an object that has a key, or nil. Of several the
// last counts, as in most readers of JSON.
func (n *Node) Get(key string) *Node {
	if n == nil || n.Kind != MapNode {
		return nil
	}
	for i := len(n.Kids) - 1; i >= 0; i-- {
		if n.Kids[i].Key == key {
			return &n.Kids[i]
		}
	}
	return nil
}

// Last yields the members of an object, in order; of those that are there
// twice the last.
func Last(n *Node) iter.Seq[*Node] {
	return func(yield func(*Node) bool) {
		if len(n.Kids) <= fewKids {
			for i := range n.Kids {
				if kid := &n.Kids[i]; !has(n.Kids[i+1:], kid.Key) && !yield(kid) {
					return
				}
			}
			return
		}
		last := make(map[string]int, len(n.Kids))
		for i := range n.Kids {
			last[n.Kids[i].Key] = i
		}
		for i := range n.Kids {
			if last[n.Kids[i].Key] == i && !yield(&n.Kids[i]) {
				return
			}
		}
	}
}

// fewKids is up to how many members it is faster to look at all than to make a
// map of them. Most objects have so few.
const fewKids = 16

func has(kids []Node, key string) bool {
	for i := range kids {
		if kids[i].Key == key {
			return true
		}
	}
	return false
}

// Twice reports whether an object has a key twice.
func (n *Node) Twice() bool {
	if len(n.Kids) <= fewKids {
		for i := range n.Kids {
			if has(n.Kids[i+1:], n.Kids[i].Key) {
				return true
			}
		}
		return false
	}
	seen := make(map[string]bool, len(n.Kids))
	for i := range n.Kids {
		seen[n.Kids[i].Key] = true
	}
	return len(seen) < len(n.Kids)
}

// AppendJSON appends a value as JSON on one line.
func (n *Node) AppendJSON(buf []byte) []byte {
	switch n.Kind {
	case NullNode:
		return append(buf, "null"...)
	case BoolNode, NumberNode:
		return append(buf, n.Text...)
	case TextNode:
		return AppendString(buf, n.Text)
	}
	open, end := "[", byte(']')
	if n.Kind == MapNode {
		open, end = "{", '}'
	}
	buf = append(buf, open...)
	for i := range n.Kids {
		if i > 0 {
			buf = append(buf, ", "...)
		}
		if n.Kind == MapNode {
			buf = append(AppendString(buf, n.Kids[i].Key), ": "...)
		}
		buf = n.Kids[i].AppendJSON(buf)
	}
	return append(buf, end)
}

// AppendString appends text as a JSON string: only what JSON requires is
// escaped, and a byte that is no UTF-8 becomes U+FFFD.
func AppendString(buf []byte, text string) []byte {
	const hex = "0123456789abcdef"
	buf = append(buf, '"')
	if plain(text) {
		buf = append(buf, text...)
		return append(buf, '"')
	}
	from := 0
	for i, r := range text {
		var escape string
		switch {
		case r == '"':
			escape = `\"`
		case r == '\\':
			escape = `\\`
		case r == '\n':
			escape = `\n`
		case r == '\t':
			escape = `\t`
		case r == '\r':
			escape = `\r`
		case r == '\b':
			escape = `\b`
		case r == '\f':
			escape = `\f`
		case r < ' ':
			escape = `\u00` + string(hex[r>>4]) + string(hex[r&15])
		case r == '\uFFFD' && text[i] != 0xEF:
			buf = append(buf, text[from:i]...)
			buf = append(buf, "\uFFFD"...)
			from = i + 1
			continue
		default:
			continue
		}
		buf = append(buf, text[from:i]...)
		buf = append(buf, escape...)
		from = i + 1
	}
	buf = append(buf, text[from:]...)
	return append(buf, '"')
}

// plain reports whether a text is ASCII that needs no escape, as most are. It
// looks at eight bytes at a time.
func plain(text string) bool {
	for ; len(text) >= 8; text = text[8:] {
		if special(uint64(text[0]) | uint64(text[1])<<8 | uint64(text[2])<<16 | uint64(text[3])<<24 |
			uint64(text[4])<<32 | uint64(text[5])<<40 | uint64(text[6])<<48 | uint64(text[7])<<56) {
			return false
		}
	}
	for i := range len(text) {
		if c := text[i]; c < ' ' || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// special reports whether one of eight bytes is not ASCII or needs an escape: to
// take 1 from a byte, or a blank, sets its top bit where it was less.
func special(word uint64) bool {
	const ones, tops = 0x0101010101010101, 0x8080808080808080
	quote, slash := word^ones*'"', word^ones*'\\'
	return (word|(word-ones*' ')|(quote-ones)|(slash-ones))&tops != 0
}
