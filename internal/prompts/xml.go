package prompts

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
)

// maxDepth is how deep elements may be nested.
const maxDepth = 64

// An element is one that is read, and stands in others.
type element struct {
	name  string // without its namespace
	attrs []xml.Attr
	start int // of its tag
	text  strings.Builder
}

// attr returns an attribute of an element, or "".
func (e *element) attr(name string) string {
	for _, a := range e.attrs {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}

// An xmlReader reads XML from somebody who may wish us ill: nothing is declared in
// it and nothing loaded, and it is only so deep.
type xmlReader struct {
	dec  *xml.Decoder
	path []*element // those that are open
}

func newXML(data string) *xmlReader { return &xmlReader{dec: xml.NewDecoder(strings.NewReader(data))} }

// walk calls open and close for the start and the end of each element, and text for
// what stands in them; each may be nil.
func (x *xmlReader) walk(open, end func(e *element) error, text func(e *element, s string)) error {
	for {
		at := int(x.dec.InputOffset())
		token, err := x.dec.Token()
		switch {
		case errors.Is(err, io.EOF) && len(x.path) == 0:
			return nil
		case err != nil:
			return x.broken(err, at)
		}
		switch token := token.(type) {
		case xml.Directive:
			return &badFile{"it declares entities or a document type, which no workbook does", at}
		case xml.StartElement:
			if len(x.path) == maxDepth {
				return &badFile{"its elements are nested too deep", at}
			}
			e := &element{name: token.Name.Local, attrs: token.Attr, start: at}
			x.path = append(x.path, e)
			if open != nil {
				err = open(e)
			}
		case xml.EndElement:
			last := x.path[len(x.path)-1]
			x.path = x.path[:len(x.path)-1]
			if end != nil {
				err = end(last)
			}
		case xml.CharData:
			if text != nil && len(x.path) > 0 {
				text(x.path[len(x.path)-1], string(token))
			}
		}
		if err != nil {
			return err
		}
	}
}

func (x *xmlReader) broken(err error, at int) error {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return &badFile{syntax.Msg, at}
	}
	return &badFile{strings.TrimPrefix(err.Error(), "xml: "), at}
}

// in reports whether an element that is open has a name.
func (x *xmlReader) in(name string) bool {
	for _, e := range x.path {
		if e.name == name {
			return true
		}
	}
	return false
}
