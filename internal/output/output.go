// Package output writes the files of a run, each whole or not at all. What a run
// writes is staged beside where it belongs while the run goes on, and put in
// place at its end, once it is known that no output is an input of the run or
// another output. It knows nothing of what is written.
package output

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// A Set is the outputs of one run. Its methods may be called from several
// places at a time, so that a signal can end the run.
type Set struct {
	mu       sync.Mutex
	inputs   []string
	streamed []fs.FileInfo // files that were read by another way than their names
	staged   []*staged
	late     []*staged            // that are written at the end, whatever becomes of the others
	claimed  []string             // where outputs belong
	made     []string             // folders that were not there
	done     bool                 // nothing is staged any more
	streams  map[string]io.Writer // what /dev/stdout and the like stand for
}

// New returns a set without outputs. Paths that stand for standard output and
// for standard error lead to out and err: opening them again would lose what
// the shell has arranged, such as to append.
func New(out, err io.Writer) *Set {
	s := &Set{streams: map[string]io.Writer{}}
	for _, path := range []string{"/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"} {
		s.streams[path] = out
	}
	for _, path := range []string{"/dev/stderr", "/dev/fd/2", "/proc/self/fd/2"} {
		s.streams[path] = err
	}
	return s
}

// A File says how an output is written.
type File struct {
	Path    string
	Private bool    // nobody else may read it: it has a secret
	Was     *string // what the file held when it was read, where it is to be replaced as it was
}

// A staged is an output that is written, or to be written, and not in place.
type staged struct {
	File
	target string // the path without links
	temp   string // what is renamed; "" where it is written through
	stream io.Writer
	write  func(io.Writer) error // of what is written through
	keep   fs.FileInfo           // the file that is replaced; nil where there is none
}

// A Conflict is an output that is an input of the run, or another output.
type Conflict struct{ Path, Other string }

func (c *Conflict) Error() string {
	return fmt.Sprintf("%s would be written over %s, which is the same file", c.Path, c.Other)
}

// ErrChanged says that a file is not as it was when it was read.
var ErrChanged = errors.New("it was changed while it was worked on")

// Read notes a file that the run reads.
func (s *Set) Read(path string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.inputs = append(s.inputs, path)
}

// ReadFrom notes a file that the run reads and that has no name here, as
// standard input may be one.
func (s *Set) ReadFrom(info fs.FileInfo) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.streamed = append(s.streamed, info)
}

// Stage writes an output beside its place, whose folder is made where it is not
// there. A device or a pipe is written when all others are in place.
func (s *Set) Stage(f File, write func(io.Writer) error) error {
	if err := s.makeFolder(filepath.Dir(filepath.Clean(f.Path))); err != nil {
		return err
	}
	out, err := s.target(f)
	if err != nil {
		return err
	}
	s.Claim(f.Path)
	if !out.regular() {
		out.write = write
		_, err := s.add(out, nil)
		return err
	}
	// A signal may come at any time: what is there to be removed is known before
	// anything is written to it.
	temp, err := s.add(out, out.create)
	if err != nil {
		return err
	}
	if err := errors.Join(out.permit(temp), write(temp), temp.Close()); err != nil {
		s.drop(out)
		return err
	}
	return nil
}

// makeFolder makes a folder and those above it that are not there. A run that
// ends without writing anything removes them again.
func (s *Set) makeFolder(dir string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var missing []string
	for ; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(dir); !errors.Is(err, fs.ErrNotExist) || dir == filepath.Dir(dir) {
			break
		}
		missing = append(missing, dir)
	}
	for _, dir := range slices.Backward(missing) {
		switch err := os.Mkdir(dir, 0o777); {
		case err == nil:
			s.made = append(s.made, dir)
		case !errors.Is(err, fs.ErrExist): // else another program was faster
			return err
		}
	}
	return nil
}

// Made returns the folders that were made, without those below them.
func (s *Set) Made() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	made := map[string]bool{}
	var top []string
	for _, dir := range s.made { // a folder stands behind the one that it is in
		if made[dir] = true; !made[filepath.Dir(dir)] {
			top = append(top, dir)
		}
	}
	return top
}

// add adds an output, and makes its temporary file if it has one.
func (s *Set) add(out *staged, create func() (*os.File, error)) (temp *os.File, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.done {
		return nil, errors.New("the run has ended")
	}
	if create != nil {
		if temp, err = create(); err != nil {
			return nil, err
		}
	}
	s.staged = append(s.staged, out)
	return temp, nil
}

// drop takes an output away that could not be written.
func (s *Set) drop(out *staged) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out.abort()
	s.staged = slices.DeleteFunc(s.staged, func(other *staged) bool { return other == out })
}

// target finds out where an output goes: links are followed, also those that
// lead to nothing yet.
func (s *Set) target(f File) (*staged, error) {
	out := &staged{File: f, target: filepath.Clean(f.Path)}
	// What the shell gives as /dev/fd/63 is a link to nothing that has a path.
	if info, err := os.Stat(out.target); err == nil && !info.Mode().IsRegular() && !info.IsDir() && s.streams[out.target] == nil {
		out.keep = info
		return out, nil
	}
	for range maxLinks {
		if stream := s.streams[out.target]; stream != nil {
			out.stream = stream
			return out, nil
		}
		link, err := os.Readlink(out.target)
		if err != nil {
			break // it is no link
		}
		if !filepath.IsAbs(link) {
			dir, err := filepath.EvalSymlinks(filepath.Dir(out.target))
			if err != nil {
				return nil, err
			}
			link = filepath.Join(dir, link)
		}
		out.target = link
	}
	info, err := os.Stat(out.target)
	switch {
	case errors.Is(err, fs.ErrNotExist):
	case err != nil:
		return nil, err
	case info.IsDir():
		return nil, errors.New("it is a folder")
	default:
		out.keep = info
	}
	return out, nil
}

