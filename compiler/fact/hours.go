package fact

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// Hours are when an office is open, by the days of a week.
type Hours struct {
	place *time.Location // nil: where the clock is that is asked about
	days  [7][]span      // in order, from Sunday, as time.Weekday counts
}

// A span of a day in minutes from its start. One that ends at or before its
// start ends on the day after.
type span struct{ start, end int }

const (
	day  = 24 * 60 // minutes
	week = 7 * day
)

// A Mistake is in the bytes from Start to End of the key, or else of the value,
// of an entry.
type Mistake struct {
	Entry      int
	Value      bool
	Start, End int
	Problem    string
	Help       string
}

// ParseHours reads opening hours, as in monday-friday: "09:00-12:30, 13:30-18:00".
// Of each entry, the key has days by their English names or the three letters
// they start with, ranges of them (saturday-monday), or several with commas; the
// value has spans from one time to another, or "closed". A span may end at 24:00,
// or on the day after (22:00-06:00). A day that no entry names is closed. The key
// zone has the name of a time zone; without it, hours are in the zone of the
// time that one asks about.
//
// What has a mistake is left out of the hours.
func ParseHours(entries [][2]string) (Hours, []Mistake) {
	var p hoursParser
	for i, entry := range entries {
		p.entry, p.key, p.value = i, entry[0], entry[1]
		if strings.EqualFold(strings.TrimSpace(p.key), "zone") {
			p.zone()
			continue
		}
		days, spans := p.days(), p.spans()
		for _, d := range days {
			p.hours.days[d] = spans
		}
	}
	return p.hours, p.mistakes
}

// Open reports whether the office is open at a time. It is not at the very end
// of a span.
func (h Hours) Open(t time.Time) bool {
	t = h.local(t)
	at := int(t.Weekday())*day + t.Hour()*60 + t.Minute()
	for d, spans := range h.days {
		for _, s := range spans {
			if start := d*day + s.start; (at-start+week)%week < s.length() {
				return true
			}
		}
	}
	return false
}

// Day says the hours of the day of a time, such as "monday: 09:00-18:00" or
// "sunday: closed".
func (h Hours) Day(t time.Time) string {
	d := h.local(t).Weekday()
	says := make([]string, len(h.days[d]))
	for i, s := range h.days[d] {
		says[i] = s.String()
	}
	if len(says) == 0 {
		says = []string{"closed"}
	}
	return strings.ToLower(d.String()) + ": " + strings.Join(says, ", ")
}

// There says what a time is in the zone of the hours, where it is another one
// there, such as "; it is 2030-10-14 04:30 there".
func (h Hours) There(t time.Time) string {
	const layout = "2006-01-02 15:04"
	there := h.local(t).Format(layout)
	if there == t.Format(layout) {
		return ""
	}
	return "; it is " + there + " there"
}

func (h Hours) local(t time.Time) time.Time {
	if h.place == nil {
		return t
	}
	return t.In(h.place)
}

func (s span) length() int {
	if s.end <= s.start {
		return s.end + day - s.start
	}
	return s.end - s.start
}

func (s span) String() string {
	return fmt.Sprintf("%02d:%02d-%02d:%02d", s.start/60, s.start%60, s.end/60, s.end%60)
}

// A hoursParser reads one entry after another.
type hoursParser struct {
	hours      Hours
	mistakes   []Mistake
	named      [7]string // the keys that have named a day
	entry      int
	key, value string
}

// A piece of a key or a value, without the space around it, which starts at a
// byte of it.
type piece struct {
	text  string
	start int
}

// cut cuts a piece at a mark.
func (p piece) cut(mark string) []piece {
	var parts []piece
	start := p.start
	for text := range strings.SplitSeq(p.text, mark) {
		trimmed := strings.TrimLeft(text, " \t")
		parts = append(parts, piece{strings.TrimRight(trimmed, " \t"), start + len(text) - len(trimmed)})
		start += len(text) + len(mark)
	}
	return parts
}

