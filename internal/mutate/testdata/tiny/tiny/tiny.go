// Package tiny has one function for each thing that can become of a mutation.
package tiny

// Max is checked.
func Max(a, b int) int {
	if a > b {
		return a
	}
	return b
}

// Sum of the numbers below n: without its step, the loop has no end.
func Sum(n int) (sum int) {
	for i := 0; i < n; i++ {
		sum += i
	}
	return sum
}

// Grade is run, and nobody looks at what it returns.
func Grade(points int) bool {
	return points > 50
}

// Never is not run.
func Never() int {
	return 1
}
