package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/flowc-lang/flowc/internal/cli"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"flowc": func() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) },
	})
}

// TestScripts runs the program as its users do.
func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: false,
		Cmds:                map[string]func(*testscript.TestScript, bool, []string){"frame": frame, "unframe": unframe, "status": status},
		UpdateScripts:       os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			env.Setenv("NO_COLOR", "1")
			return nil
		},
	})
}

// status runs the program, which ends with an exit status.
func status(ts *testscript.TestScript, _ bool, args []string) {
	err := ts.Exec("flowc", args[1:]...)
	var exit *exec.ExitError
	if got := "0"; errors.As(err, &exit) {
		if got = strconv.Itoa(exit.ExitCode()); got != args[0] {
			ts.Fatalf("exit status %s, not %s", got, args[0])
		}
	} else if args[0] != got {
		ts.Fatalf("exit status 0, not %s (%v)", args[0], err)
	}
}

// frame makes messages of the base protocol of the lines of a file.
func frame(ts *testscript.TestScript, _ bool, args []string) {
	var out strings.Builder
	for line := range strings.Lines(ts.ReadFile(args[0])) {
		fmt.Fprintf(&out, "Content-Length: %d\r\n\r\n%s", len(line), line)
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(out.String()), 0o666))
}

// unframe writes the messages of a stream into a file, one a line.
func unframe(ts *testscript.TestScript, _ bool, args []string) {
	header := regexp.MustCompile(`Content-Length: \d+\r\n\r\n`)
	lines := strings.TrimPrefix(header.ReplaceAllString(ts.ReadFile(args[0]), "\n"), "\n")
	ts.Check(os.WriteFile(ts.MkAbs(args[0]+".json"), []byte(lines+"\n"), 0o666))
}
