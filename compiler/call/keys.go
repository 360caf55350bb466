package call

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/cfg"
)

// Keys are those of a telephone that an input takes, and MaxKeys is how many of them
// a caller may press at once.
const (
	Keys    = "0123456789#"
	MaxKeys = 255
)

// Keyed reports whether a caller can key in some keys where an input waits for so
// many: as many, or fewer that end with #, which ends the input. Of a count that is
// not known it is 0.
func Keyed(keys string, count int) bool {
	switch {
	case keys == "" || len(keys) > MaxKeys || strings.Trim(keys, Keys) != "":
		return false
	case count <= 0 || len(keys) == count:
		return true
	}
	return len(keys) < count && strings.HasSuffix(keys, "#")
}

// Taken reports whether an input that waits for so many keys can go the way of one of
// its branches: its keys can be keyed in, or, for any other, some are left for it.
func Taken(branches []cfg.Branch, key string, count int) bool {
	if key != AnyKey {
		return Keyed(key, count)
	}
	if count <= 0 {
		return true
	}
	taken := 0
	for _, b := range branches {
		if b.Key != AnyKey && Keyed(b.Key, count) {
			taken++
		}
	}
	return taken < inputs(count, taken+1)
}

// inputs returns how many different inputs of so many keys there are, or a bound if
// there are more: those of all keys, and the shorter ones that end with #.
func inputs(count, bound int) int {
	all, power := 0, 1
	for n := 1; n < count && all < bound; n++ {
		all += power
		power *= len(Keys)
	}
	if all >= bound {
		return bound
	}
	return min(all+power*len(Keys), bound)
}

// Taken reports whether a step can go the way of one of its branches. Of what is no
// input, it can go each.
func (c *Call) Taken(i int, key string) bool {
	if c.Kind(i) != Waits {
		return true
	}
	count, _ := c.Count(i)
	return Taken(c.Steps[i].Branches, key, count)
}
