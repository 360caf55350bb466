// Package value knows what each kind of value in a script may be, and what of
// it goes into the payload. It knows nothing of where a value stands.
package value

import (
	_ "embed"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
)

// A Kind says what a value is for.
type Kind uint8

// The kinds of value.
const (
	Text Kind = iota
	Number
	URL
	Count
	Entity
	Date
	Time
	Zone
	Variable // the name of a run-time variable
)

func (k Kind) String() string {
	return [...]string{"a text", "a number", "a URL", "a count", "an entity", "a date", "a time", "a time zone", "a run-time variable"}[k]
}

// Bare reports whether a lone name can stand for itself, without quotes.
func (k Kind) Bare() bool { return k == Zone || k == Variable }

// A Problem is what is wrong with a value.
type Problem struct {
	Code    *diag.Code
	Message string
	Help    string
	Fix     string // the value that was meant, where that is certain
}

// Check returns what goes into the payload for a value of a kind, whether it
// is a JSON number there, and what is wrong with it. A value that holds a
// run-time variable, {{name}}, is known only during the call and passes.
func Check(kind Kind, s string) (payload string, number bool, problem *Problem) {
	switch kind {
	case Text, Number, Variable:
		return s, false, nil
	case URL:
		return s, false, checkURL(s)
	case Count, Entity:
		return checkInteger(kind, s)
	}
	if strings.Contains(s, "{{") {
		return s, false, nil
	}
	switch kind {
	case Date:
		return s, false, checkDate(s)
	case Time:
		normal, problem := checkTime(s)
		return normal, false, problem
	case Zone:
		return s, false, checkZone(s)
	}
	panic(fmt.Sprintf("unexpected kind %d", kind))
}

// checkURL wants a scheme and a host. A URL that starts with a variable may
// have both in it.
func checkURL(s string) *Problem {
	if isPlainURL(s) {
		return nil
	}
	const help = `a URL starts with https:// or http://`
	if s == "" {
		return &Problem{Code: BadURL, Message: "this URL is empty", Help: help}
	}
	if strings.HasPrefix(s, "{{") {
		return nil
	}
	if rest, ok := strings.CutPrefix(s, "$"); ok {
		if name := rest[:len(rest)-len(strings.TrimLeft(rest, nameBytes))]; name != "" {
			return placeholder(name+"}", "}")
		}
	}
	scheme, rest, ok := strings.Cut(s, "://")
	if open := strings.IndexByte(s, '{'); open >= 0 && !strings.HasPrefix(s[open:], "{{") {
		if p := placeholder(s[open+1:], "}"); p != nil {
			return p
		}
	}
	switch host, _, _ := strings.Cut(s, "/"); {
	case ok && strings.ContainsAny(s, " \t\n") && !strings.Contains(s, "{{"):
		return &Problem{Code: BadURL, Message: "a URL has no space in it", Help: "write %20 for a space"}
	case !ok && strings.Contains(s, ":\\"):
		mended := strings.ReplaceAll(s, "\\", "/")
		if !strings.Contains(mended, "://") {
			mended = strings.Replace(mended, ":/", "://", 1)
		}
		return &Problem{Code: BadURL, Message: "a URL has slashes, and no backslashes", Help: "write " + mended, Fix: mended}
	case !ok && (strings.HasPrefix(s, "https:/") || strings.HasPrefix(s, "http:/") || host == "https" || host == "http"):
		host, rest, _ := strings.Cut(s, "/")
		mended := strings.TrimSuffix(host, ":") + "://" + strings.TrimLeft(rest, "/")
		return &Problem{Code: BadURL, Message: "this is no URL: " + help, Help: "write " + mended, Fix: mended}
	case !ok && s == host && isSound(s):
		return &Problem{Code: BadURL, Message: "this is the name of a file, and no URL", Help: `write all of the URL, such as "https://example.com/` + s + `"`}
	case ok && isNear(scheme):
		return &Problem{Code: BadURL, Message: fmt.Sprintf("no scheme %q", scheme), Help: "write https://" + rest, Fix: "https://" + rest}
	case !ok && strings.Contains(host, ".") && !strings.ContainsAny(host, " @"):
		return &Problem{Code: BadURL, Message: "this is no URL: it has no scheme", Help: "write https:// in front of it", Fix: "https://" + s}
	}
	if !ok || !isScheme(scheme) || rest == "" || strings.HasPrefix(rest, "/") || strings.ContainsAny(s, " \t\n") && !strings.Contains(s, "{{") {
		return &Problem{Code: BadURL, Message: "this is no URL", Help: help}
	}
	if !strings.Contains(s, "{{") {
		if u, err := url.Parse(s); err != nil || u.Hostname() == "" {
			_, name, _ := strings.Cut(s, "%")
			if p := placeholder(name, "%"); p != nil {
				return p
			}
			return &Problem{Code: BadURL, Message: "this is no URL", Help: help}
		}
	}
	return nil
}

