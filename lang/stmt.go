package lang

// The structs below are the grammar: a participle tag says how a field is
// read. What their fields are made of, the leaves, is in leaf.go.

// APISetting says which API the payload is for.
type APISetting struct {
	stmt
	Version Name `parser:"'api' @@"`
}

func (s *APISetting) parts(p *parts) {
	p.word("api")
	p.leaf(&s.Version)
}

// CredentialSetting names the cloud, or says where a secret comes from.
type CredentialSetting struct {
	stmt
	Key   string     `parser:"@('cloud' | 'sid' | 'token')"`
	Env   *Name      `parser:"( 'env' @@"`
	Value *TextValue `parser:"| @@ )"`
}

func (s *CredentialSetting) parts(p *parts) {
	p.word(s.Key)
	if s.Env != nil {
		p.word("env")
		p.leaf(s.Env)
	}
	if s.Value != nil {
		p.leaf(s.Value)
	}
}

// RecordSetting says whether the call is recorded.
type RecordSetting struct {
	stmt
	Switch string `parser:"'record' @('on' | 'off')"`
}

func (s *RecordSetting) parts(p *parts) {
	p.word("record")
	p.word(s.Switch)
}

// PublishSetting says where the API sends its events.
type PublishSetting struct {
	stmt
	Method string `parser:"'publish' @('get' | 'post' | 'put' | 'patch' | 'delete')?"`
	URL    URL    `parser:"@@"`
}

func (s *PublishSetting) parts(p *parts) {
	p.word("publish")
	if s.Method != "" {
		p.word(s.Method)
	}
	p.leaf(&s.URL)
}

// FromSetting says who calls, wherever a step does not.
type FromSetting struct {
	stmt
	Number PhoneNumber `parser:"'from' @@"`
}

func (s *FromSetting) parts(p *parts) {
	p.word("from")
	p.leaf(&s.Number)
}

// EachSetting says how menus speak their choices.
type EachSetting struct {
	stmt
	Text TextValue `parser:"'each' @@"`
}

func (s *EachSetting) parts(p *parts) {
	p.word("each")
	p.leaf(&s.Text)
}

// Call places a call.
type Call struct {
	stmt
	Number PhoneNumber  `parser:"'call' @@"`
	From   *PhoneNumber `parser:"( 'from' @@ )?"`
}

func (s *Call) parts(p *parts) {
	p.word("call")
	p.leaf(&s.Number)
	if s.From != nil {
		p.word("from")
		p.leaf(s.From)
	}
}

// Say speaks a text.
type Say struct {
	stmt
	Text TextValue `parser:"'say' @@"`
}

func (s *Say) parts(p *parts) {
	p.word("say")
	p.leaf(&s.Text)
}

// Play plays a recording.
type Play struct {
	stmt
	URL    URL        `parser:"'play' @@"`
	Saying *TextValue `parser:"( 'saying' @@ )?"`
}

func (s *Play) parts(p *parts) {
	p.word("play")
	p.leaf(&s.URL)
	if s.Saying != nil {
		p.word("saying")
		p.leaf(s.Saying)
	}
}

// Input waits for keys.
type Input struct {
	stmt
	Count    Count     `parser:"'input' @@"`
	Into     *Into     `parser:"( 'into' @@ )?"`
	Branches *Branches `parser:"@@?"`
}

func (s *Input) parts(p *parts) {
	p.word("input")
	p.leaf(&s.Count)
	if s.Into != nil {
		p.word("into")
		p.leaf(s.Into)
	}
	if s.Branches != nil {
		p.node(s.Branches)
	}
}

// HTTP sends a request.
type HTTP struct {
	stmt
	Method   string    `parser:"@('get' | 'post' | 'put' | 'patch' | 'delete')"`
	URL      URL       `parser:"@@"`
	Branches *Branches `parser:"@@?"`
}

func (s *HTTP) parts(p *parts) {
	p.word(s.Method)
	p.leaf(&s.URL)
	if s.Branches != nil {
		p.node(s.Branches)
	}
}

// Callback arranges a call back.
type Callback struct {
	stmt
	Entity Entity    `parser:"'callback' @@"`
	Date   DateValue `parser:"'at' @@"`
	Time   TimeValue `parser:"@@"`
	Zone   Zone      `parser:"@@"`
}

func (s *Callback) parts(p *parts) {
	p.word("callback")
	p.leaf(&s.Entity)
	p.word("at")
	p.leaf(&s.Date)
	p.leaf(&s.Time)
	p.leaf(&s.Zone)
}

// Connect connects the caller.
type Connect struct {
	stmt
	Number PhoneNumber  `parser:"'connect' @@"`
	From   *PhoneNumber `parser:"( 'from' @@ )?"`
}

