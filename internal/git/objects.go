package git

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"sync"

	"github.com/flowc-lang/flowc/lang/source"
)

// objects reads objects of a repository, all of them by one process.
type objects struct {
	repository *Repository

	mu      sync.Mutex
	cmd     *exec.Cmd
	message *head
	in      io.WriteCloser
	out     *bufio.Reader
	broken  error // after which nothing can be read
}

var errTooLarge = errors.New("it has more than 256 MB, which no script needs")

// read returns the content of an object.
func (o *objects) read(object string) (string, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.broken == nil && o.cmd == nil {
		o.broken = o.start()
	}
	if o.broken != nil {
		return "", o.broken
	}
	_, err := io.WriteString(o.in, object+"\n")
	line := ""
	if err == nil {
		line, err = o.out.ReadString('\n')
	}
	if err != nil {
		return "", o.fail(err)
	}
	if strings.HasSuffix(line, " missing\n") {
		return "", errors.New("git has no such object: the clone is partial, or damaged")
	}
	var name, kind string
	var size int64
	if _, err := fmt.Sscanf(line, "%s %s %d\n", &name, &kind, &size); err != nil {
		return "", o.fail(fmt.Errorf("git cat-file says %q", line))
	}
	return o.content(size)
}

// content reads an object of a size and the newline behind it.
func (o *objects) content(size int64) (string, error) {
	if size > source.MaxSize {
		if _, err := io.CopyN(io.Discard, o.out, size+1); err != nil {
			return "", o.fail(err)
		}
		return "", errTooLarge
	}
	var text bytes.Buffer
	_, err := io.CopyN(&text, o.out, size+1)
	if err != nil {
		return "", o.fail(err)
	}
	return text.String()[:size], nil
}

func (o *objects) start() error {
	o.cmd = o.repository.command("cat-file", "--batch")
	o.message = &head{left: maxMessage}
	o.cmd.Stderr = o.message
	in, err := o.cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := o.cmd.StdoutPipe()
	if err != nil {
		return err
	}
	o.in, o.out = in, bufio.NewReader(out)
	return o.cmd.Start()
}

// fail ends the process after an answer that can't be understood: those that
// follow could be of any question.
func (o *objects) fail(err error) error {
	o.end()
	o.broken = fmt.Errorf("git cat-file: %s", o.message.said(err))
	return o.broken
}

func (o *objects) end() {
	o.in.Close()
	_ = o.cmd.Process.Kill()
	_ = o.cmd.Wait()
}

func (o *objects) close() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.cmd != nil && o.broken == nil {
		o.end()
	}
	o.broken = errors.New("the repository is closed")
	return nil
}
