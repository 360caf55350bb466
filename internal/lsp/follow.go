package lsp

import "context"

// A follower does something behind changes: there is one goroutine for it at a
// time, which goes on until it has done it behind the newest.
type follower struct {
	changes int // that matter to it
	running bool
}

// follow notes a change, and does behind it what is to be done: that is told
// whether there was no newer change yet. The caller has locked the server.
func (s *server) follow(f *follower, method string, do func(latest func() bool)) {
	if f.changes++; f.running {
		return
	}
	f.running = true
	go func() {
		defer s.guard(method, func() {
			s.mu.Lock()
			f.running = false
			s.mu.Unlock()
		})
		for {
			s.mu.Lock()
			changes := f.changes
			s.mu.Unlock()
			do(func() bool {
				s.mu.Lock()
				defer s.mu.Unlock()
				return f.changes == changes
			})
			s.mu.Lock()
			if f.changes == changes {
				f.running = false
				s.mu.Unlock()
				return
			}
			s.mu.Unlock()
		}
	}()
}

// refresh asks the client to ask again for answers about documents that it did not
// change: a file that they use may have changed. The caller has locked the server.
func (s *server) refresh(ctx context.Context) {
	can := &s.client.Capabilities.Workspace
	s.follow(&s.refresher, "refresh", func(func() bool) {
		for _, m := range []struct {
			method  string
			support refreshed
		}{
			{"workspace/diagnostic/refresh", can.Diagnostics},
			{"workspace/inlayHint/refresh", can.InlayHint},
			{"workspace/codeLens/refresh", can.CodeLens},
			{"workspace/semanticTokens/refresh", can.SemanticTokens},
		} {
			if m.support.RefreshSupport {
				_ = s.conn.Call(ctx, m.method, nil, nil)
			}
		}
	})
}
