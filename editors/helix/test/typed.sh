# Types into Helix, and waits for what the screen should show. run reads this.
cp -r "$root/editors/testdata" "$tmp/project"
cd "$tmp/project"
terminal() { tmux -u -L "flow-$$" "$@"; }
screen() { terminal capture-pane -p; }
trap 'terminal kill-server 2>/dev/null || true; rm -rf "$tmp"' EXIT
await() {
	tries=0
	until eval "$1"; do
		tries=$((tries + 1))
		[ "$tries" -lt 200 ] || { echo "never came: $1"; screen; exit 1; }
		sleep 0.1
	done
}
shows() { await "screen | grep -q '$1'"; }
hides() { await "! screen | grep -q '$1'"; }
# Keys one at a time: an Escape and a key that follow at once are another key.
keys() {
	for key; do
		terminal send-keys "$key"
		sleep 0.05
	done
}
line() { keys : "$1" Enter; }

terminal -f /dev/null new-session -d -x 120 -y 30 'hx main.flow'
shows 'say "Danke schön."; -> agnet'
await 'terminal capture-pane -e -p | grep -q "38;5;[0-9]*m[^ ]*say.*38;5;[0-9]*m.Danke"'
echo 'Helix colours a script'

line 7
shows 'no label "agnet"; did you mean "agent"'
echo 'finding'
keys g l
keys Space a
shows 'Write agent'
keys Enter
shows '; -> agent'
hides 'did you mean'
echo 'fix'

line 10
keys g l Space k
shows 'let operator'
keys Escape
hides 'let operator'
echo 'hover'
keys g d
shows 'let operator'
keys C-o
shows 'Danke'
echo 'definition'
keys g r
shows 'lib/pin.flow:3'
shows 'main.flow:10'
keys Escape
hides 'lib/pin.flow:3'
echo 'references'
keys Space s
shows 'namespace  *agent'
keys Escape
hides 'namespace '
keys Space S ask_pin
shows 'function  *ask_pin  *lib/pin.flow'
keys Escape
hides 'function '
echo 'symbols'

line 6
keys Space r
shows 'rename-to:ask_pin'
keys C-u ask_code Enter
shows '6  ask_code '
line 7
keys ':format' Enter
shows '8  *-> agent'
keys ':write-all' Enter
await 'grep -q "^step ask_code(" lib/pin.flow && grep -q "^ask_code " main.flow'
await 'flowc fmt --check main.flow'
echo 'rename, in both files, and layout'

line 8
keys o - '>' Space
shows 'agent  *reference'
shows 'next  *keyword'
keys C-n Enter Escape
shows ' 9  *-> agent'
echo 'completion'
