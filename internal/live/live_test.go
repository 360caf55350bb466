package live

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// asked are the requests that a server has got.
type asked struct {
	sync.Mutex
	list []string
}

func (a *asked) add(what string) {
	a.Lock()
	defer a.Unlock()
	a.list = append(a.list, what)
}

// take returns the requests since it was called last.
func (a *asked) take() []string {
	a.Lock()
	defer a.Unlock()
	list := a.list
	a.list = nil
	return list
}

// server answers by the path, and notes what it is asked.
func server(t *testing.T) (*httptest.Server, *asked) {
	t.Helper()
	a := &asked{}
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { a.add("elsewhere") }))
	t.Cleanup(elsewhere.Close)
	gone := make(chan struct{})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		a.add(r.Method + " " + r.URL.Path + " " + r.UserAgent())
		switch r.URL.Path {
		case "/fine":
			w.WriteHeader(http.StatusNoContent)
		case "/long":
			for range 100 {
				_, _ = w.Write(make([]byte, maxBody))
			}
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/on":
			http.Redirect(w, r, "/fine", http.StatusFound)
		case "/round":
			http.Redirect(w, r, "/round", http.StatusFound)
		case "/elsewhere":
			http.Redirect(w, r, elsewhere.URL, http.StatusFound)
		case "/never":
			<-gone
		case "/breaks":
			panic(http.ErrAbortHandler)
		}
	}))
	t.Cleanup(s.Close)
	t.Cleanup(func() { close(gone) }) // before the server waits for it
	return s, a
}

func TestAsk(t *testing.T) {
	s, a := server(t)
	type is struct {
		Answer Answer
		Err    string
		Asked  []string
	}
	closed := httptest.NewServer(nil)
	closed.Close()
	for _, tt := range []struct {
		method, address string
		timeout         time.Duration
		want            is
	}{
		{"GET", s.URL + "/fine", time.Minute, is{Answer{true, "204 No Content"}, "", []string{"GET /fine flowc"}}},
		{"DELETE", s.URL + "/long", time.Minute, is{Answer{true, "200 OK"}, "", []string{"DELETE /long flowc"}}},
		{"POST", s.URL + "/gone", time.Minute, is{Answer{false, "410 Gone"}, "", []string{"POST /gone flowc"}}},
		{"GET", s.URL + "/on", time.Minute, is{Answer{true, "204 No Content"}, "", []string{"GET /on flowc", "GET /fine flowc"}}},
		{"GET", s.URL + "/elsewhere", time.Minute, is{Answer{false, "302 Found"}, "", []string{"GET /elsewhere flowc"}}},
		{"GET", s.URL + "/breaks", time.Minute, is{Answer{false, "the connection broke"}, "", []string{"GET /breaks flowc"}}},
		{"GET", s.URL + "/never", time.Nanosecond, is{Answer{false, "nobody answered within 1ns"}, "", nil}},
		{"GET", closed.URL, time.Minute, is{Answer{false, "its host can't be reached"}, "", nil}},
		{"GET", "ftp://example.com", time.Minute, is{Err: "only addresses that start with https:// or http:// are asked"}},
		{"GET", "file:///etc/passwd", time.Minute, is{Err: "only addresses that start with https:// or http:// are asked"}},
		{"GET", "https:///x", time.Minute, is{Err: "the address names no host"}},
		{"GET", "https://\x00", time.Minute, is{Err: "the address can't be read"}},
		{"G E T", s.URL, time.Minute, is{Err: `there is no method "G E T"`}},
	} {
		answer, err := Asker{tt.timeout, "flowc"}.Ask(t.Context(), tt.method, tt.address)
		got := is{Answer: answer, Asked: a.take()}
		if err != nil {
			got.Err = err.Error()
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s %s: %s", tt.method, tt.address, diff)
		}
	}
	if answer, _ := (Asker{time.Minute, "flowc"}).Ask(t.Context(), "GET", s.URL+"/round"); answer != (Answer{false, "302 Found"}) || len(a.take()) != maxRedirects {
		t.Errorf("round: %v", answer)
	}
	given, cancel := context.WithCancel(t.Context())
	cancel()
	if answer, _ := (Asker{time.Minute, "flowc"}).Ask(given, "GET", s.URL); answer != (Answer{false, "nobody waits for it any more"}) {
		t.Errorf("given up: %v", answer)
	}
}
