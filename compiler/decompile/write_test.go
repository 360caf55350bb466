package decompile

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/compiler/api"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// drafted returns what a call is to say.
func drafted(t testing.TB, flow string) *draft {
	t.Helper()
	text := `{"cloud_id":"dev","cloud_sid":"${SID}","auth_token":"${TOKEN}","flow":[` + flow + `]}`
	doc, err := api.Decode(text)
	if err != nil {
		t.Fatal(err)
	}
	return &inspect(doc, source.NewFile("payload.json", text), 0, false).draft
}

// tree returns the tree of the script of a draft, and its units in order.
func tree(d *draft) (file *lang.File, order []int) {
	file = d.head()
	order = d.write(func(s lang.Stmt) { file.Body.Stmts = append(file.Body.Stmts, s) })
	return file, order
}

func dumped(t testing.TB, n lang.Node) string {
	t.Helper()
	var b strings.Builder
	if err := lang.Dump(&b, n, false); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The tree of a small call, as it was built.
func TestWrite(t *testing.T) {
	file, order := tree(drafted(t, `
		{"id":0,"type":"play","text":"Hello.","next_step":1},
		{"id":1,"type":"digits","count":1,"variable":"key","flow":{"1":3,"2":3,"3":3,"*":2}},
		{"id":2,"type":"play","text":"Sorry."},
		{"id":3,"type":"connect","number":"5263","next_step":0},
		{"id":4,"type":"dance","next_step":0}`))
	want := `File
  Body
    CredentialSetting cloud _
      TextValue "dev"
    CredentialSetting sid env _
      Name SID
    CredentialSetting token env _
      Name TOKEN
    Label _ [blank]
      LabelMark ask_key :
    Say say _
      TextValue "Hello."
    Input input _ into _ _
      Count 1
      Into key
      Branches _
        Arms
          Arm _ _
            Key 1 .. 3
            Body [one line]
              Connect connect _
                PhoneNumber 5263
          Arm _ _
            Key else
            Body [one line]
              Say say _
                TextValue "Sorry."
              End end
    Jump -> _
      Target ask_key
    Raw raw _ [blank]
      above // The call never gets here: nothing leads to these steps.
      Object { "type": "dance" }
    Jump -> _
      Target ask_key
`
	if diff := cmp.Diff(want, dumped(t, file)); diff != "" {
		t.Errorf("%s\n%s", diff, lang.Sprint(file))
	}
	if diff := cmp.Diff([]int{0, 1, 3, 2, 4}, order); diff != "" {
		t.Error(diff)
	}
}

// parsesBack holds a tree that was built against what is parsed of its print.
func parsesBack(t testing.TB, file *lang.File) {
	t.Helper()
	text := lang.Sprint(file)
	if diff := cmp.Diff(looks(dumped(t, lang.Parse(source.NewFile("", text)))), looks(dumped(t, file))); diff != "" {
		t.Errorf("the script is another tree than was built: %s\n%s", diff, text)
	}
}

// looks leaves out what texts say and name: nobody has read those that were built.
func looks(dump string) string {
	lines := strings.Split(dump, "\n")
	for i, line := range lines {
		line, _, _ = strings.Cut(line, " [names ")
		lines[i], _, _ = strings.Cut(line, " [says ")
	}
	return strings.Join(lines, "\n")
}

// Where a text is long, it stands on several lines, as deep as its statement.
func TestProse(t *testing.T) {
	word := strings.Repeat("long ", 21) + "enough."
	for _, c := range []struct{ says, want string }{
		{"short", `"short"`},
		{word, `"""
    long long long long long long long long long long long long long long long long
    long long long long long enough.
  """`},
		{word + "\nA \"line\".", `"""
    long long long long long long long long long long long long long long long long
    long long long long long enough.

    A "line".
  """`},
		{word + "  Two spaces.", lang.Quote(word + "  Two spaces.")},
		{word + "\n", lang.Quote(word + "\n")},
	} {
		v := lang.Text(c.says).Value
		prose(&v, 1)
		if diff := cmp.Diff(c.want, v.Raw); diff != "" {
			t.Error(diff)
		}
		if says, _ := v.Plain(); says != c.says {
			t.Errorf("it says %q", says)
		}
	}
}

// What leads where is written by position where that can say it.
func TestWritten(t *testing.T) {
	for _, c := range []struct{ name, flow, want string }{
		{"any input goes on", `{"id":0,"type":"digits","count":4,"flow":{"*":1}},{"id":1,"type":"play","text":"a"}`,
			"input 4\nsay \"a\"\n"},
		{"no branches", `{"id":0,"type":"digits","count":4,"flow":{}}`, "input 4 -> end\n"},
		{"both go on", `{"id":0,"type":"http","url":"https://a.b","flow":{"success":1,"fail":1}},{"id":1,"type":"play","text":"a"}`,
			"get \"https://a.b\"\nsay \"a\"\n"},
		{"one ends", `{"id":0,"type":"http","url":"https://a.b","method":"PUT","flow":{"success":1}},{"id":1,"type":"play","text":"a"}`,
			"put \"https://a.b\" -> next/end\nsay \"a\"\n"},
		{"both end", `{"id":0,"type":"http","url":"https://a.b","flow":{}}`, "get \"https://a.b\" -> end/end\n"},
		{"a raw object says it", `{"id":0,"type":"digits","count":4,"x":1,"flow":{"*":1}},{"id":1,"type":"play","text":"a"}`,
			"raw { \"type\": \"digits\", \"count\": 4, \"x\": 1 } -> next\nsay \"a\"\n"},
		{"a number of many uses", `{"id":0,"type":"call","number":"5263","next_step":1},{"id":1,"type":"call","number":"5263","next_step":2},{"id":2,"type":"connect","number":"5263"}`,
			"let number_1 = 5263\n\ncall number_1\ncall number_1\nconnect number_1\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file, _ := tree(drafted(t, c.flow))
			parsesBack(t, file)
			_, body, _ := strings.Cut(lang.Sprint(file), "token env TOKEN\n\n")
			if diff := cmp.Diff(c.want, body); diff != "" {
				t.Error(diff)
			}
		})
	}
}
