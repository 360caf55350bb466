package fact

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
)

func TestPlaceholder(t *testing.T) {
	for _, test := range []struct{ text, found, what string }{
		{"<<some id>>", "<<some id>>", place},
		{"<<some id2>", "<<some id2>", place},
		{"Hello <<name>>, welcome.", "<<name>>", place},
		{"Call <your number>.", "<your number>", place},
		{"Call <your-number>.", "<your-number>", place},
		{"Call <YOUR_NUMBER>.", "<YOUR_NUMBER>", place},
		{"Call <number>.", "<number>", place},
		{"Hello <customer name>.", "<customer name>", place},
		{"Thank you for calling [insert name].", "[insert name]", place},
		{"Thank you for calling [Company Name].", "[Company Name]", place},
		{"Thank you for calling [YOUR_COMPANY].", "[YOUR_COMPANY]", place},
		{"We open on [enter the date here].", "[enter the date here]", place},
		{"TODO", "TODO", Note},
		{"TODO: record this", "TODO", Note},
		{"(TODO) Hello", "TODO", Note},
		{"Hello. TODO", "TODO", Note},
		{"TODO नमस्ते", "TODO", Note},
		{"FIXME", "FIXME", Note},
		{"OUR HOURS ARE TBD.", "TBD", Note},
		{"XXXXX", "XXXXX", crosses},
		{"Dial XXX for sales.", "XXX", crosses},
		{"Dial xxxx for sales.", "xxxx", crosses},
		{"16468107XXX", "16468107XXX", crosses},
		{"+917507XXXXX", "917507XXXXX", crosses},
		{"917507xxxxx", "917507xxxxx", crosses},
		{"Lorem ipsum dolor sit amet", "Lorem ipsum", filler},
		{"your_auth_token", "your_auth_token", place},
		{"your auth token", "your auth token", place},
		{"Your API key", "Your API key", place},
		{"https://x.io/?key=YOUR_API_KEY&a=1", "YOUR_API_KEY", place},
		{"YOUR_GREETING", "YOUR_GREETING", place},
		{"https://your-domain.com/x", "your-domain.com", place},
		{"https://api.yourcompany.com/x", "api.yourcompany.com", place},
		{"mail us at info@your-company.com", "your-company", place},
		{"https://YOUR-FUNCTION-URL.twil.io/callback", "YOUR-FUNCTION-URL", place},
		{"https://user@YOUR_STORE.myshop.com/", "YOUR_STORE", place},
		{"sip:line@YOUR-PBX.sip.us1.net", "YOUR-PBX", place},
		{"YOUR_DOMAIN.com", "YOUR_DOMAIN", place},
		{"Call <YOUR NUMBER> now.", "<YOUR NUMBER>", place},
		{"Call [YOUR NUMBER] now.", "[YOUR NUMBER]", place},
		{"http://link_to_media_file", "link_to_media_file", place},
		{"changeme", "changeme", place},
		{"https://x.io/change-me/y", "change-me", place},
		{"https://x.io/REPLACE_ME", "REPLACE_ME", place},
		{"https://example.com/hello.mp3", "example.com", ExampleDomain},
		{"https://media.in01.example.org:80/hello.mp3", "media.in01.example.org", ExampleDomain},
		{"Write to sales@example.net.", "example.net", ExampleDomain},
		{"https://media.example/hello.mp3", "media.example", ExampleDomain},
		{"https://user:pw@server.test:8080?x", "server.test", ExampleDomain},
		{"https://{{host}}.invalid", "{{host}}.invalid", ExampleDomain},
		{"sip://pbx.TEST.", "pbx.TEST.", ExampleDomain},
	} {
		start, end, what := Placeholder(test.text)
		if d := cmp.Diff([2]string{test.found, test.what}, [2]string{test.text[start:end], what}); d != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, d)
		}
	}
}

// TestPlaceOfNumber has places where a number or an id is to be filled in.
func TestPlaceOfNumber(t *testing.T) {
	for _, test := range []struct{ text, found string }{
		{"+YOURPHONENUMBER", "YOURPHONENUMBER"},
		{"YOURNUMBER", "YOURNUMBER"},
		{"+YOUR_NUMBER", "YOUR_NUMBER"},
		{"YOUR_NUMBER", "YOUR_NUMBER"},
		{"<YOUR-QUEUE>", "<YOUR-QUEUE>"},
		{"+<YOUR_NUMBER>", "<YOUR_NUMBER>"},
		{"https://x.io/?key=YOURAPIKEY", "YOURAPIKEY"},
	} {
		start, end, what := Placeholder(test.text)
		if d := cmp.Diff([2]string{test.found, place}, [2]string{test.text[start:end], what}); d != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, d)
		}
	}
}

func TestExampleNumber(t *testing.T) {
	for _, test := range []struct{ text, found string }{
		{"12125550134", "12125550134"},
		{"+12125550134", "+12125550134"},
		{"2125550199", "2125550199"},
		{"Call (212) 555-0134 now", "212) 555-0134"},
		{"Call 1-212-555-0134 now", "1-212-555-0134"},
		{"Call 555-0134.", "555-0134"},
		{"18005550199", "18005550199"},
		{"442079460123", "442079460123"},
		{"02079460123", "02079460123"},
		{"Call 020 7946 0123.", "020 7946 0123"},
		{"447700900123", "447700900123"},
		{"01632 960 999", "01632 960 999"},
		{"+44 29 2018 0001", "+44 29 2018 0001"},
		{"0491 570 006", "0491 570 006"},
		{"61491570157", "61491570157"},
		{"61255501234", "61255501234"},
		{"1800 975 707", "1800 975 707"},
		{"611800975711", "611800975711"},
		{"1234567890", "1234567890"},
		{"+911234567890", "+911234567890"},
		{"0123456789", "0123456789"},
		{"12345678", "12345678"},
		{"0000000", "0000000"},
		{"9999999999", "9999999999"},
		{"https://x.io/test/12345678", "12345678"},
		{"नमस्ते 1234567890।", "1234567890"},
	} {
		start, end, what := Placeholder(test.text)
		if d := cmp.Diff([2]string{test.found, ExampleNumber}, [2]string{test.text[start:end], what}); d != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, d)
		}
	}
}