// isPlainURL reports whether a text is surely a URL, as nearly all are: to find
// out what is wrong with one takes much longer.
func isPlainURL(s string) bool {
	rest, ok := strings.CutPrefix(s, "https://")
	if !ok {
		rest, ok = strings.CutPrefix(s, "http://")
	}
	host := 0
	for host < len(rest) && inHost[rest[host]] {
		host++
	}
	path := rest[host:]
	if !ok || host == 0 || path != "" && path[0] != '/' {
		return false
	}
	for i := range len(path) {
		if !inPath[path[i]] {
			return strings.HasPrefix(path[i:], "{{") // what follows is known only during the call
		}
	}
	return true
}

var (
	inHost = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
	inPath = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/?&=+,;:@!*'()#")
)

func set(bytes string) (in [256]bool) {
	for i := range len(bytes) {
		in[bytes[i]] = true
	}
	return in
}

// placeholder is the problem of a URL with a name in it as other languages write
// one, up to a mark; nil where there is none.
func placeholder(s, shut string) *Problem {
	name, _, found := strings.Cut(s, shut)
	if !found || !isName(name) {
		return nil
	}
	return &Problem{Code: BadURL, Message: "this is no URL: nothing replaces " + name + " in it", Help: "write ${" + name + "}, or {{" + name + "}} for a run-time variable"}
}

func isName(s string) bool {
	return s != "" && strings.Trim(s, nameBytes) == ""
}

const nameBytes = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_"

// isSound reports whether a text ends like the name of a file with a recording.
func isSound(s string) bool {
	return slices.ContainsFunc([]string{".mp3", ".wav", ".ogg", ".m4a", ".aac", ".flac", ".ulaw", ".gsm"}, func(end string) bool {
		return strings.HasSuffix(strings.ToLower(s), end)
	})
}

// isNear reports whether a scheme is a misspelt http or https.
func isNear(scheme string) bool {
	return lang.Nearest(scheme, []string{"http", "https"}) != "" && !strings.EqualFold(scheme, "http") && !strings.EqualFold(scheme, "https")
}

func isScheme(s string) bool {
	for i, r := range s {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
		if !letter && (i == 0 || !('0' <= r && r <= '9' || r == '+' || r == '-' || r == '.')) {
			return false
		}
	}
	return s != ""
}

func checkInteger(kind Kind, s string) (string, bool, *Problem) {
	code := BadCount
	if kind == Entity {
		code = BadEntity
	}
	digits := isDigits(s)
	if digits && s[0] != '0' {
		return s, true, nil
	}
	switch plain := strings.TrimLeft(strings.TrimPrefix(s, "+"), "0"); {
	case digits && kind == Count && plain == "":
		return s, false, &Problem{Code: code, Message: "a count is at least 1", Help: "write how many keys to wait for"}
	case digits && len(s) > 1 && s[0] == '0':
		p := &Problem{Code: code, Message: kind.String() + " has no leading zero", Help: "write it without"}
		if p.Fix = plain; plain == "" {
			p.Fix = "0"
		}
		return s, false, p
	case digits:
		return s, true, nil
	case strings.HasPrefix(s, "+") && strings.Trim(s[1:], "0123456789") == "":
		return s, false, &Problem{Code: code, Message: kind.String() + " has no +", Help: "write it without", Fix: plain}
	case strings.Contains(s, "{{"):
		return s, false, &Problem{
			Code:    TextForNumber,
			Message: "the API wants a number here and gets a text",
			Help:    "the payload holds the text as it stands; write digits if you can",
		}
	}
	return s, false, &Problem{Code: code, Message: kind.String() + " is a whole number", Help: "write digits, such as 4"}
}

func checkDate(s string) *Problem {
	const help = "a date is YEAR-MONTH-DAY, such as 2018-10-11"
	if isPlainDate(s) {
		return nil
	}
	if _, err := time.Parse(time.DateOnly, s); err == nil {
		return nil
	}
	if day, err := time.Parse("2006-01", s[:min(len(s), 7)]); err == nil && len(s) == len(time.DateOnly) && strings.Trim(s[7:], "0123456789-") == "" {
		last := day.AddDate(0, 1, -1)
		return &Problem{Code: BadDate, Message: fmt.Sprintf("there is no day %s: %s has %d days", s, day.Format("January 2006"), last.Day()), Help: help}
	}
	if day, err := time.Parse("2006-1-2", s); err == nil {
		return &Problem{Code: BadDate, Message: "a date has two digits for the month and the day", Help: "write " + day.Format(time.DateOnly), Fix: day.Format(time.DateOnly)}
	}
	if day, err := time.Parse("02-01-2006", s); err == nil {
		return &Problem{Code: BadDate, Message: "the year of a date comes first", Help: "write " + day.Format(time.DateOnly), Fix: day.Format(time.DateOnly)}
	}
	if len(s) == len(time.DateOnly) && strings.Trim(s, "0123456789-") == "" {
		return &Problem{Code: BadDate, Message: fmt.Sprintf("there is no day %s", s), Help: help}
	}
	return &Problem{Code: BadDate, Message: "this is no date", Help: help}
}

// isPlainDate reports whether a text is surely a date: one of the days that
// every month has.
func isPlainDate(s string) bool {
	return shaped(s, "0000-00-00") && between(s[5:7], "01", "12") && between(s[8:], "01", "28")
}

