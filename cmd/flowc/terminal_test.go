package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// A screen is a terminal that tmux keeps.
type screen struct {
	t      *testing.T
	dir    string
	socket string
	wrote  chan struct{} // when something was written to it
}

// newScreen starts a shell in a terminal of so many columns and rows. Where tmux
// is not there, the test is skipped, or fails where TERMINAL_ALL says that it must
// be there.
func newScreen(t *testing.T, columns, rows int, environment ...string) *screen {
	t.Helper()
	if _, err := exec.LookPath("tmux"); err != nil {
		if os.Getenv("TERMINAL_ALL") != "" {
			t.Fatal(err)
		}
		t.Skip("there is no tmux")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	s := &screen{t: t, dir: t.TempDir()}
	s.socket = filepath.Join(s.dir, "tmux")
	if err := os.Symlink(self, filepath.Join(s.dir, "flowc")); err != nil { // TestMain knows it by its name
		t.Fatal(err)
	}
	set := []string{"PATH=" + s.dir + ":" + os.Getenv("PATH"), "PS1=$ ", "LC_ALL=C.UTF-8"}
	args := append([]string{"env", "-u", "NO_COLOR"}, append(set, environment...)...)
	s.tmux(append([]string{"-f", "/dev/null", "new-session", "-d", "-c", s.dir, "-x", fmt.Sprint(columns), "-y", fmt.Sprint(rows)}, append(args, "sh")...)...)
	t.Cleanup(func() { s.tmux("kill-server") })
	s.listen()
	s.until(`^\$$`)
	return s
}

// listen lets tmux tell of all that is written to the terminal.
func (s *screen) listen() {
	s.t.Helper()
	path := filepath.Join(s.dir, "wrote")
	if out, err := exec.Command("mkfifo", path).CombinedOutput(); err != nil {
		s.t.Fatalf("mkfifo: %v: %s", err, out)
	}
	pipe, err := os.OpenFile(path, os.O_RDWR, 0) // does not wait for who writes
	if err != nil {
		s.t.Fatal(err)
	}
	s.t.Cleanup(func() { pipe.Close() })
	s.wrote = make(chan struct{}, 1)
	go func() {
		for b := make([]byte, 4096); ; {
			if _, err := pipe.Read(b); err != nil {
				return
			}
			select {
			case s.wrote <- struct{}{}:
			default: // it is known already
			}
		}
	}()
	s.tmux("pipe-pane", "-O", "cat > "+path)
}

// tmux runs a command of tmux, and returns what it prints.
func (s *screen) tmux(args ...string) string {
	s.t.Helper()
	cmd := exec.Command("tmux", append([]string{"-S", s.socket}, args...)...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		s.t.Fatalf("tmux %s: %v: %s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

func (s *screen) write(name, text string) {
	s.t.Helper()
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o600); err != nil {
		s.t.Fatal(err)
	}
}

func (s *screen) read(name string) string {
	s.t.Helper()
	text, err := os.ReadFile(filepath.Join(s.dir, name))
	if err != nil {
		s.t.Fatal(err)
	}
	return string(text)
}

// keys presses keys, by the names that tmux has for them.
func (s *screen) keys(names ...string) {
	s.t.Helper()
	s.tmux(append([]string{"send-keys"}, names...)...)
}

// types writes a line.
func (s *screen) types(text string) {
	s.t.Helper()
	s.tmux("send-keys", "-l", text)
	s.keys("Enter")
}

// until waits until the screen shows a pattern, and returns all of it.
func (s *screen) until(pattern string) string {
	s.t.Helper()
	want := regexp.MustCompile(pattern)
	for late := time.After(time.Minute); ; {
		shown := strings.TrimRight(s.tmux("capture-pane", "-p"), "\n")
		if want.MatchString(shown) {
			return shown
		}
		select {
		case <-s.wrote:
		case <-late:
			s.t.Fatalf("the screen never shows %s:\n%s", pattern, shown)
		}
	}
}

// restored checks that the terminal is as it was before the program: the screen of
// the shell is back, it shows what is typed, and the cursor can be seen.
func (s *screen) restored(status int) {
	s.t.Helper()
	s.until(`\$$`)
	s.types("echo status $?; stty -a | grep -c ' echo '")
	s.until(fmt.Sprintf(`(?m)^status %d\n1\n\$$`, status))
	if got := s.tmux("display-message", "-p", "#{alternate_on} #{cursor_flag} #{mouse_any_flag}"); got != "0 1 0\n" {
		s.t.Errorf("the alternate screen, the cursor and the mouse are %s", got)
	}
}

const desk = `cloud "dev"

call 442079460123
menu "Welcome." {
  1 "for sales" -> sales
  2 "for support" -> support
  else -> next
}
say "Goodbye."
end

sales:
  connect 442079460191

support:
  say "One moment, 支持部门 is on its way to you, whatever it takes."
  get "https://desk.example.com/next" -> ok_then/next
end

ok_then:
  connect 442079460192
`

// TestTerminal plays a call in a real terminal.
func TestTerminal(t *testing.T) {
	s := newScreen(t, 100, 20)
	s.write("desk.flow", desk)
	s.write("flowc.yaml", "checks:\n  placeholder: off\n")
	s.types("clear; flowc run desk.flow")
	s.until(`> call 442079460123 +\| desk.flow:3`)
	s.keys("Enter")
	s.until(`> hear "Welcome. Press 1 for sales. Press 2`)
	s.keys("2") // the prompt is heard to its end first
	s.until(`(?s)1 -> connect 442079460191.*> hear "One moment, 支持部门`)
	s.keys("Space")
	s.until("how does the request come out")
	s.keys("f")
	s.until(`(?s)-> fail.*ok -> connect 442079460192.*\nend +\|.*the call is over`)
	s.keys("u", "o")
	s.until(`(?s)-> ok.*fail -> the call ends.*> connect 442079460192`)
	s.keys("t")
	s.until(`wrote the test "press 2, the request works" into desk_test.flow`)
	if text := s.read("desk_test.flow"); !strings.Contains(text, "press 2\n") {
		t.Errorf("the test is\n%s", text)
	}
	s.keys("j")
	s.until("jump to: _")
	s.keys("s", "a", "Tab")
	s.until("jump to: sales_")
	s.keys("Enter")
	s.until(`// jumped to sales +\|[^\n]*\n> connect 442079460191`)
	s.keys("?")
	s.until("jump to a label")
	s.keys("?")
	s.tmux("resize-window", "-x", "40", "-y", "16")
	if shown := s.until(`(?s)> connect 442079460191\n-{40}\ndesk.flow:13`); strings.Contains(shown, "| desk") {
		t.Errorf("in a narrow window:\n%s", shown)
	}
	s.tmux("resize-window", "-x", "100", "-y", "20")
	s.until(`\| desk.flow:13`)
	s.keys("r")
	s.until(`^> call 442079460123 +\|`)
	s.keys("q")
	s.restored(0)
	s.types("clear; flowc run desk.flow")
	s.until(`> call 442079460123`)
	s.keys("C-c")
	s.restored(130)
}

// TestNarrowTerminal plays a call in a window of 40 columns, without colours.
func TestNarrowTerminal(t *testing.T) {
	s := newScreen(t, 40, 18, "NO_COLOR=yes")
	s.write("desk.flow", desk)
	s.write("flowc.yaml", "checks:\n  placeholder: off\n")
	s.types("clear; flowc run desk.flow")
	s.until(`> call 442079460123`)
	s.keys("Enter", "2")
	s.until(`(?s)hear "One moment, 支持部门 is on its\n  way to you, whatever it takes."\n.*-{40}\ndesk.flow:16`)
	if styled := s.tmux("capture-pane", "-p", "-e"); strings.Contains(styled, "\x1b[") {
		t.Errorf("there are colours:\n%q", styled)
	}
	s.keys("h")
	s.until("// hung-up: the caller hangs up")
	s.keys("q")
	s.restored(0)
}

// TestColoredTerminal checks that a terminal has colours where nobody forbids them.
func TestColoredTerminal(t *testing.T) {
	s := newScreen(t, 80, 12)
	s.write("desk.flow", desk)
	s.types("clear; flowc run desk.flow")
	s.until(`> call 442079460123`)
	if styled := s.tmux("capture-pane", "-p", "-e"); !strings.Contains(styled, "\x1b[1m") {
		t.Errorf("there are none:\n%q", styled)
	}
	s.keys("q")
	s.restored(0)
}
