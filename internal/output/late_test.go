package output

import (
	"errors"
	"io"
	"os"
	"testing"
)

func write(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// TestLate writes an output when the others are in place, and also when they are
// given up.
func TestLate(t *testing.T) {
	for _, abort := range []bool{false, true} {
		f := newFolder(t, map[string]string{"report": "old"})
		s := New(io.Discard, io.Discard)
		late, err := s.Later(File{Path: f.path("report")})
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Stage(File{Path: f.path("out")}, write("out")); err != nil {
			t.Fatal(err)
		}
		want := map[string]string{"report": "new"}
		if abort {
			s.Abort()
		} else {
			want["out"] = "out"
			if err := s.Commit(); err != nil {
				t.Fatal(err)
			}
		}
		if err := late.Commit(write("new")); err != nil {
			t.Fatal(err)
		}
		f.want(want)
	}
}

// TestLateInterrupted leaves nothing behind.
func TestLateInterrupted(t *testing.T) {
	f := newFolder(t, map[string]string{"report": "old"})
	s := New(io.Discard, io.Discard)
	if _, err := s.Later(File{Path: f.path("report")}); err != nil {
		t.Fatal(err)
	}
	s.Interrupt()
	f.want(map[string]string{"report": "old"})
}

// TestLateConflicts checks that a late output is not written over an input,
// over an output that is written, nor over one that is not, nor over another
// late one, by whatever name.
func TestLateConflicts(t *testing.T) {
	for name, other := range map[string]func(s *Set, f folder) error{
		"an input":   func(s *Set, f folder) error { s.Read(f.path("file")); return nil },
		"a claim":    func(s *Set, f folder) error { s.Claim(f.path("file")); return nil },
		"an output":  func(s *Set, f folder) error { return s.Stage(File{Path: f.path("file")}, write("out")) },
		"one's link": func(s *Set, f folder) error { s.Read(f.path("link")); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			f := newFolder(t, map[string]string{"file": "old"})
			if err := os.Symlink("file", f.path("link")); err != nil {
				t.Fatal(err)
			}
			s := New(io.Discard, io.Discard)
			late, err := s.Later(File{Path: f.path("file")})
			if err != nil {
				t.Fatal(err)
			}
			if err := other(s, f); err != nil {
				t.Fatal(err)
			}
			var conflict *Conflict
			if err := s.Commit(); !errors.As(err, &conflict) {
				t.Errorf("commit: %v", err)
			}
			if err := late.Commit(write("new")); !errors.As(err, &conflict) {
				t.Errorf("late commit: %v", err)
			}
			f.want(map[string]string{"file": "old", "link": "old"})
		})
	}
	f := newFolder(t, nil)
	s := New(io.Discard, io.Discard)
	if _, err := s.Later(File{Path: f.path("a")}); err != nil {
		t.Fatal(err)
	}
	var conflict *Conflict
	if _, err := s.Later(File{Path: f.dir + "/./a"}); !errors.As(err, &conflict) {
		t.Errorf("two to one place: %v", err)
	}
	if _, err := s.Later(File{Path: f.dir}); err == nil {
		t.Error("a folder is an output")
	}
}
