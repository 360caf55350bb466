// Package draw makes pictures of calls: it says what a caller hears, presses and
// comes to, in boxes and lines, and writes them as SVG, as a page of HTML, as
// Mermaid and as DOT. It finds nothing wrong with a call, and where the boxes
// stand internal/layout says.
package draw

import (
	"strings"

	"github.com/flowc-lang/flowc/lang/source"
)

// A Scene is what is to be seen of a call.
type Scene struct {
	Title  string
	Boxes  []Box // the first is where the call starts, or what is looked at
	Groups []Group
	Arrows []Arrow
}

// A Role is what a box stands for.
type Role string

// What boxes stand for.
const (
	Calls      Role = "calls"
	Prompt     Role = "prompt"
	Keys       Role = "keys"
	Request    Role = "request"
	Callback   Role = "callback"
	Connect    Role = "connect"
	Raw        Role = "raw"
	Part       Role = "part"        // a group that is collapsed
	More       Role = "more"        // what is not shown
	Connected  Role = "connected"   // the call ends connected to somebody
	CalledBack Role = "called-back" // and ends
	Ends       Role = "ends"
	Lost       Role = "lost"    // leads to what is not there
	Removed    Role = "removed" // what an older call had
	Setting    Role = "setting" // what has changed and is in no step
)

// ending reports whether the call goes nowhere from such a box.
func (r Role) ending() bool {
	return r == Connected || r == CalledBack || r == Ends || r == Lost || r == More
}

// A Box is a step, an ending, or a group that is collapsed.
type Box struct {
	Role   Role
	Label  string // that it stands under: a heading
	Words  string // what happens
	Whole  string // the same with all that the box has no room for
	Step   int    // of the call, or None
	Object string // of the payload
	At     source.Place
	Group  int  // that it stands in, or None
	Never  bool // the call does not come there
	Change byte // '+' or '~' where it is new or changed, '!' where no test comes to it
}

// None is no step, or no group.
const None = -1

// A Group is an attempt, a step of one's own, or what is never reached.
type Group struct {
	Heading string
	Labels  []string // that stand before it
	Role    GroupRole
	Parent  int // which comes before it, or None
}

// title is what a group is called.
func (g *Group) title() string {
	if len(g.Labels) == 0 {
		return visible(g.Heading)
	}
	return visible(strings.Join(g.Labels, ", ") + ": " + g.Heading)
}

// A GroupRole is what a group holds.
type GroupRole string

// What groups hold.
const (
	Attempts GroupRole = "attempts"
	Attempt  GroupRole = "attempt"
	Own      GroupRole = "own" // a use of a step of one's own
	Never    GroupRole = "never"
	Gone     GroupRole = "gone"   // what an older call had
	Beside   GroupRole = "beside" // what has changed and is in no step
)

// An Arrow leads from one box to another.
type Arrow struct {
	From, To int
	Key      string // what the caller presses, or what comes of it; "" where the call just goes on
	Change   byte
}
