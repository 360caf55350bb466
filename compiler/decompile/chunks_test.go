package decompile

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/flowc-lang/flowc/compiler/project"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/internal/chunks"
	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang/source"
)

// nothingWrong is an envelope with nothing wrong in it, for which a script
// needs no setting.
const nothingWrong = `{"cloud_id": "${SAMESPACE_CLOUD_ID}", "cloud_sid": "${SAMESPACE_CLOUD_SID}", "auth_token": "${SAMESPACE_AUTH_TOKEN}", "flow": [
%s]}`

// TestScripts holds scripts against files: of whole payloads, and of objects
// that get an envelope. Behind each stand what is found, and the proof where it
// is not the same call. What only a check finds, or as something worse, stands
// in the end.
func TestScripts(t *testing.T) {
	chunks.Run(t, "testdata/scripts/*.txt", func(t *testing.T, files map[string]string) string {
		text := strings.TrimSuffix(files[chunks.Main], "\n")
		if !strings.HasPrefix(text, "payload ") {
			text = fmt.Sprintf(nothingWrong, text+"\n")
		}
		text = strings.ReplaceAll(strings.TrimPrefix(text, "payload "), "␀", `\u0000`)
		doc, err := api.Decode(text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		src := source.NewFile("p", text)
		r := Script(doc, src, 0)
		var b strings.Builder
		b.WriteString(r.Script)
		said := strings.SplitAfter(chunks.Findings(r.Findings), "\n")
		if len(said) > 1 {
			b.WriteString("-- findings --\n" + strings.Join(said, ""))
		}
		if p := proof(r); p != "same call" {
			b.WriteString("-- proof --\n" + p + "\n")
		}
		var more []string
		for _, line := range strings.SplitAfter(chunks.Findings(Check(doc, src, CheckOptions{Rules: project.Rules{Policy: corpus.Fragments()}}, nil)), "\n") {
			if !slices.Contains(said, line) {
				more = append(more, line)
			}
		}
		if len(more) > 0 {
			b.WriteString("-- check --\n" + strings.Join(more, ""))
		}
		return strings.ReplaceAll(b.String(), "\x00", "␀")
	})
}

// TestShared holds what several calls share against files. The calls are
// scripts, which are built, or the objects of payloads.
func TestShared(t *testing.T) {
	chunks.Run(t, "testdata/shared/*.txt", func(t *testing.T, files map[string]string) string {
		delete(files, chunks.Main) // there is none
		var names, payloads []string
		for name := range files {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			text := files[name]
			if path.Ext(name) == ".flow" {
				text = payloadOf(t, name, text)
			} else {
				text = fmt.Sprintf(nothingWrong, text)
			}
			payloads = append(payloads, text)
		}
		results, shared := factored(t, payloads...)
		if shared == nil {
			return "nothing is shared"
		}
		out := "-- shared --\n" + string(shared)
		for i, r := range results {
			if r.Factored() {
				out += "-- " + names[i] + " --\n" + r.Script
			}
		}
		return out
	})
}
