package corpus

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
)

// Fragments is the policy for scripts that are no whole calls, as most of a
// corpus are that is about single statements: it passes over what is said of the
// call as a whole.
func Fragments() *diag.Policy {
	const calls = `starts-without-call missing-else missing-outcome same-outcome endless-loop loop-without-input falls-into-label unmatchable-key
		unused-label unused-constant unused-parameter number-is-caller-id several-caller-ids insecure-url missing-method placeholder dst-gap bad-number`
	policy := &diag.Policy{}
	for _, c := range diag.Codes() {
		if c.Area == diag.Variables || c.Area == diag.Said || strings.Contains(" "+strings.Join(strings.Fields(calls), " ")+" ", " "+c.Name+" ") {
			policy.Set(c, "off")
		}
	}
	return policy
}
