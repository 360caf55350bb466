// Man writes the manual pages of flowc into a folder: one a command, from its
// help. It is no part of flowc. The same commands give the same bytes: the pages
// have no date.
package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"

	"github.com/flowc-lang/flowc/internal/cli"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: man FOLDER")
		os.Exit(2)
	}
	if err := write(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, "man:", err)
		os.Exit(1)
	}
}

func write(folder string) error {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return err
	}
	all, err := pages(cli.Command())
	if err != nil {
		return err
	}
	for name, text := range all {
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// pages returns the page of a command and those of the ones below it, by the
// names of their files.
func pages(cmd *cobra.Command) (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, c := range cmd.Commands() {
		below, err := pages(c)
		if err != nil {
			return nil, err
		}
		for name, text := range below {
			all[name] = text
		}
	}
	text, err := page(cmd)
	all[strings.ReplaceAll(cmd.CommandPath(), " ", "-")+".1"] = text
	return all, err
}

// page returns the page of a command. A date is made up, and left out again:
// without one the package takes that of today.
func page(cmd *cobra.Command) ([]byte, error) {
	cmd.DisableAutoGenTag = true
	var day time.Time
	header := &doc.GenManHeader{Date: &day, Source: "flowc " + cli.Version, Manual: "flowc"}
	var b bytes.Buffer
	if err := doc.GenMan(cmd, header, &b); err != nil {
		return nil, err
	}
	return bytes.Replace(b.Bytes(), []byte(`"`+day.Format("Jan 2006")+`"`), []byte(`""`), 1), nil
}
