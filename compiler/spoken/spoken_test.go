package spoken

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/chunks"
)

// The files of testdata have a prompt a line, with its phrases marked:
//
//	[Press 1](key 1, first) for apples.
//
// What stands in the first brackets is said, and in the second is what it
// means. A range means several things. The name of a file is the language of its
// prompts; a mark of another language starts with it. Lines of // are comments,
// and \n is a new line. With -update the marks are written.

var mark = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

// marked returns a text with its phrases marked.
func marked(text, language string) string {
	var b strings.Builder
	at := 0
	for list := Read(text); len(list) > 0; {
		p := list[0]
		n := 1
		for n < len(list) && list[n].Start == p.Start {
			n++
		}
		var names []string
		for _, p := range list[:n] {
			names = append(names, name(p, language))
		}
		fmt.Fprintf(&b, "%s[%s](%s)", text[at:p.Start], text[p.Start:p.End], strings.Join(names, "; "))
		at, list = p.End, list[n:]
	}
	b.WriteString(text[at:])
	return b.String()
}

// name says what a phrase means.
func name(p Phrase, language string) string {
	said := [...]string{"key " + p.Key, fmt.Sprint(p.Digits, " digits"), "digits", "pound", "call back", "connecting", "goodbye", "recorded", "done"}[p.Kind]
	if p.Kind == Offer && p.Key == "" {
		said = "any key"
	}
	if p.KeyFirst {
		said += ", first"
	}
	if p.Repeat {
		said += ", again"
	}
	if p.Language != language {
		said = p.Language + ": " + said
	}
	return said
}

// prompts calls a function with each line of a file of testdata, which returns
// what should stand there.
func prompts(t *testing.T, path string, prompt func(line string) string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Split(string(text), "\n")
	got := slices.Clone(want)
	for i, line := range want {
		if line != "" && !strings.HasPrefix(line, "//") {
			got[i] = prompt(line)
		}
	}
	if chunks.Updating() {
		if err := os.WriteFile(path, []byte(strings.Join(got, "\n")), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", path, d)
	}
}

func unmarked(line string) string {
	return strings.ReplaceAll(mark.ReplaceAllString(line, "$1"), `\n`, "\n")
}

func files(t *testing.T) []string {
	t.Helper()
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatal("no files", err)
	}
	return paths
}

func TestRead(t *testing.T) {
	for _, path := range files(t) {
		language := strings.TrimSuffix(filepath.Base(path), ".txt")
		t.Run(language, func(t *testing.T) {
			count := 0
			prompts(t, path, func(line string) string {
				count++
				return strings.ReplaceAll(marked(unmarked(line), language), "\n", `\n`)
			})
			least, ok := map[string]int{"en": 60, "nothing": 80, "mixed": 5}[language]
			if !ok {
				least = 20
			}
			if count < least {
				t.Errorf("%d prompts", count)
			}
		})
	}
}

// TestSilence holds that what stands in nothing.txt has no mark in it.
func TestSilence(t *testing.T) {
	prompts(t, "testdata/nothing.txt", unmarked)
}

// TestAllWordsAreTried wants each word of each table in a prompt of its
// language, or in one that says nothing.
func TestAllWordsAreTried(t *testing.T) {
	tried := map[string]string{}
	for _, path := range files(t) {
		language := strings.TrimSuffix(filepath.Base(path), ".txt")
		prompts(t, path, func(line string) string {
			tried[language] += " . " + plain(unmarked(line)) + " . "
			return line
		})
	}
	for lang, table := range tables {
		said := tried[table.Language] + tried["nothing"] + tried["mixed"]
		for _, term := range terms(compile(tables), lang) {
			if !says(said, term) {
				t.Errorf("%s: no prompt says %q", table.Language, term)
			}
		}
	}
}

// says reports whether a text has the words of a term in it.
func says(text, term string) bool {
	pattern := regexp.QuoteMeta(" " + term + " ")
	return regexp.MustCompile(strings.ReplaceAll(pattern, ` \.\.\. `, ` ([^ ]+ ){0,4}?`)).MatchString(text)
}

// plain writes the words of a text as they are looked up.
func plain(text string) string {
	var list []string
	for w := range strings.FieldsFuncSeq(text, func(r rune) bool { return !isLetter(r) }) {
		var folded [maxWord]byte
		list = append(list, string(folded[:fold(&folded, w)]))
	}
	return strings.Join(list, " ")
}

