// Package bench writes one large call in three languages, as a script, in
// Jsonnet and in CUE, and measures the processes that compile it. It knows
// nothing of how they do. The benchmarks of the passes are its tests.
package bench

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// StepsPerSection is how many steps a section of the call has: say, input,
// get, callback and connect.
const StepsPerSection = 5

// Script returns a call of some sections as a script.
func Script(sections int) string {
	var b strings.Builder
	if err := WriteScript(&b, sections); err != nil {
		panic(err) // a builder never fails
	}
	return b.String()
}

// WriteScript writes the script without holding it in memory.
func WriteScript(w io.Writer, sections int) error {
	return write(w, sections, "cloud \"dev\"\n\n", "", func(out io.Writer, i int, last bool) {
		tail := fmt.Sprintf("-> step%d", i+1)
		if last {
			tail = "end"
		}
		fmt.Fprintf(out, `step%[1]d:
  say "Welcome to section %[1]d. Press 1 for apples or press 2 for oranges."
  input 1 into choice%[1]d {
    1 -> a%[1]d
    2 -> b%[1]d
    else -> step%[1]d
  }
a%[1]d:
  get "https://api.shop.internal/test/{{choice%[1]d}}" -> b%[1]d/c%[1]d
b%[1]d:
  callback 5263 at 2018-10-11 20:48:00 UTC
  -> c%[1]d
c%[1]d:
  connect 5263 from 917507161643
  %[2]s
`, i, tail)
	})
}

const jsonnetHead = `local play(id, t, n) = {id: id, type: "play", text: t, next_step: n};
local digits(id, c, v, f) = {id: id, type: "digits", count: c, variable: v, flow: f};
local http(id, u, s, f) = {id: id, type: "http", method: "GET", url: u, flow: {success: s, fail: f}};
local callback(id, e, d, t, z, n) = {id: id, type: "callback", date: d, time: t, timezone: z, entity: e, next_step: n};
local connect(id, n, c, next) = {id: id, type: "connect", number: n, caller_id: c} + (if next == null then {} else {next_step: next});
{cloud_id: "dev", record: false, flow: [
`

// WriteJsonnet writes the same call in Jsonnet.
func WriteJsonnet(w io.Writer, sections int) error {
	return write(w, sections, jsonnetHead, "]}\n", func(out io.Writer, i int, last bool) {
		b := i * StepsPerSection
		next := fmt.Sprint(b + StepsPerSection)
		if last {
			next = "null"
		}
		fmt.Fprintf(out, `  play(%[2]d, "Welcome to section %[1]d. Press 1 for apples or press 2 for oranges.", %[3]d),
  digits(%[3]d, 1, "choice%[1]d", {"1": %[4]d, "2": %[5]d, "*": %[2]d}),
  http(%[4]d, "https://api.shop.internal/test/{{choice%[1]d}}", %[5]d, %[6]d),
  callback(%[5]d, 5263, "2018-10-11", "20:48:00", "UTC", %[6]d),
  connect(%[6]d, "5263", "917507161643", %[7]s),
`, i, b, b+1, b+2, b+3, b+4, next)
	})
}

const cueHead = `#Play: {id: int, type: "play", text: string, next_step?: int}
#Digits: {id: int, type: "digits", count: int, variable: string, flow: [string]: int}
#Http: {id: int, type: "http", method: "GET", url: string, flow: {success: int, fail: int}}
#Callback: {id: int, type: "callback", date: string, time: string, timezone: string, entity: int, next_step?: int}
#Connect: {id: int, type: "connect", number: string, caller_id: string, next_step?: int}
cloud_id: "dev"
record: false
flow: [
`

// WriteCUE writes the same call in CUE.
func WriteCUE(w io.Writer, sections int) error {
	return write(w, sections, cueHead, "]\n", func(out io.Writer, i int, last bool) {
		b := i * StepsPerSection
		next := fmt.Sprintf(", next_step: %d", b+StepsPerSection)
		if last {
			next = ""
		}
		fmt.Fprintf(out, `  #Play & {id: %[2]d, text: "Welcome to section %[1]d. Press 1 for apples or press 2 for oranges.", next_step: %[3]d},
  #Digits & {id: %[3]d, count: 1, variable: "choice%[1]d", flow: {"1": %[4]d, "2": %[5]d, "*": %[2]d}},
  #Http & {id: %[4]d, url: "https://api.shop.internal/test/{{choice%[1]d}}", flow: {success: %[5]d, fail: %[6]d}},
  #Callback & {id: %[5]d, entity: 5263, date: "2018-10-11", time: "20:48:00", timezone: "UTC", next_step: %[6]d},
  #Connect & {id: %[6]d, number: "5263", caller_id: "917507161643"%[7]s},
`, i, b, b+1, b+2, b+3, b+4, next)
	})
}

// write writes head, each section and tail, and returns the first error.
func write(w io.Writer, sections int, head, tail string, section func(out io.Writer, i int, last bool)) error {
	out := bufio.NewWriterSize(w, 1<<16)
	out.WriteString(head) // a bufio.Writer keeps its first error for Flush
	for i := range sections {
		section(out, i, i == sections-1)
	}
	out.WriteString(tail)
	return out.Flush()
}
