package check

import (
	"slices"

	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

var recordingNotice = diag.Register(diag.Code{
	Name: "recording-notice", Area: diag.Said, Severity: diag.Warning, Title: "a prompt says that the call is recorded, and it is not",
	Text: "`record` is off unless a script says `record on`. With the option `required`, a call that is recorded has to say so, which the law asks for in many places.",
	Options: []diag.Option{{
		Name: "required", Doc: "whether a call that is recorded has to say so", Default: "false", Kind: diag.YesOrNo,
	}},
	Bad:  "call 4420\nsay \"This call may be recorded.\"\nconnect 5263",
	Good: "record on\ncall 4420\nsay \"This call may be recorded.\"\nconnect 5263",
})

// maxSaid bounds how many places a finding names at which the same is said.
const maxSaid = 5

// A call is recorded where it says so.
var _ = register(Check{
	Codes: []*diag.Code{recordingNotice},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		said, first := false, -1
		var places []source.Place
		for i := range f.Steps {
			if f.kinds[i] == other || f.kinds[i] == plays && f.opaque(i) {
				said = true // for all that is known
			}
			if f.kinds[i] != plays || !f.reachable[i] {
				continue
			}
			for _, phrase := range f.phrases(i) {
				if phrase.Kind != spoken.Recorded {
					continue
				}
				said = true
				if first < 0 {
					first = i
				}
				if len(places) < maxSaid {
					if at := f.words(i, "text", phrase.Start, phrase.End); !slices.Contains(places, at) {
						places = append(places, at)
					}
				}
			}
		}
		switch {
		case !f.Record && len(places) > 0:
			p.unrecorded(f, first, places)
		case f.Record && !said && p.Rules.Policy.Yes(recordingNotice, "required"):
			p.list.Add(recordingNotice.At(f.Setting("record"), "the call is recorded, and no prompt says so").Helpf("%s", `add to the first prompt: "This call is recorded."`))
		}
	},
})

// unrecorded reports that prompts, the first of them a step, say what is not so.
// It is one mistake, however many say it.
func (p *Pass) unrecorded(f *Flow, first int, places []source.Place) {
	help := f.help("write record on", `write "record": true`) + ", or take it out of the prompt"
	found := p.add(f, first, recordingNotice, places[0], help, "the prompt says that the call is recorded, and record is off")
	if record := f.Setting("record"); record.File != nil {
		found.Relate(record, "it is off here")
	}
	for _, at := range places[1:] {
		found.Relate(at, "said here, too")
	}
}
