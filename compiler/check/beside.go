package check

// Beside starts f, and returns what waits for its end. Where f panics, so does who
// waits: nobody could recover it elsewhere.
func Beside(f func()) (wait func()) {
	done := make(chan any, 1)
	go func() {
		defer func() { done <- recover() }()
		f()
	}()
	return func() {
		if failure := <-done; failure != nil {
			panic(failure)
		}
	}
}
