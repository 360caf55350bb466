package check

import (
	"github.com/flowc-lang/flowc/compiler/spoken"
	"github.com/flowc-lang/flowc/lang/diag"
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

// A call is recorded where it says so.
var _ = register(Check{
	Codes: []*diag.Code{recordingNotice},
	Said:  true,
	Flow: func(p *Pass, f *Flow) {
		said := false
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
				if !f.Record {
					help := "write record on, or take it out of the prompt"
					if f.Payload {
						help = `write "record": true, or take it out of the prompt`
					}
					found := p.add(f, i, recordingNotice, f.words(i, "text", phrase.Start, phrase.End), help, "the prompt says that the call is recorded, and record is off")
					if f.RecordAt.File != nil {
						found.Relate(f.RecordAt, "it is off here")
					}
				}
			}
		}
		if f.Record && !said && p.Rules.Policy.Yes(recordingNotice, "required") {
			p.list.Add(recordingNotice.At(f.RecordAt, "the call is recorded, and no prompt says so").Helpf("say that the call is recorded, before anything that the caller says"))
		}
	},
})
