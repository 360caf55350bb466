package lang

import "github.com/alecthomas/participle/v2/lexer"

// The kinds of token. A piece of text that no rule accepts becomes one of the
// illegal kinds, each for a mistake that has a message of its own, so that the
// lexer never fails.
const (
	tokEOL       lexer.TokenType = lexer.EOF - 1 - iota // a newline that ends a statement, or ;
	tokComment                                          // // to the end of the line
	tokText                                             // "..."
	tokLongText                                         // """..."""
	tokDate                                             // 2018-10-11
	tokTime                                             // 20:48 or 20:48:00
	tokHash                                             // # or 12#, a key
	tokNumber                                           // 5263 or +4930
	tokRange                                            // ..
	tokArrow                                            // ->
	tokLabelName                                        // NAME:
	tokIdent                                            // NAME
	tokPunct                                            // one of { } ( ) , / : = *
	tokBreak                                            // a comma at the end of its line
	tokJSON                                             // the object of a raw step

	illegalDigits   // digits that touch a letter
	illegalText     // a text that is not closed on its line
	illegalLongText // a long text that is not closed
	illegalJSON     // a raw object that is not closed
	illegalQuotes   // typographic quotes
	illegalSingle   // single quotes
	illegalURL      // a URL without quotes
	illegalVariable // {{name}} without quotes
	illegalConstant // ${name} without quotes
	illegalArrow    // an arrow as others write it
	illegalDots     // one or three dots
	illegalDepth    // braces nested too deep
	illegalHash     // a line that starts with # and is no arm
	illegalOther    // anything else
)

var symbols = map[string]lexer.TokenType{
	"EOF":       lexer.EOF,
	"EOL":       tokEOL,
	"Comment":   tokComment,
	"Text":      tokText,
	"LongText":  tokLongText,
	"Date":      tokDate,
	"Time":      tokTime,
	"Hash":      tokHash,
	"Number":    tokNumber,
	"Range":     tokRange,
	"Arrow":     tokArrow,
	"LabelName": tokLabelName,
	"Ident":     tokIdent,
	"Punct":     tokPunct,
	"Break":     tokBreak,
	"JSON":      tokJSON,
}

func illegal(t lexer.TokenType) bool { return t <= illegalDigits }

// MaxName is how many bytes a name may have. Nobody reads longer ones, and
// names are repeated in payloads and findings.
const MaxName = 200

// MaxDepth is how deep braces may be nested. Deeper ones are a finding: no
// person reads them, and every pass over the tree is recursive.
const MaxDepth = 100
