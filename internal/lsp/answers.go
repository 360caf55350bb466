package lsp

import (
	"cmp"
	"context"
	"slices"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

func (s *server) definition(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	list := []location{}
	for _, place := range of.Definition(at) {
		list = append(list, s.location(place))
	}
	return list, nil
}

func (s *server) references(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	defer s.progress(ctx, q.WorkDoneToken, "Looking for references")(-1)
	found, err := s.workspace.References(ctx, of.Name, at)
	if err != nil {
		return nil, err
	}
	list := []location{}
	for _, r := range found {
		if !s.current(r.Place.File) {
			return nil, errModified
		}
		if r.Role != resolve.Declaration || q.Context.IncludeDeclaration {
			list = append(list, s.location(r.Place))
		}
	}
	return list, nil
}

// current reports whether a file has the text that the client has.
func (s *server) current(file *source.File) bool {
	doc := s.document(osName(file))
	return doc == nil || doc.file.Text == file.Text
}

// The numbers of the protocol for what is highlighted.
const (
	highlightText  = 1
	highlightRead  = 2
	highlightWrite = 3
)

func (s *server) highlights(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	list := []documentHighlight{}
	for _, r := range of.Highlights(at) {
		kind := highlightText
		switch r.Role {
		case resolve.Read:
			kind = highlightRead
		case resolve.Write:
			kind = highlightWrite
		}
		list = append(list, documentHighlight{of.rangeOf(r.Span), kind})
	}
	return list, nil
}

func (s *server) prepareRename(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	span, err := of.Renamable(at)
	if err != nil {
		return nil, err
	}
	return prepareRename{of.rangeOf(span), of.Text()[span.Start:span.End]}, nil
}

func (s *server) rename(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	defer s.progress(ctx, q.WorkDoneToken, "Renaming")(-1)
	edits, err := s.workspace.Rename(ctx, of.Name, at, q.NewName)
	if err != nil {
		return nil, err
	}
	return s.workspaceEdit(edits)
}

// workspaceEdit returns edits by file, in the order of their names.
func (s *server) workspaceEdit(edits []diag.Edit) (workspaceEdit, error) {
	byFile := map[*source.File][]diag.Edit{}
	var files []*source.File
	for _, e := range edits {
		if byFile[e.Place.File] == nil {
			files = append(files, e.Place.File)
		}
		byFile[e.Place.File] = append(byFile[e.Place.File], e)
	}
	slices.SortFunc(files, func(a, b *source.File) int { return cmp.Compare(a.Name, b.Name) })
	made := workspaceEdit{Changes: map[string][]textEdit{}}
	for _, file := range files {
		if !s.current(file) {
			return made, errModified
		}
		of := versioned{URI: s.uri(file.Name)}
		if doc := s.document(osName(file)); doc != nil {
			of.Version = &doc.version
		}
		list := s.lines(file).edits(byFile[file])
		if s.client.Capabilities.Workspace.WorkspaceEdit.DocumentChanges {
			made.DocumentChanges = append(made.DocumentChanges, documentEdit{of, list})
		} else {
			made.Changes[of.URI] = list
		}
	}
	return made, nil
}

func (s *server) formatting(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any { return of.edits(of.Format()) })
}

func (s *server) rangeFormatting(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any { return of.edits(of.FormatRange(of.span(q.Range))) })
}

func (s *server) onTypeFormatting(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any { return of.edits(of.FormatTyped(of.offset(q.Position), q.Typed)) })
}

func (s *server) selectionRanges(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any {
		list := []*selectionRange{}
		for _, p := range q.Positions {
			var outer *selectionRange
			for _, span := range slices.Backward(of.Selection(of.offset(p))) {
				outer = &selectionRange{of.rangeOf(span), outer}
			}
			list = append(list, outer)
		}
		return list
	})
}

func (s *server) foldingRanges(ctx context.Context, q *question) (any, error) {
	kinds := map[ide.FoldKind]string{ide.CommentFold: "comment", ide.UseFold: "imports"}
	return about(ctx, q, func(of script) any {
		list := []foldingRange{}
		for _, f := range of.Folds() {
			at := of.rangeOf(f.Span)
			list = append(list, foldingRange{at.Start.Line, at.End.Line, kinds[f.Kind]})
		}
		return list
	})
}

func (s *server) documentLinks(ctx context.Context, q *question) (any, error) {
	return about(ctx, q, func(of script) any {
		list := []documentLink{}
		for _, l := range of.Links() {
			target := l.URL
			if l.File != "" {
				target = s.uri(l.File)
			}
			list = append(list, documentLink{of.rangeOf(l.Span), target})
		}
		return list
	})
}

func (s *server) linkedEditing(ctx context.Context, q *question) (any, error) {
	of, at, err := q.at(ctx)
	if err != nil {
		return nil, err
	}
	spans := of.Linked(at)
	if spans == nil {
		return nil, nil
	}
	return linkedEditingRanges{of.ranges(spans), "[A-Za-z_][A-Za-z0-9_]*"}, nil
}