// terms returns what a language knows, in the spelling of lookups.
func terms(d *dictionary, lang int) (list []string) {
	words := map[*entry]string{nil: "..."}
	for w, e := range d.byWord {
		words[e] = w
	}
	for w, e := range d.byWord {
		if m := e.in[lang]; e.known&(1<<lang) != 0 && (m.class != counted || m.number == 4+1) { // of the compounds one is enough
			list = append(list, w)
		}
		for _, t := range e.terms {
			if t.as.known&(1<<lang) != 0 {
				term := w
				for _, e := range t.rest {
					term += " " + words[e]
				}
				list = append(list, term)
			}
		}
	}
	slices.Sort(list)
	return list
}

// TestWriting reads texts as programs and people write them.
func TestWriting(t *testing.T) {
	for _, c := range [][2]string{
		{"We’ll call you back.", "[We’ll call you back](call back)."},
		{"Press\u00a01\u00a0for bread.", "[Press\u00a01](key 1, first)\u00a0for bread."},
		{"PRESS ONE FOR BREAD", "[PRESS ONE](key 1, first) FOR BREAD"},
		{"Dru\u0308cken Sie die 1.", "[Dru\u0308cken Sie die 1](de: key 1)."},
		{"druecken sie 1", "druecken sie 1"},
		{"Oprima el n\u0301mero 1.", "Oprima el n\u0301mero 1."},
		{"Press 1.For bread, press 2.", "[Press 1](key 1).For bread, [press 2](key 2)."},
		{"Press 1... for bread", "[Press 1](key 1, first)... for bread"},
		{"\xffPress 1\xff for bread", "\xff[Press 1](key 1, first)\xff for bread"},
		{"Press {{key}} for bread. {{", "Press {{key}} for bread. {{"},
		{"Press {{a}}1 for bread.", "Press {{a}}1 for bread."},
		{"Press [1] for bread, [2] for cake.", "[Press [1]](key 1, first) for bread, [[2](key 2, first)] for cake."},
		{"Press (1) (2)", "[Press (1)](key 1) (2)"},
		{"(212) 555-0134", "(212) 555-0134"},
		{"Press «1» for bread.", "[Press «1»](key 1, first) for bread."},
		{"1-800-555-0199", "1-800-555-0199"},
		{"Press 1–3.", "[Press 1–3](key 1; key 2; key 3)."},
		{"Press 1,2,3.", "[Press 1](key 1),[2](key 2),[3](key 3)."},
		{"", ""},
	} {
		if d := cmp.Diff(c[1], marked(c[0], "en")); d != "" {
			t.Errorf("%q (-want +got):\n%s", c[0], d)
		}
	}
}

func FuzzRead(f *testing.F) {
	for _, path := range []string{"testdata/en.txt", "testdata/de.txt", "testdata/es.txt", "testdata/fr.txt", "testdata/hi.txt", "testdata/pt.txt", "testdata/nothing.txt"} {
		text, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		for line := range strings.SplitSeq(string(text), "\n") {
			f.Add(unmarked(line))
		}
	}
	for _, part := range hostile {
		f.Add(strings.Repeat(part, 40))
	}
	f.Fuzz(func(t *testing.T, text string) {
		end, last := 0, Phrase{}
		for _, p := range Read(text) {
			same := p.Start == last.Start && p.End == last.End
			if p.Start >= p.End || p.End > len(text) || p.Start < end && !same {
				t.Fatalf("%q: %+v behind %+v", text, p, last)
			}
			if !boundary(text, p.Start) || !boundary(text, p.End) {
				t.Errorf("%q: %+v is within a letter", text, p)
			}
			if p.Kind == Offer && strings.Trim(p.Key, "0123456789#*") != "" || p.Kind == Count && p.Digits < 1 {
				t.Errorf("%q: %+v", text, p)
			}
			end, last = p.End, p
		}
		if s := Seconds(text); s < 0 || s > float64(3*len(text)) {
			t.Errorf("%q takes %g seconds", text, s)
		}
	})
}

// boundary reports whether a character starts or ends at an offset.
func boundary(text string, at int) bool {
	return at == len(text) || utf8.RuneStart(text[at]) || !utf8.ValidString(text)
}
