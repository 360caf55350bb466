// Command show prints what each pass of the compiler makes of a script:
//
//	go run ./internal/passes/show SCRIPT [PART...]
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/passes"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "show:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return fmt.Errorf("name a script, and the parts to show: %v", passes.Names)
	}
	a, err := compiler.Analyze(context.Background(), project.New(project.Disk{}), args[0], compiler.Options{})
	if err != nil {
		return err
	}
	parts := args[1:]
	if len(parts) == 0 {
		parts = passes.Names
	}
	for i, name := range parts {
		if len(parts) > 1 {
			if i > 0 {
				fmt.Println()
			}
			fmt.Printf("== %s\n", name)
		}
		if err := passes.Show(os.Stdout, a, name); err != nil {
			return err
		}
	}
	return nil
}
