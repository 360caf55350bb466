package step

import (
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang"
)

// Outcomes say by which keys a step leads on, and how a script writes them.
type Outcomes struct {
	Who       string     // "an input", in findings
	Default   []string   // the keys of a step without branches
	Lists     [][]string // the keys of targets by position, a list for each number of targets
	Needs     string     // how many targets there can be, in words
	Usage     string
	Words     []Word // outcomes that have a name
	Telephone bool   // keys of the telephone are outcomes
	Quoted    bool   // a quoted key is one of the payload, as it stands
	Rest      bool   // else stands for all words that are not written, and not for "*"
	Single    bool   // an arm has one key, of one digit
	Spoken    bool   // an arm may have a text
}

// A Word is the name of an outcome, and its key in the payload.
type Word struct{ Name, Key string }

// Any is the key of the payload for any other input.
const Any = "*"

// elseWord is the word for what no other arm takes.
const elseWord = "else"

// The outcomes of the steps of the language.
var (
	Keys = Outcomes{
		Who: "an input", Default: []string{Any}, Lists: [][]string{{Any}}, Needs: "one target", Usage: "-> TARGET",
		Telephone: true, Quoted: true,
	}
	Replies = Outcomes{
		Who: "a request", Default: []string{"success", "fail"}, Lists: [][]string{{"success", "fail"}}, Needs: "two targets",
		Usage: "-> OK/FAIL, success first", Words: replies, Quoted: true, Rest: true,
	}
	Anything = Outcomes{
		Who: "a raw object", Lists: [][]string{{Any}, {"success", "fail"}}, Needs: "one or two targets", Usage: "-> TARGET or -> OK/FAIL",
		Telephone: true, Words: replies, Quoted: true,
	}
	Choices = Outcomes{Who: "a menu", Telephone: true, Single: true, Spoken: true}

	replies = []Word{{"ok", "success"}, {"fail", "fail"}}
)

// Exits returns the outcomes of a step of the author's own.
func Exits(decl *lang.StepDecl) *Outcomes {
	o := &Outcomes{Who: "the step " + decl.Name.Text, Rest: true}
	for _, e := range decl.Exits {
		o.Words = append(o.Words, Word{e.Text, e.Text})
		o.Default = append(o.Default, e.Text)
	}
	o.Lists = [][]string{o.Default}
	return o
}

// byPosition returns the keys of n targets, or nil where there can't be as
// many.
func (o *Outcomes) byPosition(n int) []string {
	for _, keys := range o.Lists {
		if len(keys) == n {
			return keys
		}
	}
	return nil
}

// word returns the key of a name, or "".
func (o *Outcomes) word(name string) string {
	for _, w := range o.Words {
		if w.Name == name {
			return w.Key
		}
	}
	return ""
}

// Name returns the word for a key, or "".
func (o *Outcomes) Name(key string) string {
	for _, w := range o.Words {
		if w.Key == key {
			return w.Name
		}
	}
	return ""
}

// Means returns the key that a word of an arm stands for by itself, or "".
func (o *Outcomes) Means(word string) string {
	if word == elseWord && !o.Rest {
		return Any
	}
	return o.word(word)
}

// names returns the words for outcomes, else last.
func (o *Outcomes) names() (names []string) {
	for _, w := range o.Words {
		names = append(names, w.Name)
	}
	return append(names, elseWord)
}

var anyKey = []string{Any}

// rest returns the keys that else stands for, where nothing else is written.
func (o *Outcomes) rest() (keys []string) {
	if !o.Rest {
		return anyKey
	}
	for _, w := range o.Words {
		keys = append(keys, w.Key)
	}
	return keys
}

// Missing returns the outcomes that no arm takes. There are none where an else
// takes the rest, or where an arm did not parse.
func (o *Outcomes) Missing(block *lang.Arms) (names []string) {
	if block == nil || len(block.Bad) > 0 {
		return nil
	}
	written := map[string]bool{}
	for _, arm := range block.Arms {
		for _, k := range arm.Keys {
			if k.From.Kind == lang.NameRef && !slices.Contains(o.names(), k.From.Raw) {
				return nil // one of them was most likely meant
			}
			written[k.From.Raw] = true
		}
	}
	for _, w := range o.Words {
		if !written[elseWord] && !written[w.Name] {
			names = append(names, w.Name)
		}
	}
	return names
}

// Key returns the key of the payload that one outcome stands for. It is not ok
// where a step of these outcomes can't turn out so.
func (o *Outcomes) Key(k *lang.Key) (key string, ok bool) {
	text := k.From.Raw
	switch {
	case k.To != nil:
		return "", false
	case k.From.Kind == lang.TextLit:
		text, ok = k.From.Plain()
		return text, ok && o.Quoted && text != Any
	case k.From.Kind == lang.NameRef && text == elseWord:
		return Any, o.Telephone
	case k.From.Kind == lang.NameRef:
		for _, w := range o.Words {
			if w.Name == text {
				return w.Key, true
			}
		}
		return "", false
	}
	return text, o.Telephone && strings.Trim(text, "0123456789#") == ""
}
