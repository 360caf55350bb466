package fact

import (
	"archive/zip"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// TestZones checks that the rules are those of the names that a script may
// write, and that every one of them can be read.
func TestZones(t *testing.T) {
	list, err := os.ReadFile("../value/zones.txt")
	if err != nil {
		t.Fatal(err)
	}
	archive, err := zip.NewReader(strings.NewReader(zoneinfo), int64(len(zoneinfo)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, file := range archive.File {
		if file.Name == "Factory" {
			continue
		}
		names = append(names, file.Name)
		data, err := fs.ReadFile(archive, file.Name)
		if err != nil {
			t.Fatal(err)
		}
		if rules(file.Name) != string(data) {
			t.Errorf("%s: other rules", file.Name)
		}
		if _, err := At("2030-01-15", "18:30", file.Name); err != nil {
			t.Error(err)
		}
	}
	slices.Sort(names)
	if d := cmp.Diff(strings.Fields(string(list)), names); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestAt(t *testing.T) {
	type says struct {
		UTC      string
		Gap      bool
		From, To string
		Twice    bool
		Err      string
	}
	for _, test := range []struct {
		at   string // date, clock and zone
		want says
	}{
		{"2018-10-11 20:48:00 UTC", says{UTC: "2018-10-11T20:48:00Z"}},
		{"2018-10-11 20:48 Asia/Kolkata", says{UTC: "2018-10-11T15:18:00Z"}},
		{"2030-03-31 00:59:59 Europe/London", says{UTC: "2030-03-31T00:59:59Z"}},
		{"2030-03-31 01:00 Europe/London", says{UTC: "2030-03-31T01:00:00Z", Gap: true, From: "01:00", To: "02:00"}},
		{"2030-03-31 01:59:59 Europe/London", says{UTC: "2030-03-31T01:00:00Z", Gap: true, From: "01:00", To: "02:00"}},
		{"2030-03-31 02:00 Europe/London", says{UTC: "2030-03-31T01:00:00Z"}},
		{"2030-10-27 00:59:59 Europe/London", says{UTC: "2030-10-26T23:59:59Z"}},
		{"2030-10-27 01:00 Europe/London", says{UTC: "2030-10-27T00:00:00Z", Twice: true}},
		{"2030-10-27 01:59 Europe/London", says{UTC: "2030-10-27T00:59:00Z", Twice: true}},
		{"2030-10-27 02:00 Europe/London", says{UTC: "2030-10-27T02:00:00Z"}},
		{"2030-03-10 02:30 America/New_York", says{UTC: "2030-03-10T07:00:00Z", Gap: true, From: "02:00", To: "03:00"}},
		{"2030-03-10 02:30 America/Phoenix", says{UTC: "2030-03-10T09:30:00Z"}},
		{"2030-10-06 02:15 Australia/Lord_Howe", says{UTC: "2030-10-05T15:30:00Z", Gap: true, From: "02:00", To: "02:30"}},
		{"2024-09-08 00:30 America/Santiago", says{UTC: "2024-09-08T04:00:00Z", Gap: true, From: "00:00", To: "01:00"}},
		{"2011-12-30 12:00 Pacific/Apia", says{UTC: "2011-12-30T10:00:00Z", Gap: true, From: "00:00", To: "2011-12-31 00:00"}},
		{"1972-01-07 00:20 Africa/Monrovia", says{UTC: "1972-01-07T00:44:30Z", Gap: true, From: "00:00", To: "00:44:30"}},
		{"2100-03-28 01:30 Europe/London", says{UTC: "2100-03-28T01:00:00Z", Gap: true, From: "01:00", To: "02:00"}},
		{"2030-03-31 01:30 Mars", says{Err: `no time zone "Mars"`}},
		{"2030-03-31 01:30 Factory", says{Err: `no time zone "Factory"`}},
		{"2030-03-31 01:30 \x00", says{Err: `no time zone "\x00"`}},
		{"2030-03-31 01:30 ../UTC", says{Err: `no time zone "../UTC"`}},
		{"2030-02-30 01:30 UTC", says{Err: "2030-02-30 01:30 is no time of a day"}},
		{"2030-02-28 24:00 UTC", says{Err: "2030-02-28 24:00 is no time of a day"}},
		{"2030-02-28 {{t}} UTC", says{Err: "2030-02-28 {{t}} is no time of a day"}},
	} {
		// What the machine knows of zones must not matter.
		t.Setenv("ZONEINFO", "nowhere")
		t.Setenv("TZ", "Asia/Tokyo")
		parts := strings.Fields(test.at)
		local, err := At(parts[0], parts[1], parts[2])
		got := says{Gap: local.Gap, From: local.From, To: local.To, Twice: local.Twice}
		if err != nil {
			got.Err = err.Error()
		} else {
			got.UTC = local.Time.UTC().Format(time.RFC3339)
			if zone := local.Time.Location().String(); zone != parts[2] {
				t.Errorf("%s: in %s", test.at, zone)
			}
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.at, d)
		}
	}
}

// TestEveryGap looks for what clocks show in each quarter of an hour of a year,
// in zones that change: a time is skipped just where no instant has it.
func TestEveryGap(t *testing.T) {
	for _, zone := range []string{"Europe/London", "America/New_York", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca", "Antarctica/Troll", "Asia/Kolkata", "Africa/Cairo", "Europe/Dublin"} {
		place, err := location(zone)
		if err != nil {
			t.Fatal(err)
		}
		const layout = "2006-01-02 15:04"
		shown := map[string]int{}
		for at := time.Date(2029, 12, 31, 0, 0, 0, 0, time.UTC); at.Year() < 2032; at = at.Add(15 * time.Minute) {
			shown[at.In(place).Format(layout)]++
		}
		for wall := time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC); wall.Year() < 2031; wall = wall.Add(15 * time.Minute) {
			date, clock, _ := strings.Cut(wall.Format(layout), " ")
			local, err := At(date, clock, zone)
			if err != nil {
				t.Fatal(err)
			}
			want := shown[wall.Format(layout)]
			if got := map[bool]int{true: 0, false: 1}[local.Gap] + map[bool]int{true: 1}[local.Twice]; got != want {
				t.Errorf("%s %s: %d times, want %d", zone, wall.Format(layout), got, want)
			}
			if back := local.Time.Format(layout); !local.Gap && back != wall.Format(layout) {
				t.Errorf("%s %s: %s", zone, wall.Format(layout), back)
			}
		}
	}
}

func BenchmarkAt(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := At("2030-03-31", "01:30", "Europe/London"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkRules(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		rules("Zulu") // the last
	}
}
