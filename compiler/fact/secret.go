package fact

import (
	"strings"
)

// URLSecrets returns the bytes of a URL that are secrets as they stand, in
// order: passwords before the host, values of what is named like a key, and
// tokens that are known by their shape. A value that comes from a variable is
// none, and nor is a placeholder.
func URLSecrets(url string) [][2]int {
	start := strings.Index(url, "://") + len("://")
	if start < len("://") {
		return nil
	}
	path := start
	for path < len(url) && !endsHost[url[path]] {
		path++
	}
	var found [][2]int
	host := start
	if at := strings.LastIndexByte(url[start:path], '@'); at >= 0 {
		found = addUser(found, url, start, start+at)
		host = start + at + 1
	}
	query := path
	for query < len(url) && !endsParameter[url[query]] {
		query++
	}
	if url[host:path] == "hooks.slack.com" {
		found = addSlack(found, url, path, query)
	} else {
		found = addTokens(found, url, path, query)
	}
	for start = query; start < len(url); {
		end := start + 1
		for end < len(url) && !endsParameter[url[end]] {
			end++
		}
		found = addParameter(found, url, start+1, end)
		start = end
	}
	return found
}

// Bytes that end a parameter, or the path before the first, and bytes of a
// token; points are in JSON Web Tokens.
var (
	endsParameter = set("?&;#")
	inToken       = set(letters + digits + "_-.")
)

// addUser adds what a URL has before the @ of its host.
func addUser(found [][2]int, url string, start, end int) [][2]int {
	user, password, _ := strings.Cut(url[start:end], ":")
	if isLiteral(password) {
		return append(found, [2]int{end - len(password), end})
	}
	if password == "" && isLiteral(user) && (looksRandom(user, 20) || isToken(user)) {
		return append(found, [2]int{start, start + len(user)})
	}
	return found
}

// addParameter adds the value of a parameter that is named like a key, or else
// the tokens in it.
func addParameter(found [][2]int, url string, start, end int) [][2]int {
	name, value, _ := strings.Cut(url[start:end], "=")
	start = end - len(value)
	if least := secrecy(name); least < never && isLiteral(value) && (least == always || looksRandom(value, least) || looksRandom(unslashed(value), max(least, leastBase64))) {
		return append(found, [2]int{start, end})
	}
	return addTokens(found, url, start, end)
}

// How sure a name says that its value is secret, as the least length of a value
// that must look random for it: ?key=menu and ?auth=basic are no secrets.
const (
	always = 0
	often  = 8
	rarely = 16
	never  = 1 << 30
)

// secrecy looks at the last words of a name. A page_token and a sort-key are no
// secrets.
func secrecy(name string) int {
	last, rest := lastWord(name)
	switch last {
	case "password", "passwd", "pwd", "passphrase", "secret", "credential", "credentials",
		"apikey", "accesskey", "secretkey", "privatekey", "authkey", "accesstoken", "apitoken", "authtoken", "clientsecret":
		return always
	case "auth", "authorization", "sig", "signature", "pass":
		return often
	case "token", "key":
	default:
		return never
	}
	kind, _ := lastWord(rest)
	switch kind {
	case "api", "access", "auth", "secret", "private", "client", "bearer", "refresh", "session", "subscription":
		return always
	case "page", "next", "previous", "continuation", "cursor", "sync", "csrf", "xsrf":
		return never
	case "", "x", "my", "app", "application", "service", "function", "functions", "shared", "security", "signing", "license", "user", "account":
		if last == "key" {
			return rarely
		}
	}
	if last == "key" {
		return never
	}
	return often
}

// lastWord returns the last word of a name in small letters, and what is before
// it. Names are written api_key, api-key, apiKey and APIKey.
func lastWord(name string) (word, rest string) {
	end := len(name)
	for end > 0 && !isLetter(name[end-1]) {
		end--
	}
	start := end
	for start > 0 && isLetter(name[start-1]) {
		start--
		if isCapital(name[start]) && start > 0 && (!isCapital(name[start-1]) || start+1 < end && !isCapital(name[start+1])) {
			break
		}
	}
	return strings.ToLower(name[start:end]), name[:start]
}

func isCapital(b byte) bool { return 'A' <= b && b <= 'Z' }

// isLiteral reports whether a value is written out: no part of it is a variable
// of flowc, of a shell or of a template, nor a star, and it is not there to be
// replaced.
func isLiteral(value string) bool {
	if value == "" || strings.ContainsAny(value, "{}<>[]$*") || value[0] == ':' || value[0] == '%' && value[len(value)-1] == '%' {
		return false
	}
	_, _, what := Placeholder(value)
	return what == "" || what == ExampleNumber
}

// looksRandom reports whether a text is at least so long and mixes letters with
// digits, or, where it is longer, capitals with small letters, and is no name
// of a file.
func looksRandom(s string, least int) bool {
	var small, capital, figure bool
	for i := range len(s) {
		switch b := s[i]; {
		case isDigit(b):
			figure = true
		case isCapital(b):
			capital = true
		case isLetter(b):
			small = true
		case b == '.', b == ' ', b == '/':
			return false
		}
	}
	return len(s) >= least && (figure && (small || capital) || small && capital && len(s) >= 16)
}

// leastBase64 is how long a value in Base64 is at least, which may have slashes.
const leastBase64 = 12

// unslashed returns a value without the slashes of Base64, where it is some: with
// capitals and digits. Another one with slashes is a path.
func unslashed(value string) string {
	capital, figure := false, false
	for i := range len(value) {
		switch b := value[i]; {
		case isCapital(b):
			capital = true
		case isDigit(b):
			figure = true
		case !isLetter(b) && !strings.ContainsRune("+/=_-", rune(b)):
			return value
		}
	}
	if !capital || !figure {
		return value
	}
	return strings.ReplaceAll(value, "/", "")
}

// shapes are how tokens start that say whose they are, and how long one is at
// least.
var shapes = []struct {
	starts []string
	least  int
}{
	{[]string{"sk_live_", "sk_test_", "rk_live_", "rk_test_"}, 18},        // Stripe
	{[]string{"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"}, 30}, // GitHub
	{[]string{"glpat-"}, 26},                                    // GitLab
	{[]string{"xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"}, 15}, // Slack
	{[]string{"AKIA", "ASIA"}, 20},                              // Amazon Web Services
	{[]string{"AIza"}, 39},                                      // Google
	{[]string{"eyJ"}, 30},                                       // JSON Web Token
}

const shortest = 15 // of the shapes

func isToken(word string) bool {
	for _, shape := range shapes {
		if len(word) >= shape.least && hasPrefix(shape.starts, word) {
			return isLiteral(word)
		}
	}
	return false
}

// addTokens adds the tokens that stand between start and end. One begins where
// a word does.
func addTokens(found [][2]int, url string, start, end int) [][2]int {
	for i := start; i < end; i++ {
		first := i
		for i < end && inToken[url[i]] {
			i++
		}
		if i-first >= shortest && isToken(url[first:i]) {
			found = append(found, [2]int{first, i})
		}
	}
	return found
}

// addSlack adds the last part of services/T.../B.../..., which lets anyone post
// to a channel.
func addSlack(found [][2]int, url string, start, end int) [][2]int {
	parts := strings.Split(url[start:end], "/")
	if len(parts) != 5 || parts[1] != "services" || !strings.HasPrefix(parts[2], "T") || !strings.HasPrefix(parts[3], "B") || !isLiteral(parts[4]) {
		return found
	}
	return append(found, [2]int{end - len(parts[4]), end})
}
