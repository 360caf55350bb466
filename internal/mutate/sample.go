package main

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"
)

// sample draws n usable mutations, or all if n is 0. Each package gives its
// share of all mutations, usable or not, in the order of a hash of what they
// are: a change to the code moves only what it touches.
func sample(mod *module, n, seed int, usable func(*mutation) bool) (drawn []*mutation) {
	var counts []int
	for _, p := range mod.pkgs {
		counts = append(counts, len(p.found))
	}
	for i, share := range shares(counts, n) {
		for _, m := range shuffled(mod.pkgs[i].found, seed) {
			if share == 0 {
				break
			}
			if usable(m) {
				drawn = append(drawn, m)
				share--
			}
		}
	}
	return drawn
}

// shuffled returns the mutations in an order that depends on the seed and on
// them alone.
func shuffled(found []*mutation, seed int) []*mutation {
	hashes := map[*mutation]string{}
	for _, m := range found {
		sum := sha256.Sum256(fmt.Appendf(nil, "%d %s", seed, m.key()))
		hashes[m] = string(sum[:])
	}
	return slices.SortedFunc(slices.Values(found), func(a, b *mutation) int { return cmp.Compare(hashes[a], hashes[b]) })
}

// shares divides n by the counts: each gets its part rounded down, and what is
// left goes to those that lost most.
func shares(counts []int, n int) []int {
	total := 0
	for _, c := range counts {
		total += c
	}
	if n == 0 || n >= total {
		return counts
	}
	parts, order := make([]int, len(counts)), make([]int, len(counts))
	left := n
	for i, c := range counts {
		parts[i], order[i] = n*c/total, i
		left -= parts[i]
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(n*counts[b]%total, n*counts[a]%total) })
	for _, i := range order[:left] {
		parts[i]++
	}
	return parts
}