func (p *hoursParser) mistake(value bool, at piece, problem, help string) {
	p.mistakes = append(p.mistakes, Mistake{p.entry, value, at.start, at.start + len(at.text), problem, help})
}

func (p *hoursParser) zone() {
	all := piece{p.value, 0}
	switch place, err := location(p.value); {
	case p.hours.place != nil:
		p.mistake(false, piece{p.key, 0}, "the zone is given already", "write one zone")
	case err != nil:
		p.mistake(true, all, err.Error(), "a time zone is a name of the IANA database, such as UTC or Asia/Kolkata")
	default:
		p.hours.place = place
	}
}

const daysHelp = "days are monday to sunday, mon to sun, or a range such as monday-friday"

// days reads the key of an entry.
func (p *hoursParser) days() []time.Weekday {
	var days []time.Weekday
	for _, part := range (piece{p.key, 0}).cut(",") {
		ends := part.cut("-")
		if len(ends) > 2 {
			p.mistake(false, part, "a range has two days", daysHelp)
			continue
		}
		first, ok := p.day(ends[0])
		last := first
		if len(ends) == 2 {
			end, there := p.day(ends[1])
			last, ok = end, ok && there
		}
		if !ok {
			continue
		}
		for d := first; ; d = (d + 1) % 7 {
			if p.named[d] != "" {
				p.mistake(false, part, fmt.Sprintf("%s has hours already, by %q", strings.ToLower(d.String()), p.named[d]), "name each day once")
				break
			}
			p.named[d] = p.key
			days = append(days, d)
			if d == last {
				break
			}
		}
	}
	return days
}

func (p *hoursParser) day(at piece) (time.Weekday, bool) {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := d.String(); strings.EqualFold(at.text, name) || strings.EqualFold(at.text, name[:3]) {
			return d, true
		}
	}
	if at.text == "" {
		at = piece{p.key, 0}
	}
	p.mistake(false, at, fmt.Sprintf("no day %q", at.text), daysHelp)
	return 0, false
}

const (
	spansHelp = `hours are such as "09:00-18:00", "09:00-12:30, 13:30-18:00" or closed`
	clockHelp = "a time is HOUR:MINUTE, from 00:00 to 23:59, or 24:00 as an end"
)

// spans reads the value of an entry.
func (p *hoursParser) spans() []span {
	all := piece{p.value, 0}
	if strings.EqualFold(strings.TrimSpace(p.value), "closed") {
		return nil
	}
	var spans []span
	for _, part := range all.cut(",") {
		ends := part.cut("-")
		if len(ends) != 2 {
			if part.text == "" {
				part = all
			}
			p.mistake(true, part, fmt.Sprintf("%q are no hours", part.text), spansHelp)
			continue
		}
		start, ok := p.clock(ends[0], false)
		end, there := p.clock(ends[1], true)
		s := span{start, end}
		switch {
		case !ok || !there:
		case start == end:
			p.mistake(true, part, "these hours end when they start", "write 00:00-24:00 for all day, or closed")
		case slices.ContainsFunc(spans, s.overlaps):
			p.mistake(true, part, "these hours are partly in others of the day", "write each span once, one after another")
		default:
			spans = append(spans, s)
		}
	}
	return spans
}

// overlaps reports whether two spans of a day share a minute of it, or of the
// night after it.
func (s span) overlaps(other span) bool {
	return s.start < other.start+other.length() && other.start < s.start+s.length()
}

// clock reads a time of the day into minutes.
func (p *hoursParser) clock(at piece, end bool) (int, bool) {
	t, err := time.Parse("15:04", at.text)
	switch {
	case at.text == "24:00" && end:
		return day, true
	case err == nil && len(at.text) == len("15:04"):
		return t.Hour()*60 + t.Minute(), true
	case err == nil:
		p.mistake(true, at, "a time has two digits for the hour", "write "+t.Format("15:04"))
	case at.text == "":
		p.mistake(true, piece{p.value, 0}, "a time is missing", spansHelp)
	default:
		p.mistake(true, at, fmt.Sprintf("%q is no time of the day", at.text), clockHelp)
	}
	return 0, false
}
