// Package cli is the command line of flowc: it reads files, runs the compiler
// and prints what comes of it. It decides nothing about scripts.
package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/output"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// The exit statuses of every command.
const (
	fine     = 0
	stopped  = 1 // findings stop the job, or a file is not as it should be
	unusable = 2 // wrong use, or a file that can't be read or written
)

// A tool is one run of the command line.
type tool struct {
	reports
	in        io.Reader
	out, err  io.Writer
	product   io.Writer // out, or what fails where that is closed: for what nobody may lose
	status    int
	ctx       context.Context
	disk      *noted
	files     *project.Project // of the disk
	outputs   *output.Set
	stdin     input              // what - stands for
	stdinFile string             // the name that the flag gives it
	seen      map[seen]bool      // findings that were printed
	failed    map[io.Writer]bool // streams that can't be written
	pending   []message          // that are still to be written
	gone      []string           // payloads to remove at the end
	failOn    threshold          // which findings stop the job
	target    *target            // what the command line says of how to compile
	configs   map[string]*project.Config
	args      []string      // of the command line
	env       *project.Env  // that is to be filled in, or nil
	most      int           // findings that people are shown; 0 for all
	count     diag.Count    // of the findings of the run
	quiet     bool          // only what stops the job is said
	completes bool          // the shell may ask what can stand where
	names     bool          // the command says itself what it has written
	tells     bool          // the command says itself how the run went
	done      func()        // is called when all that is written is in its place
	runs      *runs         // that it is one of
	watched   *watched      // what it depends on, where it is to be repeated
	watching  bool          // for signals
	unwatch   func()        // stops to wait for them
	secrets   diag.Redactor // hides what nothing that is printed may show
}

func newTool(in io.Reader, out, err io.Writer) *tool {
	product := opened(out, err)
	outputs := output.New(product, err)
	disk := newNoted(outputs)
	return &tool{
		in: in, out: out, err: err, product: product, ctx: context.Background(),
		disk: disk, files: project.New(disk), outputs: outputs,
		failed: map[io.Writer]bool{}, seen: map[seen]bool{}, unwatch: func() {}, done: func() {},
		target: &target{}, configs: map[string]*project.Config{},
		reports: reports{worked: map[string]bool{}, free: map[*cobra.Command]func([]string) bool{}},
	}
}

// Main runs the command line and returns the exit status.
func Main(args []string, in io.Reader, out, err io.Writer) int {
	// A pipe that is closed early is an error like any other, not a signal.
	signal.Ignore(syscall.SIGPIPE)

	return (&runs{args: args, in: in, out: out, err: err, open: openSystem, after: time.After}).all()
}

// run runs the command line, and reports whether it is used in a wrong way.
func (t *tool) run(args []string) (wrong bool) {
	t.args = args
	root := t.root(args...)
	root.SetArgs(args)
	root.SetIn(t.in)
	root.SetOut(writer{t, t.out})
	root.SetErr(writer{t, t.err})
	if failure := root.Execute(); failure != nil {
		var f diag.Failure
		wrong = errors.As(failure, &f) && f.Code == wrongUse
		if !t.opened { // what is wrong with the flags has kept them from being looked at
			_ = t.open(root, outputsOf(root, args))
		}
		t.fail(failure)
	}
	t.settle()
	t.commit()
	t.finish()
	return wrong
}

// fail reports why a job could not be done.
func (t *tool) fail(err error) {
	var failure diag.Failure
	if !errors.As(err, &failure) {
		failure.Finding = failed.At(source.Place{}, "%v", err)
	}
	t.findings(diag.List{failure.Finding})
}

// stop sets the exit status of a run that findings have stopped.
func (t *tool) stop() { t.status = max(t.status, stopped) }

// print writes to a stream. A stream that fails is reported once, on standard
// error, and makes the run unusable.
func (t *tool) print(w io.Writer, text string) {
	if w == t.err {
		t.flush()
	}
	_, err := io.WriteString(w, text)
	t.written(w, err)
}

// A message is a finding, or a text for a stream. It waits for the end of the
// run: what is a secret in one script, a script that is read later may be the
// first to say.
type message struct {
	finding *diag.Finding
	text    string
	to      io.Writer
}

