package decompile

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// A base is what several URLs begin with, up to a slash.
type base struct{ url, name string }

// A site is all URLs of a host.
type site struct {
	host  string
	urls  []string // each once
	count map[string]int
	uses  int
	plays int
}

// maxBase is how long a base may be: what is longer is no address of a service.
const maxBase = 200

// urls finds what many URLs of a host begin with, and names it: a script with
// one service calls it that, and with several each by its host.
func (c *constants) urls(d *draft, taken names) {
	var sites []*site
	for _, s := range sitesOf(d) {
		if s.uses > maxUses {
			sites = append(sites, s)
		}
	}
	c.bases = make(map[string]base, len(sites))
	for _, s := range sites {
		name := "service"
		switch {
		case len(sites) > 1:
			name = s.name()
		case s.plays == s.uses:
			name = "recordings"
		}
		b := base{s.base(), taken.unique([]string{name})}
		c.bases[s.host] = b
		c.add(b.name, lang.Text(b.url).Value)
	}
}

// sitesOf returns the hosts of all URLs, as they come.
func sitesOf(d *draft) (order []*site) {
	sites := map[string]*site{}
	d.each(func(u *unit) {
		for _, s := range u.slots() {
			url := inside(s.value)
			host := hostOf(url)
			if s.kind != value.URL || host == "" {
				continue
			}
			at := sites[host]
			if at == nil {
				at = &site{host: host, count: map[string]int{}}
				sites[host] = at
				order = append(order, at)
			}
			at.uses++
			if u.typ == &api.Play {
				at.plays++
			}
			if at.count[url]++; at.count[url] == 1 {
				at.urls = append(at.urls, url)
			}
		}
	})
	return order
}

// hostOf returns the scheme and the host of a URL, or "" where they are not
// plain.
func hostOf(url string) string {
	scheme, rest, ok := strings.Cut(url, "://")
	host, _, _ := strings.Cut(rest, "/")
	if !ok || scheme == "" || host == "" || len(scheme)+len(host) > maxBase || !plain(scheme) || !plain(host) {
		return ""
	}
	return url[:len(scheme)+len("://")+len(host)]
}

// plain reports whether a part of a URL is the same for every call, and stands
// in a text as it is.
func plain(part string) bool {
	for i := range len(part) {
		if c := part[i]; !isDigit(c) && (c|0x20 < 'a' || c|0x20 > 'z') && strings.IndexByte("-._~:", c) < 0 {
			return false
		}
	}
	return true
}

// few is how many URLs there are for each that does not go on like them.
const few = 5

// base returns what the URLs of a site begin with: the segments of the path
// that all share, or all but few. What has numbers in it, other than a version,
// says what is asked for, and not whom.
func (s *site) base() string {
	at, urls := len(s.host), s.urls
	for {
		groups, uses := map[string][]string{}, map[string]int{}
		all := 0
		for _, url := range urls {
			all += s.count[url]
			segment, _, ok := strings.Cut(strings.TrimPrefix(url[at:], "/"), "/")
			if ok && at+len(segment) < maxBase && ofBase(segment) {
				groups[segment] = append(groups[segment], url)
				uses[segment] += s.count[url]
			}
		}
		found := ""
		for segment, group := range groups {
			if (len(group) > maxUses || len(group) == len(urls)) && uses[segment] > maxUses && few*(all-uses[segment]) <= uses[segment] {
				found = segment // no other has so many
			}
		}
		if found == "" {
			return urls[0][:at]
		}
		at, urls = at+len("/")+len(found), groups[found]
	}
}

func ofBase(segment string) bool {
	version := strings.HasPrefix(segment, "v") && strings.Trim(segment[1:], "0123456789.") == ""
	return segment != "" && plain(segment) && (version || !strings.ContainsAny(segment, "0123456789"))
}

// everywhere are parts of the names of hosts that say nothing about them.
var everywhere = set("www staging stage prod production dev test uat sandbox app cdn")

// name names a site by the first part of its host that says what it is.
func (s *site) name() string {
	_, host, _ := strings.Cut(s.host, "://")
	host, _, _ = strings.Cut(host, ":")
	parts := strings.Split(strings.ToLower(host), ".")
	for _, part := range parts[:max(1, len(parts)-1)] {
		part = strings.ReplaceAll(part, "-", "_")
		if !everywhere()[part] && lang.IsName(part) && !lang.Reserved(part, lang.ConstName) && !strings.ContainsAny(part, "0123456789") && len(part) <= maxName {
			return part
		}
	}
	return "service"
}

// url returns a URL as a text that begins with the name of its base, or as it
// stands.
func (c *constants) url(v lang.Value) lang.Value {
	says := inside(v)
	b, ok := c.bases[hostOf(says)]
	rest, begins := strings.CutPrefix(says, b.url)
	switch {
	case !ok || !begins || rest != "" && rest[0] != '/':
		return v
	case rest == "":
		return lang.Ref(b.name).Value
	}
	return lang.Value{Raw: `"${` + b.name + "}" + rest + `"`, Kind: lang.TextLit}
}
