//go:build unix

package output

import (
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// umask is what new files may not have, as the shell has set it. It can be read
// only by setting it.
var umask = sync.OnceValue(func() fs.FileMode {
	mask := syscall.Umask(0)
	syscall.Umask(mask)
	return fs.FileMode(mask)
})

// identity tells files apart, whatever they are called.
func identity(path string, info fs.FileInfo) any {
	if info != nil {
		if stat, ok := info.Sys().(*syscall.Stat_t); ok {
			return [2]uint64{uint64(stat.Dev), uint64(stat.Ino)}
		}
	}
	// There is no such file yet: it is what will be called so in that folder.
	if folder, err := os.Stat(filepath.Dir(path)); err == nil {
		return [2]any{identity("", folder), filepath.Base(path)}
	}
	return path
}

// links returns how many names a file has.
func links(info fs.FileInfo) uint64 {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(stat.Nlink)
	}
	return 1
}

// own gives a file the owner of another, where that is allowed.
func own(f *os.File, like fs.FileInfo) {
	if stat, ok := like.Sys().(*syscall.Stat_t); ok {
		_ = f.Chown(int(stat.Uid), int(stat.Gid))
	}
}