// say prints a message. What it names may come from anywhere: a terminal shows
// it, and does nothing that it says.
func (t *tool) say(w io.Writer, format string, args ...any) {
	for i, arg := range args {
		args[i] = diag.Visible(fmt.Sprint(arg))
	}
	t.show(w, fmt.Sprintf(format, args...))
}

// note prints a message on standard error that nobody needs who has what was
// asked for.
func (t *tool) note(format string, args ...any) {
	if !t.quiet && t.live != nil {
		t.say(t.err, format, args...)
	}
}

// show prints a text that may have a secret in it.
func (t *tool) show(w io.Writer, text string) {
	t.pending = append(t.pending, message{text: text, to: w})
}

func (t *tool) written(w io.Writer, err error) {
	if err == nil || t.failed[w] {
		return
	}
	t.failed[w] = true
	t.status = unusable
	if w == t.err {
		return // nobody would read it
	}
	t.fail(cannotWrite("standard output", err))
}

// A writer lets what cobra prints go through print.
type writer struct {
	tool *tool
	to   io.Writer
}

func (w writer) Write(b []byte) (int, error) {
	w.tool.print(w.to, string(b))
	return len(b), nil
}

// cause strips what the message around an error says already.
func cause(err error) error {
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return project.Cause(err)
}

func usage(cmd *cobra.Command, format string, args ...any) error {
	return diag.Failure{Finding: wrongUse.At(source.Place{}, format, args...).Helpf("Run '%s --help' for how to use it.", cmd.CommandPath())}
}

func cannotWrite(name string, err error) error {
	return diag.Failure{Finding: unwritable.At(source.Place{}, "cannot write %s: %v", name, cause(err))}
}

// Command returns the commands, for what documents them.
func Command() *cobra.Command { return newTool(os.Stdin, os.Stdout, os.Stderr).root() }

// root returns the commands. Of those only the one that the first argument names
// is made, where it names one: a small script is compiled in the time that all
// of them take.
func (t *tool) root(args ...string) *cobra.Command {
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
			switch version, _ := cmd.Flags().GetBool("version"); {
			case len(args) > 0:
				return unknownCommand(cmd, args[0])
			case version:
				t.print(t.out, versionLine())
				return nil
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,

		SuggestionsMinimumDistance: 2,
	}
	root.PersistentFlags().IntVar(&t.most, "max-findings", 100, "how many findings text shows, errors before warnings; 0 for all")
	root.PersistentFlags().BoolVarP(&t.quiet, "quiet", "q", false, "say only what makes the exit status other than 0")
	t.addOutput(root)
	t.free[root] = func(args []string) bool { return len(args) > 0 } // no command: nothing is printed
	root.PersistentPreRunE = t.start
	root.Flags().Bool("version", false, "print the version")
	root.SetFlagErrorFunc(flagError)
	root.SetUsageFunc(printUsage)
	commands := map[string]func() *cobra.Command{
		"build": t.build, "check": t.check, "decompile": t.decompile, "diff": t.diff, "expand": t.expand, "explain": t.explain, "fmt": t.format,
		"graph": t.graph, "init": t.init, "lsp": t.languageServer, "prompts": t.prompts, "run": t.play, "script": t.script, "test": t.test, "version": t.version, "walk": t.walkThrough,
	}
	if len(args) > 0 && commands[args[0]] != nil {
		root.AddCommand(commands[args[0]]())
		root.CompletionOptions.DisableDefaultCmd = true
		return root
	}
	t.completes = true
	t.complete(root, "output", diag.FormatNames()...)
	for _, command := range commands {
		root.AddCommand(command())
	}
	addHelp(root)
	return root
}

// start is what all commands do first: it looks at the flags that they share.
func (t *tool) start(cmd *cobra.Command, args []string) error {
	if err := t.open(cmd, t.specs); err != nil {
		return err
	}
	if free := t.free[cmd]; free == nil || !free(args) {
		if err := t.needsOutput(cmd); err != nil {
			return err
		}
	}
	if t.most < 0 {
		return usage(cmd, "--max-findings is a number of findings, or 0 for all, not %d", t.most)
	}
	return glued(cmd, t.args)
}
