package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/internal/live"
	"github.com/flowc-lang/flowc/internal/playback"
	"github.com/flowc-lang/flowc/internal/player"
	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// interrupted is the exit status of what Ctrl-C ends, as shells have it.
const interrupted = 130

var unfitAnswer = diag.Register(diag.Code{
	Name: "unfit-answer", Area: diag.Running, Title: "the answers that flowc run was given do not fit the call",
	Text: "`flowc run --press 1,1234 --http ok` gives the answers to what the call asks, in the order in which it asks. The call asked for more than " +
		"there were, or for other keys, or it ended before it had asked for all. The transcript has what happened until then.",
	Bad:  "call 4420\nsay \"Please key in your two digits.\"\ninput 2\nsay \"Thank you.\"",
	Good: "call 4420\nsay \"Please key in your four digits.\"\ninput 4\nsay \"Thank you.\"",
	Run:  "run --press 1234",
})

type runFlags struct {
	target
	press, http, call []string
	format            string
	live              bool
	timeout           time.Duration
	record, name      string
}

func (t *tool) play() *cobra.Command {
	f := runFlags{target: target{playing: true}}
	cmd := &cobra.Command{
		Use:   "run FILE",
		Short: "Play a call before it is made",
		Long: `Run plays the call of a script or of a payload. Nobody is called, and no server
is asked.

In a terminal the caller's telephone is the keyboard: what they hear appears
as a transcript, with the script beside it; ? lists the keys.

With --press, --http or --call, or where there is no terminal, it prints the
transcript, in the lines of a test. The answers are those to what the call asks,
in that order:

  --press  what the caller keys in, or none
  --http   how requests come out: ok or fail; of raw objects else or a key
  --call   how numbers are called: answer, busy or no-answer; all others answer

In each, hang-up ends the call there. A call that asks for more than there are
answers stops and says so, and one that ends before it has asked for all says
that; both make the exit status 1. Where the API does not say what a caller
hears next, the run ends, and says why by its name.

--live makes the requests for real, with what the caller has keyed in: one that
is answered by a status of 200 to 299 has worked. --record-test writes what was
played as a test, into the script or into NAME_test.flow beside it.`,
		Example: `  flowc run welcome.flow
  flowc run welcome.flow --press 1234 --http ok
  flowc run payload.json --press 1,none
  flowc run welcome.flow --press 1234 --live --timeout 5s
  flowc run welcome.flow --press 1234 --http fail --record-test welcome_test.flow
  flowc run welcome.flow --press 1234 --http ok --output json
  cat welcome.flow | flowc run - --press 1234 --http ok`,
		Args: cobra.ArbitraryArgs,
		ValidArgsFunction: func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
			return extensions(scripts, payloads)
		},
		RunE: func(cmd *cobra.Command, args []string) error { return t.runPlay(cmd, args, &f) },
	}
	f.add(t, cmd)
	t.takesStdin(cmd)
	cmd.Flags().Var((*repeated)(&f.press), "press", "what the caller keys in, in order: `KEYS,...`, none or hang-up")
	cmd.Flags().Var((*repeated)(&f.http), "http", "how requests come out, in order: `OUTCOME,...`, as ok, fail or hang-up")
	cmd.Flags().Var((*repeated)(&f.call), "call", "how numbers are called, in order: `OUTCOME,...`, as answer, busy, no-answer or hang-up")
	cmd.Flags().StringVar(&f.format, "output", "text", "how the run is written: text or json")
	cmd.Flags().BoolVar(&f.live, "live", false, "make the requests for real")
	cmd.Flags().DurationVar(&f.timeout, "timeout", 10*time.Second, "with --live, how long a request may take")
	cmd.Flags().StringVar(&f.record, "record-test", "", "write what was played as a test into this `FILE`")
	cmd.Flags().StringVar(&f.name, "name", "", "with --record-test, the name of the test (made up from what was played)")
	t.complete(cmd, "output", "text", "json")
	t.complete(cmd, "http", "ok", "fail", "else", playback.HangUp)
	t.complete(cmd, "call", playback.Answer, playback.Busy, playback.NoAnswer, playback.HangUp)
	t.complete(cmd, "press", playback.None, playback.HangUp)
	return cmd
}

