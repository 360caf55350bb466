package git

import (
	"bufio"
	"cmp"
	"errors"
	"io"
	"strings"
)

// A Change is a file that is not the same in two versions of all files. One of
// its paths is "" where it was added or removed; they differ where it was renamed.
type Change struct {
	Old, New string
}

// Changes lists what changed from a revision to another one, or to the work tree
// where that is nil, by paths from the folder of the work tree. Of the work tree
// it may list files that are the same, and it has only those that git tracks.
func (r *Repository) Changes(old, new *Revision) ([]Change, error) {
	args := []string{"diff-index", "--name-status", "-z", "-M", "--ignore-submodules", "--end-of-options", old.root, "--"}
	if new != nil {
		args = []string{"diff-tree", "-r", "--name-status", "-z", "-M", "--end-of-options", old.root, new.root, "--"}
	}
	out, err := r.run(args...)
	if err != nil {
		return nil, err
	}
	var list []Change
	for fields := strings.Split(out, "\x00"); len(fields) > 1; {
		status, path := fields[0], fields[1]
		fields = fields[2:]
		c := Change{path, path}
		switch status[0] {
		case 'A':
			c.Old = ""
		case 'D':
			c.New = ""
		case 'R', 'C':
			if len(fields) == 0 {
				return nil, errors.New("git names no new path of a file that was renamed")
			}
			c.New, fields = fields[0], fields[1:]
		}
		list = append(list, c)
	}
	return list, nil
}

// A Blob is a version of a file: its path from the folder of the work tree, and
// its object, which is "" or of zeros where it is not known.
type Blob struct{ Path, Object string }

// Known reports whether it is known which version that is.
func (b Blob) Known() bool { return strings.Trim(b.Object, "0.") != "" }

// Stands reports whether a revision has a file in a version.
func (b Blob) Stands(in *Revision) (bool, error) {
	if !b.Known() {
		return false, nil
	}
	object, err := in.Object(b.Path)
	return object == b.Object, err
}

// Step returns the revisions before and after the commit that made one version
// of a file of another, if HEAD has such a commit; else it is not exact, and has
// for each version the last revision that had it. What is not found is nil.
func (r *Repository) Step(old, new Blob) (before, after *Revision, exact bool, err error) {
	args := []string{"log", "--format=commit %H %P", "-z", "--raw", "--no-abbrev", "--no-renames", "--no-color", "--no-ext-diff"}
	for _, b := range []Blob{old, new} {
		if b.Known() {
			args = append(args, "--find-object="+b.Object)
		}
	}
	args = append(args, "--end-of-options", "HEAD", "--", ":(top,literal)"+old.Path)
	if new.Path != old.Path {
		args = append(args, ":(top,literal)"+new.Path)
	}
	err = r.stream(func(from io.Reader) error {
		in := bufio.NewReader(io.LimitReader(from, maxOutput))
		for {
			field, err := in.ReadString(0)
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err != nil {
				return err
			}
			commit, ok := strings.CutPrefix(strings.Trim(field, "\x00\n"), "commit ")
			if !ok {
				continue // a file of the commit
			}
			names := strings.Fields(commit)
			if len(names) < 2 {
				names = append(names, "")
			}
			was, err := r.commit(names[1])
			if err != nil {
				return err
			}
			is, err := r.commit(names[0])
			if err != nil {
				return err
			}
			s := standing{}
			if s.has(old, was) && s.has(new, is) {
				before, after, exact = was, is, true
			} else {
				before, after = s.last(before, old, is, was), s.last(after, new, is, was)
			}
			if s.err != nil || exact {
				return cmp.Or(s.err, errEnough)
			}
		}
	}, args...)
	if err != nil {
		return nil, nil, false, err
	}
	return before, after, exact, nil
}

// A standing looks for versions in revisions, and keeps the first failure.
type standing struct{ err error }

func (s *standing) stands(b Blob, v *Revision) bool {
	ok, err := b.Stands(v)
	s.err = cmp.Or(s.err, err)
	return ok && err == nil
}

// has reports whether a revision has a version, if it is known which one.
func (s *standing) has(b Blob, v *Revision) bool { return v != nil && (!b.Known() || s.stands(b, v)) }

// last returns a revision that is known already, else the first that has a file
// in a version.
func (s *standing) last(known *Revision, b Blob, revisions ...*Revision) *Revision {
	for _, v := range revisions {
		if known == nil && v != nil && s.stands(b, v) {
			known = v
		}
	}
	return known
}

// commit returns the files of a commit, or nil where there is none.
func (r *Repository) commit(name string) (*Revision, error) {
	if name == "" {
		return nil, nil
	}
	root, err := r.resolve(name + "^{tree}")
	switch {
	case errors.Is(err, errNone):
		return nil, nil // a shallow clone does not have it
	case err != nil:
		return nil, err
	}
	return r.tree(name[:min(len(name), shortName)], root), nil
}

// shortName is how many characters of a commit are shown.
const shortName = 10
