package lang_test

import (
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/flowc-lang/flowc/internal/corpus"
	"github.com/flowc-lang/flowc/lang"
	"github.com/flowc-lang/flowc/lang/source"
)

// scripts returns the scripts of the corpus that parse.
func scripts(t *testing.T) map[string]*lang.File {
	t.Helper()
	files := map[string]*lang.File{}
	texts, err := corpus.Read("..", corpus.Scripts)
	if err != nil {
		t.Fatal(err)
	}
	for path, text := range texts {
		if file := lang.Parse(source.NewFile(path, text)); len(file.Findings(nil)) == 0 {
			files[path] = file
		}
	}
	if len(files) < 50 {
		t.Fatalf("only %d scripts parse", len(files))
	}
	return files
}

// TestPrintWithoutText takes from each tree of the corpus what only a parsed
// one has: it prints as before.
func TestPrintWithoutText(t *testing.T) {
	for path, file := range scripts(t) {
		want := lang.Sprint(file)
		file.Source = nil
		strip(reflect.ValueOf(&file.Body))
		if d := cmp.Diff(want, lang.Sprint(file)); d != "" {
			t.Errorf("%s: without positions (-want +got):\n%s", path, d)
		}
	}
}

// TestPrintLines prints files statement by statement: that is the same layout.
func TestPrintLines(t *testing.T) {
	for path, file := range scripts(t) {
		head := &lang.File{}
		head.Body.Comments = file.Body.Comments
		lines := lang.NewLines(head)
		for _, s := range file.Body.Stmts {
			lines.Add(s)
		}
		if d := cmp.Diff(lang.Sprint(file), lines.String()); d != "" {
			t.Errorf("%s: line by line (-want +got):\n%s", path, d)
		}
	}
}

// strip sets all positions to 0.
func strip(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			strip(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			strip(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch f := v.Type().Field(i); {
			case f.Name == "Start" || f.Name == "End":
				v.Field(i).SetInt(0)
			case f.IsExported() || f.Anonymous:
				strip(v.Field(i))
			}
		}
	}
}

// mended prints a script, checks that its layout is its own layout, and
// returns it.
func mended(t *testing.T, script string) string {
	t.Helper()
	file := parse(script)
	if list := file.Findings(nil); len(list) > 0 {
		t.Fatalf("%s\n%s", list[0].Message, script)
	}
	once := lang.Sprint(file)
	if d := cmp.Diff(once, lang.Sprint(parse(once))); d != "" {
		t.Errorf("the layout of the layout (-once +twice):\n%s", d)
	}
	return once
}

