package cli

import (
	"errors"
	"io/fs"
	"path"
	"path/filepath"
	"strings"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/git"
	"github.com/flowc-lang/flowc/internal/review"
	"github.com/flowc-lang/flowc/lang/diag"
	"github.com/flowc-lang/flowc/lang/source"
)

// A driven is one of the two versions that git hands to a driver of differences.
type driven struct {
	blob git.Blob
	mode string
	file string // that has its text
	name string // as git shows it
	text string
}

// nothingThere is what git names where there is no version.
const nothingThere = "/dev/null"

// drive takes the arguments of git: a path, and of two versions each a file, an
// object and a mode; of a file that was renamed also its new path, and what else
// is known. Whatever comes of it, git goes on with the next file.
func (d *differ) drive(args []string) error {
	switch len(args) {
	case 1:
		d.say(d.product, "%s is not merged yet\n", args[0])
		return nil
	case 7, 9:
	default:
		return usage(d.cmd, "--git-driver takes what git gives to diff.NAME.command: PATH, and FILE OBJECT MODE of both versions")
	}
	renamed := args[0]
	if len(args) == 9 {
		renamed = args[7]
	}
	old := driven{blob: git.Blob{Path: args[0], Object: args[2]}, mode: args[3], file: args[1], name: "a/" + args[0]}
	new := driven{blob: git.Blob{Path: renamed, Object: args[5]}, mode: args[6], file: args[4], name: "b/" + renamed}
	for _, v := range []*driven{&old, &new} {
		var err error
		if v.file == nothingThere {
			v.name = nothingThere
		} else if !d.disk.Regular(v.file) && d.disk.Exists(v.file) {
			return project.Unreadable(v.file, project.ErrNoFile)
		} else if v.text, err = (project.Disk{}).Read(v.file); err != nil {
			return project.Unreadable(v.file, err)
		}
	}
	d.say(d.product, "flowc diff %s %s\n", old.name, new.name)
	d.show(d.product, d.driven(&old, &new))
	return nil
}

// driven says what differs between two versions: what changes for callers, else
// why that is not known, and the lines.
func (d *differ) driven(old, new *driven) string {
	if !old.call() && !new.call() {
		return d.lines(old, new)
	}
	before, after, err := d.stand(old, new)
	unknown := ""
	if err != nil {
		unknown = "what is used is read from the work tree: " + diag.Visible(err.Error()) + "\n"
	}
	return unknown + d.compared(old, new, before, after)
}

// compared says what differs between two versions of which one is a call.
func (d *differ) compared(old, new *driven, before, after *git.Revision) string {
	list := d.pending
	c, there := d.compare(pair{old: d.version(old, before), new: d.version(new, after), renamed: old.blob.Path != new.blob.Path})
	said := d.pending[len(list):]
	d.pending, d.status = list, fine // git would stop at it
	switch {
	case !there:
		return "no call: the files of a project that only declare things have none\n" + d.lines(old, new)
	case c.State == review.Failed:
		var b strings.Builder
		var findings diag.List
		for _, m := range said {
			if m.finding != nil && m.finding.Severity == diag.Error {
				findings = append(findings, m.finding)
			}
		}
		_ = diag.Print(&b, findings, diag.Style{Secrets: &d.secrets})
		return b.String() + d.lines(old, new)
	}
	r := &review.Review{Calls: []review.Call{c}, Style: d.machine()}
	r.Hide()
	if c.State == review.Same {
		return "same call: git diff --no-ext-diff shows the lines\n"
	}
	return r.Text()
}

// call reports whether a version is a script or a payload.
func (v *driven) call() bool {
	switch {
	case v.name == nothingThere || !v.plain():
		return false
	case strings.HasSuffix(v.blob.Path, payloads.extension):
		return api.Looks(strings.NewReader(v.text))
	}
	return scripts.matches(v.blob.Path)
}

// plain reports whether a version is a file: of a link git gives where it leads to,
// and of a submodule its commit.
func (v *driven) plain() bool { return v.mode != "120000" && v.mode != "160000" }

