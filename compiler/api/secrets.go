package api

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/flowc-lang/flowc/compiler/fact"
)

// A Secret is what nobody should see of a document: its bytes, without quotes
// around it, and what it says.
type Secret struct {
	Start, End int32
	Text       string
}

// Secrets returns what nobody should see of a document: tokens and sids that
// are written in it, wherever, and what is secret in its URLs. Placeholders
// such as ${SAMESPACE_AUTH_TOKEN} are none.
func (d *Document) Secrets() (list []Secret) {
	var look func(n *Node)
	look = func(n *Node) {
		for i := range n.Kids {
			kid := &n.Kids[i]
			placeholder := kid.Kind == TextNode && strings.HasPrefix(kid.Text, "${") && strings.IndexByte(kid.Text, '}') == len(kid.Text)-1
			if n.Kind == MapNode && secretKey(kid.Key) && !placeholder {
				start, end := d.Unquoted(kid)
				list = append(list, Secret{start, end, kid.Text})
				continue
			}
			if kid.Kind == TextNode {
				list = append(list, d.inURL(kid)...)
			}
			look(kid)
		}
	}
	look(&d.Root)
	return list
}

// inURL returns what is secret in a text that is a URL.
func (d *Document) inURL(n *Node) (list []Secret) {
	if !strings.Contains(n.Text, "://") {
		return nil
	}
	for _, at := range fact.URLSecrets(n.Text) {
		secret := Secret{n.Start, n.End, n.Text[at[0]:at[1]]}
		if found := strings.Index(d.Text[n.Start:n.End], secret.Text); found >= 0 { // else it has escapes
			secret.Start += int32(found)
			secret.End = secret.Start + int32(len(secret.Text))
		}
		list = append(list, secret)
	}
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