// TestNoPlaceholder has texts that look a little like one.
func TestNoPlaceholder(t *testing.T) {
	for _, text := range []string{
		"", "T", "X", "<", "[", ":", "1", "e.", "<<", "<<>", "://", "your", "your ", "your balance", "your account number",
		"Hi, welcome to Samespace. Please key in your account number.",
		"To do so, press 1.", "Todo el día.", "ABRIMOS TODO EL DÍA", "Abrimos TODO el día.", "Atendemos TODO o dia.", "TODOS", "MÉTODO", "ÉTODO", "TODO EL MUNDO",
		"Size XXL or XXXL.", "Rocky XXXIV", "MAXXXIMUM", "xxx", "2x4", "XX", "Vin Diesel is xXx", "0x1f", "1080x1920", "The Foxx Hotel",
		"<b>Hello</b>", "<speak>Hello <break time=\"500ms\"/></speak>", "<say-as interpret-as=\"digits\">12</say-as>", "<p>", "<br />", "<br >", "<audio controls>", "a <b and c", "1 < 2 > 1", "<phoneme>", "<say-as>",
		"{{name}}", "${name}", "{{account_id}}, please hold", "<name", "<<name", "<some id\n>",
		"[laughs] Hello", "[pause here]", "[1]", "[your page](https://samespace.com)", "[insert", "[]", "[[name", "[insert]", "https://x.io/?filter[id]=5&filter[name]=x",
		"DO IT YOURSELF", "YOURS", "IS THIS YOURS", "YOUR BALANCE", "YOURTOWN", "YOURHAIR SALON", "YOURSELFNUMBERx", "FOURNUMBER", "HOURNAME", "yourphonenumber", "Yourname salon", "ARMOURKEY", "YOUR", "YOUR-BANK",
		"your_balance_is.mp3", "https://x.io/your_account_number.mp3", "https://x.io/YOUR_BALANCE_IS.mp3", "https://YOUR-BANK", "https://YOUR-BANK.", "HTTPS://YOUR-BANK.COM/", "https://your-bank.com", "https://your-phone.shop.com", "enter_your_pin", "our_key", "your-self", "your_", "as_your_key", "Four_key",
		"change me", "exchangeme", "changements", "them", "unchange_me", "lorem", "ipsum", "multiple", "the lorem",
		"example", "an example. Come again", "This is one example.communication", "https://my-example.com", "https://myexample.com", "https://notexample.org/x", "https://example.com.au", "https://example.co", "https://example.edu/x", "https://example.community",
		"https://localhost:8080/x", "https://test.samespace.com/invalid/example", "https://contest", "https://latest", "https://in01c005d.samespace.com/api/test/{{account_id}}", "https://x.io/?next=a.test",
		"https://yours.com", "https://yourdomains4all.com", "C:/x",
		"917507161643", "919876543210", "12125551234", "12125550200", "18005550134", "8885550134", "5550134", "14155552671", "5263", "12001", "123456", "1234567", "111111",
		"442079460", "442079461123", "02079461123", "2079460123", "61491570111", "61291234567", "2018-10-11 20:48:00", "Press 1, 2 or 3.", "Press 1 2 3 4 5 6 7 8.", "00000000-0000-0000-0000-000000000000",
		"0000000000000000", "a1234567890", "1234567890b", "1234567890_", "1.1111111", "0.99999999", ".99999999", "000.000.000", "11 11 11 11", "x12345678", "987654321012345678901234567890",
	} {
		if start, end, what := Placeholder(text); what != "" || start != 0 || end != 0 {
			t.Errorf("%q has %s, %q at %d to %d", text, what, text[start:end], start, end)
		}
	}
}

// TestLooks checks that a pair of bytes belongs to one look.
func TestLooks(t *testing.T) {
	for a := range 256 {
		for b := range 256 {
			if hit := firsts[a] & seconds[b]; hit&(hit-1) != 0 {
				t.Errorf("%q %q: %b", rune(a), rune(b), hit)
			}
		}
	}
}

func FuzzPlaceholder(f *testing.F) {
	for _, seed := range []string{"<<some id>>", "[insert name]", "TODO", "16468107XXX", "lorem ipsum", "your_auth_token", "change-me", "https://a@b.example.com:1", "+1 (212) 555-0134", "é1234567890"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		start, end, what := Placeholder(s)
		if start < 0 || start > end || end > len(s) || (what == "") != (start == end) {
			t.Fatalf("%q: %d to %d, %q", s, start, end, what)
		}
		if utf8.ValidString(s) && !utf8.ValidString(s[start:end]) {
			t.Errorf("%q: %q is half a character", s, s[start:end])
		}
	})
}

func BenchmarkPlaceholder(b *testing.B) {
	for name, s := range map[string]string{
		"prompt": "Hi, welcome to Samespace. Please key in your account number.",
		"number": "917507161643",
		"url":    "https://in01c005d.samespace.com/api/test/{{account_id}}",
		"long":   strings.Repeat("Thank you for calling. Your call is important to us. ", 20),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Placeholder(s)
			}
		})
	}
}
