package diag

import (
	"net/url"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// sarifText returns a log of SARIF 2.1.0. Columns count code units of UTF-16,
// which is what a program takes them for that does not look at columnKind. What
// keeps the job from being done and has no place is no result, but a notification
// of the invocation. The rules are those that the run needed.
func sarifText(list List, style Style) ([]byte, error) {
	run := sarifRun{
		Tool: sarifTool{sarifDriver{
			Name: tool, Version: style.Version, SemanticVersion: style.Version, URI: site,
			Rules: []sarifRule{}, Notifications: []sarifRule{},
		}},
		Invocations: []sarifInvocation{{Successful: true, Configuration: []sarifNotification{}, Execution: []sarifNotification{}}},
		Bases:       map[string]sarifBase{sarifRoot: {sarifMessage{Text: "the folder that flowc ran in"}}},
		ColumnKind:  "utf16CodeUnits",
		Results:     []sarifResult{},
	}
	driver, invocation := &run.Tool.Driver, &run.Invocations[0]
	for _, f := range list {
		if f.Code.Unusable {
			invocation.Successful = false
		}
		if !f.Code.Unusable || f.Place.File != nil {
			run.Results = append(run.Results, style.sarifResult(f, indexOf(&driver.Rules, f.Code)))
			continue
		}
		n := sarifNotification{
			Descriptor: sarifReference{f.Code.Name, indexOf(&driver.Notifications, f.Code)},
			Level:      sarifLevel(f.Severity), Message: sarifMessage{Text: style.said(f, "\n")},
		}
		if f.Code.Misuse {
			invocation.Configuration = append(invocation.Configuration, n)
		} else {
			invocation.Execution = append(invocation.Execution, n)
		}
	}
	return Encoded(sarifLog{
		Schema:  "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json",
		Version: "2.1.0", Runs: []sarifRun{run},
	})
}

// indexOf returns where a list of rules has a code, which is added to it where
// it is missing.
func indexOf(rules *[]sarifRule, c *Code) int {
	if n := slices.IndexFunc(*rules, func(r sarifRule) bool { return r.ID == c.Name }); n >= 0 {
		return n
	}
	text := c.Explained()
	*rules = append(*rules, sarifRule{
		ID:    c.Name,
		Short: sarifMessage{Text: c.Title}, Full: sarifMessage{Text: plainly(text)},
		Help:    sarifMessage{Text: c.body(plainly(text), indented), Markdown: c.body(text, fenced)},
		HelpURI: c.Page(), Default: sarifDefault{sarifLevel(c.Severity)},
		Properties: sarifTags{[]string{c.Area.String()}},
	})
	return len(*rules) - 1
}

func sarifLevel(s Severity) string { return [severities]string{"error", "warning", "note"}[s] }

func (s Style) sarifResult(f *Finding, rule int) sarifResult {
	r := sarifResult{
		Rule: f.Code.Name, Index: rule, Level: sarifLevel(f.Severity),
		Message:      sarifMessage{Text: s.said(f, "\n")},
		Locations:    []sarifLocation{},
		Fingerprints: map[string]string{"flowc/v1": f.Fingerprint.String()},
	}
	if f.Place.File != nil {
		r.Locations = append(r.Locations, sarifLocation{Physical: s.sarifPhysical(f.Place, !f.Unseen)})
	}
	for n, rel := range f.Related {
		r.Related = append(r.Related, sarifLocation{
			ID: n + 1, Physical: s.sarifPhysical(rel.Place, true), Message: &sarifMessage{Text: s.brief(rel.Message)},
		})
	}
	for _, fix := range s.mends(f) {
		r.Fixes = append(r.Fixes, s.sarifFix(fix))
	}
	return r
}

func (s Style) sarifPhysical(place source.Place, shown bool) sarifPhysical {
	region := sarifRegionOf(place)
	if text := s.snippet(place); text != "" && shown {
		region.Snippet = &sarifContent{text}
	}
	return sarifPhysical{s.sarifArtifact(place.File), region}
}

func sarifRegionOf(place source.Place) sarifRegion {
	start, end := ends(place, source.UTF16)
	return sarifRegion{StartLine: start.Line, StartColumn: start.Column, EndLine: end.Line, EndColumn: end.Column}
}

// sarifFix returns a fix, whose changes of one file stand together.
func (s Style) sarifFix(fix Fix) sarifFix {
	r := sarifFix{Description: sarifMessage{Text: s.brief(fix.Message)}}
	var files []*source.File
	for _, e := range fix.Edits {
		n := slices.Index(files, e.Place.File)
		if n < 0 {
			n, files = len(files), append(files, e.Place.File)
			r.Changes = append(r.Changes, sarifChange{Artifact: s.sarifArtifact(e.Place.File)})
		}
		r.Changes[n].Replacements = append(r.Changes[n].Replacements, sarifReplacement{sarifRegionOf(e.Place), sarifContent{e.NewText}})
	}
	return r
}

// sarifRoot names the folder that relative addresses are of.
const sarifRoot = "%SRCROOT%"

// sarifArtifact returns the address of a file.
func (s Style) sarifArtifact(file *source.File) sarifArtifact {
	name := s.Name(file)
	switch {
	case strings.HasPrefix(name, "/"):
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: name}).String()}
	case len(name) > 2 && name[1] == ':' && name[2] == '/': // a drive of Windows
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + name}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: name}).String(), Base: sarifRoot}
}
