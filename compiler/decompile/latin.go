package decompile

import "sync"

// latinLetters are the small letters of languages in Latin script, behind what
// is written for them in a name.
var latinLetters = []string{
	"a", "ªàáâãåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ",
	"ae", "äæ",
	"b", "ḃḅḇ",
	"c", "çćĉċčḉ",
	"d", "ðďđḋḍḏḑḓ",
	"dz", "ǆǳ",
	"e", "èéêëēĕėęěȅȇȩəḕḗḙḛḝẹẻẽếềểễệ",
	"f", "ƒḟ",
	"g", "ĝğġģǧǵḡ",
	"h", "ĥħȟḣḥḧḩḫẖ",
	"i", "ìíîïĩīĭįıǐȉȋḭḯỉị",
	"ij", "ĳ",
	"j", "ĵǰ",
	"k", "ķĸǩḱḳḵ",
	"l", "ĺļľŀłḷḹḻḽ",
	"lj", "ǉ",
	"m", "ḿṁṃ",
	"n", "ñńņňŉǹṅṇṉṋ",
	"ng", "ŋ",
	"nj", "ǌ",
	"o", "ºòóôõōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ",
	"oe", "öøœ",
	"p", "ṕṗ",
	"r", "ŕŗřȑȓṙṛṝṟ",
	"s", "śŝşšſșṡṣṥṧṩẛ",
	"ss", "ß",
	"t", "ţťŧțṫṭṯṱẗ",
	"th", "þ",
	"u", "ùúûũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự",
	"ue", "ü",
	"v", "ṽṿ",
	"w", "ŵẁẃẅẇẉẘ",
	"x", "ẋẍ",
	"y", "ýÿŷȳẏẙỳỵỷỹ",
	"z", "źżžẑẓẕ",
}

var latin = sync.OnceValue(func() map[rune]string {
	m := map[rune]string{}
	for i := 0; i < len(latinLetters); i += 2 {
		for _, r := range latinLetters[i+1] {
			m[r] = latinLetters[i]
		}
	}
	return m
})
