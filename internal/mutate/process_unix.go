//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// ownGroup makes that a process takes along those it started when its time is
// over: tests of programs start themselves again.
func ownGroup(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
}
