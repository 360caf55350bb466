package ide

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/compiler/resolve"
	"github.com/flowc-lang/flowc/lang/diag"
)

// A View is a text that is made from a script, to be read beside it.
type View string

func (v View) String() string {
	if v == ExpandedView {
		return "expanded script"
	}
	return string(v)
}

// The views.
const (
	PayloadView  View = "payload"
	ExpandedView View = "expanded" // the script, written out
)

// View returns a view of the script, without secrets. The error says what keeps
// it from being made.
func (s *Snapshot) View(v View) (string, error) {
	if n := s.mistakes(); n > 0 {
		return "", fmt.Errorf("there is no %s while the script has %s", v, count(n, "mistake"))
	}
	if s.Main().Library() {
		return "", fmt.Errorf("the script only declares: there is no %s", v)
	}
	for _, m := range s.Program.Modules {
		for _, o := range m.Consts.All() {
			if _, _, ok := o.Value.Says(); o.Kind == resolve.Parameter && !ok {
				return "", fmt.Errorf("there is no %s before the parameter %q has a value: give it one in flowc.yaml", v, o.Name)
			}
		}
	}
	if v == ExpandedView {
		return s.Secrets.Text(string(s.Expanded())), nil
	}
	var b strings.Builder
	if err := s.Payload(&b, false); err != nil {
		return "", err
	}
	return s.Secrets.Text(b.String()), nil
}

// mistakes returns how many errors there are.
func (s *Snapshot) mistakes() int { return mistakes(s.InConfig) + mistakes(s.Findings) }

func mistakes(list diag.List) (n int) {
	for _, f := range list {
		if f.Severity == diag.Error {
			n++
		}
	}
	return n
}