func between(s, from, to string) bool { return from <= s && s <= to }

// checkTime returns the time as the API wants it, HH:MM:SS.
func checkTime(s string) (string, *Problem) {
	switch {
	case shaped(s, "00:00:00") && s[:2] < "24" && s[3:5] < "60" && s[6:] < "60":
		return s, nil
	case shaped(s, "00:00") && s[:2] < "24" && s[3:] < "60":
		return s + ":00", nil
	}
	p := &Problem{Code: BadTime, Message: "this is no time of the day", Help: "a time is HOUR:MINUTE or HOUR:MINUTE:SECOND, from 00:00 to 23:59:59"}
	if _, err := time.Parse("15:04", "0"+s); err == nil && len(s) == len("9:30") {
		p.Message, p.Fix = "a time has two digits for the hour", "0"+s
	}
	return s, p
}

// zones are the names of the IANA time zone database, from Go's copy of it. A
// list of our own, because what the machine knows differs between machines.
//
//go:embed zones.txt
var zones string

var (
	zoneNames  = sync.OnceValue(func() []string { return strings.Fields(zones) })
	smallZones = sync.OnceValue(func() []string { return strings.Fields(strings.ToLower(zones)) }) // in small letters
)

// Zones returns the names of all time zones, in the order of the alphabet.
func Zones() []string { return zoneNames() }

// isZone reports whether the database has a zone. Its lines are in order, and
// most scripts name few zones: the list is not cut into names for that.
func isZone(s string) bool {
	for list := zones; list != ""; {
		start := strings.LastIndexByte(list[:len(list)/2], '\n') + 1
		name, after, _ := strings.Cut(list[start:], "\n")
		switch {
		case s == name:
			return true
		case s < name:
			list = list[:start]
		default:
			list = after
		}
	}
	return false
}

func checkZone(s string) *Problem {
	if isZone(s) {
		return nil
	}
	names := zoneNames()
	p := &Problem{
		Code: UnknownZone, Message: fmt.Sprintf("no time zone %q", s),
		Help: "a time zone is a name of the IANA database, such as UTC or Asia/Kolkata",
	}
	near, place := "", "/"+strings.ToLower(s)
	for i, small := range smallZones() {
		if strings.EqualFold(small, s) {
			near = names[i]
			break
		}
		if near == "" && strings.HasSuffix(small, place) {
			near = names[i]
		}
	}
	certain := near != ""
	if near == "" && len(s) > 4 {
		near, certain = lang.NearestAlone(s, names)
	}
	if place := abroad()[strings.ToUpper(s)]; near == "" && place != "" {
		p.Help = "an abbreviation does not say which place is meant: write the zone of a place, such as " + place
	}
	if near != "" {
		p.Message += fmt.Sprintf("; did you mean %q?", near)
		if certain {
			p.Fix = near
		} else {
			p.Help = "write " + near
		}
	}
	return p
}

// abroad are places for abbreviations that the database does not have.
var abroad = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"PST": "America/Los_Angeles", "PDT": "America/Los_Angeles", "MDT": "America/Denver", "CST": "America/Chicago", "CDT": "America/Chicago", "EDT": "America/New_York",
		"BST": "Europe/London", "CEST": "Europe/Paris", "EEST": "Europe/Athens", "IST": "Asia/Kolkata", "JST": "Asia/Tokyo", "SGT": "Asia/Singapore", "AEST": "Australia/Sydney", "Z": "UTC",
	}
})

// IsNumber reports whether a text can be meant as a telephone number: it has
// digits or a run-time variable, and no words.
func IsNumber(s string) bool {
	s, variable := withoutVariables(s)
	digits := strings.ContainsAny(s, "0123456789")
	return (digits || variable) && strings.Trim(s, "0123456789+-()./ #*xX") == ""
}

// withoutVariables returns s without its run-time variables, and whether it
// had any.
func withoutVariables(s string) (string, bool) {
	var b strings.Builder
	found := false
	for {
		before, rest, ok := strings.Cut(s, "{{")
		_, after, closed := strings.Cut(rest, "}}")
		if !ok || !closed {
			b.WriteString(s)
			return b.String(), found
		}
		b.WriteString(before)
		s, found = after, true
	}
}

// MaxRange is how many keys a range may stand for.
const MaxRange = 1000

// Keys returns the keys from one to another; without a second one it is the
// first alone. It returns nil for what is no range: its ends are not of equal
// width, do not ascend, or hold more than MaxRange keys.
func Keys(from, to string) []string {
	if to == "" {
		return []string{from}
	}
	if len(from) != len(to) || from > to || len(from) > 15 {
		return nil
	}
	first, err1 := strconv.Atoi(from)
	last, err2 := strconv.Atoi(to)
	if err1 != nil || err2 != nil || last-first >= MaxRange {
		return nil
	}
	keys := make([]string, 0, last-first+1)
	for n := first; n <= last; n++ {
		keys = append(keys, fmt.Sprintf("%0*d", len(from), n))
	}
	return keys
}
