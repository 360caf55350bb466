// Package prompts makes the workbook of the prompts of calls, for those who record
// and translate them, and puts what comes back into scripts and payloads. It has
// no commands, and reads and writes no files itself.
//
// A caller hears a prompt as a whole, and so it is recorded as a whole. In a
// script a prompt may be written in parts: a menu has a text and choices, and a
// text can hold constants and arguments. A translation changes what is written,
// and so it is made part by part: only that can go back into the script, where
// keys and targets stay what they are. So a prompt that is written as it is heard
// is in the workbook once, for both; one that is made of parts is there as a
// whole, to be recorded, and its parts are there, to be translated.
package prompts

import (
	"cmp"
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A Prompt is a text of calls: what is heard, a part of that, or both.
type Prompt struct {
	ID   string
	Text string // as workbooks have it; see encode

	Steps      int      // how many steps speak it, alone or in a whole
	Recorded   []string // the addresses of the recordings that play it already
	Before     []string // what callers have heard right before, some of the ways
	MoreBefore bool     // there are other ways
	Within     string   // of a part: a whole that it is heard in

	Translation string // that an earlier workbook has, as workbooks have it
	Recording   string // likewise

	whole    bool     // it is heard as it is: it can be recorded
	raw      bool     // a raw object speaks it, which stays as it is
	unmade   bool     // it is how menus speak where nobody says so: it stands nowhere
	template bool     // it is how a menu speaks a choice
	wired    []string // keys that lead on behind it, and stand in it as figures
	places   []source.Place
	literals map[site]literal // that a translation changes
	serving  map[site]bool    // literals that more than prompts are made of
	seen     map[site]bool    // the places
}

// A Workbook is the prompts of some calls, in the order in which the calls have
// them.
type Workbook struct {
	Prompts []*Prompt
	Silent  int // steps that play a recording and do not say what is in it
	Hidden  int // prompts that are left out, since they say a secret
	Seconds int // how long a prompt should take at most; 0 where nobody says so

	secrets *diag.Redactor

	byText map[string]*Prompt
	byID   map[string]*Prompt
	mains  []mainFile
	files  []*source.File // the scripts, and what they use
	using  map[string]bool
}

// New returns an empty workbook, which shows no secrets.
func New(secrets *diag.Redactor) *Workbook {
	return &Workbook{secrets: secrets, byText: map[string]*Prompt{}, byID: map[string]*Prompt{}, using: map[string]bool{}}
}

// prompt returns the prompt of a text, which is made where there is none.
func (w *Workbook) prompt(text string) *Prompt {
	p := w.byText[text]
	if p == nil {
		p = &Prompt{ID: ID(text), Text: text, literals: map[site]literal{}, serving: map[site]bool{}, seen: map[site]bool{}}
		w.byText[text] = p
		w.byID[p.ID] = p
		w.Prompts = append(w.Prompts, p)
	}
	return p
}

// A site is where something is written. A file that several scripts use may have
// been read for each of them.
type site struct {
	file  string
	start int32
}

// at notes a place where a prompt is written.
func (p *Prompt) at(place source.Place) {
	if place.File == nil {
		return
	}
	if at := (site{place.File.Name, place.Start}); !p.seen[at] {
		p.seen[at] = true
		p.places = append(p.places, place)
	}
}

// made notes a literal that a prompt is. One that more than prompts are made of is
// not translated.
func (p *Prompt) made(l literal, serves bool) {
	at := site{l.file.Name, l.value.Start}
	if serves {
		p.serving[at] = true
		delete(p.literals, at)
	}
	if _, there := p.literals[at]; !there && !p.serving[at] {
		p.literals[at] = l
	}
}

// Translate reports whether a prompt is to be translated.
func (p *Prompt) Translate() bool {
	return (len(p.literals) > 0 || p.unmade) && p.Text != ""
}

// Record reports whether a prompt is to be recorded: it is heard as it is, and the
// same in every call.
func (p *Prompt) Record() bool { return p.whole && len(p.Variables()) == 0 && p.Text != "" }

// Says returns how long a prompt takes to be said, in seconds.
func (p *Prompt) Says() float64 { return spoken.Seconds(heard(p.Text)) }

// Variables returns what a prompt has in it that is known only in the call.
func (p *Prompt) Variables() []string { return variables(p.Text, p.template) }

// Keys returns the keys that a prompt offers: those that it is understood to offer,
// and then also those that lead on behind it and stand in it, since it may offer
// them in other languages, too.
func (p *Prompt) Keys() []string {
	keys := offered(heard(p.Text))
	if len(keys) > 0 {
		keys = append(keys, p.wired...)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) })
	return slices.Compact(keys)
}

// ID returns the id of a text: its first words, and a hash of all of it. Nothing
// else is in it, so that it is the same wherever the text stands, whatever stands
// around it, and however its lines are broken; another text has another id.
func ID(text string) string {
	sum := sha256.Sum256([]byte(text))
	hash := strings.ToLower(hashes.EncodeToString(sum[:]))[:hashLength]
	words := strings.FieldsFunc(strings.ToLower(heard(text)), func(r rune) bool { return (r < 'a' || 'z' < r) && (r < '0' || '9' < r) })
	id := ""
	for _, word := range words[:min(len(words), idWords)] {
		if len(id)+len(word) > idLength {
			break
		}
		id += word + "-"
	}
	if id == "" {
		id = "prompt-"
	}
	return id + hash
}

// An id has up to four words for people, and 50 bits that tell a million texts
// apart.
const (
	idWords    = 4
	idLength   = 28
	hashLength = 10
)

// hashes has no letters that are taken for digits.
var hashes = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// offered returns the keys that a text offers, each once.
func offered(text string) (keys []string) {
	for _, phrase := range spoken.Read(text) {
		if phrase.Kind == spoken.Offer && phrase.Key != "" && !slices.Contains(keys, phrase.Key) {
			keys = append(keys, phrase.Key)
		}
	}
	return keys
}

// Hide leaves out the prompts that say a secret, and recordings whose address
// has one.
func (w *Workbook) Hide() {
	w.Prompts = slices.DeleteFunc(w.Prompts, func(p *Prompt) bool {
		if !w.says(p.Text) && !p.secret(w.secrets) {
			return false
		}
		w.Hidden++
		delete(w.byText, p.Text)
		delete(w.byID, p.ID)
		return true
	})
	for _, p := range w.Prompts {
		p.Recorded = slices.DeleteFunc(p.Recorded, w.says)
	}
}

// says reports whether a text of a workbook says a secret. A short one is one in
// quotes.
func (w *Workbook) says(text string) bool {
	return slices.ContainsFunc([]string{text, heard(text), lang.Quote(text), lang.Quote(heard(text))}, func(s string) bool { return w.secrets.Text(s) != s })
}

// secret reports whether a prompt stands where a secret is written.
func (p *Prompt) secret(secrets *diag.Redactor) bool {
	for _, l := range p.literals {
		if secrets.Text(l.value.Raw) != l.value.Raw {
			return true
		}
	}
	return false
}
