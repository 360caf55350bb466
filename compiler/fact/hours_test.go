package fact

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestHours(t *testing.T) {
	type entries = [][2]string
	for _, test := range []struct {
		entries entries
		at      string // date, clock and zone: 2030-01-14 is a Monday
		open    bool
		day     string
	}{
		{nil, "2030-01-14 12:00 UTC", false, "monday: closed"},
		{entries{{"monday-friday", "09:00-18:00"}}, "2030-01-14 08:59 UTC", false, "monday: 09:00-18:00"},
		{entries{{"monday-friday", "09:00-18:00"}}, "2030-01-14 09:00 UTC", true, "monday: 09:00-18:00"},
		{entries{{"monday-friday", "09:00-18:00"}}, "2030-01-18 17:59:59 UTC", true, "friday: 09:00-18:00"},
		{entries{{"monday-friday", "09:00-18:00"}}, "2030-01-18 18:00 UTC", false, "friday: 09:00-18:00"},
		{entries{{"monday-friday", "09:00-18:00"}}, "2030-01-19 12:00 UTC", false, "saturday: closed"},
		{entries{{"Mon - Fri", " 09:00 - 12:30 ,13:30-18:00"}}, "2030-01-14 13:00 UTC", false, "monday: 09:00-12:30, 13:30-18:00"},
		{entries{{"Mon - Fri", " 09:00 - 12:30 ,13:30-18:00"}}, "2030-01-14 13:30 UTC", true, "monday: 09:00-12:30, 13:30-18:00"},
		{entries{{"saturday-monday", "10:00-14:00"}}, "2030-01-13 10:00 UTC", true, "sunday: 10:00-14:00"},
		{entries{{"saturday-monday", "10:00-14:00"}}, "2030-01-15 10:00 UTC", false, "tuesday: closed"},
		{entries{{"sun, wed", "10:00-14:00"}}, "2030-01-16 10:00 UTC", true, "wednesday: 10:00-14:00"},
		{entries{{"sun, wed", "10:00-14:00"}, {"thursday", "Closed"}}, "2030-01-17 10:00 UTC", false, "thursday: closed"},
		{entries{{"saturday", "22:00-06:00"}}, "2030-01-19 05:59 UTC", false, "saturday: 22:00-06:00"},
		{entries{{"saturday", "22:00-06:00"}}, "2030-01-19 23:00 UTC", true, "saturday: 22:00-06:00"},
		{entries{{"saturday", "22:00-06:00"}}, "2030-01-20 05:59 UTC", true, "sunday: closed"}, // over the end of the week
		{entries{{"saturday", "22:00-06:00"}}, "2030-01-20 06:00 UTC", false, "sunday: closed"},
		{entries{{"saturday", "22:00-24:00"}}, "2030-01-19 23:59 UTC", true, "saturday: 22:00-24:00"},
		{entries{{"saturday", "22:00-24:00"}}, "2030-01-20 00:00 UTC", false, "sunday: closed"},
		{entries{{"saturday", "22:00-00:00"}}, "2030-01-19 23:59 UTC", true, "saturday: 22:00-00:00"},
		{entries{{"monday-sunday", "00:00-24:00"}}, "2030-01-20 00:00 UTC", true, "sunday: 00:00-24:00"},
		{entries{{"monday", "09:00-18:00"}, {"zone", "Asia/Kolkata"}}, "2030-01-14 03:30 UTC", true, "monday: 09:00-18:00"},
		{entries{{"zone", "Asia/Kolkata"}, {"monday", "09:00-18:00"}}, "2030-01-14 17:00 UTC", false, "monday: 09:00-18:00"},
		{entries{{"zone", "Asia/Kolkata"}, {"monday", "09:00-18:00"}}, "2030-01-14 19:00 UTC", false, "tuesday: closed"},
		{entries{{"monday", "09:00-18:00"}}, "2030-01-14 17:00 Asia/Kolkata", true, "monday: 09:00-18:00"},
	} {
		hours, mistakes := ParseHours(test.entries)
		if len(mistakes) > 0 {
			t.Errorf("%q: %+v", test.entries, mistakes)
		}
		local := at(t, test.at)
		if open := hours.Open(local); open != test.open {
			t.Errorf("%q at %s: open is %v", test.entries, test.at, open)
		}
		if d := cmp.Diff(test.day, hours.Day(local)); d != "" {
			t.Errorf("%q at %s (-want +got):\n%s", test.entries, test.at, d)
		}
	}
}

func at(t *testing.T, s string) time.Time {
	t.Helper()
	parts := piece{s, 0}.cut(" ")
	local, err := At(parts[0].text, parts[1].text, parts[2].text)
	if err != nil {
		t.Fatal(err)
	}
	return local.Time
}

