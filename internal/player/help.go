package player

// helpLines are the page of help. Its lines fit into a narrow window.
func helpLines() []string {
	return []string{
		"0-9 #        keys of the telephone",
		"enter space  go on, answer, send keys",
		"o f          the request works, fails",
		"b            the number is busy",
		"n            no answer, no input",
		"h            the caller hangs up",
		"",
		"u            undo",
		"r            start again",
		"j            jump to a label",
		"t            write a test of this",
		"pgup pgdown  move the transcript",
		"q ctrl-c     quit",
		"",
		"any key      back to the call",
	}
}
