package cli

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/internal/prompts"
	"github.com/flowc-lang/flowc/lang/diag"
)

// tables are the tables that a build reads.
func (f *buildFlags) tables() []string {
	if f.recordings == "" {
		return nil
	}
	return []string{f.recordings}
}

// recordings reads the recordings of a build.
func (t *tool) recordings(cmd *cobra.Command, path string) (*prompts.Recordings, error) {
	if path == "" {
		return nil, nil
	}
	format := prompts.FormatOf(path)
	if format == nil || !format.Recording {
		return nil, usage(cmd, "--recordings takes a table, as CSV or XLSX, and %s is none", path)
	}
	table, err := t.table(path, format)
	if table == nil {
		return nil, err
	}
	list, findings := prompts.ReadRecordings(table)
	list.Secrets(&t.secrets)
	t.findings(findings)
	if findings.HasErrors() {
		return nil, nil
	}
	return list, nil
}

// recorded returns a script with its recordings, or nil where what is found stops
// the job.
func (t *tool) recorded(i input, result *compiler.Analysis, recordings *prompts.Recordings) *compiler.Analysis {
	result, list, count := recordings.Apply(result)
	list = t.files.Rules(t.config(i), i.name()).Policy.Apply(list)
	t.findings(t.unsaid(list))
	if slices.ContainsFunc(list, t.stops) {
		return nil
	}
	var rest []string
	if count.Variables > 0 {
		rest = append(rest, fmt.Sprintf("%d with variables", count.Variables))
	}
	if none := count.Prompts - count.Recorded - count.Variables; none > 0 {
		rest = append(rest, fmt.Sprintf("%d without a recording", none))
	}
	if len(rest) > 0 {
		name := result.Program.Main.File.Source.Name
		t.note("%s: %s of %s recorded; spoken: %s\n", name, strconv.Itoa(count.Recorded), counted(count.Prompts, "prompt", "prompts"), strings.Join(rest, ", "))
	}
	return result
}

// filled returns a script with what comes from elsewhere: its recordings, and what
// the environment says. It returns nil where something keeps it from being built.
func (t *tool) filled(i input, result *compiler.Analysis, recordings *prompts.Recordings) *compiler.Analysis {
	if recordings != nil {
		result = t.recorded(i, result, recordings)
	}
	if result == nil || t.env == nil {
		return result
	}
	resolved, missing := result.ResolveEnv(t.env.Lookup)
	if missing != nil {
		t.findings(diag.List{missing})
		return nil
	}
	return resolved
}
