# Everything here needs Go and nothing else, except that editors tests those that
# are there; bench-peers downloads what it compares with.

GO ?= go
GOFMT ?= $(shell $(GO) env GOROOT)/bin/gofmt
FUZZTIME ?= 10s
SOAKTIME ?= 1h
MANDIR ?= bin/man

.PHONY: build install test bench bench-peers mutate fuzz soak lint fmt golden man editors editors-all pages terminal

# Without cgo: to link the C library, which only lookups of hosts need, takes a
# millisecond at each start.
build install: export CGO_ENABLED = 0

build:
	$(GO) build -o bin/flowc ./cmd/flowc

install:
	$(GO) install ./cmd/flowc
	@echo "installed $$($(GO) list -f '{{.Target}}' ./cmd/flowc)"

test:
	$(GO) test ./...

# The 1,000,000 steps take most of the time and more than a gigabyte.
bench: export FLOWC_BENCH_LARGE = 1
bench:
	$(GO) test -run '^$$' -bench . ./lang ./internal/bench ./internal/layout ./internal/lsp ./internal/walk ./internal/mutants ./internal/flowtest
	$(GO) run ./internal/bench/scaling
	$(GO) run ./internal/bench/growth

bench-peers:
	$(GO) run ./internal/bench/peers
	FLOWC_PEERS=1 $(GO) test -count=1 -v -run TestCrossings ./internal/layout ./internal/draw

# Changes the code in 300 small ways and says which of them no test notices.
# Neither test nor .ci/run does so: a change takes some seconds, and all of them
# half an hour and a gigabyte or more of Go's build cache. MUTATE takes flags,
# as in MUTATE='-n 12 -pkg lang'.
mutate:
	$(GO) run ./internal/mutate $(MUTATE) ./lang/... ./compiler/...

# go test -list prints the targets of a package, and then the package. On a busy
# machine fuzzing may end with "context deadline exceeded", which is no finding.
fuzz:
	@list=$$($(GO) test -list '^Fuzz' ./...) || { echo "$$list"; exit 1; }; \
	echo "$$list" | \
	awk '/^Fuzz/ { names[n++] = $$1 } /^ok/ { for (i = 0; i < n; i++) print names[i], $$2; n = 0 }' | \
	while read -r name package; do \
		echo "$$name in $$package"; \
		out=$$($(GO) test -run '^$$' -fuzz "^$$name\$$" -fuzztime $(FUZZTIME) -fuzzminimizetime 1s "$$package" 2>&1) && continue; \
		case "$$out" in \
		*'Failing input'*) echo "$$out"; exit 1 ;; \
		*'context deadline exceeded'*) echo "  go test ended late, and found nothing" ;; \
		*) echo "$$out"; exit 1 ;; \
		esac; \
	done
	$(GO) run ./internal/soak -for $(FUZZTIME)

# Makes scripts, payloads, values and environment files from those of the
# corpus, a million in ten minutes, and holds each to what must hold of all.
# SOAK takes flags, as in SOAK='-seed 1'.
soak:
	$(GO) run ./internal/soak -for $(SOAKTIME) $(SOAK)

lint:
	@unformatted=$$($(GOFMT) -l .); if [ -n "$$unformatted" ]; then echo "gofmt would change:"; echo "$$unformatted"; exit 1; fi
	$(GO) vet ./...
	$(GO) tool staticcheck ./...

fmt:
	$(GOFMT) -w .
	$(GO) run ./cmd/flowc fmt -w examples

# Writes a manual page for each command.
man:
	$(GO) run ./internal/man $(MANDIR)

# Tests what is in editors, in the editors that are there; editors/install-ci.sh
# installs what they need on Debian.
editors: build
	editors/test.sh

# Tests all of them, and what CI does not have, too: Helix, and a real window of
# Visual Studio Code, which editors/vscode/test/install-window installs.
editors-all: build
	EDITORS_ALL=1 EDITORS_WINDOW=1 editors/test.sh

# Opens the HTML pages that flowc writes in Chromium, where it is there;
# internal/pages/install-ci.sh installs what that needs on Debian.
pages:
	$(GO) test -count 1 ./internal/pages

# Plays a call in a real terminal, which tmux keeps, where it is there.
terminal:
	$(GO) test -count 1 -run Terminal ./cmd/flowc

# Writes all that is generated. Look at what changes before you commit it.
golden:
	$(GO) generate ./lang ./internal/editorgen
	$(GO) test ./golden ./examples ./lang ./compiler/api ./compiler/decompile ./compiler/resolve ./compiler/fact ./compiler/value ./compiler/step ./compiler/expand ./compiler/check ./compiler/emit ./compiler/flatten ./compiler/call ./compiler/changes ./internal/callscript ./internal/prompts ./internal/draw ./internal/flowtest ./internal/testreport -update
