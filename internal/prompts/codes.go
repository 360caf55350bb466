package prompts

import "github.com/flowc-lang/flowc/lang/diag"

// The codes of what comes back from those who translate. Their examples are short
// tables; prompts writes more columns.
var (
	promptGone = diag.Register(diag.Code{
		Name: "prompt-gone", Area: diag.Running, Severity: diag.Warning, Title: "a workbook has a prompt that the scripts do not have",
		Text: "The prompt was removed after the workbook was written, or the workbook is that of other scripts. Its translation is passed over.",
		Bad:  "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\nWe are closed today.,Nous sommes fermés.\n",
		Good: "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	promptChanged = diag.Register(diag.Code{
		Name: "prompt-changed", Area: diag.Running, Severity: diag.Warning, Title: "a prompt was changed after it was translated",
		Text: "What was translated is not what the script says now. The translation is passed over, and the script keeps its text. Which text a prompt has become is a guess, from the words that are left.",
		Bad:  "call 4420\nsay \"Please key in your PIN of four digits.\"\n-- fr.csv --\ntext,translation\nPlease key in your PIN.,Composez votre code.\n",
		Good: "call 4420\nsay \"Please key in your PIN of four digits.\"\n-- fr.csv --\ntext,translation\nPlease key in your PIN of four digits.,Composez votre code à quatre chiffres.\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	untranslated = diag.Register(diag.Code{
		Name: "untranslated", Area: diag.Running, Severity: diag.Warning, Title: "a prompt has no translation",
		Text: "The workbook has none for it, an empty one, or one that is marked as fuzzy. The script keeps its text.",
		Bad:  "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,\n",
		Good: "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	lostVariable = diag.Register(diag.Code{
		Name: "lost-variable", Area: diag.Running, Title: "a translation lacks a variable of its prompt",
		Text: "Callers would not hear the name, the number or the choice that the variable stands for. What a translation keeps is in the column `limits`: `{{name}}`, `${name}`, and in how menus speak `{key}` and `{choice}`. Nothing is written.",
		Bad:  "call 4420\ninput 4 into account\nsay \"Your account is {{account}}.\"\n-- fr.csv --\ntext,translation\nYour account is {{account}}.,Voici votre compte.\n",
		Good: "call 4420\ninput 4 into account\nsay \"Your account is {{account}}.\"\n-- fr.csv --\ntext,translation\nYour account is {{account}}.,Votre compte est {{account}}.\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	addedVariable = diag.Register(diag.Code{
		Name: "added-variable", Area: diag.Running, Title: "a translation has a variable that its prompt has not",
		Text: "The name of a variable is not translated. Nothing is written.",
		Bad:  "call 4420\nsay \"Your account is locked.\"\n-- fr.csv --\ntext,translation\nYour account is locked.,Votre compte {{compte}} est bloqué.\n",
		Good: "call 4420\nsay \"Your account is locked.\"\n-- fr.csv --\ntext,translation\nYour account is locked.,Votre compte est bloqué.\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	lostKey = diag.Register(diag.Code{
		Name: "lost-key", Area: diag.Running, Severity: diag.Warning, Title: "a translation does not offer a key that its prompt offers",
		Text: "Callers would not know of the choice. Keys are looked for in the languages that `check` reads; in others a key counts that stands there as a digit.",
		Bad:  "call 4420\nsay \"Press 1 for apples or 2 for pears.\"\ninput 1 { 1 -> next; 2 -> next; else -> end }\nconnect 5263\n-- fr.csv --\ntext,translation\nPress 1 for apples or 2 for pears.,Pour les pommes tapez 1.\n",
		Good: "call 4420\nsay \"Press 1 for apples or 2 for pears.\"\ninput 1 { 1 -> next; 2 -> next; else -> end }\nconnect 5263\n-- fr.csv --\ntext,translation\nPress 1 for apples or 2 for pears.,\"Pour les pommes tapez 1, pour les poires tapez 2.\"\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	badTranslation = diag.Register(diag.Code{
		Name: "bad-translation", Area: diag.Running, Title: "a translation can't stand in a script",
		Text: "A translation is written as in a script, without the quotes around it: `${name}` is a constant, `\\\\` a backslash. What nothing is spoken of can't be translated. Nothing is written.",
		Bad:  "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour ${\n",
		Good: "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	translatedTwice = diag.Register(diag.Code{
		Name: "translated-twice", Area: diag.Running, Title: "a prompt has two translations",
		Text: "Prompts with the same text are one prompt, with one translation. Nothing is written.",
		Bad:  "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\nHello.,Salut.\n",
		Good: "call 4420\nsay \"Hello.\"\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
	wholePrompt = diag.Register(diag.Code{
		Name: "whole-prompt", Area: diag.Running, Severity: diag.Warning, Title: "a translation is of a prompt that is not translated itself",
		Text: "A menu speaks a text and its choices, and a text may have constants in it: in the script they stand apart, and each is in the workbook. What is for recording only is not translated itself, and neither is a text that something else is made of, such as the address of a request; the column `use` says so.",
		Bad:  "call 4420\nmenu \"Hello.\" {\n  1 \"for apples\" -> next\n}\nconnect 5263\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\nPress {key} {choice}.,Tapez {key} {choice}.\nfor apples,pour les pommes\nHello. Press 1 for apples.,Bonjour. Tapez 1.\n",
		Good: "call 4420\nmenu \"Hello.\" {\n  1 \"for apples\" -> next\n}\nconnect 5263\n-- fr.csv --\ntext,translation\nHello.,Bonjour.\nPress {key} {choice}.,Tapez {key} {choice}.\nfor apples,pour les pommes\n",
		Run:  "prompts --import fr.csv -o fr.flow",
	})
)

// The codes of recordings.
var (
	recordingChanged = diag.Register(diag.Code{
		Name: "recording-changed", Area: diag.Said, Severity: diag.Warning, Title: "a prompt was changed after it was recorded",
		Text: "The recording says something else than the script does now. The prompt is spoken until it is recorded again. Which prompt was recorded is a guess, from the words that are left, where the id of the recording does not say so.",
		Bad:  "call 4420\nsay \"Please key in your PIN of four digits.\"\n-- recordings.csv --\ntext,recording\nPlease key in your PIN.,https://media.samespace.com/pin.mp3\n",
		Good: "call 4420\nsay \"Please key in your PIN of four digits.\"\n-- recordings.csv --\ntext,recording\nPlease key in your PIN of four digits.,https://media.samespace.com/pin.mp3\n",
		Run:  "build -o script.json --recordings recordings.csv",
	})
	recordedVariable = diag.Register(diag.Code{
		Name: "recorded-variable", Area: diag.Said, Severity: diag.Warning, Title: "a recording is of a prompt with run-time variables",
		Text: "What a variable says is known only in the call, and nobody can record it. The prompt is spoken. Put what is the same in every call into a `say` of its own, and record that.",
		Bad:  "call 4420\nsay \"Key in your account.\"\ninput 4 into account\nsay \"Your account is {{account}}.\"\n-- recordings.csv --\ntext,recording\nKey in your account.,https://media.samespace.com/key.mp3\nYour account is {{account}}.,https://media.samespace.com/account.mp3\n",
		Good: "call 4420\nsay \"Key in your account.\"\ninput 4\nconnect 5263\n-- recordings.csv --\ntext,recording\nKey in your account.,https://media.samespace.com/key.mp3\n",
		Run:  "build -o script.json --recordings recordings.csv",
	})
	recordedPart = diag.Register(diag.Code{
		Name: "recorded-part", Area: diag.Said, Severity: diag.Warning, Title: "a recording is of a part of a prompt",
		Text: "A caller hears a prompt as a whole: what a menu says with its choices, and a text with the constants in it. So it is recorded as a whole, and the recording of a part is passed over. The column `use` says which prompts are to be recorded.",
		Bad:  "call 4420\nmenu \"Hello.\" {\n  1 \"for apples\" -> next\n  else -> end\n}\nconnect 5263\n-- recordings.csv --\ntext,recording\nfor apples,https://media.samespace.com/apples.mp3\n",
		Good: "call 4420\nmenu \"Hello.\" {\n  1 \"for apples\" -> next\n  else -> end\n}\nconnect 5263\n-- recordings.csv --\ntext,recording\nHello. Press 1 for apples.,https://media.samespace.com/hello.mp3\n",
		Run:  "build -o script.json --recordings recordings.csv",
	})
	recordedTwice = diag.Register(diag.Code{
		Name: "recorded-twice", Area: diag.Said, Severity: diag.Warning, Title: "a prompt has two recordings",
		Text: "Prompts with the same text are one prompt, with one recording. The first counts.",
		Bad:  "call 4420\nsay \"Hello.\"\n-- recordings.csv --\ntext,recording\nHello.,https://media.samespace.com/hello.mp3\nHello.,https://media.samespace.com/hello2.mp3\n",
		Good: "call 4420\nsay \"Hello.\"\n-- recordings.csv --\ntext,recording\nHello.,https://media.samespace.com/hello.mp3\n",
		Run:  "build -o script.json --recordings recordings.csv",
	})
)
