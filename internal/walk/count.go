package walk

import (
	"fmt"
	"math"
	"math/big"
)

// A Count is a number of paths. Up to exactBits it is exact; beyond them it is
// rounded, so that adding is one step however large it is. It does not change.
type Count struct {
	exact *big.Int   // nil where it is rounded
	about *big.Float // nil where it is exact
}

// How large exact counts are: below 2^1024, some 300 digits. Of those beyond 64
// bits are kept.
const (
	exactBits = 1024
	aboutBits = 64
)

var one = &Count{exact: big.NewInt(1)}

// sum adds counts. Nil is none.
func sum(a, b *Count) *Count {
	switch {
	case a == nil:
		return b
	case b == nil:
		return a
	case a.exact != nil && b.exact != nil:
		if n := new(big.Int).Add(a.exact, b.exact); n.BitLen() <= exactBits {
			return &Count{exact: n}
		}
	}
	return &Count{about: new(big.Float).SetPrec(aboutBits).Add(a.float(), b.float())}
}

func (c *Count) float() *big.Float {
	if c.about != nil {
		return c.about
	}
	return new(big.Float).SetPrec(aboutBits).SetInt(c.exact)
}

// Exact reports whether the count is not rounded.
func (c *Count) Exact() bool { return c == nil || c.exact != nil }

// One reports whether it is 1.
func (c *Count) One() bool {
	return c != nil && c.exact != nil && c.exact.IsInt64() && c.exact.Int64() == 1
}

// less subtracts a number that is not larger.
func (c *Count) less(n int) *Count {
	switch {
	case c == nil || c.exact == nil:
		return c
	}
	left := new(big.Int).Sub(c.exact, big.NewInt(int64(n)))
	if left.Sign() <= 0 {
		return nil
	}
	return &Count{exact: left}
}

// String returns the digits of an exact count, and of a rounded one the first
// and their number, as 3.217e+60205.
func (c *Count) String() string {
	switch {
	case c == nil:
		return "0"
	case c.exact != nil:
		return c.exact.String()
	}
	// The number itself may have millions of digits.
	var mantissa big.Float
	twos := c.about.MantExp(&mantissa)
	m, _ := mantissa.Float64()
	tens := math.Log10(m) + float64(twos)*math.Log10(2)
	exponent := math.Floor(tens)
	digits := fmt.Sprintf("%.3f", math.Pow(10, tens-exponent))
	if len(digits) > len("9.999") {
		digits, exponent = "1.000", exponent+1
	}
	return fmt.Sprintf("%se+%.0f", digits, exponent)
}
