package resolve

import (
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// An imported is a use statement and the file that it brings in. A file of tests
// gets without one what its script knows.
type imported struct {
	stmt   *lang.Use
	module *Module // nil where the file can't be used
	taken  bool    // something in it is used
	said   bool    // a finding says what is wrong with the statement
}

// A link is a use statement on the way to the file that is being loaded.
type link struct {
	from *lang.File
	stmt *lang.Use
}

// maxImports is how deep files may use each other.
const maxImports = 50

// module declares the names of a file and those of the files that it uses.
func (r *resolver) module(file *lang.File) *Module {
	m := newModule(file)
	r.modules[file] = m
	r.program.Modules = append(r.program.Modules, m)
	for _, s := range file.Body.Stmts {
		r.declare(m, s)
	}
	if len(file.Errors) > 0 {
		// Also where nothing is said of the text, because a declaration is what is wrong.
		r.program.Broken, m.unreadable = true, len(file.Body.Stmts) == 0
		*r.list = append(*r.list, file.Findings(func(name string) bool { return m.Step(name) != nil }, m.names(stepsOf)...)...)
		m.foreign = slices.ContainsFunc(file.Errors, func(e *lang.SyntaxError) bool { return e.Word != nil && lang.Imports(e.Word.Text) })
	}
	if r.program.Broken {
		m.guess()
	}
	r.collisions(m)
	return m
}

func newModule(file *lang.File) *Module {
	m := &Module{File: file, Scopes: map[*lang.Body]*Scope{}, maybe: map[string]bool{}}
	m.Object = &Object{Kind: File, Name: file.Source.Name, Meaning: &Meaning{Module: m}}
	return m
}

// guess notes the names in what did not parse.
func (m *Module) guess() {
	lang.Walk(m.File, func(n lang.Node) bool {
		if bad, ok := n.(*lang.Bad); ok {
			try, ok := bad.Stmt.(*lang.Try)
			m.lostTry = m.lostTry || ok && bad.Body == nil && len(try.Body.Stmts) == 0
			for _, w := range bad.Words {
				m.maybe[w.Text] = true
				m.lostTry = m.lostTry || w.Text == "times"
			}
			m.maybe[bad.Err.Name] = true
			if bad.Verb != nil {
				m.maybe[bad.Verb.Text] = true
			}
			if invoke, ok := bad.Stmt.(*lang.Invoke); ok {
				for _, a := range invoke.Args {
					m.maybe[a.Value.Raw] = true
					if a.Param != nil { // a label of two words
						m.maybe[a.Param.Text], m.maybe[invoke.Name.Text+"_"+a.Param.Text] = true, true
					}
				}
			}
		}
		return true
	})
}

// doubtful reports whether a name may be defined in what did not parse, or in
// a file that could not be loaded.
func (m *Module) doubtful(name string) bool {
	if m.maybe[name] || m.foreign {
		return true
	}
	for _, i := range m.imports {
		if i.module == nil && !i.said || i.module != nil && (i.module.unreadable || i.module.maybe[name]) {
			return true
		}
	}
	return false
}

// use loads the file that a use statement names.
func (r *resolver) use(m *Module, s *lang.Use) {
	i := &imported{stmt: s}
	m.imports = append(m.imports, i)
	if file := r.load(m, s); file != nil && !r.circle(m, s, file) && !r.again(m, i, file) {
		i.module = r.modules[file]
		switch {
		case i.module != nil:
		case len(r.loading) >= maxImports:
			r.report(badUse, place(m, s.Path.Span()), fmt.Sprintf("files use each other more than %d deep", maxImports), "use the file directly")
		default:
			r.loading = append(r.loading, link{m.File, s})
			i.module = r.module(file)
			r.loading = r.loading[:len(r.loading)-1]
		}
	}
	if i.module != nil {
		m.declared = append(m.declared, Ref{s.Path.Span(), Read, i.module.Object})
	}
	r.failed = r.failed || i.module == nil && !i.said
}

// load returns the file that a use statement names, or nil.
func (r *resolver) load(m *Module, s *lang.Use) *lang.File {
	path, plain := s.Path.Plain()
	at := place(m, s.Path.Span())
	switch {
	case s.Path.Kind == lang.NoValue || wrong(&s.Path.Value): // it did not parse
		return nil
	case !plain:
		r.report(badUse, at, "the path of a use holds no constant", `write the path as it is: use "lib/pin.flow"`)
		return nil
	case r.Files == nil:
		r.report(badUse, at, "a script from here can use no files", "build it from a file")
		return nil
	}
	file, err := r.Files.Load(m.File.Source, path)
	if err != nil {
		help := "paths are relative to the file that uses them, and stay inside the project"
		if !strings.Contains(path[strings.LastIndexByte(path, '/')+1:], ".") {
			help = fmt.Sprintf("write use %q: %s", path+".flow", help)
		}
		r.report(badUse, at, err.Error(), help)
		return nil
	}
	return file
}

// wrong reports whether a finding says what is wrong in a text.
func wrong(v *lang.Value) bool {
	_, errs := v.Parts()
	return len(errs) > 0
}

// circle reports a use that leads back to its own file.
func (r *resolver) circle(m *Module, s *lang.Use, file *lang.File) bool {
	way := append(r.loading[:len(r.loading):len(r.loading)], link{m.File, s})
	for i := range way {
		if way[i].from != file {
			continue
		}
		f := r.report(useCycle, place(m, s.Path.Span()), fmt.Sprintf("%s uses itself", file.Source.Name), "move what both files need into a third")
		for _, l := range way[i:] {
			f.Relate(source.Place{File: l.from.Source, Span: l.stmt.Path.Span()}, "used here")
		}
		return true
	}
	return false
}

// again reports a file that the module uses already.
func (r *resolver) again(m *Module, i *imported, file *lang.File) bool {
	for _, other := range m.imports {
		if other.module != nil && other.module.File == file {
			r.report(duplicateUse, place(m, i.stmt.Path.Span()), fmt.Sprintf("%s is used twice", file.Source.Name), "remove one of the two").
				Relate(place(m, other.stmt.Path.Span()), "first used here")
			i.said = true
			return true
		}
	}
	return false
}

// collisions reports names that a file gets from two places.
func (r *resolver) collisions(m *Module) {
	r.collide(m, "constant", constsOf)
	r.collide(m, "step", stepsOf)
}

func (r *resolver) collide(m *Module, kind string, table func(*Module) *Names) {
	if len(m.imports) == 0 {
		return
	}
	first := map[string]*Object{}
	for _, o := range table(m).All() {
		first[o.Name] = o
	}
	for _, i := range m.imports {
		if i.module == nil {
			continue
		}
		for _, o := range table(i.module).All() {
			if before := first[o.Name]; before != nil && before != o {
				r.report(duplicateName, place(m, i.stmt.Path.Span()),
					fmt.Sprintf("this file brings in the %s %q, which is here already", kind, o.Name), "rename one of the two").
					Relate(before.Place(), "first defined here").
					Relate(o.Place(), "defined again here")
				i.taken = true
				continue
			}
			first[o.Name] = o
		}
	}
}
