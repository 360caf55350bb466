package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"net/url"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/source"
)

// A document is a script that is open in the client. It does not change: one
// whose text changes is a new document.
type document struct {
	uri     string // as the client writes it
	name    string // of the file
	version int32
	file    *source.File
}

var errUnknown = errors.New("the document is not open, and no script on disk")

// unsavedFolder holds the documents that are no files.
const unsavedFolder = ".unsaved"

// name returns the path of the file that a URI names. A document that is no file
// gets a path that no file has.
func name(uri string) string {
	if u, err := url.Parse(uri); err == nil && u.Scheme == "file" && u.Path != "" {
		return path(u)
	}
	return filepath.Join(string(filepath.Separator), unsavedFolder, url.PathEscape(uri))
}

// path returns the path of a URI as the system has it.
func path(u *url.URL) string {
	path := u.Path
	if len(path) > 2 && path[0] == '/' && path[2] == ':' { // a volume of Windows
		path = path[1:]
	}
	return filepath.Clean(filepath.FromSlash(path))
}

// uri returns the URI of a file, as the client writes it if it has it open.
func (s *server) uri(name string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if doc := s.documents[filepath.FromSlash(name)]; doc != nil {
		return doc.uri
	}
	return fileURI(name)
}

func fileURI(name string) string {
	path := filepath.ToSlash(name)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path
	}
	return (&url.URL{Scheme: "file", Path: path}).String()
}

// document returns an open document, or nil.
func (s *server) document(name string) *document {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.documents[name]
}

// set makes a text the one of a document.
func (s *server) set(ctx context.Context, doc *document, text string) {
	doc.file = source.NewFile(filepath.ToSlash(doc.name), text)
	s.mu.Lock()
	s.documents[doc.name] = doc
	s.mu.Unlock()
	s.touched(ctx, doc.name, s.workspace.Open(doc.name, text))
}

func (s *server) didOpen(ctx context.Context, params json.RawMessage) error {
	var p didOpenParams
	if err := decode(params, &p); err != nil {
		return err
	}
	doc := &document{uri: p.TextDocument.URI, name: name(p.TextDocument.URI), version: p.TextDocument.Version}
	if p.TextDocument.LanguageID != "flow" && !ide.IsScript(doc.name) {
		return nil // a client may open what it likes
	}
	if len(p.TextDocument.Text) > source.MaxSize {
		return errTooLarge
	}
	s.set(ctx, doc, p.TextDocument.Text)
	return nil
}

var errTooLarge = errors.New("the text is too large")

func (s *server) didChange(ctx context.Context, params json.RawMessage) error {
	var p didChangeParams
	if err := decode(params, &p); err != nil {
		return err
	}
	doc := s.document(name(p.TextDocument.URI))
	if doc == nil {
		return errUnknown
	}
	text := doc.file.Text
	for _, change := range p.ContentChanges {
		switch {
		case change.Text == nil:
			return errParams
		case change.Range == nil:
			text = *change.Text
		default:
			at := s.lines(source.NewFile("", text)).span(*change.Range)
			text = text[:at.Start] + *change.Text + text[at.End:]
		}
	}
	if len(text) > source.MaxSize {
		return errTooLarge
	}
	changed := &document{uri: doc.uri, name: doc.name, version: doc.version}
	if p.TextDocument.Version != nil {
		changed.version = *p.TextDocument.Version
	}
	s.set(ctx, changed, text)
	return nil
}

func (s *server) didClose(ctx context.Context, params json.RawMessage) error {
	var p documentParams
	if err := decode(params, &p); err != nil {
		return err
	}
	doc := s.document(name(p.TextDocument.URI))
	if doc == nil {
		return errUnknown
	}
	s.mu.Lock()
	delete(s.documents, doc.name)
	delete(s.tokens, doc.name)
	s.mu.Unlock()
	s.touched(ctx, doc.name, append(s.workspace.Close(doc.name), doc.name))
	return nil
}

func (s *server) didChangeFiles(ctx context.Context, params json.RawMessage) error {
	var p didChangeFilesParams
	if err := decode(params, &p); err != nil {
		return err
	}
	for _, change := range p.Changes {
		name := name(change.URI)
		s.touched(ctx, name, s.workspace.Changed(name))
	}
	return nil
}

func (s *server) didChangeFolders(params json.RawMessage) error {
	var p didChangeFoldersParams
	if err := decode(params, &p); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range p.Event.Removed {
		s.folders = slices.DeleteFunc(slices.Clone(s.folders), func(folder string) bool { return folder == name(f.URI) })
	}
	for _, f := range p.Event.Added {
		s.folders = append(slices.Clone(s.folders), name(f.URI))
	}
	s.workspace.Folders(s.folders)
	return nil
}
