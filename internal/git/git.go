// Package git reads files of revisions through the git program: it finds
// revisions, lists what changed between two of them, and serves each as a file
// system. It changes nothing in a repository, runs no hook, opens no connection,
// and knows nothing of scripts.
package git

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// Bounds on what is read from git at once.
const (
	maxOutput   = 256 << 20
	maxMessage  = 4 << 10
	maxRevision = 1 << 10
)

// A Repository is a repository of git, with the program that reads it. It may
// be asked from several places at a time.
type Repository struct {
	program string
	dir     string // that git runs in
	cat     *objects
}

// Open returns the repository of a folder, which is the one that the program
// runs in where the folder has no name.
func Open(dir string) (*Repository, error) {
	program, err := find()
	if err != nil {
		return nil, err
	}
	r := &Repository{program: program, dir: dir}
	if _, err := r.run("rev-parse", "--git-dir"); err != nil {
		return nil, err
	}
	r.cat = &objects{repository: r}
	return r, nil
}

// find returns the path of the program. One of the current folder, or of a
// folder below it, may be anybody's.
func find() (string, error) {
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if program, err := exec.LookPath(filepath.Join(dir, "git")); err == nil {
			return program, nil
		}
	}
	if _, err := exec.LookPath("git"); errors.Is(err, exec.ErrDot) {
		return "", errors.New("the PATH has a program git only in a folder that is not absolute, and that one is not run")
	}
	return "", errors.New("there is no program git in the PATH, and git keeps the revisions")
}

// Close ends the program that reads objects.
func (r *Repository) Close() error { return r.cat.close() }

