package api

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Secrets returns the values of a document that nobody should see: tokens and
// sids that are written in it, wherever. Placeholders such as
// ${SAMESPACE_AUTH_TOKEN} are none.
func (d *Document) Secrets() (list []*Node) {
	var look func(n *Node)
	look = func(n *Node) {
		for i := range n.Kids {
			kid := &n.Kids[i]
			placeholder := kid.Kind == TextNode && strings.HasPrefix(kid.Text, "${") && strings.IndexByte(kid.Text, '}') == len(kid.Text)-1
			if n.Kind == MapNode && secretKey(kid.Key) && !placeholder {
				list = append(list, kid)
				continue
			}
			look(kid)
		}
	}
	look(&d.Root)
	return list
}

// secretKey reports whether a key is that of a secret, or was most likely meant
// to be: auth_token, authToken, cloud-sid, auth_tokn.
func secretKey(key string) bool {
	key = strings.ReplaceAll(strings.ReplaceAll(strings.ToLower(key), "_", ""), "-", "")
	return strings.Contains(key, "token") || strings.Contains(key, "secret") || strings.Contains(key, "password") ||
		strings.HasSuffix(key, "sid") || strings.HasPrefix(key, "auth") && !strings.HasPrefix(key, "author")
}

// MaySaySecret reports whether a text that is not read may have a secret in it.
func MaySaySecret(text string) bool {
	text = strings.ToLower(text)
	return slices.ContainsFunc([]string{"token", "sid", "auth", "bearer", "secret", "password", `\u`}, func(word string) bool { return strings.Contains(text, word) })
}

// Unquoted returns where the value of a node stands, without quotes around it. A
// word that the lenient reader takes for a text has none.
func (d *Document) Unquoted(n *Node) (start, end int32) {
	if first := d.Text[n.Start]; n.Kind == TextNode && (first == '"' || first == '\'' || first >= utf8.RuneSelf) {
		return n.Start + 1, max(n.End-1, n.Start+1)
	}
	return n.Start, n.End
}
