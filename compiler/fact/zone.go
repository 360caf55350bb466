package fact

import (
	_ "embed"
	"encoding/binary"
	"fmt"
	"strings"
	"sync"
	"time"
)

// zoneinfo is the IANA time zone database 2025c as Go 1.26 has it in lib/time:
// what the machine knows of zones differs between machines.
//
//go:generate cp $GOROOT/lib/time/zoneinfo.zip .
//go:embed zoneinfo.zip
var zoneinfo string

// A Local is what a date and a time of the day are in a time zone.
type Local struct {
	// Time is the instant, in the zone: the first of two where the clocks are
	// set back and show the time twice, and where they skip it the instant at
	// which they do.
	Time time.Time

	// Where the clocks skip the time, Gap is set, and they go From one reading
	// To another, such as 01:00 and 02:00: To is the first time that there is
	// again. A reading has seconds where they are not 0, and its date where that
	// is not the date that was asked for.
	Gap      bool
	From, To string

	// Twice is set where the clocks show the time two times.
	Twice bool
}

// At returns what a date such as 2030-01-15 and a time such as 18:30 or 18:30:00
// are in a zone of the IANA database. It asks nothing of the machine.
func At(date, clock, zone string) (Local, error) {
	layout := "2006-01-02 15:04:05"
	if len(clock) == len("15:04") {
		layout = layout[:len("2006-01-02 15:04")]
	}
	wall, err := time.Parse(layout, date+" "+clock)
	if err != nil {
		return Local{}, fmt.Errorf("%s %s is no time of a day", date, clock)
	}
	place, err := location(zone)
	if err != nil {
		return Local{}, err
	}
	t := time.Date(wall.Year(), wall.Month(), wall.Day(), wall.Hour(), wall.Minute(), wall.Second(), 0, place)
	start, end := t.ZoneBounds()
	for _, change := range []time.Time{start, end} {
		if change.IsZero() {
			continue
		}
		before, after := offset(change.Add(-time.Second)), offset(change)
		from, to := change.UTC().Add(before), change.UTC().Add(after)
		switch {
		case !wall.Before(from) && wall.Before(to):
			return Local{Time: change, Gap: true, From: reading(from, date), To: reading(to, date)}, nil
		case !wall.Before(to) && wall.Before(from):
			return Local{Time: wall.Add(-before).In(place), Twice: true}, nil
		}
	}
	return Local{Time: t}, nil
}

func offset(t time.Time) time.Duration {
	_, seconds := t.Zone()
	return time.Duration(seconds) * time.Second
}

// reading is what clocks show, as short as can be for who knows the date.
func reading(t time.Time, date string) string {
	layout := "15:04"
	if t.Second() != 0 {
		layout = "15:04:05"
	}
	if t.Format(time.DateOnly) != date {
		layout = "2006-01-02 " + layout
	}
	return t.Format(layout)
}

// locations are those that were asked for: few scripts name more than one.
var locations sync.Map // of string to *time.Location

func location(zone string) (*time.Location, error) {
	if known, ok := locations.Load(zone); ok {
		return known.(*time.Location), nil
	}
	data := rules(zone)
	if data == "" {
		return nil, fmt.Errorf("no time zone %q", zone)
	}
	place, err := time.LoadLocationFromTZData(zone, []byte(data))
	if err != nil {
		return nil, err
	}
	known, _ := locations.LoadOrStore(zone, place)
	return known.(*time.Location), nil
}

// rules returns what the database has of a zone, or nothing. The files of the
// archive are not compressed and follow one another, each behind a header (4.3.7
// of APPNOTE.TXT of PKWARE): archive/zip would make the program a quarter of a
// megabyte larger, and reads all names before it finds one.
func rules(zone string) string {
	const header = 30
	if zone == "Factory" { // stands for a machine whose zone nobody has set
		return ""
	}
	for rest := zoneinfo; strings.HasPrefix(rest, "PK\x03\x04"); {
		fields := []byte(rest[:header])
		size := int(binary.LittleEndian.Uint32(fields[18:]))
		name := header + int(binary.LittleEndian.Uint16(fields[26:]))
		data := name + int(binary.LittleEndian.Uint16(fields[28:]))
		if rest[header:name] == zone {
			return rest[data : data+size]
		}
		rest = rest[data+size:]
	}
	return ""
}
