// Package cli is the command line of flowc: it reads files, runs the compiler
// and prints what comes of it. It decides nothing about scripts.
package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/flowc-lang/flowc/lang/diag"
)

// The exit statuses of every command.
const (
	fine     = 0
	stopped  = 1 // findings stop the job, or a file is not as it should be
	unusable = 2 // wrong use, or a file that can't be read or written
)

// A tool is one run of the command line.
type tool struct {
	in       io.Reader
	out, err io.Writer
	status   int
	stdin    *string            // what standard input held, once it was read
	failed   map[io.Writer]bool // streams that can't be written
}

// Main runs the command line and returns the exit status.
func Main(args []string, in io.Reader, out, err io.Writer) int {
	// A compiler runs for a moment: it is faster to let the heap grow than to
	// collect it, up to a bound.
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(1750 << 20)
	// A pipe that is closed early is an error like any other, not a signal.
	signal.Ignore(syscall.SIGPIPE)

	t := &tool{in: in, out: out, err: err, failed: map[io.Writer]bool{}}
	root := t.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(writer{t, out, "standard output"})
	root.SetErr(writer{t, err, "standard error"})
	if failure := root.Execute(); failure != nil {
		t.fail(failure)
	}
	return t.status
}

// fail reports an error that is no finding, and sets the exit status.
func (t *tool) fail(err error) {
	t.status = unusable
	var use *usageError
	if errors.As(err, &use) {
		t.print(t.err, fmt.Sprintf("flowc: %v\nRun '%s --help' for how to use it.\n", err, use.command))
		return
	}
	t.print(t.err, fmt.Sprintf("flowc: %v\n", err))
}

// stop sets the exit status of a run that findings have stopped.
func (t *tool) stop() { t.status = max(t.status, stopped) }

// print writes to a stream. A stream that fails is reported once, on standard
// error, and makes the run unusable.
func (t *tool) print(w io.Writer, text string) {
	_, err := io.WriteString(w, text)
	t.written(w, err)
}

func (t *tool) written(w io.Writer, err error) {
	if err == nil || t.failed[w] {
		return
	}
	t.failed[w] = true
	t.status = unusable
	name := "standard output"
	if w == t.err {
		return // nobody would read it
	}
	fmt.Fprintf(t.err, "flowc: cannot write %s: %v\n", name, cause(err))
}

// A writer lets what cobra prints go through print.
type writer struct {
	tool *tool
	to   io.Writer
	name string
}

func (w writer) Write(b []byte) (int, error) {
	w.tool.print(w.to, string(b))
	return len(b), nil
}

// findings prints findings and notes whether they stop the job.
func (t *tool) findings(list diag.List) {
	if len(list) > 0 {
		t.written(t.err, diag.Text(t.err, list, color(t.err)))
	}
	if list.HasErrors() {
		t.stop()
	}
}

// color reports whether a stream is a terminal that may be coloured.
func color(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// cause strips what the message around an error says already.
func cause(err error) error {
	var path *os.PathError
	if errors.As(err, &path) {
		return path.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}

// A usageError is a wrong use of the command line.
type usageError struct {
	command string
	message string
}

func (e *usageError) Error() string { return e.message }

func usage(cmd *cobra.Command, format string, args ...any) error {
	return &usageError{cmd.CommandPath(), fmt.Sprintf(format, args...)}
}

func (t *tool) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "flowc",
		Short: "Compile call flows written as text",
		Long: `flowc compiles call flows written as text (.flow) into payloads of the
Samespace Call Flow API, v2 and v1, and tells what is wrong with them.

Exit status: 0 fine, 1 findings that stop the job, 2 wrong use or a file that
cannot be read or written.`,
		Example: `  flowc build welcome.flow
  flowc check flows/
  flowc fmt -w flows/`,
		SilenceUsage:  true,
		SilenceErrors: true,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,

		SuggestionsMinimumDistance: 2,
	}
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error { return usage(cmd, "%v", err) })
	root.AddCommand(t.build(), t.check(), t.format(), t.expand(), t.decompile(), t.version())
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	for _, c := range root.Commands() {
		if c.Name() == "completion" {
			c.Example = "  source <(flowc completion bash)\n  flowc completion zsh > \"${fpath[1]}/_flowc\"\n  flowc completion fish > ~/.config/fish/completions/flowc.fish"
		}
	}
	return root
}

func unknownCommand(root *cobra.Command, name string) error {
	message := fmt.Sprintf("no command %q", name)
	if near := root.SuggestionsFor(name); len(near) > 0 {
		message += fmt.Sprintf("; did you mean %q?", near[0])
	} else if strings.HasSuffix(name, ".flow") || name == "-" {
		message += fmt.Sprintf("; did you mean flowc build %s?", name)
	}
	return usage(root, "%s", message)
}
