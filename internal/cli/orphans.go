package cli

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/flowc-lang/flowc/compiler/api"
)

// alone does what was asked with payloads whose scripts are gone. Those of a run
// in which something is wrong stay: a script may have been misnamed.
func (t *tool) alone(f *buildFlags, outputs []string) {
	for _, folder := range f.folders {
		switch {
		case f.check:
			for _, path := range t.orphans(folder, outputs) {
				t.say(t.out, "%s is of a script that is gone\n", path)
				t.stop()
			}
		case f.prune && t.status == fine:
			t.gone = append(t.gone, t.orphans(folder, outputs)...)
		}
	}
}

// others returns where the scripts of a project may have been built to, from
// whatever folder above them: another run may have been for them.
func (t *tool) others(f payloadFolder) map[string]bool {
	paths := map[string]bool{}
	err := t.each(f.root, []kind{scripts}, func(path string, _ fs.DirEntry) error {
		rel, err := filepath.Rel(f.root, strings.TrimSuffix(path, scripts.extension))
		for ok := err == nil; ok; _, rel, ok = strings.Cut(rel, string(filepath.Separator)) {
			paths[filepath.Join(f.path, rel+payloads.extension)] = true
		}
		return err
	})
	if err != nil {
		t.fail(err)
	}
	return paths
}

// orphans returns the payloads below a folder that no script of the run is for.
// Only what build may have written counts: files may stand there that are
// somebody's work.
func (t *tool) orphans(folder payloadFolder, outputs []string) []string {
	taken := map[string]bool{}
	for _, path := range outputs {
		taken[filepath.Clean(path)] = true
	}
	var list []string
	if _, err := os.Stat(folder.path); err != nil {
		return nil // it will be made
	}
	err := t.each(filepath.Clean(folder.path), []kind{payloads}, func(path string, entry fs.DirEntry) error {
		if !entry.Type().IsRegular() || taken[path] {
			return nil
		}
		if text, err := readFile(path); err == nil && built(text) {
			list = append(list, path)
		}
		return nil
	})
	if err != nil {
		t.fail(err)
	}
	if folder.root != "" && len(list) > 0 { // else the command line says which scripts the folder is for
		others := t.others(folder)
		list = slices.DeleteFunc(list, func(path string) bool { return others[path] })
	}
	return list
}

// envelopes are the keys that a built payload has, in their order: the settings
// that are not always there may be missing.
var envelopes = []string{"cloud_id", "cloud_sid", "auth_token", "record", "publish", "flow"}

// built reports whether a text is a payload, byte by byte as build lays it out.
func built(text []byte) bool {
	doc, err := api.Decode(string(text))
	if err != nil || doc.Root.Kind != api.MapNode {
		return false
	}
	at := 0
	for _, kid := range doc.Root.Kids {
		n := slices.Index(envelopes[at:], kid.Key)
		if n < 0 {
			return false
		}
		at += n + 1
	}
	if doc.Root.Get("cloud_id") == nil || doc.Root.Get("record") == nil || doc.Root.Get("flow") == nil {
		return false
	}
	var compact, laidOut bytes.Buffer
	if json.Compact(&compact, text) != nil || json.Indent(&laidOut, compact.Bytes(), "", "  ") != nil {
		return false
	}
	body := strings.TrimSuffix(string(text), "\n")
	return body == compact.String() || body == laidOut.String()
}

// prune removes them, when all that is written is in its place.
func (t *tool) prune() {
	for _, path := range t.gone {
		if err := os.Remove(path); err != nil {
			t.fail(cannotWrite(path, err))
			continue
		}
		t.note("%s is removed: its script is gone\n", path)
	}
}
