package lang

import "strings"

const maxNear = 64 // bytes

// Nearest returns the candidate that word was most likely meant to be, or ""
// where none is near: one letter of a short word, or about a third of the
// letters of a longer one, differ, counted as insertions, deletions,
// replacements and swaps of neighbours. Of several that are equally near it is
// the first in the alphabet. A name longer than maxNear is near nothing: the
// work grows with the product of the lengths.
func Nearest(word string, candidates []string) string {
	near, _ := NearestAlone(word, candidates)
	return near
}

// NearestAlone is Nearest, and reports whether no other candidate is as near: only then
// it is certain which one was meant.
func NearestAlone(word string, candidates []string) (best string, alone bool) {
	if len(word) < 2 || len(word) > maxNear {
		return "", false
	}
	least := 1
	if len(word) > 4 {
		least = min(len(word)/3+1, 4)
	}
	lower := strings.ToLower(word)
	for _, c := range candidates {
		if c == word || len(c) > maxNear || max(len(c)-len(word), len(word)-len(c)) > least {
			continue
		}
		d := distance(lower, strings.ToLower(c), least)
		switch {
		case d < least || d == least && best == "":
			best, least, alone = c, d, true
		case d == least && c != best:
			best, alone = min(best, c), false
		}
	}
	return best, alone
}

// distance is the optimal string alignment distance of a and b, in bytes, or
// something larger than most where it is larger than that.
func distance(a, b string, most int) int {
	var room [3][maxNear + 1]int
	two, one, row := room[0][:], room[1][:], room[2][:]
	if len(b) > maxNear { // its small letters are longer than its large ones
		two, one, row = make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	}
	for j := range len(b) + 1 {
		one[j] = j
	}
	before := 0 // the least of the row before
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(one[j]+1, row[j-1]+1, one[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], two[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most && before > most {
			return least // every way leads through one of the two rows
		}
		before = least
		two, one, row = one, row, two
	}
	return one[len(b)]
}
