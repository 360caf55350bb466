package project

import (
	"errors"
	"maps"
	"os"
	"strings"

	"github.com/joho/godotenv"
)

// Environment returns the variables of files of the form NAME=VALUE. What the
// process has in its own environment counts more.
func Environment(p *Project, files []string) (func(string) (string, bool), error) {
	values := map[string]string{}
	for _, name := range files {
		text, err := p.Text(name)
		if err != nil {
			return nil, err
		}
		more, err := godotenv.Parse(strings.NewReader(text))
		if err != nil {
			// The error would show the line, which may hold a secret.
			return nil, Unreadable(name, errors.New("it is no list of NAME=VALUE lines"))
		}
		maps.Copy(values, more)
	}
	return func(name string) (string, bool) {
		if value, ok := os.LookupEnv(name); ok {
			return value, true
		}
		value, ok := values[name]
		return value, ok
	}, nil
}
