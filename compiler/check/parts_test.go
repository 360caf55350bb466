package check

import "testing"

// TestAtHome tells addresses of the machine itself from others that look like them.
func TestAtHome(t *testing.T) {
	for rest, want := range map[string]bool{
		"localhost": true, "localhost:8080/a": true, "LOCALHOST?x={{pin}}": true, "127.0.0.1/a": true, "127.1.2.3:80": true, "[::1]": true, "[::1]:80/a": true, "ann@localhost/a": true,
		"": false, "127.evil.com/{{pin}}": false, "localhost.evil.com": false, "localhost@evil.com/a": false, "10.0.0.1": false, "[2001:db8::1]:80": false, "{{host}}/a": false,
	} {
		if got := atHome(rest); got != want {
			t.Errorf("%q is at home: %v, want %v", rest, got, want)
		}
	}
}

// TestBeside waits for what runs beside, and panics where that does, so that it can be
// recovered.
func TestBeside(t *testing.T) {
	done := false
	Beside(func() { done = true })()
	if !done {
		t.Error("it was not waited for")
	}
	defer func() {
		if got := recover(); got != "why" {
			t.Errorf("recovered %v", got)
		}
	}()
	Beside(func() { panic("why") })()
}
