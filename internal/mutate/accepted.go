package main

import (
	"fmt"
	"slices"
	"strings"
)

// An acceptance says why no test can kill a mutation.
type acceptance struct {
	line        int
	pkg         string
	key, reason string
}

// parseAccepted reads lines of a key, " # " and a reason. Empty lines and
// lines that start with # say nothing.
func parseAccepted(name, text string) (list []acceptance, err error) {
	seen := map[string]bool{}
	for i, line := range strings.Split(text, "\n") {
		line = strings.TrimSpace(line)
		if line == "" || line[0] == '#' {
			continue
		}
		bad := func(what string) error { return fmt.Errorf("%s:%d: %s", name, i+1, what) }
		at := strings.LastIndex(line, " # ") // a script in a text may have one before
		if at < 0 {
			return nil, bad("no # with a reason")
		}
		key, reason := strings.TrimSpace(line[:at]), strings.TrimSpace(line[at+3:])
		words := strings.SplitN(key, " ", 5)
		if len(words) < 5 || !strings.Contains(words[4], " => ") {
			return nil, bad("not of the form: package file.go function operator from => to # reason")
		}
		if !isOperator(words[3]) {
			return nil, bad("no operator " + words[3])
		}
		if seen[key] {
			return nil, bad("twice in the list")
		}
		seen[key] = true
		list = append(list, acceptance{i + 1, words[0], key, reason})
	}
	return list, nil
}

// isOperator takes a name with or without a number after it.
func isOperator(word string) bool {
	name, _, _ := strings.Cut(word, "/")
	for _, op := range operators {
		if op.name == name {
			return true
		}
	}
	return false
}

// stale returns what of the list is wrong by now: mutations that are not there
// any more, and those that a test kills. Packages that are not loaded are left
// alone.
func stale(list []acceptance, mod *module, results []result) (wrong []string) {
	there := map[string]bool{}
	for _, m := range mod.mutations() {
		there[m.key()] = true
	}
	killedBy := map[string]string{}
	for _, r := range results {
		if r.outcome.dead() {
			killedBy[r.m.key()] = r.by
		}
	}
	for _, a := range list {
		switch {
		case !slices.ContainsFunc(mod.pkgs, func(p *pkg) bool { return p.path == a.pkg }):
		case !there[a.key]:
			wrong = append(wrong, fmt.Sprintf("line %d: no such mutation: %s", a.line, a.key))
		case killedBy[a.key] != "":
			wrong = append(wrong, fmt.Sprintf("line %d: killed by %s: %s", a.line, killedBy[a.key], a.key))
		}
	}
	return wrong
}
