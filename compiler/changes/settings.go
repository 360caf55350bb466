package changes

import (
	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/compiler/same"
)

// settings adds what differs beside the steps.
func (d *differ) settings() {
	was, publishWas := same.Settings(d.old.Payload)
	is, publishIs := same.Settings(d.new.Payload)
	d.members(was, is, "")
	if find(was, "publish") != nil && find(is, "publish") != nil {
		d.members(publishWas, publishIs, "publish")
	}
}

// members adds which members of an object differ, in the order of the new one.
func (d *differ) members(was, is []*api.Node, in string) {
	for _, n := range is {
		if before := find(was, n.Key); !same.Equal(before, n) {
			d.setting(n.Key, in, before, n)
		}
	}
	for _, n := range was {
		if find(is, n.Key) == nil {
			d.setting(n.Key, in, n, nil)
		}
	}
}

func find(list []*api.Node, key string) *api.Node {
	for _, n := range list {
		if n.Key == key {
			return n
		}
	}
	return nil
}

// setting adds that a setting differs. Of credentials only that is told.
func (d *differ) setting(key, in string, was, is *api.Node) {
	if key == "publish" && in == "" && was != nil && is != nil {
		return // what is in it is told
	}
	name, at := key, key
	if in != "" {
		name, at = in+" "+key, in
	}
	e := &entry{Change: Change{Sign: '~', Kind: Setting, Old: d.old.Setting(at), New: d.new.Setting(at)}, at: none}
	switch {
	case key == "record" && in == "" && (was == nil || is == nil):
		e.Words = "the call is recorded now"
		if is == nil {
			e.Words = "the call is no longer recorded"
		}
	case key == "publish" && in == "" && was == nil:
		e.Sign, e.Words = '+', "events are published now, to "+d.new.shown(d.new.Payload.Envelope.Get(key).Get("url"))
	case key == "publish" && in == "" && is == nil:
		e.Sign, e.Words = '-', "events are no longer published"
	case api.Placeholders[key] != "" && key != "cloud_id":
		e.Words = name + " is another one"
	case was == nil:
		e.Sign, e.Words = '+', name+" is "+d.new.shown(is)
	case is == nil:
		e.Sign, e.Words = '-', name+" was "+d.old.shown(was)
	default:
		e.Words = name + " was " + d.old.shown(was) + ", and is " + d.new.shown(is)
	}
	e.group = group{kind: Setting, words: name}
	d.add(e, none, none)
}
