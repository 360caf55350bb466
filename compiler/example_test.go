package compiler_test

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// An editor asks what the name under its cursor means, and renames it wherever
// it stands. It keeps one project, and lays the texts that are open over it.
func ExampleAnalyze_rename() {
	p := project.New(project.Memory{
		"main.flow":    "use \"lib/pin.flow\"\ncall 4420\nask \"Your PIN?\"\n",
		"lib/pin.flow": "step ask(text) {\n  say text\n  input 4 into pin\n}\n",
	})
	// The script is open, and was changed since it was saved.
	p.Open("main.flow", "use \"lib/pin.flow\"\ncall 4420\nask text: \"Your PIN?\"\nask \"Once more:\"\nsay \"It is {{pin}}.\"\n")
	a, err := compiler.Analyze(context.Background(), p, "main.flow", compiler.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}

	// The cursor stands in the word ask on the third line.
	main := a.Program.Main
	at := main.File.Source.Offset(source.Position{Line: 3, Column: 2}, source.UTF16)
	ref := a.Program.Refs(main).At(at)
	fmt.Printf("%s %s, declared in %s\n", ref.Object.Kind, ref.Object.Name, ref.Object.Place().File.Name)

	var edits []diag.Edit
	for _, r := range a.Program.References(ref.Object) {
		line := r.Place.File.Position(r.Place.Start, source.Characters)
		fmt.Printf("  %s:%d:%d\n", r.Place.File.Name, line.Line, line.Column)
		edits = append(edits, diag.Edit{Place: r.Place, NewText: "ask_pin"})
	}
	texts, err := diag.Apply(edits)
	if err != nil {
		fmt.Println(err)
		return
	}
	for file, text := range texts {
		p.Open(file.Name, text)
	}

	a, err = compiler.Analyze(context.Background(), p, "main.flow", compiler.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(strings.TrimSpace(a.Program.Main.File.Source.Text))
	if err := diag.Print(os.Stdout, a.Findings, diag.Style{Secrets: a.Secrets}); err != nil {
		fmt.Println(err)
	}
	fmt.Println("findings:", len(a.Findings))

	// Output:
	// step ask, declared in lib/pin.flow
	//   main.flow:3:1
	//   main.flow:4:1
	//   lib/pin.flow:1:6
	// use "lib/pin.flow"
	// call 4420
	// ask_pin text: "Your PIN?"
	// ask_pin "Once more:"
	// say "It is {{pin}}."
	// findings: 0
}

// A payload is written where nothing stops it.
func ExampleAnalysis_Payload() {
	p := project.New(project.Memory{"main.flow": "cloud \"dev\"\nsay \"Hello.\"\n"})
	a, err := compiler.Analyze(context.Background(), p, "main.flow", compiler.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := a.Payload(os.Stdout, true); err != nil {
		fmt.Println(err)
	}

	// Output:
	// {"cloud_id":"dev","cloud_sid":"${SAMESPACE_CLOUD_SID}","auth_token":"${SAMESPACE_AUTH_TOKEN}","record":false,"flow":[{"id":0,"type":"play","text":"Hello."}]}
}
