package sim

// Says returns a text with its variables replaced by what was stored, and the names
// of those that nothing has stored, which stay as they stand.
func (m *Machine) Says(text string) (string, []string) { return replaced(m.Vars, text) }
