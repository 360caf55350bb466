package main

import (
	"fmt"
	"strings"
)

// A shape is an input that something once took too long for, or too much
// memory: a file of a size, and the command that is given to it.
type shape struct {
	name    string
	command string // FILE stands for the file
	file    string // its name
	n       int    // the size at which it takes long enough to be measured
	text    func(n int) string
}

// repeated is a text n times.
func repeated(text string) func(int) string {
	return func(n int) string { return strings.Repeat(text, n) }
}

// numbered is a text with a number in it, n times, between two others.
func numbered(before, text, after string) func(int) string {
	return func(n int) string {
		var b strings.Builder
		b.WriteString(before)
		for i := range n {
			b.WriteString(strings.ReplaceAll(strings.ReplaceAll(text, "#1", fmt.Sprint(i+1)), "#", fmt.Sprint(i)))
		}
		b.WriteString(strings.ReplaceAll(after, "#", fmt.Sprint(n)))
		return b.String()
	}
}

// Of each kind of input there is one shape: what is long in one place, deep,
// many, or wrong many times.
var shapes = []shape{
	{"plain steps", "build FILE", "a.flow", 20_000, repeated("say \"x\"\n")},
	{"steps that use each other and the first", "check FILE", "a.flow", 1_000, numbered("", "step s#() { s#1; s0 }\n", "step s#() { say \"x\" }\ns0\n")},
	{"a chain of steps", "check FILE", "a.flow", 20_000, numbered("", "step s#() { s#1 }\n", "step s#() { say \"x\" }\n")},
	{"a long wrong label", "check FILE", "a.flow", 50_000, func(n int) string {
		return "-> " + strings.Repeat("a", n) + "\n" + strings.Repeat("b", n) + ": say \"x\"\n"
	}},
	{"many wrong labels", "check FILE", "a.flow", 2_000, numbered("say \"x\"\n", "-> a#\nb#: say \"x\"\n", "")},
	{"wrong escapes", "check FILE", "a.flow", 100_000, func(n int) string { return "say \"" + strings.Repeat(`\u`, n) + "\"\n" }},
	{"constants that are not closed", "check FILE", "a.flow", 100_000, func(n int) string { return "say \"" + strings.Repeat("${", n) + "\"\n" }},
	{"statements on one line", "fmt --check FILE", "a.flow", 20_000, repeated("say \"x\"; ")},
	{"lines of comments", "fmt --check FILE", "a.flow", 20_000, func(n int) string { return strings.Repeat("// x\n", n) + "say \"x\"\n" }},
	{"comments behind statements", "fmt --check FILE", "a.flow", 20_000, repeated("say \"x\" // y\n")},
	{"braces that nothing closes", "check FILE", "a.flow", 100_000, repeated("{{ ")},
	{"closing braces", "check FILE", "a.flow", 100_000, repeated("}\n")},
	{"allowances above statements of two lines", "check FILE", "a.flow", 5_000, repeated("// flowc:allow raw-object because\nraw {\"type\": \"x\",\n\"a\": 1}\n")},
	{"statements on one line with one allowance", "check FILE", "a.flow", 10_000, func(n int) string {
		return "// flowc:allow raw-object because\n" + strings.Repeat("raw {\"type\": \"x\"}; ", n)
	}},
	{"attempts that nothing leads to", "check --max-steps 1000000 FILE", "a.flow", 10_000, func(n int) string {
		return "say \"x\"\nend\n" + strings.Repeat("try 2 times { say \"y\"; input 1 -> again }\n", n)
	}},
	{"a long label with --ids label", "build --ids label FILE", "a.flow", 2_000, func(n int) string { return strings.Repeat("a", 100) + ":\n" + strings.Repeat("say \"x\"\n", n) }},
	{"a mistake behind every block", "check FILE", "a.flow", 10_000, repeated("input 1 { 1 -> next; 2 -> end }\nsay x y\n")},
	{"a mistake at the end of a block", "check FILE", "a.flow", 20_000, func(n int) string { return "input 1 {\n1 {\n" + strings.Repeat("say \"x\"\n", n) + "say x y\n}\n}\n" }},
	{"prose where a section could start", "check FILE", "a.flow", 100_000, func(n int) string {
		return "say \"\"\"\n" + strings.Repeat("Dear caller, please hold the line.\nWe are here.\nend\n", n) + "\"\"\"\n"
	}},
	{"texts without quotes on one line", "check FILE", "a.flow", 5_000, func(n int) string { return strings.Repeat("menu A; ", n) + "\"x\"\n" }},
	{"wrong and right lines", "check FILE", "a.flow", 10_000, repeated("x y z\nx y z\nend\n")},
	{"lines in a text where a section could start", "fmt --check FILE", "a.flow", 200_000, func(n int) string { return "say \"\"\"\n" + strings.Repeat("word\n", n) + "\"\"\"\nsay \"x\"\n" }},
	{"texts that are not closed", "check FILE", "a.flow", 20_000, repeated("say \"x\n")},
	{"keys of one input", "build FILE", "a.flow", 10_000, numbered("input 5 {\n", "\"k#\" -> next\n", "}\nsay \"x\"\n")},
	{"the same key", "check FILE", "a.flow", 10_000, func(n int) string { return "input 1 {\n" + strings.Repeat("1 -> next\n", n) + "}\n" }},
	{"parameters of one step", "check FILE", "a.flow", 4_000, func(n int) string {
		return "step s(" + strings.TrimSuffix(numbered("", "p#, ", "")(n), ", ") + ") { say p0 }\nsay \"x\"\n"
	}},
	{"objects with one id", "check FILE", "a.json", 10_000, func(n int) string {
		return `{"flow": [` + strings.TrimSuffix(strings.Repeat(`{"id": 0, "type": "play", "text": "x"},`, n), ",") + `]}`
	}},
	{"numbers in a flow", "check FILE", "a.json", 10_000, func(n int) string { return `{"flow": [` + strings.TrimSuffix(strings.Repeat(`0,`, n), ",") + `]}` }},
	{"a chain of objects", "decompile FILE", "a.json", 5_000, numbered(`{"flow": [`, `{"id": #, "type": "play", "text": "x", "next_step": #1},`, `{"id": #, "type": "play", "text": "x"}]}`)},
	{"keys that are there twice", "check FILE", "a.json", 10_000, func(n int) string {
		return `{"flow": [{"id": 0` + strings.Repeat(`, "type": "play"`, n) + `, "text": "x"}]}`
	}},
	{"secrets on one line", "fmt -d FILE", "a.flow", 10_000, numbered("", "token \"secret#\"; ", "\n")},
	{"misspelt secrets on one line", "check FILE", "a.flow", 5_000, numbered("", "tokn \"secret#\" x; ", "\n")},
	{"objects that nothing leads to", "decompile --verify FILE FILE", "a.json", 10_000, numbered(`{"flow": [{"id": 0}`, `,{"id": "#a", "next_step": "#b"},{"id": "#b", "next_step": "#a"}`, `]}`)},
	{"secrets that are shortened", "check FILE", "a.flow", 20_000, func(n int) string { return "token \"xyzw1\"\nsay \"x\" // " + strings.Repeat("xyzw…", n) + "\n" }},
	{"allowances above labels", "check FILE", "a.flow", 30_000, func(n int) string {
		return strings.Repeat("// flowc:allow raw-object why\n", n) + numbered("", "a#:\n", "raw {}\n")(n)
	}},
	{"variables that nothing stores", "check FILE", "a.flow", 2_000, numbered("", "input 1 into a#\nsay \"{{b#}}\"\n", "")},
	{"requests that fail to one place", "check FILE", "a.flow", 20_000, numbered("call 4420\nsay \"Please key in your number.\"\ninput 4 into x\n",
		"get \"https://a.b/#/{{x}}\" -> next/sorry\n", "connect 5263\nend\nsorry: say \"Sorry, {{x}}.\"\n")},
	{"inputs into one variable", "check FILE", "a.flow", 8_000, numbered("call 4420\n",
		"say \"Please key in your code.\"\ninput 4 into x { 1234 -> next; else -> last }\n", "last: post \"https://a.b/{{x}}\"\n")},
	{"inputs after one prompt", "check FILE", "a.flow", 8_000, numbered("call 4420\nsay \"Press 1.\"\n",
		"get \"https://a.b/#\" { ok -> next; fail { say \"Sorry.\"; input 1 { 1 -> next; 2 -> end; else -> end } } }\n", "connect 5263\n")},
	{"promises", "check FILE", "a.flow", 8_000, numbered("call 4420\n", "say \"We will call you back. Goodbye.\"\npost \"https://a.b/#\"\n", "connect 5263\n")},
	{"keys in one prompt", "check FILE", "a.flow", 20_000, numbered("call 4420\nsay \"", "Press 1 for a, 2 for b. ", "\"\ninput 1 { 1 -> next; else -> end }\nconnect 5263\n")},
	{"variables that are set on one way", "check FILE", "a.flow", 4_000, func(n int) string {
		return numbered("call 4420\n", "say \"Press 1.\"\ninput 1 { 1 { say \"Code?\"; input 4 into v# }; else -> next }\n", "")(n) + numbered("", "say \"{{v#}}\"\n", "")(n)
	}},
	{"objects that lead back to one", "decompile FILE", "a.json", 2_000, func(n int) string {
		return numbered(`{"flow": [{"id": "s", "type": "digits", "count": 4, "flow": {"0": "p0"`, `,"k#": "p#"`, `}}`)(n) +
			numbered("", `,{"id": "p#", "type": "play", "text": "x", "next_step": "s"}`, "]}")(n)
	}},
	{"dialogues in one payload", "decompile FILE", "a.json", 1_000, numbered(`{"flow": [`, `
		{"id": "a#", "type": "play", "text": "Please key in number # of all the numbers.", "next_step": "b#"}, {"id": "b#", "type": "digits", "count": 4, "variable": "v#", "flow": {"*": "c#"}},
		{"id": "c#", "type": "http", "url": "https://e.com/{{v#}}", "method": "GET", "flow": {"success": "a#1", "fail": "a#"}},`, `
		{"id": "a#", "type": "play", "text": "Thank you."}]}`)},
	{"words that differ", "decompile FILE", "a.json", 2_000, numbered(`{"flow": [{"id": 0, "type": "play", "text": "x", "next_step": 1}`,
		`,{"id": #1, "type": "play", "text": "a# b# c# d# e# f# g# h# i# j# k# l# m# n# o# p# q# r#", "next_step": 0}`, "]}")},
	{"braces in the texts of a payload", "decompile FILE", "a.json", 100_000, func(n int) string {
		return `{"flow": [{"id": 0, "type": "play", "text": "` + strings.Repeat("{{", n) + `"}]}`
	}},
	{"requests that fail to one place, in a picture", "graph FILE", "a.flow", 4_000, numbered("call 4420\nsay \"Please key in your number.\"\ninput 4 into x\n",
		"get \"https://a.b/#/{{x}}\" -> next/sorry\n", "connect 5263\nend\nsorry: say \"Sorry, {{x}}.\"\n")},
	{"objects that lead back to one, in a picture", "graph FILE", "a.json", 16_000, func(n int) string {
		return numbered(`{"flow": [{"id": "s", "type": "digits", "count": 4, "flow": {"0": "p0"`, `,"k#": "p#"`, `}}`)(n) +
			numbered("", `,{"id": "p#", "type": "play", "text": "x", "next_step": "s"}`, "]}")(n)
	}},
	{"a prompt that is long, in a picture", "graph FILE --format dot", "a.json", 1_000_000, func(n int) string {
		return `{"flow": [{"id": 0, "type": "play", "text": "` + strings.Repeat("word ", n/5) + `"}]}`
	}},
	{"nested lists", "check FILE", "a.json", 2_000, func(n int) string { return `{"flow": ` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}` }},
}