// maxLinks is how many links in a row are followed, as on Linux.
const maxLinks = 40

// create makes the temporary file. Its name is random, and short whatever the
// name of the output is.
func (out *staged) create() (*os.File, error) {
	if out.keep != nil {
		// Renaming would replace a file that may not be written.
		f, err := os.OpenFile(out.target, os.O_WRONLY, 0)
		if err != nil {
			return nil, err
		}
		f.Close()
	}
	temp, err := os.CreateTemp(filepath.Dir(out.target), ".flowc-*.tmp")
	if err == nil {
		out.temp = temp.Name()
	}
	return temp, err
}

// permit gives the temporary file the mode and the owner of the file that it
// replaces, or those of a new file.
func (out *staged) permit(temp *os.File) error {
	mode := 0o666 &^ umask()
	if out.keep != nil {
		mode = out.keep.Mode().Perm()
		own(temp, out.keep)
	}
	if out.Private {
		mode &= 0o600
	}
	return temp.Chmod(mode)
}

func (out *staged) abort() {
	if out.temp != "" {
		os.Remove(out.temp)
	}
}

// Commit puts all outputs in place, pipes and devices last. Where one of them
// can't be, nothing is written, as far as that is known before.
func (s *Set) Commit() error {
	if err := s.close(); err != nil {
		return err
	}
	for {
		out, err := s.put()
		if out == nil {
			return nil
		}
		if err == nil && out.temp == "" {
			// A pipe may never be read. Whoever ends the run meanwhile need not wait.
			err = out.commit()
		}
		if err != nil {
			s.Abort()
			return &fs.PathError{Op: "write", Path: out.Path, Err: err}
		}
	}
}

// close ends staging, and checks what was staged.
func (s *Set) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = true
	err := s.check()
	for _, out := range s.late {
		if err == nil {
			err = s.conflict(out) // while nothing is written
		}
	}
	if err != nil {
		s.abort()
	}
	return err
}

// put takes the next output, and puts it in place if it has a file.
func (s *Set) put() (*staged, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.staged) == 0 {
		return nil, nil
	}
	at := max(0, slices.IndexFunc(s.staged, func(out *staged) bool { return out.temp != "" }))
	out := s.staged[at]
	s.staged = slices.Delete(s.staged, at, at+1)
	if out.temp == "" {
		return out, nil
	}
	return out, out.commit()
}

// Abort removes what was staged. Nothing is written any more.
func (s *Set) Abort() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.done = true
	s.abort()
}

func (s *Set) abort() {
	for _, out := range s.staged {
		out.abort()
	}
	s.staged = nil
	for _, dir := range slices.Backward(s.made) {
		os.Remove(dir) // one that is not empty stays
	}
	s.made = nil
}

// check compares the outputs with the inputs and with each other, by what they
// are and not by how they are called.
func (s *Set) check() error {
	if len(s.staged) == 0 {
		return nil
	}
	read, taken := s.read(), map[any]string{}
	for _, out := range s.staged {
		if !out.regular() {
			continue // what several write to a stream comes one after the other
		}
		key := identity(out.target, out.keep)
		if other, there := taken[key]; there {
			return &Conflict{out.Path, other}
		}
		if other, there := read[key]; there && out.Was == nil {
			return &Conflict{out.Path, other}
		}
		taken[key] = out.Path
		if err := out.unchanged(); err != nil {
			return &fs.PathError{Op: "write", Path: out.Path, Err: err}
		}
	}
	return nil
}

// read returns the inputs, by what they are.
func (s *Set) read() map[any]string {
	read := map[any]string{}
	for _, path := range s.inputs {
		if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
			read[identity(path, info)] = path
		}
	}
	for _, info := range s.streamed {
		read[identity("", info)] = "standard input"
	}
	return read
}

// unchanged checks that a file is still what was read.
func (out *staged) unchanged() error {
	if out.Was == nil {
		return nil
	}
	now, err := os.ReadFile(out.target)
	if err == nil && !bytes.Equal(now, []byte(*out.Was)) {
		err = ErrChanged
	}
	return err
}

func (out *staged) commit() error {
	switch {
	case out.stream != nil:
		return out.write(out.stream)
	case out.temp == "":
		return out.through(out.write)
	case out.keep != nil && links(out.keep) > 1:
		// A rename would part the file from its other names.
		temp, err := os.Open(out.temp)
		if err != nil {
			return err
		}
		defer temp.Close()
		err = out.through(func(w io.Writer) error {
			_, err := io.Copy(w, temp)
			return err
		})
		if err != nil {
			// There is no other that is whole.
			return fmt.Errorf("%w; what was to be written is in %s", err, out.temp)
		}
		out.abort()
		return nil
	}
	return os.Rename(out.temp, out.target)
}

// through writes to a file as it is.
func (out *staged) through(write func(io.Writer) error) error {
	f, err := os.OpenFile(out.target, os.O_WRONLY|os.O_TRUNC, 0)
	if err != nil {
		return err
	}
	if out.Private && out.keep.Mode().IsRegular() {
		err = f.Chmod(out.keep.Mode().Perm() & 0o600)
	}
	if err == nil {
		err = write(f)
	}
	return errors.Join(err, f.Close())
}
