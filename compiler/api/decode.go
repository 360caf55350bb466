package api

import (
	"fmt"
	"strings"
)

// A payload is read by a reader of our own: it keeps the place of every key
// and value, the order of keys and keys that are there twice, which
// encoding/json does not, and it goes on where hujson stops, at the liberties
// of the JSON that the API's pages print. It is linear, and no deeper than
// MaxNesting.

// MaxNesting is how deep lists and objects of a payload may be nested.
const MaxNesting = 10_000

// MaxValues is how many values a payload may have: it is what 600,000 objects
// have, and each takes a hundred bytes or more.
const MaxValues = 6_000_000

// A Document is a text that was read as JSON.
type Document struct {
	Text  string
	Root  Node
	Notes []Note // what is not standard in it, each kind once
}

// A Note is a liberty that a text takes with JSON, at its first place.
type Note struct {
	Start, End int32
	Message    string
}

// A DecodeError says why a text is no payload.
type DecodeError struct {
	Offset  int32
	Message string
}

func (e *DecodeError) Error() string { return e.Message }

// MaxSize is how many bytes a payload may have. It is 600,000 objects or so,
// which take two gigabytes to turn into a script.
const MaxSize = 64 << 20

// Decode reads a payload. What is JSON is read as JSON. What is not is read
// again with the liberties of the API's pages: typographic quotes, comments,
// keys without quotes, commas too many, <<placeholders>>, {...}, and text
// around the payload. Then the last object that has a list "flow" is the
// payload, and without one the first that is whole. A text that starts with a
// brace and breaks inside of it is no page, and nothing in it is the payload.
func Decode(text string) (*Document, error) {
	if len(text) > MaxSize {
		return nil, &DecodeError{0, fmt.Sprintf("it has more than %d MB", MaxSize>>20)}
	}
	d := &Document{Text: text}
	strict := reader{text: text}
	first := strict.document(&d.Root)
	if first == nil {
		d.Notes = strict.notes
		return d, nil
	}
	if strict.large {
		return nil, first
	}
	if err := d.broken(first.(*DecodeError)); err != nil {
		return nil, err
	}
	if d.pages() {
		return d, nil
	}
	return nil, first
}

const blank = " \t\r\n\uFEFF"

const missingComma = "a comma is missing here"

// broken returns why a text that starts like JSON is none with all liberties, or
// nil. That is the first thing that is wrong in it, unless it is one of the
// liberties: a comma is not, since the end of a text that has a quote in it looks
// as if there were one missing.
func (d *Document) broken(strict *DecodeError) error {
	r := reader{text: d.Text, lenient: true}
	start := strings.TrimLeft(d.Text, blank)
	if !strings.HasPrefix(start, "{") && !strings.HasPrefix(start, "[") {
		return nil
	}
	err := r.value(new(Node), 0)
	if err == nil {
		return nil
	}
	for _, n := range r.notes {
		if n.Start == strict.Offset && n.Message != missingComma {
			return err
		}
		if n.Start >= strict.Offset {
			break
		}
	}
	return strict
}

// pages looks for payloads in a text that is no JSON.
func (d *Document) pages() bool {
	r := reader{text: d.Text, lenient: true}
	budget := 8*len(d.Text) + 1<<10 // bytes read in vain, so that no text takes long
	var best Node
	var notes []Note
	rank, start, end, broken := 0, 0, 0, 0
	for at := 0; budget > 0; {
		n := strings.IndexAny(d.Text[at:], "{[")
		if n < 0 {
			break
		}
		at += n
		r.off, r.notes, r.seen = at, nil, 0
		var found Node
		if err := r.value(&found, 0); err != nil {
			budget -= r.off - at + 1
			broken = max(broken, r.off)
			at++
			continue
		}
		value := 0
		switch flow := found.Get("flow"); {
		case flow != nil && flow.Kind == ListNode && len(flow.Kids) > 0:
			value = 2
		case at < broken: // a part of something broken is a payload only if it has a flow
		case found.Kind == MapNode && len(found.Kids) > 0,
			found.Kind == ListNode && len(found.Kids) > 0 && found.Kids[0].Kind == MapNode && len(found.Kids[0].Kids) > 0:
			value = 1
		}
		if value > rank || value == 2 {
			best, notes, rank, start, end = found, r.notes, value, at, r.off
		}
		at = r.off
	}
	if rank == 0 {
		return false
	}
	d.Root, d.Notes = best, notes
	d.around(0, start, "text stands before the payload, and is passed over")
	d.around(end, len(d.Text), "text stands behind the payload, and is passed over")
	return true
}

// around notes text that is no payload.
func (d *Document) around(from, to int, message string) {
	part := d.Text[from:to]
	trimmed := strings.TrimLeft(part, blank)
	from += len(part) - len(trimmed)
	if line, _, _ := strings.Cut(trimmed, "\n"); line != "" {
		d.Notes = append(d.Notes, Note{int32(from), int32(from + len(strings.TrimRight(line, " \t\r"))), message})
	}
}
