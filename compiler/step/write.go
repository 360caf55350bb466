package step

import (
	"strings"

	"github.com/flowc-lang/flowc/compiler/value"
	"github.com/flowc-lang/flowc/lang"
)

// minRange is how many keys in a row are written as a range. Two are as short
// one by one.
const minRange = 3

// Write returns the keys of an arm that takes some keys of the payload: what
// Arms reads them from.
func (o *Outcomes) Write(keys []string) []lang.Key {
	written := make([]lang.Key, 0, len(keys))
	for i := 0; i < len(keys); i++ {
		key := keys[i]
		if o.Telephone && onTelephone(key) {
			if n := run(keys[i:]); n >= minRange && !o.Single {
				written = append(written, lang.Range(key, keys[i+n-1]))
				i += n - 1
				continue
			}
		}
		written = append(written, lang.Key{From: o.write(key)})
	}
	return written
}

// write returns the key of an arm for one key of the payload.
func (o *Outcomes) write(key string) lang.Value {
	name := o.Name(key)
	switch {
	case key == Any && !o.Rest:
		return lang.Ref(elseWord).Value
	case name != "":
		return lang.Ref(name).Value
	case o.Telephone && onTelephone(key):
		return lang.Keys(key)[0].From
	}
	return lang.Text(key).Value
}

// onTelephone reports whether a key can be pressed: digits, with a # behind
// them or alone.
func onTelephone(key string) bool {
	return key != "" && strings.Trim(strings.TrimSuffix(key, "#"), "0123456789") == ""
}

// run returns how many keys from the first on a range can stand for.
func run(keys []string) int {
	n := 1
	for n < len(keys) && n < value.MaxRange && len(keys[n]) == len(keys[0]) {
		if pair := value.Keys(keys[n-1], keys[n]); len(pair) != 2 || pair[1] != keys[n] {
			break
		}
		n++
	}
	return n
}