func TestHoursMistakes(t *testing.T) {
	type says struct{ In, At, Problem, Help string }
	for _, test := range []struct {
		entry [2]string
		want  []says
	}{
		{[2]string{"zone", "IST"}, []says{{"value", "IST", `no time zone "IST"`, "a time zone is a name of the IANA database, such as UTC or Asia/Kolkata"}}},
		{[2]string{"zone", ""}, []says{{"value", "", `no time zone ""`, "a time zone is a name of the IANA database, such as UTC or Asia/Kolkata"}}},
		{[2]string{"noday", "09:00-18:00"}, []says{{"key", "noday", `no day "noday"`, daysHelp}}},
		{[2]string{"", "closed"}, []says{{"key", "", `no day ""`, daysHelp}}},
		{[2]string{"friday-", "closed"}, []says{{"key", "friday-", `no day "friday-"`, daysHelp}}},
		{[2]string{"mon-tues", "closed"}, []says{{"key", "tues", `no day "tues"`, daysHelp}}},
		{[2]string{"mon-tue-wed", "closed"}, []says{{"key", "mon-tue-wed", "a range has two days", daysHelp}}},
		{[2]string{"mon, mon", "closed"}, []says{{"key", "mon", `monday has hours already, by "mon, mon"`, "name each day once"}}},
		{[2]string{"friday", "closed"}, []says{{"key", "friday", `friday has hours already, by "fri"`, "name each day once"}}},
		{[2]string{"thursday-saturday", "closed"}, []says{{"key", "thursday-saturday", `friday has hours already, by "fri"`, "name each day once"}}},
		{[2]string{"mon", ""}, []says{{"value", "", `"" are no hours`, spansHelp}}},
		{[2]string{"mon", "open"}, []says{{"value", "open", `"open" are no hours`, spansHelp}}},
		{[2]string{"mon", "09:00–18:00"}, []says{{"value", "09:00–18:00", `"09:00–18:00" are no hours`, spansHelp}}},
		{[2]string{"mon", "09:00-18:00, "}, []says{{"value", "09:00-18:00, ", `"09:00-18:00, " are no hours`, spansHelp}}},
		{[2]string{"mon", "09:00-18:00,19:00"}, []says{{"value", "19:00", `"19:00" are no hours`, spansHelp}}},
		{[2]string{"mon", "9:00-18:00"}, []says{{"value", "9:00", "a time has two digits for the hour", "write 09:00"}}},
		{[2]string{"mon", "09:00- 6pm"}, []says{{"value", "6pm", `"6pm" is no time of the day`, clockHelp}}},
		{[2]string{"mon", "24:00-25:00"}, []says{{"value", "24:00", `"24:00" is no time of the day`, clockHelp}, {"value", "25:00", `"25:00" is no time of the day`, clockHelp}}},
		{[2]string{"mon", "09:00-"}, []says{{"value", "09:00-", "a time is missing", spansHelp}}},
		{[2]string{"mon", "09:00-09:00"}, []says{{"value", "09:00-09:00", "these hours end when they start", "write 00:00-24:00 for all day, or closed"}}},
		{[2]string{"mon", "09:00-12:00, 11:00-13:00"}, []says{{"value", "11:00-13:00", "these hours are partly in others of the day", "write each span once, one after another"}}},
		{[2]string{"mon", "22:00-06:00, 23:00-24:00"}, []says{{"value", "23:00-24:00", "these hours are partly in others of the day", "write each span once, one after another"}}},
	} {
		entries := [][2]string{{"fri", "09:00-12:00, 12:00-13:00"}, test.entry}
		_, mistakes := ParseHours(entries)
		var got []says
		for _, m := range mistakes {
			in, text := "key", entries[m.Entry][0]
			if m.Value {
				in, text = "value", entries[m.Entry][1]
			}
			got = append(got, says{in, text[m.Start:m.End], m.Problem, m.Help})
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%q (-want +got):\n%s", test.entry, d)
		}
	}
	_, mistakes := ParseHours([][2]string{{"zone", "UTC"}, {"zone", "UTC"}})
	if d := cmp.Diff([]Mistake{{1, false, 0, 4, "the zone is given already", "write one zone"}}, mistakes); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func FuzzParseHours(f *testing.F) {
	f.Add("monday-friday", "09:00-18:00, 22:00-24:00", "zone", "UTC")
	f.Add("sat - mon, ", "closed", "fri-", "9:00-,")
	f.Fuzz(func(t *testing.T, key1, value1, key2, value2 string) {
		entries := [][2]string{{key1, value1}, {key2, value2}}
		hours, mistakes := ParseHours(entries)
		for _, m := range mistakes {
			text := entries[m.Entry][0]
			if m.Value {
				text = entries[m.Entry][1]
			}
			if m.Start < 0 || m.Start > m.End || m.End > len(text) || m.Problem == "" || m.Help == "" {
				t.Errorf("%q: %+v", entries, m)
			}
		}
		hours.Open(time.Unix(0, 0))
		hours.Day(time.Unix(0, 0))
	})
}
