// Package fact knows facts of the world that checks ask for: which telephone
// numbers there are, what clocks do in a time zone, what opening hours say,
// what is only an example, and what in a URL is a secret. It knows nothing of
// scripts and payloads, and makes no findings: who asks says where a fact
// matters. Where it is unsure it is silent.
package fact
