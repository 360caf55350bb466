package fact

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Tokens are cut in two here, so that no scanner of secrets takes them for some.
const (
	stripe = "sk_" + "live_4eC39HqLyjWDarjtT1zdp7dc"
	github = "ghp_" + "16C7e42F292c6912E7710c838347Ae178B4a"
	slack  = "xoxb-" + "17653672481-19874698323-pdFZKVeTuE8sk7oOcHrzqqgy"
	amazon = "AKIA" + "IOSFODNN7EXAMPLE"
	google = "AIza" + "SyDaGmWKa4JsXZ-HjGw7ISLn_3namBGewQe"
	web    = "eyJ" + "hbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N"
	random = "a8f5f167f44f4964e6c998dee827110c"
)

func TestURLSecrets(t *testing.T) {
	for _, test := range []struct {
		url  string
		want []string
	}{
		{"https://me:hunter2@samespace.com/x", []string{"hunter2"}},
		{"https://{{me}}:hunter2@samespace.com/x", []string{"hunter2"}},
		{"https://me:a@b@samespace.com", []string{"a@b"}},
		{"https://" + stripe + "@samespace.com/x", []string{stripe}},
		{"https://" + stripe + ":@samespace.com/x", []string{stripe}},
		{"https://" + random + "@samespace.com/x", []string{random}},
		{"https://samespace.com/x?password=hunter2", []string{"hunter2"}},
		{"https://samespace.com/x?a=1&pwd=12345678&b=2", []string{"12345678"}},
		{"https://samespace.com/x?api_key=abc", []string{"abc"}},
		{"https://samespace.com/x?apikey=abc;APIKEY=d#api-key=e", []string{"abc", "d", "e"}},
		{"https://samespace.com/x?apiKey=abc&APIKey=d&x-api-key=e&X-Api-Key=f&my.api.key=g", []string{"abc", "d", "e", "f", "g"}},
		{"https://samespace.com/x?access_token=abc&client_secret=d&clientSecret=e&auth-token=f&appSecret=g", []string{"abc", "d", "e", "f", "g"}},
		{"https://samespace.com/x?credentials=abc&credential=d", []string{"abc", "d"}},
		{"https://samespace.com/x?token=" + random, []string{random}},
		{"https://samespace.com/x?token=Ab3/dE5fG7hI9/jK==&a=b", []string{"Ab3/dE5fG7hI9/jK=="}},
		{"https://samespace.com/x?my_token=abc12345", []string{"abc12345"}},
		{"https://samespace.com/x?key=" + random, []string{random}},
		{"https://samespace.com/x?sv=2020&sig=aB3%2Bd9fG%3D", []string{"aB3%2Bd9fG%3D"}},
		{"https://samespace.com/x?auth=" + random + "&signature=" + random, []string{random, random}},
		{"https://samespace.com/{{id}}?password=hunter2&id={{id}}", []string{"hunter2"}},
		{"https://samespace.com/" + stripe + "/x", []string{stripe}},
		{"https://samespace.com/" + github + "/" + amazon + "?a=" + slack, []string{github, amazon, slack}},
		{"https://samespace.com/?k=" + google + "&jwt=" + web, []string{google, web}},
		{"https://me:hunter2@hooks.slack.com/services/T00000000/B00000000/aB3dE5fG7hI9", []string{"hunter2", "aB3dE5fG7hI9"}},
	} {
		var got []string
		for _, at := range URLSecrets(test.url) {
			got = append(got, test.url[at[0]:at[1]])
		}
		if d := cmp.Diff(test.want, got); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.url, d)
		}
	}
}

