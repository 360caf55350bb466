package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// A module is what is mutated, and what can notice it.
type module struct {
	dir, path string
	pkgs      []*pkg  // to mutate, by path
	tests     []*test // by path
	fset      *token.FileSet
	imports   types.Importer
}

// A pkg is one package to mutate.
type pkg struct {
	path  string // in the module, such as lang/diag
	full  string // as it is imported
	files []*file
	info  types.Info
	found []*mutation
}

// A file is one file of a package. Generated files are here too, as the
// package does not compile without them.
type file struct {
	path string // on the disk
	text []byte
	tree *ast.File
}

// A test is the tests of one package, in it and beside it.
type test struct {
	path, full, dir string
	deps            map[string]bool // all that it is built from, as imported
}

// A listed is what go list says of a package.
type listed struct {
	ImportPath, Dir, Export string
	GoFiles, Deps           []string
	DepOnly                 bool
	Module                  *struct{ Path, Dir string }
}

// goList runs go list in a folder.
func goList(ctx context.Context, dir string, args ...string) ([]listed, error) {
	cmd := exec.CommandContext(ctx, "go", append([]string{"list", "-json=ImportPath,Dir,Export,GoFiles,Deps,DepOnly,Module"}, args...)...)
	cmd.Dir = dir
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("go list %s: %w", strings.Join(args, " "), err)
	}
	var list []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := dec.Decode(&p); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
}

// load reads the packages to mutate and finds the tests that depend on them.
func load(ctx context.Context, dir string, patterns []string) (*module, error) {
	list, err := goList(ctx, dir, append([]string{"-export", "-deps"}, patterns...)...)
	if err != nil {
		return nil, err
	}
	mod := &module{fset: token.NewFileSet()}
	exports := map[string]string{}
	for _, p := range list {
		exports[p.ImportPath] = p.Export
	}
	// What the compiler wrote says what a package exports, and is there faster
	// than from the sources.
	mod.imports = importer.ForCompiler(mod.fset, "gc", func(path string) (io.ReadCloser, error) {
		return os.Open(exports[path])
	})
	for _, p := range list {
		if p.DepOnly || p.Module == nil {
			continue
		}
		mod.dir, mod.path = p.Module.Dir, p.Module.Path
		loaded := &pkg{path: mod.inner(p.ImportPath), full: p.ImportPath}
		for _, name := range p.GoFiles {
			path := filepath.Join(p.Dir, name)
			text, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			if err := loaded.parse(mod, path, text); err != nil {
				return nil, err
			}
		}
		if err := loaded.find(mod); err != nil {
			return nil, err
		}
		mod.pkgs = append(mod.pkgs, loaded)
	}
	slices.SortFunc(mod.pkgs, func(a, b *pkg) int { return strings.Compare(a.path, b.path) })
	return mod, mod.loadTests(ctx)
}

// loadTests finds every package with tests. None of those that depend on what
// is mutated is left out: the slowest takes a few seconds, and only tests that
// run a line are asked about it.
func (mod *module) loadTests(ctx context.Context) error {
	list, err := goList(ctx, mod.dir, "-test", "./...")
	if err != nil {
		return err
	}
	for _, p := range list {
		full, isTest := strings.CutSuffix(p.ImportPath, ".test")
		if !isTest {
			continue
		}
		t := &test{path: mod.inner(full), full: full, dir: p.Dir, deps: map[string]bool{}}
		for _, dep := range p.Deps {
			name, _, _ := strings.Cut(dep, " ") // a variant is "path [built for]"
			t.deps[name] = true
		}
		mod.tests = append(mod.tests, t)
	}
	slices.SortFunc(mod.tests, func(a, b *test) int { return strings.Compare(a.path, b.path) })
	return nil
}

// restrict keeps one package, if it is named, or those of the mutations with
// some IDs, and the tests that depend on what is kept. It returns the
// mutations.
func (mod *module) restrict(path string, ids []string) (only []*mutation, err error) {
	kept := map[*pkg]bool{}
	for _, p := range mod.pkgs {
		kept[p] = len(ids) == 0 && (path == "" || p.path == path)
	}
	all := mod.mutations()
	for _, id := range ids {
		i := slices.IndexFunc(all, func(m *mutation) bool { return m.id() == id })
		if i < 0 {
			return nil, fmt.Errorf("no mutation has the ID %s; -list prints all", id)
		}
		only = append(only, all[i])
		kept[all[i].pkg] = true
	}
	mod.pkgs = slices.DeleteFunc(mod.pkgs, func(p *pkg) bool { return !kept[p] })
	if len(mod.pkgs) == 0 {
		return nil, fmt.Errorf("no package %s to mutate", path)
	}
	mod.tests = slices.DeleteFunc(mod.tests, func(t *test) bool {
		return !slices.ContainsFunc(mod.pkgs, func(p *pkg) bool { return t.deps[p.full] })
	})
	return only, nil
}

// inner returns the path of a package in the module.
func (mod *module) inner(full string) string {
	return strings.TrimPrefix(full, mod.path+"/")
}

// mutations returns all mutations, by package and place.
func (mod *module) mutations() (all []*mutation) {
	for _, p := range mod.pkgs {
		all = append(all, p.found...)
	}
	return all
}

// parse adds a file to the package.
func (p *pkg) parse(mod *module, path string, text []byte) error {
	tree, err := parser.ParseFile(mod.fset, path, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	p.files = append(p.files, &file{path, text, tree})
	return nil
}

// check type-checks the package, with one file in place of another if it is
// given.
func (p *pkg) check(mod *module, old *file, instead *ast.File, info *types.Info) error {
	var trees []*ast.File
	for _, f := range p.files {
		if f == old {
			trees = append(trees, instead)
		} else {
			trees = append(trees, f.tree)
		}
	}
	conf := types.Config{Importer: mod.imports, Sizes: types.SizesFor("gc", runtime.GOARCH)}
	_, err := conf.Check(p.full, mod.fset, trees, info)
	return err
}
