// Package corpus reads the scripts and payloads that the project has, for tests
// and tools that try something on all of them.
package corpus

import (
	"fmt"
	"os"
	"path/filepath"
)

// Patterns of files, from the root of the project.
var (
	Scripts  = []string{"golden/*/in.flow", "examples/*.flow", "examples/*/*.flow"}
	Payloads = []string{"golden/*/out.*.json", "compiler/decompile/testdata/*.json"}
)

// Read returns the texts of the files of some patterns, by path. There is a file
// for each pattern.
func Read(root string, patterns []string) (map[string]string, error) {
	texts := map[string]string{}
	for _, pattern := range patterns {
		paths, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil || len(paths) == 0 {
			return nil, fmt.Errorf("no files %s in %s", pattern, root)
		}
		for _, path := range paths {
			text, err := os.ReadFile(path)
			if err != nil {
				return nil, err
			}
			texts[path] = string(text)
		}
	}
	return texts, nil
}
