package prompts

import (
	"slices"
	"strings"
	"unicode"
)

// Bounds of the search for what a text has become. A workbook with more that is
// gone is that of other scripts.
const (
	maxLost    = 500
	maxFresh   = 2000
	maxCompare = 400 // characters of a text that are looked at
	alike      = 0.5 // of what two texts have, how much they share at least
)

// A profile is what is compared of a text: which three letters stand in it side by
// side. Words would do for languages that have blanks between them only.
type profile []uint64

func profileOf(text string) profile {
	letters := []rune{' '}
	for _, r := range strings.ToLower(text) {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r) {
			r = ' '
		}
		if r != ' ' || letters[len(letters)-1] != ' ' {
			letters = append(letters, r)
		}
		if len(letters) == maxCompare {
			break
		}
	}
	if letters[len(letters)-1] != ' ' {
		letters = append(letters, ' ')
	}
	var p profile
	for i := 0; i+2 < len(letters); i++ {
		p = append(p, uint64(letters[i])<<42|uint64(letters[i+1])<<21|uint64(letters[i+2]))
	}
	slices.Sort(p)
	return slices.Compact(p)
}

// likeness returns how much two texts share, from 0 to 1 (Dice).
func likeness(a, b profile) float64 {
	shared := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] < b[j]:
			i++
		case a[i] > b[j]:
			j++
		default:
			shared++
			i++
			j++
		}
	}
	if len(a)+len(b) == 0 {
		return 0
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}

// A match is a prompt, and the lost text that it was.
type match struct{ fresh, lost int }

// matches returns which of some fresh texts are what lost ones have become, the
// likeliest first, each in one match at most.
func matches(fresh, lost []string) (found []match) {
	fresh, lost = fresh[:min(len(fresh), maxFresh)], lost[:min(len(lost), maxLost)]
	old := make([]profile, len(lost))
	for i, text := range lost {
		old[i] = profileOf(text)
	}
	type pair struct {
		match
		like float64
	}
	var pairs []pair
	for i, text := range fresh {
		now := profileOf(text)
		for j := range old {
			if like := likeness(now, old[j]); like >= alike {
				pairs = append(pairs, pair{match{i, j}, like})
			}
		}
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		switch {
		case a.like > b.like:
			return -1
		case a.like < b.like:
			return 1
		}
		return 0
	})
	takenFresh, takenLost := map[int]bool{}, map[int]bool{}
	for _, p := range pairs {
		if !takenFresh[p.fresh] && !takenLost[p.lost] {
			takenFresh[p.fresh], takenLost[p.lost] = true, true
			found = append(found, p.match)
		}
	}
	return found
}