// quiet keeps git from running or asking anything: neither a pager, nor a
// watcher of files, nor hooks.
var quiet = []string{"--no-pager", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null", "-c", "log.showSignature=false", "-c", "log.follow=false"}

// command returns a command of git. What is no option stands behind
// --end-of-options or --.
func (r *Repository) command(args ...string) *exec.Cmd {
	cmd := exec.Command(r.program, append(quiet[:len(quiet):len(quiet)], args...)...)
	cmd.Dir = r.dir
	cmd.Env = append(os.Environ(), "LC_ALL=C", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "GIT_NO_LAZY_FETCH=1", "GIT_ALLOW_PROTOCOL=none")
	return cmd
}

// run returns what a command of git prints.
func (r *Repository) run(args ...string) (string, error) {
	var out bytes.Buffer
	err := r.stream(func(from io.Reader) error {
		n, err := io.Copy(&out, io.LimitReader(from, maxOutput+1))
		if err == nil && n > maxOutput {
			err = fmt.Errorf("git %s says more than 256 MB", args[0])
		}
		return err
	}, args...)
	return out.String(), err
}

// stream runs a command of git whose output is read up to where nobody wants
// more of it.
func (r *Repository) stream(read func(io.Reader) error, args ...string) error {
	cmd := r.command(args...)
	message := &head{left: maxMessage}
	cmd.Stderr = message
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	failure := read(out)
	out.Close() // git would wait for ever with what nobody reads
	err = cmd.Wait()
	switch {
	case errors.Is(failure, errEnough):
		return nil
	case failure != nil:
		return failure
	case err != nil && len(message.text) == 0:
		return fmt.Errorf("git %s: %w", args[0], err)
	case err != nil:
		return fmt.Errorf("git %s: %s", args[0], message.said(err))
	}
	return nil
}

// errEnough ends a command whose output is not wanted any more.
var errEnough = errors.New("enough was read")

// A head keeps the start of what is written to it.
type head struct {
	text []byte
	left int
}

func (h *head) Write(b []byte) (int, error) {
	n := min(len(b), h.left)
	h.text, h.left = append(h.text, b[:n]...), h.left-n
	return len(b), nil
}

// said returns the first line of a message of git, without the word in front.
func (h *head) said(err error) string {
	line, _, _ := strings.Cut(strings.TrimSpace(string(h.text)), "\n")
	for _, word := range []string{"fatal: ", "error: ", "warning: "} {
		line = strings.TrimPrefix(line, word)
	}
	if line == "" {
		return err.Error()
	}
	return line
}

// argument reports what keeps a text from being the name of a revision.
func argument(rev string) error {
	switch {
	case rev == "":
		return errors.New("no revision is named")
	case strings.HasPrefix(rev, "-") || strings.ContainsAny(rev, "\x00\n") || len(rev) > maxRevision:
		return fmt.Errorf("%q is no name of a revision", rev)
	}
	return nil
}

// errNone says that there is nothing of a name, which is no failure of git.
var errNone = errors.New("git knows no such name")

// A missing is the name of a revision that is not there.
type missing string

func (m missing) Error() string { return fmt.Sprintf("there is no revision %q here", string(m)) }

// Is makes it a fs.ErrNotExist.
func (missing) Is(target error) bool { return target == fs.ErrNotExist }

// resolve returns the object that a name stands for.
func (r *Repository) resolve(name string) (string, error) {
	out, err := r.run("rev-parse", "--verify", "--quiet", "--end-of-options", name)
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 1 {
		err = errNone
	}
	return strings.TrimSuffix(out, "\n"), err
}

// Revision returns the files of a revision, whose name is any that git knows.
func (r *Repository) Revision(rev string) (*Revision, error) {
	if err := argument(rev); err != nil {
		return nil, err
	}
	root, err := r.resolve(rev + "^{tree}")
	switch {
	case errors.Is(err, errNone):
		return nil, missing(rev)
	case err != nil:
		return nil, err
	}
	return r.tree(rev, root), nil
}

// Fork returns the name of the revision that two branches have in common.
func (r *Repository) Fork(a, b string) (string, error) {
	var commits [2]string
	for i, rev := range []string{a, b} {
		err := argument(rev)
		if err == nil {
			if commits[i], err = r.resolve(rev + "^{commit}"); errors.Is(err, errNone) {
				err = fmt.Errorf("there is no commit %q here", rev)
			}
		}
		if err != nil {
			return "", err
		}
	}
	out, err := r.run("merge-base", commits[0], commits[1])
	if err != nil {
		return "", fmt.Errorf("%s and %s have no commit in common here", a, b)
	}
	return strings.TrimSuffix(out, "\n"), nil
}

// Top returns the folder of the work tree, and the path of the folder that git
// runs in below it, which is "" or ends with a slash.
func (r *Repository) Top() (top, below string, err error) {
	if top, err = r.run("rev-parse", "--show-toplevel"); err != nil {
		return "", "", errors.New("this repository has no work tree")
	}
	below, err = r.Below()
	return filepath.FromSlash(strings.TrimSuffix(top, "\n")), below, err
}

// Below returns the path of the folder that git runs in below that of the work
// tree; it is "" or ends with a slash.
func (r *Repository) Below() (string, error) {
	below, err := r.run("rev-parse", "--show-prefix")
	return strings.TrimSuffix(below, "\n"), err
}

// Cut splits REV:PATH, of which the revision may have a colon in braces.
func Cut(text string) (rev, path string, ok bool) {
	braces := 0
	for i, c := range text {
		switch {
		case c == '{':
			braces++
		case c == '}':
			braces--
		case c == ':' && braces <= 0:
			return text[:i], text[i+1:], i > 0
		}
	}
	return "", "", false
}

// Path returns a path of a revision as its file system has it. As in git it
// starts at the top, unless a dot says that it starts at the folder that git
// runs in.
func (r *Repository) Path(name string) (string, error) {
	if !strings.HasPrefix(name, "./") && !strings.HasPrefix(name, "../") && name != "." && name != ".." {
		return path.Join("/", name), nil
	}
	below, err := r.Below()
	if err != nil {
		return "", err
	}
	if name = path.Join(below, name); name == ".." || strings.HasPrefix(name, "../") {
		return "", errors.New("it leads out of the repository")
	}
	return path.Join("/", name), nil
}
