package decompile

import "testing"

// TestWords makes names of choices in several languages, without articles and
// without what only says how to press a key.
func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"For English, press":               "english",
		"Für Deutsch drücken Sie die":      "deutsch",
		"Para español, pulse":              "espanol",
		"Para español, oprima la tecla":    "espanol",
		"Pour le français, appuyez sur le": "francais",
		"Per l'italiano, premere il tasto": "italiano",
		"Para portugués, marque":           "portugues",
		"die Bestätigung":                  "bestaetigung",
		"eine Absage":                      "absage",
		"una cita":                         "cita",
		"les horaires":                     "horaires",
		"Taste":                            "taste", // there is nothing else
	} {
		if got := words(text, 3); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
