package check

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/flowc-lang/flowc/compiler/spoken"
)

// A listening is what a caller may have heard when the call waits for digits,
// since the call waited the last time.
type listening struct {
	asking []int32 // the last prompts on all ways here that say what to key in
	unsure bool    // something on a way may say what is not known
	silent bool    // on some way nothing is said
	after  int32   // the input before that way; -1 where it starts with the call
	wrong  *miscount
}

// listening returns what is heard before a step that waits for digits.
func (f *Flow) listening(i int) *listening {
	if f.heard == nil {
		f.heard = make([]*listening, len(f.Steps))
	}
	if f.heard[i] != nil {
		return f.heard[i]
	}
	l := &listening{after: -1, silent: int(f.Entry) == i}
	f.heard[i] = l
	prompted := int(f.Entry) != i // each step before it asks
	for _, j := range f.from(i) {
		prompted = prompted && f.kinds[j] == plays && f.asks(int(j))
	}
	if prompted {
		l.asking = f.from(i)
		return l
	}
	f.walk(i, back, func(j int) bool {
		l.unsure = l.unsure || f.kinds[j] == other
		asks := f.kinds[j] == plays && f.asks(j)
		if asks {
			l.asking = append(l.asking, int32(j))
		}
		return !f.waited(j) && !asks && !l.unsure
	})
	f.walk(i, back, func(j int) bool {
		switch {
		case f.kinds[j] == waits:
			l.silent, l.after = true, int32(j)
		case int(f.Entry) == j && f.kinds[j] != plays && f.kinds[j] != other:
			l.silent = true
		}
		return !f.waited(j) && f.kinds[j] != plays
	})
	if f.tired() {
		l.unsure, l.silent = true, false
	}
	return l
}

// waited reports whether what was said before a step is over: the caller has
// answered, or talked to somebody, or nobody knows.
func (f *Flow) waited(i int) bool {
	return f.kinds[i] == waits || f.kinds[i] == connects || f.kinds[i] == other
}

// prompts returns what may be heard before an input since the one before. It is not
// ok where some of that is not known.
func (f *Flow) prompts(i int) (list []int, ok bool) {
	ok = true
	f.walk(i, back, func(j int) bool {
		if f.kinds[j] == plays {
			list = append(list, j)
		}
		ok = ok && f.kinds[j] != other && !(f.kinds[j] == plays && f.opaque(j))
		return ok && !f.waited(j)
	})
	return list, ok && !f.tired()
}

// What a prompt of more bytes says, or one with more phrases, is not known: it takes ten
// minutes, and offers more keys than there are.
const (
	maxPrompt  = 10_000
	maxPhrases = 64
)

// phrases returns what a play says that can be held against the call.
func (f *Flow) phrases(i int) []spoken.Phrase {
	if f.said == nil {
		f.said, f.read, f.heardIn = make([]int32, len(f.Steps)), map[string]int32{"": 0}, make([][]spoken.Phrase, 1)
	}
	if n := f.said[i]; n != 0 {
		return f.heardIn[n]
	}
	text := f.Text(i, "text")
	n, known := f.read[text]
	if !known {
		n = int32(len(f.heardIn))
		f.read[text] = n
		var list []spoken.Phrase
		if len(text) <= maxPrompt {
			list = spoken.Read(text)
		}
		f.heardIn = append(f.heardIn, list[:min(len(list), maxPhrases)])
	}
	f.said[i] = n
	return f.heardIn[n]
}

// asks reports whether a play says what to key in, or may do so for all that is
// known.
func (f *Flow) asks(i int) bool {
	for _, p := range f.phrases(i) {
		switch p.Kind {
		case spoken.Offer, spoken.Count, spoken.Ask:
			return true
		}
	}
	return f.opaque(i)
}

// opaque reports whether nobody knows what a play says: it is a recording
// without its words, a text that is known only during the call, or one in letters that
// no language has which is read.
func (f *Flow) opaque(i int) bool {
	text := f.Text(i, "text")
	if foreign(text) || len(text) > maxPrompt || len(f.phrases(i)) == maxPhrases {
		return true
	}
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

// foreign reports whether a text has letters that are neither Latin nor
// Devanagari.
func foreign(text string) bool {
	for _, r := range text {
		if r >= 0x250 && unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) && !unicode.Is(unicode.Devanagari, r) {
			return true
		}
	}
	return false
}

// inputs returns the steps that wait for digits next behind a step, and whether
// something else may: a step of which it is not known what it does.
func (f *Flow) inputs(i int) (list []int, unsure bool) {
	f.walk(i, onward, func(j int) bool {
		switch f.kinds[j] {
		case waits:
			list = append(list, j)
		case other:
			unsure = true
		}
		return !f.waited(j)
	})
	return list, unsure || f.tired()
}

func digitsOf(n int) string {
	if n == 1 {
		return "1 digit"
	}
	return fmt.Sprintf("%d digits", n)
}