// TestNoURLSecrets has URLs that look a little as if they had some.
func TestNoURLSecrets(t *testing.T) {
	for _, url := range []string{
		"", "://", "https://", "samespace.com/?password=hunter2", "{{url}}?password=hunter2", "https://samespace.com", "https://samespace.com/a@b:c",
		"https://in01c005d.samespace.com/api/test/{{account_id}}",
		"https://me@samespace.com/x", "https://me:@samespace.com", "https://me:{{pin}}@samespace.com", "https://me:${pin}@samespace.com", "https://:@samespace.com",
		"https://samespace.com/?password=", "https://samespace.com/?password", "https://samespace.com/?password={{pin}}", "https://samespace.com/?password=a{{pin}}", "https://samespace.com/?api_key=${KEY}",
		"https://samespace.com/?api_key=$KEY", "https://samespace.com/?api_key=%KEY%", "https://samespace.com/?api_key=:key", "https://samespace.com/?api_key=****", "https://samespace.com/?api_key=YOUR_API_KEY",
		"https://samespace.com/?token=your_auth_token", "https://samespace.com/?token=<token>", "https://samespace.com/?token=[token]", "https://samespace.com/?secret=changeme", "https://samespace.com/?secret=XXXXXXXX",
		"https://samespace.com/?key={{pin}}", "https://samespace.com/?key=1", "https://samespace.com/?key=menu", "https://samespace.com/?key=account1", "https://samespace.com/?key=hello_from_2024.mp3",
		"https://samespace.com/?token=a/b/c/2024/hello", "https://samespace.com/?key=Images/2024", "https://samespace.com/?token=Images/2024/hello.png",
		"https://samespace.com/?keyword=" + random, "https://samespace.com/?monkey=" + random, "https://samespace.com/?MONKEY=" + random, "https://samespace.com/?tokenize=" + random, "https://samespace.com/?authority=" + random,
		"https://samespace.com/?sort_key=" + random, "https://samespace.com/?page_token=" + random, "https://samespace.com/?nextToken=" + random, "https://samespace.com/?token_type=bearer12", "https://samespace.com/?auth=basic", "https://samespace.com/?auth=true",
		"https://samespace.com/?passwordless=on", "https://samespace.com/?id=" + random, "https://samespace.com/" + random, "https://samespace.com/?author=" + random, "https://samespace.com/?design=" + random,
		"https://samespace.com/sk_live_", "https://samespace.com/ghp_x", "https://samespace.com/AKIA", "https://samespace.com/ASIAPACIFIC", "https://samespace.com/task_live_4eC39HqLyjWDarjtT1zdp7dc",
		"https://hooks.slack.com/services/T00000000/B00000000/{{hook}}", "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX", "https://hooks.slack.com/services/T00000000/B00000000", "https://hooks.slack.com/services",
	} {
		for _, at := range URLSecrets(url) {
			t.Errorf("%s: %q", url, url[at[0]:at[1]])
		}
	}
}

func TestLastWord(t *testing.T) {
	for name, want := range map[string][2]string{
		"": {}, "_": {"", ""}, "key": {"key", ""}, "api_key": {"key", "api_"}, "x-api-key": {"key", "x-api-"}, "apiKey": {"key", "api"}, "APIKey": {"key", "API"}, "APIKEY": {"apikey", ""},
		"ApiKEY": {"key", "Api"}, "Key": {"key", ""}, "key2": {"key", ""}, "filter[key]": {"key", "filter["}, "oauth2Token": {"token", "oauth2"}, "éKey": {"key", "é"}, "XKey": {"key", "X"}, "aK": {"k", "a"},
	} {
		word, rest := lastWord(name)
		if d := cmp.Diff(want, [2]string{word, rest}); d != "" {
			t.Errorf("%q (-want +got):\n%s", name, d)
		}
	}
}

func FuzzURLSecrets(f *testing.F) {
	for _, seed := range []string{"https://me:hunter2@x.io/" + stripe + "?a=" + amazon + "&password=x#y", "https://hooks.slack.com/services/T0/B0/x", "x://@:@?=&=", "https://{{a}}?key={{b}}"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, url string) {
		last := 0
		for _, at := range URLSecrets(url) {
			if at[0] < last || at[0] >= at[1] || at[1] > len(url) {
				t.Fatalf("%q: %v after %d", url, at, last)
			}
			last = at[1]
		}
	})
}

func BenchmarkURLSecrets(b *testing.B) {
	for name, url := range map[string]string{
		"nothing":   "https://in01c005d.samespace.com/api/test/{{account_id}}",
		"parameter": "https://in01c005d.samespace.com/api/test?account={{account_id}}",
		"secret":    "https://in01c005d.samespace.com/api/test?api_key=" + random,
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				URLSecrets(url)
			}
		})
	}
}
