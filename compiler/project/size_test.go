package project_test

import (
	"errors"
	"io"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/source"
)

// A large file system has one file, of a size that it says and with no bytes:
// what is too large is not read at all.
type large struct{ size int64 }

func (l large) Open(string) (fs.File, error) { return l, nil }
func (l large) Stat() (fs.FileInfo, error)   { return l, nil }
func (l large) Read([]byte) (int, error)     { return 0, errors.New("it was read") }
func (l large) Close() error                 { return nil }
func (l large) Name() string                 { return "x.flow" }
func (l large) Size() int64                  { return l.size }
func (l large) Mode() fs.FileMode            { return 0 }
func (l large) ModTime() time.Time           { return time.Time{} }
func (l large) IsDir() bool                  { return false }
func (l large) Sys() any                     { return nil }

const tooLarge = "it has more than 256 MB, which no script needs"

// TestSize refuses a file by its size.
func TestSize(t *testing.T) {
	_, err := project.Of(large{source.MaxSize + 1}).Read("/x.flow")
	if err == nil || err.Error() != tooLarge {
		t.Errorf("a file that is too large: %v", err)
	}
	if _, err = project.ReadText(strings.NewReader("x"), source.MaxSize+1); err == nil {
		t.Error("a text that says that it is too large is read")
	}
	if text, err := project.ReadText(strings.NewReader("more than it said"), 1); text != "more than it said" || err != nil {
		t.Errorf("a text that is longer than it said: %q, %v", text, err)
	}
	if _, err := project.Of(fstest.MapFS{"a/b": {}}).Read("/a"); err == nil || err.Error() != "it is a folder" {
		t.Errorf("a folder: %v", err)
	}
}

// zeros reads n bytes.
type zeros struct{ n int64 }

func (z *zeros) Read(p []byte) (int, error) {
	if z.n == 0 {
		return 0, io.EOF
	}
	n := min(int64(len(p)), z.n)
	z.n -= n
	return int(n), nil
}

// TestSizeUnknown refuses a text that does not say its size, as from a pipe.
func TestSizeUnknown(t *testing.T) {
	if testing.Short() {
		t.Skip("takes 256 MB")
	}
	text, err := project.ReadText(&zeros{source.MaxSize}, source.MaxSize)
	if err != nil || len(text) != source.MaxSize {
		t.Errorf("%d bytes at the limit: %v", len(text), err)
	}
	text = ""
	if _, err = project.ReadText(&zeros{source.MaxSize + 1}, source.MaxSize); err == nil || err.Error() != tooLarge {
		t.Errorf("a text that is too large: %v", err)
	}
}
