package output

import (
	"io"
	"os"
	"path/filepath"
)

// A Late is an output that is written when the run has ended, however it did: a
// report of what went wrong.
type Late struct {
	set  *Set
	out  *staged
	temp *os.File // nil where it is written through
}

// Stream returns the stream that a path stands for, or nil.
func (s *Set) Stream(path string) io.Writer { return s.streams[filepath.Clean(path)] }

// Later makes room for an output beside its place, so that one that can't be
// written is known before anything is done.
func (s *Set) Later(f File) (*Late, error) {
	if err := s.makeFolder(filepath.Dir(filepath.Clean(f.Path))); err != nil {
		return nil, err
	}
	out, err := s.target(f)
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	l := &Late{set: s, out: out}
	if err := s.conflict(out); err != nil {
		return nil, err
	}
	if out.regular() {
		if l.temp, err = out.create(); err != nil {
			return nil, err
		}
		if err := out.permit(l.temp); err != nil {
			out.abort()
			return nil, err
		}
	}
	s.late = append(s.late, out)
	return l, nil
}

// Claim says where outputs of the run belong, be they written or not: no late
// output is written there.
func (s *Set) Claim(paths ...string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.claimed = append(s.claimed, paths...)
}

// Commit writes a late output and puts it in place, unless that is the place of
// an input or of another output.
func (l *Late) Commit(write func(io.Writer) error) error {
	if err := l.end(); err != nil {
		return err
	}
	if l.temp == nil {
		l.out.write = write
		return l.out.commit()
	}
	err := write(l.temp)
	if closed := l.temp.Close(); err == nil {
		err = closed
	}
	l.set.mu.Lock()
	defer l.set.mu.Unlock()
	if err == nil {
		err = l.out.commit()
	}
	if err != nil {
		l.out.abort()
	}
	return err
}

// end checks the place of a late output, and gives its room up where it may not
// be written.
func (l *Late) end() error {
	l.set.mu.Lock()
	defer l.set.mu.Unlock()
	err := l.set.conflict(l.out)
	if err != nil && l.temp != nil {
		l.temp.Close()
		l.out.abort()
	}
	return err
}

// Interrupt is Abort for a run that does not come to its end: it also removes
// what was to be written then.
func (s *Set) Interrupt() {
	s.Abort()
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, out := range s.late {
		out.abort()
	}
}

// regular reports whether an output is a file, and no device, pipe or stream.
func (out *staged) regular() bool {
	return out.stream == nil && (out.keep == nil || out.keep.Mode().IsRegular())
}

// conflict compares a late output with the inputs, the other outputs and the
// late outputs before it.
func (s *Set) conflict(out *staged) error {
	if !out.regular() {
		return nil
	}
	key := identity(out.target, out.keep)
	if path, there := s.read()[key]; there {
		return &Conflict{out.Path, path}
	}
	for _, path := range s.claimed {
		if other, err := s.target(File{Path: path}); err == nil && other.regular() && identity(other.target, other.keep) == key {
			return &Conflict{out.Path, path}
		}
	}
	for _, other := range s.late {
		if other == out {
			break
		}
		if other.regular() && identity(other.target, other.keep) == key {
			return &Conflict{out.Path, other.Path}
		}
	}
	return nil
}
