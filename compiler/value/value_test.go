package value

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheck(t *testing.T) {
	type result struct {
		Payload string
		Number  bool
		Code    string
		Fix     string
	}
	for _, tc := range []struct {
		kind Kind
		in   string
		want result
	}{
		{Text, "", result{}},
		{Number, "16468107XXX", result{Payload: "16468107XXX"}},
		{URL, "https://example.com/{{id}}", result{Payload: "https://example.com/{{id}}"}},
		{URL, "{{base}}/x", result{Payload: "{{base}}/x"}},
		{URL, "https://{{host}}/x", result{Payload: "https://{{host}}/x"}},
		{URL, "http://link_to_media_file", result{Payload: "http://link_to_media_file"}},
		{URL, "", result{Code: "bad-url"}},
		{URL, "nope", result{Payload: "nope", Code: "bad-url"}},
		{URL, "https://", result{Payload: "https://", Code: "bad-url"}},
		{URL, "https:///x", result{Payload: "https:///x", Code: "bad-url"}},
		{URL, "https://a b", result{Payload: "https://a b", Code: "bad-url"}},
		{Count, "4", result{Payload: "4", Number: true}},
		{Count, "0", result{Payload: "0", Code: "bad-count"}},
		{Count, "04", result{Payload: "04", Code: "bad-count", Fix: "4"}},
		{Count, "+4", result{Payload: "+4", Code: "bad-count", Fix: "4"}},
		{Count, "four", result{Payload: "four", Code: "bad-count"}},
		{Count, "", result{Code: "bad-count"}},
		{Count, "{{n}}", result{Payload: "{{n}}", Code: "text-for-number"}},
		{Entity, "0", result{Payload: "0", Number: true}},
		{Entity, "05263", result{Payload: "05263", Code: "bad-entity", Fix: "5263"}},
		{Entity, "00", result{Payload: "00", Code: "bad-entity", Fix: "0"}},
		{Date, "2018-10-11", result{Payload: "2018-10-11"}},
		{Date, "2018-02-30", result{Payload: "2018-02-30", Code: "bad-date"}},
		{Date, "2018-1-1", result{Payload: "2018-1-1", Code: "bad-date", Fix: "2018-01-01"}},
		{Date, "{{day}}", result{Payload: "{{day}}"}},
		{Time, "20:48", result{Payload: "20:48:00"}},
		{Time, "20:48:01", result{Payload: "20:48:01"}},
		{Time, "24:00", result{Payload: "24:00", Code: "bad-time"}},
		{Time, "9:30", result{Payload: "9:30", Code: "bad-time", Fix: "09:30"}},
		{Zone, "UTC", result{Payload: "UTC"}},
		{Zone, "America/Port-au-Prince", result{Payload: "America/Port-au-Prince"}},
		{Zone, "Asia/Kolkatta", result{Payload: "Asia/Kolkatta", Code: "unknown-zone", Fix: "Asia/Kolkata"}},
		{Zone, "kolkata", result{Payload: "kolkata", Code: "unknown-zone", Fix: "Asia/Kolkata"}},
		{Zone, "Local", result{Payload: "Local", Code: "unknown-zone"}},
	} {
		payload, number, problem := Check(tc.kind, tc.in)
		got := result{Payload: payload, Number: number}
		if problem != nil {
			got.Code, got.Fix = problem.Code.Name, problem.Fix
		}
		if diff := cmp.Diff(tc.want, got); diff != "" {
			t.Errorf("%v %q (-want +got):\n%s", tc.kind, tc.in, diff)
		}
	}
}

func TestIsNumber(t *testing.T) {
	for s, want := range map[string]bool{
		"5263": true, "+49 (30) 123-4": true, "16468107XXX": true, "{{agent}}": true, "1{{agent}}": true,
		"": false, "hello": false, "Press 1": false, "XXX": false,
	} {
		if got := IsNumber(s); got != want {
			t.Errorf("IsNumber(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestKeys(t *testing.T) {
	for _, tc := range []struct {
		from, to string
		want     []string
	}{
		{"1", "", []string{"1"}}, {"4", "6", []string{"4", "5", "6"}}, {"08", "10", []string{"08", "09", "10"}},
		{"6", "4", nil}, {"4", "10", nil}, {"0000", "9999", nil}, {"3", "3", []string{"3"}}, {"1#", "3#", nil},
	} {
		if diff := cmp.Diff(tc.want, Keys(tc.from, tc.to)); diff != "" {
			t.Errorf("Keys(%q, %q) (-want +got):\n%s", tc.from, tc.to, diff)
		}
	}
}
