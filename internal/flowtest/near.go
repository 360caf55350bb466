package flowtest

import (
	"strings"
	"unicode/utf8"
)

// How long texts may be that are compared letter by letter.
const (
	maxWanted = 200
	maxPrompt = 2000
)

// excerpt returns the words of a prompt that are nearest to a text, and how many
// letters differ; none where more than a third of them do. The least distance of a
// text to any part of another is found as that of two whole texts is, but that
// whatever stands before and behind the part costs nothing.
func excerpt(text, prompt string) (part string, least int) {
	wanted, said := []rune(strings.ToLower(text)), []rune(strings.ToLower(prompt))
	if len(wanted) == 0 || len(wanted) > maxWanted || len(said) > maxPrompt || utf8.RuneCountInString(prompt) != len(said) {
		return "", 0
	}
	// Of each end of a part: the distance, and where the part starts.
	row, from := make([]int, len(said)+1), make([]int, len(said)+1)
	for j := range from {
		from[j] = j
	}
	for i := range wanted {
		diagonal, start := row[0], from[0]
		row[0] = i + 1
		for j := range said {
			cost := 1
			if wanted[i] == said[j] {
				cost = 0
			}
			best, at := diagonal+cost, start
			if row[j+1]+1 < best {
				best, at = row[j+1]+1, from[j+1]
			}
			if row[j]+1 < best {
				best, at = row[j]+1, from[j]
			}
			diagonal, start = row[j+1], from[j+1]
			row[j+1], from[j+1] = best, at
		}
	}
	end := 0
	for j := range row {
		if row[j] < row[end] {
			end = j
		}
	}
	if least = row[end]; least > (len(wanted)+2)/3 {
		return "", 0
	}
	return whole([]rune(prompt), from[end], end), least
}

// whole returns a part of a text with the words at its ends whole.
func whole(text []rune, from, to int) string {
	for from < to && text[from] == ' ' {
		from++
	}
	for from > 0 && text[from-1] != ' ' {
		from--
	}
	for to < len(text) && text[to] != ' ' && (to == 0 || text[to-1] != ' ') {
		to++
	}
	return strings.TrimRight(string(text[from:to]), " .,;:!?")
}
