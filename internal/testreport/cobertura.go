package testreport

import (
	"encoding/xml"
	"fmt"
	"path"

	"github.com/flowc-lang/flowc/internal/flowtest"
	"github.com/flowc-lang/flowc/lang/diag"
)

type coberturaReport struct {
	XMLName xml.Name `xml:"coverage"`
	rates
	LinesCovered    int                `xml:"lines-covered,attr"`
	LinesValid      int                `xml:"lines-valid,attr"`
	BranchesCovered int                `xml:"branches-covered,attr"`
	BranchesValid   int                `xml:"branches-valid,attr"`
	Version         string             `xml:"version,attr"`
	Timestamp       int                `xml:"timestamp,attr"` // 0: the same tests make the same bytes
	Sources         []string           `xml:"sources>source"`
	Packages        []coberturaPackage `xml:"packages>package"`
}

type rates struct {
	Line       string `xml:"line-rate,attr"`
	Branch     string `xml:"branch-rate,attr"`
	Complexity int    `xml:"complexity,attr"`
}

type coberturaPackage struct {
	Name string `xml:"name,attr"`
	rates
	Classes []coberturaClass `xml:"classes>class"`
}

type coberturaClass struct {
	Name string `xml:"name,attr"`
	File string `xml:"filename,attr"`
	rates
	Methods struct{}        `xml:"methods"`
	Lines   []coberturaLine `xml:"lines>line"`
}

type coberturaLine struct {
	Number     int    `xml:"number,attr"`
	Hits       int    `xml:"hits,attr"`
	Branch     bool   `xml:"branch,attr"`
	Conditions string `xml:"condition-coverage,attr,omitempty"`
}

const coberturaDTD = `<!DOCTYPE coverage SYSTEM "http://cobertura.sourceforge.net/xml/coverage-04.dtd">` + "\n"

// Cobertura returns a report as coverage-04.dtd of Cobertura has it: a file is a
// class, and a folder a package.
func (c *Coverage) Cobertura() string {
	r := coberturaReport{Version: "flowc " + c.Style.Version, Sources: []string{"."}}
	var all, allBranches flowtest.Share
	for i := range c.Files {
		class, lines, branches := c.class(&c.Files[i])
		sum(&all, lines)
		sum(&allBranches, branches)
		r.Packages = append(r.Packages, coberturaPackage{Name: path.Dir(class.File), rates: class.rates, Classes: []coberturaClass{class}})
	}
	r.rates = ratesOf(all, allBranches)
	r.LinesCovered, r.LinesValid, r.BranchesCovered, r.BranchesValid = all.Covered, all.All, allBranches.Covered, allBranches.All
	return document(r, coberturaDTD)
}

func (c *Coverage) class(f *flowtest.File) (class coberturaClass, lined, branched flowtest.Share) {
	class.File = diag.Visible(c.Style.Name(f.Text))
	class.Name = path.Base(class.File)
	for _, l := range lines(f) {
		out := coberturaLine{Number: l.number, Hits: l.hits, Branch: len(l.branches) > 0}
		lined.All++
		if l.hits > 0 {
			lined.Covered++
		}
		here := flowtest.Share{All: len(l.branches)}
		for _, b := range l.branches {
			if b.Hits > 0 {
				here.Covered++
			}
		}
		if out.Branch {
			out.Conditions = fmt.Sprintf("%d%% (%d/%d)", here.Percent(), here.Covered, here.All)
		}
		sum(&branched, here)
		class.Lines = append(class.Lines, out)
	}
	class.rates = ratesOf(lined, branched)
	return class, lined, branched
}

func sum(to *flowtest.Share, s flowtest.Share) {
	to.Covered, to.All = to.Covered+s.Covered, to.All+s.All
}

func ratesOf(lines, branches flowtest.Share) rates {
	rate := func(s flowtest.Share) string {
		if s.All == 0 {
			return "1"
		}
		return fmt.Sprintf("%.4g", float64(s.Covered)/float64(s.All))
	}
	return rates{rate(lines), rate(branches), 0}
}
