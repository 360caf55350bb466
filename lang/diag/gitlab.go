package diag

type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// gitlabText returns a code quality report. It has lines and no columns, and
// each issue a fingerprint of its own.
func gitlabText(list List, style Style) ([]byte, error) {
	issues := []gitlabIssue{}
	for _, f := range list {
		severity := [severities]string{"critical", "minor", "info"}[f.Severity]
		if f.Code.Unusable {
			severity = "blocker"
		}
		at := gitlabLocation{style.Name(f.Place.File), gitlabLines{1, 1}}
		if f.Place.File != nil {
			at.Lines.Begin, at.Lines.End = lines(f.Place)
		}
		issues = append(issues, gitlabIssue{style.said(f, "; "), f.Code.Name, f.Fingerprint.String(), severity, at})
	}
	return Encoded(issues)
}
