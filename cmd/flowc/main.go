// Flowc compiles call flows written as text into payloads of the Samespace
// Call Flow API.
package main

import (
	"os"

	"github.com/flowc-lang/flowc/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:], os.Stdin, os.Stdout, os.Stderr)) }
