package ide

// Offers reports whether something is offered for a leaf of the grammar.
func Offers(leaf string) bool { return offers[leaf] != nil }
