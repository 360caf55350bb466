package api

import "strings"

// Secrets returns the values of a document that nobody should see: tokens and
// sids that are written in it. Placeholders such as ${SAMESPACE_AUTH_TOKEN}
// are none.
func (d *Document) Secrets() (list []*Node) {
	if d.Root.Kind != MapNode {
		return nil
	}
	for i := range d.Root.Kids {
		n := &d.Root.Kids[i]
		placeholder := n.Kind == TextNode && strings.HasPrefix(n.Text, "${") && strings.IndexByte(n.Text, '}') == len(n.Text)-1
		if (n.Key == "auth_token" || n.Key == "cloud_sid") && !placeholder {
			list = append(list, n)
		}
	}
	return list
}
