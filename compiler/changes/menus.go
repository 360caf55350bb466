package changes

import (
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// A menu speaks its own choices: who changes a key of it changes what it says, too.
// That is one entry, at the key.

// menus tells what menus say together with the one entry that is about their keys.
func (d *differ) menus() {
	about := map[lang.Stmt][]*entry{}
	for _, e := range d.entries {
		if e.menu != nil {
			about[e.menu] = append(about[e.menu], e)
		}
	}
	for n := 0; n < len(d.entries); n++ {
		e := d.entries[n]
		if e.prompt == nil || len(about[e.prompt]) == 0 {
			continue
		}
		key := about[e.prompt][0]
		for _, other := range about[e.prompt][1:] {
			if other.group != key.group {
				key = nil
				break
			}
		}
		if key != nil {
			key.Also = append(key.Also, e.Words)
			key.Kinds = append(key.Kinds, e.Kinds...)
			key.Spots = append(key.Spots, e.Spots...)
			d.entries[n].merged = true
		}
	}
}

// spoken notes of a prompt that it is of a menu of which only the choices have
// changed, and where.
func (d *differ) spoken(e *entry, x, y int32) {
	was, old := d.old.Steps[x].Stmt.(*lang.Menu)
	is, new := d.new.Steps[y].Stmt.(*lang.Menu)
	if !old || !new {
		return
	}
	before, now := d.old.Steps[x].In.File.Source, d.new.Steps[y].In.File.Source
	text := func(file *source.File, v *lang.TextValue) string {
		if v == nil {
			return ""
		}
		return source.Place{File: file, Span: v.Span()}.Text()
	}
	if text(before, was.Text) != text(now, is.Text) {
		e.Old, e.New = place(before, was.Text, was), place(now, is.Text, is)
		return
	}
	if (source.Place{File: before, Span: was.Span()}).Text() == (source.Place{File: now, Span: is.Span()}).Text() {
		return // what it names says something else
	}
	e.prompt = is
	for n, arm := range is.Arms.Arms {
		if n >= len(was.Arms.Arms) {
			break
		}
		if a, b := (source.Place{File: before, Span: was.Arms.Arms[n].Span()}), (source.Place{File: now, Span: arm.Span()}); a.Text() != b.Text() {
			e.Old, e.New = a, b
			return
		}
	}
}

// place is where a text of a menu stands, or the menu where it has none.
func place(file *source.File, text *lang.TextValue, menu *lang.Menu) source.Place {
	if text == nil {
		return source.Place{File: file, Span: menu.Span()}
	}
	return source.Place{File: file, Span: text.Span()}
}

// menu returns the menu that a step is of, or nil.
func (g *graph) menu(i int32) lang.Stmt {
	if menu, ok := g.Steps[i].Stmt.(*lang.Menu); ok {
		return menu
	}
	return nil
}

// menuOf returns the menu by a key of which one comes to a part, or nil.
func (d *differ) menuOf(p *part) lang.Stmt {
	if !p.wrong || len(p.in) != 1 {
		return nil
	}
	return d.new.menu(d.ab[p.in[0].x])
}
