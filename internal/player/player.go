// Package player plays a call in a terminal: what the caller hears appears as a
// transcript, the keys of the telephone are those of the keyboard, and the line of
// the script that the call has come to is shown beside it. The call itself runs
// in internal/sim; what is asked of servers and what is written, whoever starts
// the player decides.
package player

import (
	"context"
	"errors"
	"fmt"
	"io"

	tea "charm.land/bubbletea/v2"

	"github.com/flowc-lang/flowc/internal/sim"
	"github.com/flowc-lang/flowc/lang/diag"
)

// Options say what is played, and how.
type Options struct {
	Flow    *sim.Flow // its Hide is asked for all that is shown
	Name    string    // of the script or the payload
	Secrets *diag.Redactor
	Color   bool

	// Save writes a test of what was played, and says where; nil where that can't
	// be done.
	Save func(moments []sim.Moment, last sim.Machine) (string, error)
	// Fetch makes a request, and returns the key of its outcome and words for it;
	// nil where requests are not made.
	Fetch func(ctx context.Context, e sim.Effect) (sim.Outcome, string, error)
}

// ErrInterrupted says that Ctrl-C has ended the player.
var ErrInterrupted = errors.New("interrupted")

// Play plays a call until somebody quits.
func Play(ctx context.Context, o Options, in io.Reader, out io.Writer) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop() // requests that are under way
	m := New(o)
	m.ctx = ctx
	last, err := tea.NewProgram(m, tea.WithContext(ctx), tea.WithInput(in), tea.WithOutput(out)).Run()
	if errors.Is(err, tea.ErrInterrupted) {
		return ErrInterrupted
	}
	if err != nil {
		return fmt.Errorf("the terminal: %w", err)
	}
	if m, ok := last.(Model); ok && m.interrupted {
		return ErrInterrupted
	}
	return nil
}