// lines returns the difference of two versions by lines, without a secret.
func (d *differ) lines(old, new *driven) string {
	var files [2]*source.File
	for i, v := range []*driven{old, new} {
		files[i] = source.NewFile(v.name, v.text)
		if !v.plain() {
			continue
		}
		if scripts.matches(v.blob.Path) && v.text != "" {
			at := d.version(v, nil)
			a, err := compiler.Analyze(d.ctx, at.files, at.name(), d.opts)
			if err != nil {
				return "the lines are not shown: " + diag.Visible(err.Error()) + "\n"
			}
			d.secrets.Merge(a.Secrets)
			files[i] = a.Program.Main.File.Source
		} else if strings.HasSuffix(v.blob.Path, payloads.extension) && v.text != "" && !d.noteSecrets(files[i]) {
			return "the lines are not shown, since a secret may be anywhere in them: git diff --no-ext-diff does\n"
		}
	}
	return diff(old.name, new.name, d.secrets.Source(files[0]), d.secrets.Source(files[1]), false)
}

// stand finds the revisions that two versions are from, as far as git gives that
// away: those of the commit that made one of the other, else HEAD, else the last
// one that had the version. It is nil where a version is from the work tree, and
// where nothing says it. The error is of git.
func (d *differ) stand(old, new *driven) (before, after *git.Revision, err error) {
	if d.find() != nil {
		return nil, nil, nil
	}
	head, err := d.repository.Revision("HEAD")
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil, nil
	case err != nil:
		return nil, nil, err
	}
	for _, v := range []struct {
		*driven
		in **git.Revision
	}{{old, &before}, {new, &after}} {
		stands, err := v.blob.Stands(head)
		switch {
		case err != nil:
			return nil, nil, err
		case stands:
			*v.in = head
		case v.file == v.blob.Path:
			v.blob.Object = "" // git may know it, but it is the file of the work tree
		}
	}
	both := old.blob.Known() && new.blob.Known()
	if !both && (before != nil || !old.blob.Known()) && (after != nil || !new.blob.Known()) {
		return before, after, nil
	}
	was, is, exact, err := d.repository.Step(old.blob, new.blob)
	switch {
	case err != nil:
		return nil, nil, err
	case both && exact:
		return was, is, nil
	}
	if before == nil && old.blob.Known() {
		before = was
	}
	if after == nil && new.blob.Known() {
		after = is
	}
	return before, after, nil
}

// version returns a version with the files around it.
func (d *differ) version(v *driven, r *git.Revision) *version {
	if v.name == nothingThere || !v.plain() {
		return nil
	}
	work, err := d.work(".") // git runs drivers at its top
	if err != nil {
		work.top = d.disk.Path(".")
	}
	files := shownAs{FS: work, prefix: v.name[:2], root: work.top}
	name := filepath.FromSlash(v.blob.Path)
	if r != nil {
		files = shownAs{FS: r, prefix: v.name[:2], root: "/"}
		name = path.Join("/", v.blob.Path)
	}
	files.file = files.Path(name)
	t := &tree{files: project.New(files), configs: map[string]*project.Config{}}
	t.files.Open(name, v.text)
	return &version{t, input{path: name}, v.blob.Path}
}

// A shownAs is a file system whose files have the names that git gives to two
// versions: a/PATH and b/PATH.
type shownAs struct {
	project.FS
	prefix, root string
	file         string // whose text git gave, whatever is in its place
}

// Real implements project.FS.
func (s shownAs) Real(path string) (string, error) {
	if path != s.file {
		return s.FS.Real(path)
	}
	folder, err := s.FS.Real(filepath.Dir(path))
	return filepath.Join(folder, filepath.Base(path)), err
}

// Name implements project.Namer.
func (s shownAs) Name(path string) string {
	if rel, err := filepath.Rel(s.root, path); err == nil {
		return s.prefix + filepath.ToSlash(rel)
	}
	return path
}
