// Editorgen writes what editors need to know of the language, from the table of
// verbs, the words and the grammar: keyword lists, grammars, snippets. It is no
// part of flowc. Run it with go generate ./internal/editorgen.
//
// Each file of the folder files is a template of the file with the same path in
// editors, for text/template with « and » around what is put in.
package main

//go:generate go run . ../../editors

import (
	"bytes"
	"embed"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/template"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: editorgen FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "editorgen:", err)
		os.Exit(1)
	}
}

func write(folder string) error {
	all, err := generate()
	if err != nil {
		return err
	}
	for name, text := range all {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(path, text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

//go:embed all:files
var templates embed.FS

// A copied file is one that a second editor reads as it is, or with other names of
// what is highlighted.
type copied struct {
	to, from string
	names    *strings.Replacer
}

var (
	same  = strings.NewReplacer()
	helix = strings.NewReplacer("@string.escape", "@constant.character.escape", "@number", "@constant.numeric", "@property", "@variable.other.member")
)

var copies = []copied{
	{"helix/queries/flow/injections.scm", "tree-sitter-flow/queries/injections.scm", same},
	{"helix/queries/flow/highlights.scm", "tree-sitter-flow/queries/highlights.scm", helix},
	{"jetbrains/flow/language-configuration.json", "vscode/language-configuration.json", same},
	{"jetbrains/flow/snippets/flow.code-snippets", "vscode/snippets/flow.code-snippets", same},
	{"jetbrains/flow/syntaxes/flow.tmLanguage.json", "vscode/syntaxes/flow.tmLanguage.json", same},
	{"neovim/compiler/flowc.vim", "vim/compiler/flowc.vim", same},
	{"neovim/ftdetect/flow.vim", "vim/ftdetect/flow.vim", same},
	{"neovim/ftplugin/flow.vim", "vim/ftplugin/flow.vim", same},
	{"neovim/indent/flow.vim", "vim/indent/flow.vim", same},
	{"neovim/queries/flow/folds.scm", "tree-sitter-flow/queries/folds.scm", same},
	{"neovim/queries/flow/highlights.scm", "tree-sitter-flow/queries/highlights.scm", same},
	{"neovim/queries/flow/injections.scm", "tree-sitter-flow/queries/injections.scm", same},
	{"neovim/syntax/flow.vim", "vim/syntax/flow.vim", same},
	{"zed/languages/flow/highlights.scm", "tree-sitter-flow/queries/highlights.scm", same},
	{"zed/languages/flow/injections.scm", "tree-sitter-flow/queries/injections.scm", same},
}

// generate returns all files, by their paths in editors.
func generate() (map[string][]byte, error) {
	data, err := language()
	if err != nil {
		return nil, err
	}
	all := map[string][]byte{}
	err = fs.WalkDir(templates, "files", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := templates.ReadFile(path)
		if err != nil {
			return err
		}
		made, err := fill(path, string(text), data)
		all[strings.TrimPrefix(path, "files/")] = made
		return err
	})
	if err != nil {
		return nil, err
	}
	for _, c := range copies {
		if all[c.from] == nil {
			return nil, fmt.Errorf("no template for %s", c.from)
		}
		all[c.to] = []byte(c.names.Replace(string(all[c.from])))
	}
	return all, nil
}

func fill(name, text string, data *words) ([]byte, error) {
	t, err := template.New(name).Delims("«", "»").Funcs(functions).Option("missingkey=error").Parse(text)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	if err := t.Execute(&out, data); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
