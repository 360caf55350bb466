package ide

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Link leads from a part of the script to a file, or to a page of the web.
type Link struct {
	source.Span
	File string // as findings name it; empty where URL is not
	URL  string
}

// Links returns the links of the script, in the order of the text: the files
// that it uses, and URLs that are written out as a whole.
func (s *Snapshot) Links() (list []Link) {
	lang.Walk(s.Main().File, func(n lang.Node) bool {
		switch n := n.(type) {
		case *lang.Path:
			if ref := s.At(n.Start); ref != nil && ref.Object.Kind == resolve.File {
				list = append(list, Link{Span: inQuotes(n.Value), File: ref.Object.Module.File.Source.Name})
			}
		case *lang.URL:
			url, plain := n.Plain()
			web := strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
			if n.Kind == lang.TextLit && plain && web && !strings.ContainsAny(url, "{} \n") {
				list = append(list, Link{Span: inQuotes(n.Value), URL: url})
			}
		}
		return true
	})
	return list
}

// inQuotes returns what stands between the quotes of a text.
func inQuotes(v lang.Value) source.Span {
	says := strings.Trim(v.Raw, `"`)
	start := v.Start + int32(strings.Index(v.Raw, says))
	return source.Span{Start: start, End: start + int32(len(says))}
}

// Linked returns all places of the name at an offset, where they can be changed
// together while one is typed: no other file may know the name. What
// stands in a declaration is known where that is used.
func (s *Snapshot) Linked(offset int32) (spans []source.Span) {
	ref := s.At(offset)
	switch {
	case ref == nil:
		return nil
	case ref.Object.Kind == resolve.Label:
	case ref.Object.Kind == resolve.Variable && len(s.Program.Modules) == 1 && !s.beside && !slices.ContainsFunc(s.Highlights(offset), func(r resolve.Ref) bool {
		return resolve.Declares(atTop(s.Main(), r.Start))
	}):
	default:
		return nil
	}
	for _, r := range s.Highlights(offset) {
		spans = append(spans, r.Span)
	}
	return spans
}
