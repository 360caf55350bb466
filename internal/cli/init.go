package cli

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/internal/output"
)

// starter is the project that init writes.
//
//go:embed all:starter
var starter embed.FS

func (t *tool) init() *cobra.Command {
	var force bool
	cmd := &cobra.Command{
		Use:   "init [FOLDER]",
		Short: "Write a first project",
		Long: `Init writes a first project into a folder: a script with its tests, a file with a
step that it uses, a flowc.yaml with two environments, a workflow for GitHub, and a README of
the commands to run. It builds as it is.

Files that are there already and differ are named, and nothing is written.`,
		Example: `  flowc init
  flowc init calls`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 1 || slices.Contains(args, "-") {
				return usage(cmd, "init takes one folder")
			}
			return t.runInit(filepath.Clean(append(args, ".")[0]), force)
		},
	}
	cmd.Flags().BoolVar(&force, "force", false, "replace files that are there already and differ")
	return cmd
}

func (t *tool) runInit(folder string, force bool) error {
	if info, err := os.Stat(folder); err == nil && !info.IsDir() {
		return cannotWrite(folder, errors.New("it is no folder"))
	}
	texts, paths, err := starterFiles(folder)
	if err != nil {
		return err
	}
	// Before a folder is made, so that nothing is left of what can't be.
	for _, path := range paths {
		switch info, err := os.Lstat(path); {
		case linked(folder, path):
			t.fail(cannotWrite(path, errors.New("a folder on its path is a link")))
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			t.fail(cannotWrite(path, err))
		case !force && (!info.Mode().IsRegular() || differing(path, texts[path])):
			t.fail(replaced(path))
		}
	}
	if t.status != fine {
		return nil
	}
	var written []string
	for _, path := range paths {
		if info, err := os.Lstat(path); err == nil && info.Mode().IsRegular() && !differing(path, texts[path]) {
			continue
		}
		if err := t.write(output.File{Path: path}, text(texts[path])); err != nil {
			return err
		}
		written = append(written, path)
	}
	t.names = true
	if t.commit(); t.status != fine || t.quiet {
		return nil
	}
	next := "flowc test && flowc build flows --env production"
	if folder != "." {
		next = "cd " + shellWord(folder) + " && " + next
	}
	what := "wrote " + strings.Join(written, ", ")
	if len(written) == 0 {
		what = "all files are there already"
	}
	t.say(t.out, "%s\nnext: %s\n", what, next)
	return nil
}

// starterFiles returns the texts of the first project by their paths, and these
// in order.
func starterFiles(folder string) (texts map[string]string, paths []string, err error) {
	texts = map[string]string{}
	err = fs.WalkDir(starter, "starter", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := fs.ReadFile(starter, path)
		to := filepath.Join(folder, filepath.FromSlash(strings.TrimPrefix(path, "starter/")))
		texts[to], paths = string(text), append(paths, to)
		return err
	})
	return texts, paths, err
}

// shellWord returns a path as a shell takes it for one word.
func shellWord(path string) string {
	if strings.ContainsFunc(path, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/._-", r)
	}) {
		return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
	}
	return path
}

// linked reports whether a folder between one and a file is a link: what is
// written there would be written elsewhere.
func linked(folder, path string) bool {
	for dir := filepath.Dir(path); dir != filepath.Clean(folder) && dir != filepath.Dir(dir); dir = filepath.Dir(dir) {
		if info, err := os.Lstat(dir); err == nil && info.Mode()&fs.ModeSymlink != 0 {
			return true
		}
	}
	return false
}
