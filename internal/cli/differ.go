package cli

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/flowc-lang/flowc/compiler"
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/call"
	"github.com/flowc-lang/flowc/compiler/project"
	"github.com/flowc-lang/flowc/internal/git"
	"github.com/flowc-lang/flowc/lang/diag"
)

// A differ reads the versions of calls, from the disk and from revisions.
type differ struct {
	*tool
	cmd        *cobra.Command
	opts       compiler.Options
	here       *tree            // the disk, and what standard input holds
	repository *git.Repository  // where one was needed
	revisions  map[string]*tree // by name
}

// A tree is where the files of a version are.
type tree struct {
	files    *project.Project
	configs  map[string]*project.Config
	revision *git.Revision // nil of the disk
	from     project.FS    // of what git knows: the revision, or the work tree
}

// A version is a file with a call, and where the files are that it uses.
type version struct {
	*tree
	input
	match string // by which it is paired: its path in its folder
}

// shown is the name that people know a version by.
func (v *version) shown() string {
	if v == nil {
		return ""
	}
	return v.files.Shown(v.name())
}

// text is the text of a version that could be read.
func (v *version) text() string {
	text, _ := v.files.Text(v.name())
	return text
}

// A pair is two versions of a call, of which one may be nil.
type pair struct {
	old, new *version
	renamed  bool
}

func (d *differ) close() {
	if d.repository != nil {
		_ = d.repository.Close()
	}
}

// in lets the tool see the files of a tree.
func (d *differ) in(t *tree, do func()) {
	files, configs := d.files, d.configs
	d.files, d.configs = t.files, t.configs
	do()
	d.files, d.configs = files, configs
}

// call returns the call of a version, and whether it is wrong, which has been
// said then. There is none of a file of declarations.
func (d *differ) call(v *version) (c *call.Call, wrong bool) {
	if v == nil {
		return nil, false
	}
	d.in(v.tree, func() {
		if !d.holdsPayload(v.input) {
			c, wrong = d.built(v)
			return
		}
		c = d.payloadCall(v.input, d.opts.API)
		wrong = c == nil
	})
	return c, wrong
}

// built returns the call of a script. What is wrong with a file of declarations
// is wrong with the scripts that use it.
func (d *differ) built(v *version) (c *call.Call, wrong bool) {
	opts, known := d.configured(v.input, d.opts)
	opts.IDs, opts.Library = d.opts.IDs, v.match != ""
	d.failOn = threshold(diag.Error)
	a, err := compiler.Analyze(d.ctx, d.files, v.name(), opts)
	if err == nil {
		d.secrets.Merge(a.Secrets)
		if v.match != "" && a.Program.Main.Library() {
			return nil, false
		}
		if d.unseen(a); !known || a.Findings.HasErrors() {
			return nil, true
		}
		c, err = a.Built()
	}
	if err != nil {
		d.fail(err)
	}
	return c, err != nil
}

// known reports values that no version has a parameter for, and environments
// that one does not have. It is false where the versions can't be compared then.
func (d *differ) known(pairs []pair) (known bool, err error) {
	unknown := maps.Clone(d.opts.Params)
	var last *version
	for _, p := range pairs {
		for _, v := range []*version{p.old, p.new} {
			if v == nil || v.payload() || err != nil {
				continue
			}
			last = v
			d.in(v.tree, func() { err = d.environmentKnown(d.cmd, []input{v.input}) })
			for name, value := range unknown {
				if len(compiler.UnknownParams(v.files, []string{v.name()}, project.Values{name: value})) == 0 {
					delete(unknown, name)
				}
			}
		}
	}
	if len(unknown) > 0 && last != nil && err == nil {
		d.findings(compiler.UnknownParams(last.files, []string{last.name()}, unknown))
		d.status = unusable
		return false, nil
	}
	return err == nil, err
}

// pairs returns the versions that two arguments name.
func (d *differ) pairs(args []string) ([]pair, error) {
	if len(args) != 2 {
		return nil, usage(d.cmd, "name two versions of a call, or of a folder of them: OLD NEW; --git compares what changed in a repository")
	}
	if args[0] == "-" && args[1] == "-" {
		return nil, usage(d.cmd, "standard input is one of two: name the other")
	}
	if err := d.standardInput(d.cmd, args); err != nil {
		return nil, err
	}
	var sides [2][]version
	var folders [2]bool
	for i, arg := range args {
		var err error
		if sides[i], folders[i], err = d.versions(arg); err != nil {
			return nil, err
		}
	}
	if folders[0] != folders[1] {
		return nil, usage(d.cmd, "one of %s and %s is a folder: compare two files, or two folders", args[0], args[1])
	}
	if !folders[0] {
		return []pair{{old: &sides[0][0], new: &sides[1][0]}}, nil
	}
	return matched(sides[0], sides[1]), nil
}