func (t *tool) runPlay(cmd *cobra.Command, args []string, f *runFlags) error {
	answers, err := f.answers(cmd)
	if err != nil {
		return err
	}
	if err := f.spaced(cmd, args); err != nil {
		return err
	}
	if err := single(cmd, args); err != nil {
		return err
	}
	opts, inputs, err := f.start(t, cmd, args, scripts, payloads)
	switch {
	case err != nil:
		return err
	case len(inputs) == 0 || opts.Partly:
		return nil // what is wrong has been said
	}
	i := inputs[0]
	if t.holdsPayload(i) && f.anyGiven(cmd) {
		return usage(cmd, "--set, --values and --env are for scripts: a payload has no parameters")
	}
	rec, err := t.recorder(cmd, i, opts, f)
	if err != nil {
		return err
	}
	c, _ := t.call(i, opts)
	if c == nil {
		return nil
	}
	c.Hide = t.secrets.Text
	flow := sim.New(c)
	if in, out := t.terminal(cmd, i); in != nil {
		return t.playInteractive(flow, rec, f, in, out)
	}
	if f.live {
		answers.Fetch = func(e *sim.Effect) (sim.Outcome, string, error) { return f.fetch(t.ctx, e) }
	}
	return t.playBack(flow, rec, f, answers)
}

// answers reads the flags that say how the steps of a call come out.
func (f *runFlags) answers(cmd *cobra.Command) (playback.Answers, error) {
	a := playback.Answers{Press: words(f.press), HTTP: words(f.http), Call: words(f.call)}
	for _, word := range a.Press {
		if word != playback.None && word != playback.HangUp && !keyed(word) {
			return a, usage(cmd, "--press takes keys, which are digits and #, none or hang-up, not %q", word)
		}
	}
	for _, word := range a.Call {
		if !slices.Contains(dials, word) {
			return a, usage(cmd, "--call takes %s, not %q", strings.Join(dials, ", "), word)
		}
	}
	switch {
	case slices.Contains(a.HTTP, ""):
		return a, usage(cmd, "--http takes ok, fail, hang-up, else or a key of the payload, and nothing stands between two commas")
	case f.live && len(a.HTTP) > 0:
		return a, usage(cmd, "--live asks how requests come out, and --http says it: leave one of them out")
	case !f.live && cmd.Flags().Changed("timeout"):
		return a, usage(cmd, "--timeout is for --live")
	case f.timeout <= 0:
		return a, usage(cmd, "--timeout is a time such as 10s, not %s", f.timeout)
	case f.format != "text" && f.format != "json":
		return a, usage(cmd, "--output is text or json, not %q", f.format)
	case f.name != "" && f.record == "":
		return a, usage(cmd, "--name is for --record-test")
	}
	return a, nil
}

// words are the parts of lists with commas. One that is empty has none.
func words(lists []string) (all []string) {
	for _, list := range lists {
		if strings.TrimSpace(list) == "" {
			continue
		}
		for word := range strings.SplitSeq(list, ",") {
			all = append(all, strings.TrimSpace(word))
		}
	}
	return all
}

// spaced refuses answers that stand behind others with a space: they would be names
// of files.
func (f *runFlags) spaced(cmd *cobra.Command, args []string) error {
	if len(args) < 2 {
		return nil
	}
	for _, flag := range []struct {
		name  string
		given []string
		known func(word string) bool
	}{
		{"press", f.press, func(word string) bool { return word == playback.None || keyed(word) }},
		{"http", f.http, func(word string) bool { return word == "ok" || word == "fail" || word == "else" }},
		{"call", f.call, func(word string) bool { return slices.Contains(dials, word) }},
	} {
		rest := words(args[1:])
		if len(flag.given) > 0 && len(rest) > 0 && !slices.ContainsFunc(rest, func(word string) bool { return word != playback.HangUp && !flag.known(word) }) {
			all := append(words(flag.given), rest...)
			return usage(cmd, "%s is no file: answers stand behind each other with commas, as in --%s %s", args[1], flag.name, strings.Join(all, ","))
		}
	}
	return nil
}

// dials are the ways in which a number is called.
var dials = []string{playback.Answer, playback.Busy, playback.NoAnswer, playback.HangUp}

