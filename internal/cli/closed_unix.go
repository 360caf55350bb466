//go:build unix

package cli

import (
	"errors"
	"io"
	"os"
	"syscall"
)

// A closed is a stream that the shell has closed (>&-).
type closed struct{}

// errClosed names both that it can be: a program which starts flowc with
// /dev/null open to read as well looks the same.
var errClosed = errors.New("it is closed, or discarded as Python and Node do: use flowc check, or name a file with -o (for findings with --output FORMAT:FILE)")

func (closed) Write([]byte) (int, error) { return 0, errClosed }

// opened returns a stream, or what fails to write where the shell has closed
// it. The Go runtime opens /dev/null in place of a stream that is closed, to
// read and to write, before anybody can look. A shell opens it to write only.
// What runs in the background may have all three streams open like that, and
// closed none; so the other one must be another.
func opened(w, other io.Writer) io.Writer {
	if nullToRead(w) && !nullToRead(other) {
		return closed{}
	}
	return w
}

// nullToRead reports whether a stream is /dev/null, open to read as well.
func nullToRead(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	flags, _, errno := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_GETFL, 0)
	if errno != 0 || flags&syscall.O_ACCMODE != syscall.O_RDWR {
		return false
	}
	var null, own syscall.Stat_t
	return syscall.Stat(os.DevNull, &null) == nil && syscall.Fstat(int(f.Fd()), &own) == nil && null.Rdev == own.Rdev && null.Ino == own.Ino
}