// matched pairs the files of two folders by their paths, and then scripts with
// payloads.
func matched(old, new []version) (pairs []pair) {
	left := map[string]*version{}
	for i := range new {
		left[new[i].match] = &new[i]
	}
	take := func(match string) *version {
		v := left[match]
		delete(left, match)
		return v
	}
	var alone []*version
	for i := range old {
		if v := take(old[i].match); v != nil {
			pairs = append(pairs, pair{old: &old[i], new: v})
		} else {
			alone = append(alone, &old[i])
		}
	}
	for _, v := range alone {
		pairs = append(pairs, pair{old: v, new: take(counterpart(v.match))})
	}
	for i := range new {
		if v := take(new[i].match); v != nil {
			pairs = append(pairs, pair{new: v})
		}
	}
	sorted(pairs)
	return pairs
}

// sorted puts pairs in the order of their paths.
func sorted(pairs []pair) {
	slices.SortStableFunc(pairs, func(a, b pair) int { return strings.Compare(a.match(), b.match()) })
}

func (p pair) match() string {
	if p.new != nil {
		return p.new.match
	}
	return p.old.match
}

// counterpart returns the path of the payload of a script, or of the script of a
// payload.
func counterpart(path string) string {
	if bare, ok := strings.CutSuffix(path, scripts.extension); ok {
		return bare + payloads.extension
	}
	return strings.TrimSuffix(path, payloads.extension) + scripts.extension
}

// versions returns the files that an argument names, and whether it is a folder.
func (d *differ) versions(arg string) ([]version, bool, error) {
	if arg == "-" {
		return []version{{tree: d.here, input: d.stdin}}, false, nil
	}
	info, err := os.Stat(arg)
	switch {
	case err == nil && !info.IsDir():
		return []version{{tree: d.here, input: input{path: filepath.Clean(arg)}}}, false, nil
	case err == nil:
		return d.folder(arg), true, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, false, project.Unreadable(arg, err)
	}
	rev, name, ok := git.Cut(arg)
	if !ok {
		return nil, false, noVersion(arg, err)
	}
	t, err := d.revision(rev)
	if err == nil {
		name, err = d.repository.Path(name)
	}
	if err != nil {
		return nil, false, noVersion(arg, err)
	}
	if t.revision.Folder(name) {
		list, err := t.below(name)
		return list, true, err
	}
	if _, err := t.revision.Read(name); err != nil {
		return nil, false, noVersion(arg, err)
	}
	return []version{{tree: t, input: input{path: name}}}, false, nil
}

// noVersion is the failure to find what an argument names.
func noVersion(arg string, err error) error {
	var failure diag.Failure
	if errors.As(project.Unreadable(arg, err), &failure) {
		failure.Helpf("a file of a git revision is REV:PATH, from the top of the repository, or REV:./PATH from here; what changed since a revision is flowc diff --git REV")
	}
	return failure
}

// folder returns the scripts and payloads below a folder of the disk.
func (d *differ) folder(root string) (list []version) {
	d.walk(filepath.Clean(root), []kind{scripts, payloads}, func(i input) {
		list = append(list, version{d.here, i, filepath.ToSlash(i.rel) + filepath.Ext(i.path)})
	})
	return list
}

// revision returns the files of a revision.
func (d *differ) revision(rev string) (*tree, error) {
	if t := d.revisions[rev]; t != nil {
		return t, nil
	}
	if err := d.find(); err != nil {
		return nil, err
	}
	v, err := d.repository.Revision(rev)
	if err != nil {
		return nil, err
	}
	if d.revisions == nil {
		d.revisions = map[string]*tree{}
	}
	d.revisions[rev] = treeOf(v)
	return d.revisions[rev], nil
}

func treeOf(v *git.Revision) *tree {
	return &tree{files: project.New(v), configs: map[string]*project.Config{}, revision: v, from: v}
}

// find finds the repository that the program runs in.
func (d *differ) find() (err error) {
	if d.repository == nil {
		d.repository, err = git.Open("")
	}
	return err
}

// below returns the scripts and payloads of a folder of a revision.
func (t *tree) below(root string) (list []version, err error) {
	if root, err = t.revision.Real(root); err != nil {
		return nil, err
	}
	err = t.revision.Walk(root, func(name string) {
		k := matching([]kind{scripts, payloads}, name)
		if k == nil {
			return
		}
		if k.extension == payloads.extension {
			text, err := t.revision.Read(name)
			if errors.Is(err, git.ErrOut) || err == nil && !api.Looks(strings.NewReader(text)) {
				return
			}
		}
		list = append(list, version{t, input{path: name}, strings.TrimPrefix(strings.TrimPrefix(name, root), "/")})
	})
	return list, err
}
