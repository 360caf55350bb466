package draw

import "github.com/flowc-lang/flowc/internal/layout"

// Graph returns what is laid out of a scene.
func (s *Scene) Graph() *layout.Graph {
	_, g := s.graph()
	return g
}
