package call

import (
	"strconv"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
)

// What follows says what happens in a call, for people who know calls and not
// payloads.

// Kind returns what a step does.
func (c *Call) Kind(i int) Kind { return KindOf(c.Steps[i].Type) }

// Phrase says what happens at a step: what is heard, in quotes, or what is done.
func (c *Call) Phrase(i int) string {
	switch c.Kind(i) {
	case Calls:
		return "calls " + c.named(i, "number", "nobody")
	case Plays:
		if text := c.Text(i, "text"); text != "" {
			return Quote(c.Shown(text))
		}
		return "plays " + c.named(i, "url", "nothing")
	case Waits:
		return "waits for " + c.Digits(i)
	case Requests:
		return c.Method(i) + " " + c.named(i, "url", "nothing")
	case CallsBack:
		return "calls back " + c.named(i, "entity", "nobody") + c.when(i)
	case Connects:
		return "connects " + c.named(i, "number", "nobody")
	}
	if name := c.Steps[i].TypeName(); name != "" {
		return "a raw object " + Quote(name)
	}
	return "a raw object"
}

// named returns what a key of a step says, or other words where it says nothing.
func (c *Call) named(i int, key, nothing string) string {
	if text := c.Text(i, key); text != "" {
		return c.Shown(text)
	}
	return nothing
}

// Method returns the method of a request.
func (c *Call) Method(i int) string { return c.named(i, "method", "GET") }

// when says when a step calls back.
func (c *Call) when(i int) string {
	words := ""
	for _, part := range []struct{ before, key string }{{" on ", "date"}, {" at ", "time"}, {" ", "timezone"}} {
		if text := c.Text(i, part.key); text != "" {
			words += part.before + c.Shown(text)
		}
	}
	return words
}

// Digits says how many digits a step waits for.
func (c *Call) Digits(i int) string {
	switch n, ok := c.Count(i); {
	case !ok:
		return "digits"
	case n == 1:
		return "1 digit"
	default:
		return strconv.Itoa(n) + " digits"
	}
}

// Quote quotes a text as the language does.
func Quote(text string) string { return lang.Quote(text) }

// Name returns what a step is called: its label, else what it does.
func (c *Call) Name(i int) string {
	if s := &c.Steps[i]; s.Labelled && s.Label != nil {
		return s.Label.Name.Text
	}
	return c.Phrase(i)
}

// Outcome says by what a call goes on from a step: the keys that a caller
// presses, or how a request went.
func (c *Call) Outcome(i int, key string) string {
	switch c.Kind(i) {
	case Waits:
		switch n, ok := c.Count(i); {
		case key != AnyKey:
			return c.Shown(key)
		case len(c.Steps[i].Branches) > 1 && n == 1:
			return "any other key"
		case len(c.Steps[i].Branches) > 1:
			return "anything else"
		case ok && 1 < n && n <= len(example):
			return example[:n]
		case ok && n == 1:
			return "any key"
		}
		return c.Digits(i)
	case Requests:
		switch key {
		case Success:
			return c.request(i) + " works"
		case Fail:
			return c.request(i) + " fails"
		}
	}
	if key == AnyKey {
		return "anything else"
	}
	return c.Shown(key)
}

// example is what stands for any digits.
const example = "1234567890"

// request names a request: by its label, else by where it goes.
func (c *Call) request(i int) string {
	if s := &c.Steps[i]; s.Labelled && s.Label != nil {
		return s.Label.Name.Text
	}
	url := c.Shown(c.Text(i, "url"))
	if _, rest, found := strings.Cut(url, "://"); found {
		url = rest
	}
	url, _, _ = strings.Cut(url, "?")
	if url == "" {
		return "the request"
	}
	return c.Method(i) + " " + api.Clip(url, maxRequest)
}

// maxRequest is how many characters of an address name a request.
const maxRequest = 60