// TestPrint has one case for each rule of the layout, and for each place
// where a comment can stand.
func TestPrint(t *testing.T) {
	for _, tc := range []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"blank lines at the ends", "\n\n\nend\n\n\n", "end\n"},
		{"several blank lines", "say \"a\"\n\n\n\nend\n", "say \"a\"\n\nend\n"},
		{"labels", "a: say \"x\"; end", "a:\n  say \"x\"\n  end\n"},
		{"declarations under a label", "a:\n  end\nlet x = 1\n", "a:\n  end\nlet x = 1\n"},
		{"one line", "try 2 times{->again}else{}", "try 2 times { -> again } else { }\n"},
		{"one line with two statements", "try 2 times { a: -> again }", "try 2 times {\n  a:\n    -> again\n}\n"},
		{"one line with a jump", "try 2 times { say \"x\";-> again } else { input 1 { 1 { say \"y\"; end } } }", "try 2 times { say \"x\"; -> again } else { input 1 { 1 { say \"y\"; end } } }\n"},
		{"one line with two steps", "try 2 times { say \"x\"; say \"y\" }", "try 2 times {\n  say \"x\"\n  say \"y\"\n}\n"},
		{"one line in one of several", "input 1 { 1 {\nend } }", "input 1 {\n  1 {\n    end\n  }\n}\n"},
		{"an empty block", "input 1 {\n\n}\n", "input 1 { }\n"},
		{"a line end of Windows", "say \"\"\"\r\na\r\n\"\"\"\r\nend\r\n", "say \"\"\"\na\n\"\"\"\nend\n"},
		{"broken arguments", "s \"a\",\n\"b\", \"c\",\n\n\"d\"", "s \"a\",\n  \"b\", \"c\",\n  \"d\"\n"},
		{"joined keys", "input 1 {\n 1,\n 2 -> next\n}", "input 1 {\n  1, 2 -> next\n}\n"},
		{"joined parameters", "step s(\n a,\n b\n) { end }", "step s(a, b) { end }\n"},

		{"comment above", "  // a\nend", "// a\nend\n"},
		{"comment behind", "end// a", "end // a\n"},
		{"comment below", "say \"x\"\n\n// a\n\nend", "say \"x\"\n\n// a\n\nend\n"},
		{"comments below a label", "a:\nsay \"x\"\n\n// b\n\n  // c\n\nend", "a:\n  say \"x\"\n\n  // b\n\n  // c\n\n  end\n"},
		{"comment less deep", "a:\n  say \"x\"\n\n// b\n\n  end", "a:\n  say \"x\"\n\n// b\n\n  end\n"},
		{"comment of a file", "// a\n\nend", "// a\n\nend\n"},
		{"comment behind a brace", "input 1 { // a\n1 -> next }", "input 1 { // a\n  1 -> next\n}\n"},
		{"comment in a block", "input 1 {\n// a\n}", "input 1 {\n  // a\n}\n"},
		{"comment at the end of a block", "input 1 {\n1 -> next\n// a\n}", "input 1 {\n  1 -> next\n  // a\n}\n"},
		{"comment among arms behind a body", "input 1 {\n  1 {\n    end\n  }\n\n    // a\n\n  2 -> next\n}", "input 1 {\n  1 {\n    end\n  }\n\n  // a\n\n  2 -> next\n}\n"},
		{"comment behind a comma", "s 1, // a\n2", "s 1, // a\n  2\n"},
		{"comment in a list", "s 1,\n// a\n2", "s 1,\n  // a\n  2\n"},
		{"comments in parentheses", "step s( // a\n// b\np // c\n// d\n) { end }", "step s( // a\n  // b\n  p // c\n  // d\n  ) { end }\n"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if d := cmp.Diff(tc.want, mended(t, tc.in)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestPrintParts(t *testing.T) {
	file := parse("a: input 1 { // c\n  1 -> next // d\n}\n")
	input := file.Body.Stmts[1].(*lang.Input)
	for _, tc := range []struct {
		n    lang.Node
		want string
	}{
		{input, "input 1 { // c\n  1 -> next // d\n}\n"},
		{input.Branches, "{ // c\n  1 -> next // d\n}"},
		{input.Branches.Arms.Arms[0], "1 -> next // d\n"},
		{&input.Count, "1"},
	} {
		if got := strings.TrimPrefix(lang.Sprint(tc.n), " "); got != tc.want {
			t.Errorf("%T prints as %q, want %q", tc.n, got, tc.want)
		}
	}
	if err := lang.Print(&strings.Builder{}, parse("say")); err == nil {
		t.Error("what did not parse is printed")
	}
}

// TestBuild prints a tree that was built by hand, and reads it back.
func TestBuild(t *testing.T) {
	get := &lang.HTTP{Method: "get", URL: lang.Text("https://example.com/${x}"), Branches: lang.Targets("ok", "fail")}
	get.Apart()
	get.Above("Look it up,\nand go on.")
	get.Behind("as ever")
	get.Below("Apart.")
	label := &lang.Label{Name: lang.To("ok")}
	sorry := &lang.Arm{Keys: append(lang.Keys("fail", "0#", "a b", "12"), lang.Range("3", "5")), Body: lang.Block(&lang.Say{Text: lang.Text("Sorry, \"you\".")})}
	to := &lang.Arm{Keys: lang.Keys("1"), Text: new(lang.Spoken(lang.Text("a"))), Target: new(lang.Target(lang.To("b")))}
	menu := &lang.Menu{Text: new(lang.TextValue(lang.Text("x"))), Arms: lang.Arms{Arms: []*lang.Arm{to}}}
	menu.Arms.OneLine = true
	input := &lang.Input{Count: lang.Digits("1"), Into: new(lang.Into(lang.Ref("k"))), Branches: &lang.Branches{Arms: &lang.Arms{Arms: []*lang.Arm{sorry, to}}}}
	input.Branches.Arms.Inside("In the block.")
	use := &lang.Invoke{Name: lang.Name{Text: "s"}, Args: []lang.Argument{{Value: lang.Ref("a")}, {Param: new(lang.ParamName(lang.To("p"))), Value: lang.Digits("1"), Broken: true}}}
	use.Args[1].Behind("last")
	use.Behind("behind that")
	file := &lang.File{Body: lang.Body{Stmts: []lang.Stmt{
		&lang.Let{Name: lang.Declare("x"), Value: lang.Text("y")}, get, menu, label, input,
		&lang.Callback{Entity: lang.Ref("x"), Date: lang.Date("2018-10-11"), Time: lang.Time("20:48"), Zone: lang.Timezone("Asia/Kolkata")},
		&lang.Raw{Object: lang.JSON("{}")}, use, &lang.End{},
	}}}
	file.Body.Inside("Of the file.")
	want := `// Of the file.

let x = "y"

// Look it up,
// and go on.
get "https://example.com/\${x}" -> ok/fail // as ever
// Apart.

menu "x" { 1 "a" -> b }
ok:
  input 1 into k {
    // In the block.

    fail, 0#, "a b", 12, 3..5 { say "Sorry, \"you\"." }
    1 "a" -> b
  }
  callback x at 2018-10-11 20:48 Asia/Kolkata
  raw {}
  s a,
    p: 1 // last
  // behind that
  end
`
	got := lang.Sprint(file)
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	mended(t, got)
}

// TestFileComments checks that each comment is in the tree once, in order.
func TestFileComments(t *testing.T) {
	for path, file := range scripts(t) {
		last := int32(-1)
		for _, c := range file.Comments() {
			if c.Start <= last || !strings.HasPrefix(file.Source.Text[c.Start:], c.Text) {
				t.Errorf("%s: %q stands at %d, behind one at %d", path, c.Text, c.Start, last)
			}
			last = c.Start
		}
	}
}

// nested returns requests that stand in each other's arms.
func nested(depth int) string {
	return strings.Repeat("input 1 { 1 { ", depth/2) + "end" + strings.Repeat(" } }", depth/2)
}

func TestDepth(t *testing.T) {
	if lang.MaxDepth != 100 {
		t.Fatal("the cases are for 100")
	}
	deep := nested(100)
	if list := parse(deep).Findings(nil); len(list) > 0 {
		t.Errorf("100 deep: %s", list[0].Message)
	}
	if got := mended(t, deep); got != deep+"\n" {
		t.Errorf("100 deep prints as %q", got)
	}
	list := parse("try 2 times { " + deep + " }").Findings(nil)
	if len(list) != 1 || !strings.Contains(list[0].Message, "more than 100 deep") {
		t.Errorf("101 deep: %v", list)
	}
}

func TestWalkOrder(t *testing.T) {
	var calls []string
	lang.WalkBoth(parse("input 1 { 1, 2 -> a }\nsay \"x\""), func(n lang.Node) bool {
		calls = append(calls, fmt.Sprintf("+%T", n))
		_, arm := n.(*lang.Arm)
		return !arm
	}, func(n lang.Node) { calls = append(calls, fmt.Sprintf("-%T", n)) })
	want := "+File +Body +Input +Count -Count +Branches +Arms +Arm -Arms -Branches -Input +Say +TextValue -TextValue -Say -Body -File"
	if d := cmp.Diff(want, strings.ReplaceAll(strings.Join(calls, " "), "*lang.", "")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestWalkAllocates(t *testing.T) {
	file := parse(strings.Repeat("input 1 { 1 -> next; else { say \"x\" } }\n", 100))
	nodes := 0
	if n := testing.AllocsPerRun(10, func() {
		lang.Walk(file, func(lang.Node) bool { nodes++; return true })
	}); n > 2 {
		t.Errorf("a walk allocates %v times", n)
	}
}

// TestSuggestions checks that a misspelt word is held against the words that
// can stand in its statement.
func TestSuggestions(t *testing.T) {
	for script, want := range map[string]string{
		"call 1 heer 2": "", "call 1 tmes": "", "get \"x\" pst": "",
		"call 1 frm 2": "from", "play \"x\" sayin \"y\"": "saying", "try 2 times { -> again } esle -> next": "else",
	} {
		list := parse(script).Findings(nil)
		if len(list) != 1 {
			t.Fatalf("%s: %d findings", script, len(list))
		}
		_, near, _ := strings.Cut(list[0].Message, "; did you mean ")
		if near = strings.Trim(near, `"?`); near != want {
			t.Errorf("%s: suggests %q, want %q", script, near, want)
		}
	}
}
