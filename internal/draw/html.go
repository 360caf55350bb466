package draw

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

//go:embed page.css
var pageStyle string

//go:embed page.js
var pageScript string

// A detail is what the page says of a box.
type detail struct {
	Label  string `json:"label,omitempty"`
	Words  string `json:"words"`
	Where  string `json:"where,omitempty"`
	Object string `json:"object,omitempty"`
	Never  bool   `json:"never,omitempty"`
	Change string `json:"change,omitempty"`
	Out    []way  `json:"out,omitempty"`
	In     []way  `json:"in,omitempty"`
}

// A way leads to another box, or comes from it.
type way struct {
	Box int    `json:"box"`
	Key string `json:"key,omitempty"`
}

// HTML writes a page that needs nothing from elsewhere: the picture, and what moves,
// enlarges and searches it. Its policy lets run what was written here, and nothing
// that a call says.
func (s *Scene) HTML(w io.Writer) error {
	p := s.lay()
	details, err := json.Marshal(s.details())
	if err != nil {
		return err
	}
	css := "\n" + style + pageStyle
	js := "\n" + pageScript
	var b strings.Builder
	fmt.Fprintf(&b, `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '%s'; script-src '%s'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width">
<title>%s</title>
<style>%s</style>
</head>
<body>
<header>
<h1>%s</h1>
<div role="search"><label for="search">Search</label> <input id="search" type="search" autocomplete="off" spellcheck="false"> <span id="hits" role="status"></span></div>
<div><button id="closer" type="button" aria-label="Enlarge">+</button> <button id="farther" type="button" aria-label="Make smaller">−</button> <button id="whole" type="button">Whole</button></div>
</header>
<main>
<div id="view">
`, hash(css), hash(js), xml(s.Title), css, xml(s.Title))
	fmt.Fprintf(&b, `<svg class="flow" id="picture" role="group" aria-label="%s" viewBox="%s">`+"\n", xml(s.about()), p.viewBox())
	p.draw(&b, func(i int) string {
		tab := -1
		if i == 0 {
			tab = 0
		}
		return fmt.Sprintf(` id="box-%d" role="button" tabindex="%d" aria-label="%s"`, i, tab, xml(strings.Join(strings.Fields(s.Boxes[i].title()), " ")))
	})
	fmt.Fprintf(&b, `</svg>
</div>
<section id="detail" aria-label="The chosen step" aria-live="polite">
<p>Choose a step to see what it says, where it is written and what becomes of it.</p>
<dl>
<dt>Mouse</dt><dd>drag to move, turn the wheel to enlarge</dd>
<dt>Arrow keys</dt><dd>on a step: down and up follow the call, right and left go from step to step; with Shift they move the picture</dd>
<dt>Enter</dt><dd>chooses a step; in the search, the next one that is found</dd>
<dt>+ − 0 /</dt><dd>enlarge, make smaller, show the whole, search</dd>
</dl>
</section>
</main>
<script type="application/json" id="steps">%s</script>
<script>%s</script>
</body>
</html>
`, details, js)
	_, err = io.WriteString(w, b.String())
	return err
}

// hash returns what a policy names a text by.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "sha256-" + base64.StdEncoding.EncodeToString(sum[:])
}

func (s *Scene) details() []detail {
	list := make([]detail, len(s.Boxes))
	for i := range s.Boxes {
		b := &s.Boxes[i]
		list[i] = detail{Label: visible(b.Label), Words: shown(b.Whole), Object: shown(b.Object), Never: b.Never, Change: strings.TrimSpace(changed(b.Change))}
		if b.At.File != nil && b.Step != None || b.Role == Part {
			at := b.At.File.Position(b.At.Start, source.Characters)
			list[i].Where = fmt.Sprintf("%s:%d", visible(b.At.File.Name), at.Line)
		}
	}
	for _, a := range s.Arrows {
		key := visible(a.Key)
		list[a.From].Out = append(list[a.From].Out, way{a.To, key})
		list[a.To].In = append(list[a.To].In, way{a.From, key})
	}
	return list
}
