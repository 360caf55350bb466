package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/flowc-lang/flowc/compiler/cfg"
	"github.com/flowc-lang/flowc/compiler/spoken"
)

// A listening is what a caller may have heard when the call waits for digits,
// since the call waited the last time.
type listening struct {
	prompts []int32 // on all ways here
	asking  []int32 // the last on each way that says what to key in
	unsure  bool    // something on a way may say what is not known
	silent  bool    // on some way nothing is said
	after   int32   // the input before that way; -1 where it starts with the call
	wrong   *miscount
}

// maxHeard bounds how many steps are looked at for what is heard before one
// input. Where it is more, what is heard counts as not known.
const maxHeard = 10_000

// listening returns what is heard before a step that waits for digits.
func (f *Flow) listening(i int) *listening {
	if f.heard == nil {
		f.heard = make([]*listening, len(f.Steps))
	}
	if f.heard[i] != nil {
		return f.heard[i]
	}
	l := &listening{after: -1}
	f.heard[i] = l
	var from []cfg.Target
	f.back(i, func(t cfg.Target) { from = append(from, t) })
	seen := 0
	f.walk(from, f.back, func(j int) bool {
		seen++
		switch f.kinds[j] {
		case plays:
			l.prompts = append(l.prompts, int32(j))
		case other:
			l.unsure = true
		}
		return f.kinds[j] != waits && f.kinds[j] != connects && f.kinds[j] != other && seen < maxHeard
	})
	if seen >= maxHeard {
		l.unsure = true
		return l
	}
	f.walk(from, f.back, func(j int) bool {
		asks := f.kinds[j] == plays && (f.opaque(j) || f.asks(j))
		if asks {
			l.asking = append(l.asking, int32(j))
		}
		return f.kinds[j] != waits && f.kinds[j] != connects && f.kinds[j] != other && !asks
	})
	f.walk(from, f.back, func(j int) bool {
		switch {
		case f.kinds[j] == waits:
			l.silent, l.after = true, int32(j)
		case int(f.Entry) == j && f.kinds[j] != plays && f.kinds[j] != other:
			l.silent = true
		}
		return f.kinds[j] != waits && f.kinds[j] != connects && f.kinds[j] != other && f.kinds[j] != plays
	})
	l.silent = l.silent || int(f.Entry) == i
	return l
}

// phrases returns what a play says that can be held against the call.
func (f *Flow) phrases(i int) []spoken.Phrase {
	text := f.text(i, "text")
	if text == "" {
		return nil
	}
	if f.read == nil {
		f.read = map[string][]spoken.Phrase{}
	}
	list, known := f.read[text]
	if !known {
		list = spoken.Read(text)
		f.read[text] = list
	}
	return list
}

// asks reports whether a play says what to key in.
func (f *Flow) asks(i int) bool {
	for _, p := range f.phrases(i) {
		switch p.Kind {
		case spoken.Offer, spoken.Count, spoken.Ask:
			return true
		}
	}
	return false
}

// opaque reports whether nobody knows what a play says: it is a recording
// without its words, or a text that is known only during the call.
func (f *Flow) opaque(i int) bool {
	text := f.text(i, "text")
	if !strings.Contains(text, "{{") {
		return strings.TrimSpace(text) == ""
	}
	for text != "" {
		before, rest, _ := strings.Cut(text, "{{")
		if strings.ContainsFunc(before, unicode.IsLetter) {
			return false
		}
		_, text, _ = strings.Cut(rest, "}}")
	}
	return true
}

// unknown reports whether something that is heard before an input is not known.
func (f *Flow) unknown(l *listening) bool {
	if l.unsure {
		return true
	}
	for _, p := range l.prompts {
		if f.opaque(int(p)) {
			return true
		}
	}
	return false
}

// inputs returns the steps that wait for digits next behind a step, and whether
// something else may: a step of which it is not known what it does.
func (f *Flow) inputs(i int) (list []int, unsure bool) {
	seen := 0
	f.walk(targets(f, i), f.onward, func(j int) bool {
		seen++
		switch f.kinds[j] {
		case waits:
			list = append(list, j)
		case other:
			unsure = true
		}
		return f.kinds[j] != waits && f.kinds[j] != connects && f.kinds[j] != other && seen < maxHeard
	})
	return list, unsure || seen >= maxHeard
}

func digitsOf(n int) string {
	if n == 1 {
		return "1 digit"
	}
	return fmt.Sprintf("%d digits", n)
}
