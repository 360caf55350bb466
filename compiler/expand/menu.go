package expand

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/compiler/step"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// defaultEach is how a menu speaks a choice where nothing else says so.
const defaultEach = "Press {key} {choice}."

// The keys of what a menu becomes.
var urlKey, textKey, countKey, variableKey = api.NewKey("url"), api.NewKey("text"), api.NewKey("count"), api.NewKey("variable")

// menu expands a menu: what it says, and the key that it waits for.
func (e *expander) menu(s *lang.Menu, in *instance, at point) point {
	fields := e.field[:0]
	if s.URL != nil {
		fields = e.value(fields, in, urlKey, value.URL, &s.URL.Value)
	}
	if text, ok := e.spoken(s, in); ok {
		fields = append(fields, api.Field{Key: textKey, Value: text})
	}
	play := e.add(s, in, &api.Play, at)
	play.Fields = e.fieldRoom.keep(fields)
	wait, next := e.point(), e.point()
	play.Next = cfg.Target(wait)

	fields = append(fields[:0], api.Field{Key: countKey, Value: "1", Form: api.Number})
	if s.Into != nil {
		fields = e.value(fields, in, variableKey, value.Variable, &s.Into.Value)
	}
	digits := e.add(s, in, &api.Digits, wait)
	digits.Fields, digits.Branching = e.fieldRoom.keep(fields), true
	e.field = fields
	e.branches(len(e.graph.Steps)-1, &lang.Branches{Arms: &s.Arms}, &step.Choices, in, next)
	return next
}

// spoken returns what a menu says: its text and its choices, each as a
// sentence. It is not ok where that is nothing, or not known.
func (e *expander) spoken(s *lang.Menu, in *instance) (string, bool) {
	ok := true
	say := func(v *lang.Value) string {
		text, _, known := e.text(v, in)
		ok = ok && known
		return text
	}
	var parts []string
	if s.Text != nil {
		parts = append(parts, say(&s.Text.Value))
	}
	each, known := e.each(s, in)
	ok = ok && known
	for _, arm := range s.Arms.Arms {
		if arm.Text != nil && len(arm.Keys) > 0 {
			choice := say(&arm.Text.Value)
			if !e.grow(len(choice)*strings.Count(each, "{choice}")+len(each), &arm.Text.Value, in) {
				return "", false
			}
			parts = append(parts, strings.NewReplacer("{key}", arm.Keys[0].From.Raw, "{choice}", choice).Replace(each))
		}
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return strings.TrimSpace(p) == "" })
	for i, p := range parts {
		parts[i] = sentence(p)
	}
	return strings.Join(parts, " "), ok && (len(parts) > 0 || s.Text != nil)
}

// each returns how a menu speaks a choice: as it says itself, else as its file
// does, else as the script does that is built.
func (e *expander) each(s *lang.Menu, in *instance) (text string, ok bool) {
	if s.Each != nil {
		text, _, ok = e.text(&s.Each.Value, in)
		return text, ok
	}
	for _, m := range []*resolve.Module{in.module, e.program.Script()} {
		if setting := e.eaches[m]; setting != nil {
			text, _, ok = e.text(&setting.Text.Value, &instance{module: m, cfg: in.cfg})
			return text, ok
		}
	}
	return defaultEach, true
}

// eachSettings returns the settings of how menus speak, by file.
func eachSettings(p *resolve.Program) map[*resolve.Module]*lang.EachSetting {
	settings := map[*resolve.Module]*lang.EachSetting{}
	for _, m := range p.Modules {
		for _, stmt := range m.File.Body.Stmts {
			if each, ok := stmt.(*lang.EachSetting); ok && settings[m] == nil {
				settings[m] = each
			}
		}
	}
	return settings
}

// sentence puts a full stop behind what does not end like a sentence.
func sentence(s string) string {
	s = strings.TrimSpace(s)
	for _, stop := range []string{".", "?", "!", "。", "？", "！", "।"} {
		if strings.HasSuffix(s, stop) {
			return s
		}
	}
	return s + "."
}
