package cli

import (
	"os"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler/project"
)

// stdinName is the name of standard input that stands for no file.
const stdinName = "<stdin>"

// takesStdin gives a command the flag that says what file standard input stands
// for, as the text of an editor does that is not saved.
func (t *tool) takesStdin(cmd *cobra.Command) {
	cmd.Flags().StringVar(&t.stdinFile, "stdin-name", "", "the `FILE` that standard input stands for, in findings and for use")
}

// standardInput makes what standard input holds a file of the project, if it is
// among the arguments. It is read once.
func (t *tool) standardInput(cmd *cobra.Command, args []string) error {
	t.stdin = input{path: "-", stands: stdinName, rel: "stdin"}
	given := cmd.Flags().Changed("stdin-name")
	switch {
	case !slices.Contains(args, "-"):
		if given {
			return usage(cmd, "--stdin-name names standard input: give - too")
		}
		return nil
	case given:
		if err := t.nameStdin(cmd); err != nil {
			return err
		}
	}
	if f, ok := t.in.(*os.File); ok {
		if info, err := f.Stat(); err == nil && info.Mode().IsRegular() {
			t.outputs.ReadFrom(info)
			t.disk.roomFor(int(info.Size()))
		}
	}
	text, err := project.ReadText(t.in, 0)
	if err != nil {
		return project.Unreadable(t.stdin.stands, err)
	}
	t.disk.roomFor(len(text))
	t.files.Open(t.stdin.stands, text)
	return nil
}

// overlaid returns the files of the disk, and what standard input holds, for other
// texts to be laid over.
func (t *tool) overlaid() *project.Project {
	files := project.New(t.disk)
	if text, err := t.files.Text(t.stdin.stands); t.stdin.path != "" && err == nil {
		files.Open(t.stdin.stands, text)
	}
	return files
}

// nameStdin makes standard input stand for a file. The file is not read, and
// is an input all the same: no output replaces what the text will be saved to.
func (t *tool) nameStdin(cmd *cobra.Command) error {
	path := filepath.Clean(t.stdinFile)
	if info, err := os.Stat(path); t.stdinFile == "" || err == nil && info.IsDir() {
		return usage(cmd, "--stdin-name takes the name of a file, not %q", t.stdinFile)
	}
	t.stdin.stands, t.stdin.rel = filepath.ToSlash(path), bare(path)
	t.outputs.Read(path)
	return nil
}
