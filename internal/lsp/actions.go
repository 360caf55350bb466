package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/internal/ide"
	"github.com/flowc-lang/flowc/lang/diag"
)

// actionKinds are the names of the protocol for kinds of actions.
var actionKinds = map[ide.ActionKind]string{
	ide.MendAction:    "quickfix",
	ide.AllowAction:   "quickfix",
	ide.ExtractAction: "refactor.extract",
	ide.InlineAction:  "refactor.inline",
	ide.RewriteAction: "refactor.rewrite",
}

// fixAll mends all that is certain. A client asks for it by the name without flowc,
// and a save may do so.
const fixAll = "source.fixAll.flowc"

// offeredKinds are the kinds of actions that there are.
var offeredKinds = []string{"quickfix", "refactor.extract", "refactor.inline", "refactor.rewrite", fixAll}

// automatic is why a client asks where its author did not: the cursor has moved.
const automatic = 2

// wanted reports whether a client asks for a kind of actions. A kind has those
// below it in it.
func (q *question) wanted(kind string) bool {
	return len(q.Context.Only) == 0 || slices.ContainsFunc(q.Context.Only, func(only string) bool {
		return kind == only || strings.HasPrefix(kind, only+".")
	})
}

func (s *server) codeActions(ctx context.Context, q *question) (any, error) {
	of, err := q.script(ctx)
	if err != nil {
		return nil, err
	}
	list := []codeAction{}
	add := func(made codeAction, edits []diag.Edit) (err error) {
		made.Edit, err = s.workspaceEdit(edits)
		list = append(list, made)
		return err
	}
	mends := false
	at := of.span(q.Range)
	var offered []ide.Action
	if len(q.Context.Only) == 0 || slices.ContainsFunc(offeredKinds, func(kind string) bool { return kind != fixAll && q.wanted(kind) }) {
		offered = append(of.Actions(at), s.workspace.TestActions(of.Snapshot, at)...)
	}
	if q.Context.TriggerKind != automatic && (q.wanted("refactor.extract") || q.wanted("refactor.inline") || q.wanted("refactor.rewrite")) {
		offered = append(offered, of.Refactorings(ctx, at)...)
	}
	for _, a := range offered {
		mends = mends || a.Certain
		kind := actionKinds[a.Kind]
		if !q.wanted(kind) {
			continue
		}
		made := codeAction{Title: a.Title, Kind: kind, IsPreferred: a.Certain}
		for _, f := range a.Findings {
			d := of.Diagnostic(f)
			d.Ran = a.Ran
			made.Diagnostics = append(made.Diagnostics, s.diagnostic(d, of.lines))
		}
		if err := add(made, a.Edits); err != nil {
			return nil, err
		}
	}
	// Where nobody asks for it, it stands beside what it does more of.
	if !q.wanted(fixAll) || len(q.Context.Only) == 0 && !mends {
		return list, nil
	}
	if mended, edits := of.Mend(); len(mended) > 0 {
		err = add(codeAction{Title: fmt.Sprintf("Mend all in this script that is certain (%d)", len(mended)), Kind: fixAll}, edits)
	}
	return list, err
}
