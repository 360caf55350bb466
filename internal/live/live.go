// Package live makes the requests of a call for real. It is the only package that
// opens connections, and does so only for who asks for it by --live. What a server
// sends is not kept: a call goes on by whether a request works.
package live

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"
)

// An Asker makes requests.
type Asker struct {
	Timeout time.Duration // of one request, with all that it is led on to
	Agent   string        // how it names itself
}

// An Answer is what came of a request.
type Answer struct {
	Works bool   // the status is one of 200 to 299
	Says  string // what the server said, or why it said nothing, in words without the address
}

// maxBody is how many bytes of a body are read, so that a connection can end well.
const maxBody = 64 << 10

// Ask makes a request without a body. An error says why it is not made. One that
// is led on is followed on the same host only: what the address holds is for no
// other.
func (a Asker) Ask(ctx context.Context, method, address string) (Answer, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return Answer{}, errors.New("the address can't be read")
	case u.Scheme != "http" && u.Scheme != "https":
		return Answer{}, errors.New("only addresses that start with https:// or http:// are asked")
	case u.Host == "":
		return Answer{}, errors.New("the address names no host")
	}
	ctx, cancel := context.WithTimeout(ctx, a.Timeout)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, method, u.String(), nil)
	if err != nil {
		return Answer{}, fmt.Errorf("there is no method %q", method)
	}
	request.Header.Set("User-Agent", a.Agent)
	client := http.Client{Transport: once(), CheckRedirect: sameHost}
	response, err := client.Do(request)
	if err != nil {
		return Answer{Says: a.reason(ctx, err)}, nil
	}
	defer response.Body.Close()
	_, _ = io.CopyN(io.Discard, response.Body, maxBody)
	says := fmt.Sprintf("%d %s", response.StatusCode, http.StatusText(response.StatusCode))
	return Answer{Works: response.StatusCode/100 == 2, Says: says}, nil
}

// once returns a transport that asks once: on a connection that was kept it would
// ask again where that has broken.
func once() *http.Transport {
	t := http.DefaultTransport.(*http.Transport).Clone() // with the proxy of the environment
	t.DisableKeepAlives = true
	return t
}

const maxRedirects = 10

// sameHost ends what is led on to another host, to a connection that everybody can
// read, or for ever: its answer is then that of the host that leads there.
func sameHost(next *http.Request, before []*http.Request) error {
	from := before[0].URL
	if next.URL.Host != from.Host || from.Scheme == "https" && next.URL.Scheme != "https" || len(before) >= maxRedirects {
		return http.ErrUseLastResponse
	}
	return nil
}

// reason says why a server said nothing. What the library says has the address in
// it, and may have a secret.
func (a Asker) reason(ctx context.Context, err error) string {
	var name *net.DNSError
	var dial *net.OpError
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		return "nobody answered within " + a.Timeout.String()
	case ctx.Err() != nil:
		return "nobody waits for it any more"
	case errors.As(err, &name):
		return "its host is not known"
	case errors.As(err, &dial) && dial.Op == "dial":
		return "its host can't be reached"
	}
	return "the connection broke"
}
