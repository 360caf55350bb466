package lang

import (
	"runtime"
	"strings"
	"sync"
)

// smallSection is how many bytes are worth a section of their own.
const smallSection = 128 << 10

// read reads all statements, those of a large script in sections.
func (r *reader) read() []Stmt {
	return r.readIn(min(len(r.text)/smallSection, runtime.GOMAXPROCS(0)))
}

// A section of a script has a reader of its own.
type section struct {
	*reader
	stmts []Stmt
}

func (s *section) work(guesses bool) { s.stmts = s.lines(s.stmts, guesses) }

// readIn reads all statements in some sections, beside each other. Where a section
// starts is a guess, which is right if the one before it ends there: a line that
// is right at depth 0 is so whatever stands before it. Else that one reads on. So
// nobody can tell in how many sections a script was read.
func (r *reader) readIn(n int) []Stmt {
	sections := r.cut(n)
	var wait sync.WaitGroup
	for _, s := range sections[1:] {
		wait.Go(func() { s.work(true) })
	}
	sections[0].work(false)
	wait.Wait()
	last, right := sections[0], sections[:1]
	for _, s := range sections[1:] {
		if s.start() == s.first {
			continue // it has read nothing
		}
		last.stop = s.first
		if last.work(false); last.start() != s.first {
			break
		}
		right, last = append(right, s), s
	}
	last.stop = len(r.text)
	last.work(false)
	return r.join(right)
}

// join puts what sections have read behind what the first has.
func (r *reader) join(sections []*section) []Stmt {
	all := sections[0].stmts
	for _, s := range sections[1:] {
		all = append(all, s.stmts...)
		r.comments = append(r.comments, s.comments...)
		r.total += s.total - 1 // both have seen the token where they meet
	}
	return all
}

// cut guesses where the sections start: with a letter at the start of a line.
func (r *reader) cut(n int) []*section {
	r.resume(nil)
	r.stop = len(r.text)
	last := &section{reader: r}
	sections := []*section{last}
	for i := 1; i < n && len(r.gaps) == 0; i++ { // gaps are rare
		at := nextLine(r.text, i*(len(r.text)/n))
		if at <= last.first {
			continue
		}
		next := newReader(r.text, nil)
		next.first, next.off = at, at
		next.resume(nil)
		last.stop, next.stop = at, len(r.text)
		last = &section{reader: next}
		sections = append(sections, last)
	}
	return sections
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