func (s *Connect) parts(p *parts) {
	p.word("connect")
	p.leaf(&s.Number)
	if s.From != nil {
		p.word("from")
		p.leaf(s.From)
	}
}

// Raw is an object of the payload as it stands.
type Raw struct {
	stmt
	Object   Object    `parser:"'raw' @@"`
	Branches *Branches `parser:"@@?"`
}

func (s *Raw) parts(p *parts) {
	p.word("raw")
	p.leaf(&s.Object)
	if s.Branches != nil {
		p.node(s.Branches)
	}
}

// Invoke runs a step of the author's own.
type Invoke struct {
	stmt
	Name     Name       `parser:"@@"`
	Args     []Argument `parser:"( @@ ( ',' @@ )* )?"`
	Branches *Branches  `parser:"@@?"`
}

func (s *Invoke) parts(p *parts) {
	p.leaf(&s.Name)
	for i := range s.Args {
		if i > 0 {
			p.mark(&comma)
		}
		p.item(&s.Args[i])
	}
	if s.Branches != nil {
		p.node(s.Branches)
	}
}

// Menu speaks choices and waits for one key.
type Menu struct {
	stmt
	URL  *URL       `parser:"'menu' ( 'play' @@"`
	Text *TextValue `parser:"| @@ )"`
	Each *TextValue `parser:"( 'each' @@ )?"`
	Into *Into      `parser:"( 'into' @@ )?"`
	Arms Arms       `parser:"@@"`
}

func (s *Menu) parts(p *parts) {
	p.word("menu")
	if s.URL != nil {
		p.word("play")
		p.leaf(s.URL)
	}
	if s.Text != nil {
		p.leaf(s.Text)
	}
	if s.Each != nil {
		p.word("each")
		p.leaf(s.Each)
	}
	if s.Into != nil {
		p.word("into")
		p.leaf(s.Into)
	}
	p.node(&s.Arms)
}

// Try makes attempts.
type Try struct {
	stmt
	Count Count `parser:"'try' @@ 'times'"`
	Body  Body  `parser:"@@"`
	Else  *Else `parser:"( 'else' @@ )?"`
}

func (s *Try) parts(p *parts) {
	p.word("try")
	p.leaf(&s.Count)
	p.word("times")
	p.node(&s.Body)
	if s.Else != nil {
		p.word("else")
		p.node(s.Else)
	}
}

// Label names the statements below it.
type Label struct {
	outer
	Name LabelMark `parser:"@@"`
}

func (s *Label) parts(p *parts) {
	p.leaf(&s.Name)
}

// Jump leaves the line.
type Jump struct {
	stmt
	Target Target `parser:"'->' @@"`
}

func (s *Jump) parts(p *parts) {
	p.word("->")
	p.leaf(&s.Target)
}

// End ends the call.
type End struct {
	stmt
	Word string `parser:"@'end'"` // nothing else to read: the grammar wants a field
}

func (s *End) parts(p *parts) {
	p.word("end")
}

// Let declares a constant.
type Let struct {
	outer
	Name  Declared `parser:"'let' @@ '='"`
	Value AnyValue `parser:"@@"`
}

func (s *Let) parts(p *parts) {
	p.word("let")
	p.leaf(&s.Name)
	p.word("=")
	p.leaf(&s.Value)
}

// Param declares a constant that the build can set.
type Param struct {
	outer
	Name    Declared  `parser:"'param' @@"`
	Default *AnyValue `parser:"( '=' @@ )?"`
}

func (s *Param) parts(p *parts) {
	p.word("param")
	p.leaf(&s.Name)
	if s.Default != nil {
		p.word("=")
		p.leaf(s.Default)
	}
}

// Use brings in the declarations of another file.
type Use struct {
	outer
	Path Path `parser:"'use' @@"`
}

func (s *Use) parts(p *parts) {
	p.word("use")
	p.leaf(&s.Path)
}

// StepDecl declares a step of the author's own.
type StepDecl struct {
	outer
	Name   Declared   `parser:"'step' @@"`
	Params []Declared `parser:"'(' ( @@ ( ',' @@ )* )? EOL* ')'"`
	Exits  []Declared `parser:"( '->' @@ ( '/' @@ )* )?"`
	Body   Body       `parser:"@@"`
}

func (s *StepDecl) parts(p *parts) {
	p.word("step")
	p.item(&s.Name)
	p.mark(&opening)
	for i := range s.Params {
		if i > 0 {
			p.mark(&comma)
		}
		p.item(&s.Params[i])
	}
	p.mark(&closing)
	for i := range s.Exits {
		if i == 0 {
			p.word("->")
		} else {
			p.mark(&slash)
		}
		p.node(&s.Exits[i])
	}
	p.node(&s.Body)
}
