package lang

import (
	"runtime"
	"strings"
	"sync"
)

// smallPart is how many bytes are worth a part of their own.
const smallPart = 128 << 10

// read reads all statements, those of a large script in parts.
func (r *reader) read() []Stmt {
	return r.readIn(min(len(r.text)/smallPart, runtime.GOMAXPROCS(0)))
}

// A part of a script has a reader of its own.
type part struct {
	*reader
	stmts []Stmt
}

func (p *part) work() { p.stmts = p.lines(p.stmts) }

// readIn reads all statements in some parts, beside each other. Where a part
// starts is a guess, which is right if the part before it ends there: what a line
// at depth 0 is does not depend on what stands before it. Else that one reads the
// rest. So nobody can tell in how many parts a script was read.
func (r *reader) readIn(n int) []Stmt {
	parts := r.cut(n)
	var wait sync.WaitGroup
	for _, p := range parts[1:] {
		wait.Go(p.work)
	}
	parts[0].work()
	wait.Wait()
	right := parts[:1]
	last := parts[0]
	for _, p := range parts[1:] {
		if p.start() == p.first {
			continue // it has read nothing
		}
		last.stop = p.first
		if last.work(); last.start() != p.first {
			break
		}
		right, last = append(right, p), p
	}
	last.stop = len(r.text)
	last.work()
	return r.join(right)
}

// join puts what parts have read behind what the first has.
func (r *reader) join(parts []*part) []Stmt {
	all := parts[0].stmts
	for _, p := range parts[1:] {
		all = append(all, p.stmts...)
		r.comments = append(r.comments, p.comments...)
		r.total += p.total - 1 // both have seen the token where they meet
	}
	return all
}

// cut guesses where the parts start: with a letter at the start of a line.
func (r *reader) cut(n int) []*part {
	r.resume(nil)
	r.stop = len(r.text)
	last := &part{reader: r}
	parts := []*part{last}
	for i := 1; i < n && len(r.gaps) == 0; i++ { // gaps are rare
		at := nextLine(r.text, i*(len(r.text)/n))
		if at <= last.first {
			continue
		}
		next := newReader(r.text, nil)
		next.first, next.off, next.blind = at, at, true
		next.resume(nil)
		last.stop, next.stop = at, len(r.text)
		last = &part{reader: next}
		parts = append(parts, last)
	}
	return parts
}

// nextLine returns where the first line behind an offset starts that starts with
// a letter, or -1.
func nextLine(text string, at int) int {
	for {
		end := strings.IndexByte(text[at:], '\n')
		if at += end + 1; end < 0 || at == len(text) {
			return -1
		}
		if isLetter(text[at]) {
			return at
		}
	}
}
