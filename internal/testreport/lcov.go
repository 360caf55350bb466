package testreport

import (
	"fmt"
	"strings"

	"github.com/flowc-lang/flowc/lang/diag"
)

// LCOV returns a tracefile as geninfo(1) describes it. Each step that branches is a
// block.
func (c *Coverage) LCOV() string {
	var b strings.Builder
	for i := range c.Files {
		f := &c.Files[i]
		fmt.Fprintf(&b, "TN:\nSF:%s\n", diag.Visible(c.Style.Name(f.Text)))
		list := lines(f)
		found, hit := 0, 0
		for _, l := range list {
			for _, branch := range l.branches {
				taken := "-"
				if branch.tried {
					taken = fmt.Sprint(branch.Hits)
				}
				fmt.Fprintf(&b, "BRDA:%d,%d,%d,%s\n", l.number, branch.step, branch.index, taken)
				if found++; branch.Hits > 0 {
					hit++
				}
			}
		}
		fmt.Fprintf(&b, "BRF:%d\nBRH:%d\n", found, hit)
		hit = 0
		for _, l := range list {
			fmt.Fprintf(&b, "DA:%d,%d\n", l.number, l.hits)
			if l.hits > 0 {
				hit++
			}
		}
		fmt.Fprintf(&b, "LF:%d\nLH:%d\nend_of_record\n", len(list), hit)
	}
	return b.String()
}
