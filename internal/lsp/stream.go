package lsp

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync"

	"github.com/sourcegraph/jsonrpc2"
)

// A stream is the base protocol: JSON, each message behind a header that says
// how long it is. Unlike the codec of jsonrpc2 it answers a message that is none
// and goes on with the next one.
type stream struct {
	in    *bufio.Reader
	out   io.Writer
	close func() error
	mu    sync.Mutex // of out
}

// maxMessage is how many bytes a message may have: as many as a text may, with
// escapes.
const maxMessage = 600 << 20

var errHeader = errors.New("the header of a message is not as it should be")

// ReadObject implements jsonrpc2.ObjectStream.
func (s *stream) ReadObject(v any) error {
	for {
		body, err := s.read()
		if err != nil {
			return err
		}
		if !negative(body) && json.Unmarshal(body, v) == nil {
			return nil
		}
		reflect.ValueOf(v).Elem().SetZero() // a part of it may have been read
		if err := s.refuse(body); err != nil {
			return err
		}
	}
}

// negative reports whether a message has an id that jsonrpc2 takes for another
// one. In a text the quotes would have backslashes.
func negative(body []byte) bool {
	_, rest, found := bytes.Cut(body, []byte(`"id"`))
	rest = bytes.TrimLeft(rest, ": \t\r\n")
	return found && len(rest) > 0 && rest[0] == '-'
}

// read reads one message.
func (s *stream) read() ([]byte, error) {
	size := int64(-1)
	for {
		line, err := s.in.ReadSlice('\n')
		if errors.Is(err, bufio.ErrBufferFull) {
			return nil, errHeader
		}
		if err != nil {
			return nil, err
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			break
		}
		name, value, _ := strings.Cut(text, ":")
		if strings.EqualFold(name, "Content-Length") {
			if size, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64); err != nil {
				return nil, errHeader
			}
		}
	}
	if size < 0 || size > maxMessage {
		return nil, errHeader
	}
	var body bytes.Buffer
	body.Grow(int(min(size, 1<<20)) + bytes.MinRead) // more only where it comes
	if _, err := io.CopyN(&body, s.in, size); err != nil {
		return nil, io.ErrUnexpectedEOF
	}
	return body.Bytes(), nil
}

// refuse answers what is no message of the protocol.
func (s *stream) refuse(body []byte) error {
	said := struct {
		ID json.RawMessage `json:"id"`
	}{}
	failure := jsonrpc2.Error{Code: jsonrpc2.CodeInvalidRequest, Message: "this is no request"}
	if !json.Valid(body) {
		failure = jsonrpc2.Error{Code: jsonrpc2.CodeParseError, Message: "this is no JSON"}
	} else if json.Unmarshal(body, &said) != nil || said.ID != nil && strings.IndexByte(`"-0123456789`, said.ID[0]) < 0 {
		said.ID = nil
	}
	return s.WriteObject(struct {
		Version string          `json:"jsonrpc"`
		ID      json.RawMessage `json:"id"`
		Error   jsonrpc2.Error  `json:"error"`
	}{"2.0", said.ID, failure})
}

// WriteObject implements jsonrpc2.ObjectStream.
func (s *stream) WriteObject(v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	message := append(fmt.Appendf(nil, "Content-Length: %d\r\n\r\n", len(body)), body...)
	s.mu.Lock()
	defer s.mu.Unlock()
	_, err = s.out.Write(message)
	return err
}

// Close implements jsonrpc2.ObjectStream.
func (s *stream) Close() error { return s.close() }