// keyed reports whether a word is keys of a telephone.
func keyed(word string) bool { return word != "" && strings.Trim(word, "0123456789#") == "" }

// terminal returns the terminal that a call is played in, or nil where it is not: it
// is told by answers, or there is none.
func (t *tool) terminal(cmd *cobra.Command, i input) (in, out *os.File) {
	if i.path == "-" || slices.ContainsFunc([]string{"press", "http", "call", "output"}, cmd.Flags().Changed) || os.Getenv("TERM") == "dumb" {
		return nil, nil
	}
	in, reads := t.in.(*os.File)
	out, writes := t.out.(*os.File)
	if !reads || !writes || !term.IsTerminal(int(in.Fd())) || !term.IsTerminal(int(out.Fd())) {
		return nil, nil
	}
	return in, out
}

func (t *tool) playInteractive(flow *sim.Flow, rec *recorder, f *runFlags, in io.Reader, out io.Writer) error {
	t.flush() // the findings stand above what is played
	o := player.Options{Flow: flow, Name: t.target.flags.Arg(0), Secrets: &t.secrets, Color: color(t.out)}
	if rec != nil {
		o.Save = func(moments []sim.Moment, last sim.Machine) (string, error) { return rec.now(flow, moments, last) }
	}
	if f.live {
		o.Fetch = func(ctx context.Context, e sim.Effect) (sim.Outcome, string, error) { return f.fetch(ctx, &e) }
	}
	err := player.Play(t.ctx, o, in, out)
	if errors.Is(err, player.ErrInterrupted) {
		t.status = interrupted
		return nil
	}
	return err
}

// playBack runs a call by answers, and prints what happened.
func (t *tool) playBack(flow *sim.Flow, rec *recorder, f *runFlags, answers playback.Answers) error {
	run := playback.Play(flow, answers)
	if f.format == "json" {
		lines, err := run.JSON(t.machine())
		if err != nil {
			return err
		}
		t.show(t.product, lines)
	} else {
		for line := range strings.Lines(run.Text()) {
			t.say(t.product, "%s\n", strings.TrimSuffix(line, "\n"))
		}
	}
	t.unfit(flow, run)
	if f.record == "" || t.status != fine {
		return nil
	}
	return rec.late(flow, run)
}

// unfit reports answers that do not fit the call.
func (t *tool) unfit(flow *sim.Flow, run *playback.Run) {
	var list diag.List
	at := source.Place{}
	if n := len(run.Moments); run.Last.Ending == sim.Running {
		at = flow.Step(run.Last.At)
	} else if n > 0 {
		at = flow.Step(run.Moments[n-1].Effect.Step)
	}
	switch {
	case run.Missed != "":
		help := "Give one more, as in --press 1,1234."
		if flow.Kind(run.Last.At) != call.Waits {
			help = "Give one more, as in --http ok,fail."
		}
		list.Add(unfitAnswer.At(at, "%s", run.Missed).Helpf("%s", help))
	case run.Refused != "":
		list.Add(unfitAnswer.At(at, "%s", run.Refused))
	case len(run.Left) > 0:
		list.Add(unfitAnswer.At(at, "the call is over here, and has not asked for %s", strings.Join(run.Left, ", ")).
			Helpf("Leave out what the call does not come to, or give other answers before it."))
	}
	t.findings(list)
}

// fetch makes the request of a call.
func (f *runFlags) fetch(ctx context.Context, e *sim.Effect) (sim.Outcome, string, error) {
	if len(e.Unset) > 0 {
		return sim.Outcome{}, "", errors.New("the request is not made: nothing has stored {{" + strings.Join(e.Unset, "}}, {{") + "}}")
	}
	method := e.Get("method")
	if method == "" {
		method = "GET"
	}
	answer, err := live.Asker{Timeout: f.timeout, Agent: "flowc/" + Version}.Ask(ctx, method, e.Get("url"))
	if err != nil {
		return sim.Outcome{}, "", errors.New("the request is not made: " + err.Error())
	}
	if answer.Works {
		return sim.Answer(call.Success), answer.Says, nil
	}
	return sim.Answer(call.Fail), answer.Says, nil
}
