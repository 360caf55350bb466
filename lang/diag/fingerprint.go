package diag

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
)

// A Fingerprint tells a finding from others, whatever line it is on: it is of
// the code, the name of the file, and the text of the line.
type Fingerprint struct {
	Hash string
	Nth  int // of the findings with this hash, from 1
}

func (f Fingerprint) String() string { return fmt.Sprintf("%s:%d", f.Hash, f.Nth) }

// A Fingerprinter gives the findings of a run their fingerprints.
type Fingerprinter struct{ counts map[string]int }

// maxPrinted is how long a line is whose text counts. Of a longer one, as a
// payload on one line is, it is what stands at the place.
const maxPrinted = 400

// Hash returns the hash of a finding of a file that is named so. Where text is
// false, the text of the file does not count: a hash of little that is unknown
// gives it away, and not all secrets of that file may be known yet.
func (f *Finding) Hash(style Style, name string, text bool) string {
	line := ""
	if place := f.Place; place.File != nil && text && !f.Unseen {
		whole, start := place.File.Line(place.Start)
		end := start + int32(len(whole))
		if len(whole) > maxPrinted {
			start, end = place.Start, min(max(place.Start, place.End), place.Start+maxPrinted)
		}
		line = strings.Join(strings.Fields(style.Secrets.Source(place.File)[start:end]), " ")
	}
	sum := sha256.Sum256([]byte(f.Code.Name + "\x00" + name + "\x00" + line))
	return hex.EncodeToString(sum[:16])
}

// Mark gives a finding its fingerprint; text is as for Hash.
func (p *Fingerprinter) Mark(f *Finding, style Style, text bool) {
	hash := f.Hash(style, style.Name(f.Place.File), text)
	if p.counts == nil {
		p.counts = map[string]int{}
	}
	p.counts[hash]++
	f.Fingerprint = Fingerprint{hash, p.counts[hash]}
}
