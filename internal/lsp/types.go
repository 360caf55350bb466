package lsp

import "encoding/json"

// The types below are those of the protocol that are used here, by the names
// that it has for them: version 3.18 of the Language Server Protocol.

type position struct {
	Line      int64 `json:"line"`
	Character int64 `json:"character"`
}

type span struct {
	Start position `json:"start"`
	End   position `json:"end"`
}

type location struct {
	URI   string `json:"uri"`
	Range span   `json:"range"`
}

type textDocument struct {
	URI     string `json:"uri"`
	Version *int32 `json:"version,omitempty"`
}

// A versioned document has a version, which is null where it is not open.
type versioned struct {
	URI     string `json:"uri"`
	Version *int32 `json:"version"`
}

type textEdit struct {
	Range   span   `json:"range"`
	NewText string `json:"newText"`
}

type documentEdit struct {
	TextDocument versioned  `json:"textDocument"`
	Edits        []textEdit `json:"edits"`
}

type workspaceEdit struct {
	Changes         map[string][]textEdit `json:"changes,omitempty"`
	DocumentChanges []documentEdit        `json:"documentChanges,omitempty"`
}

type workspaceFolder struct {
	URI string `json:"uri"`
}

type initializeParams struct {
	RootPath         string            `json:"rootPath"`
	RootURI          string            `json:"rootUri"`
	WorkspaceFolders []workspaceFolder `json:"workspaceFolders"`
	Options          json.RawMessage   `json:"initializationOptions"` // settings, or anything
	Capabilities     struct {
		General struct {
			PositionEncodings []string `json:"positionEncodings"`
		} `json:"general"`
		TextDocument struct {
			Diagnostic         *struct{} `json:"diagnostic"`
			PublishDiagnostics struct {
				RelatedInformation bool `json:"relatedInformation"`
			} `json:"publishDiagnostics"`
			DocumentSymbol struct {
				Hierarchical bool `json:"hierarchicalDocumentSymbolSupport"`
			} `json:"documentSymbol"`
			Completion struct {
				Item struct {
					Snippets      bool     `json:"snippetSupport"`
					Documentation []string `json:"documentationFormat"`
				} `json:"completionItem"`
			} `json:"completion"`
			Hover struct {
				Content []string `json:"contentFormat"`
			} `json:"hover"`
			SignatureHelp struct {
				Signature struct {
					Documentation []string `json:"documentationFormat"`
					NoneActive    bool     `json:"noActiveParameterSupport"`
				} `json:"signatureInformation"`
			} `json:"signatureHelp"`
		} `json:"textDocument"`
		Workspace struct {
			WorkspaceEdit struct {
				DocumentChanges bool `json:"documentChanges"`
			} `json:"workspaceEdit"`
			DidChangeWatchedFiles struct {
				DynamicRegistration bool `json:"dynamicRegistration"`
			} `json:"didChangeWatchedFiles"`
			Diagnostics    refreshed `json:"diagnostics"`
			InlayHint      refreshed `json:"inlayHint"`
			CodeLens       refreshed `json:"codeLens"`
			SemanticTokens refreshed `json:"semanticTokens"`
		} `json:"workspace"`
		Experimental json.RawMessage `json:"experimental"` // an experimental, or anything
	} `json:"capabilities"`
}

type experimental struct {
	Commands []string `json:"commands"` // of the client, which code lenses may run
	Tests    bool     `json:"tests"`    // it shows what came of tests by itself, and needs no message
}

type refreshed struct {
	RefreshSupport bool `json:"refreshSupport"`
}

// Settings are what the author likes. What is not said is on.
type settings struct {
	InlayHints map[string]bool `json:"inlayHints"`
	// For a client that can't say how it counts. It is read when the server starts.
	PositionEncoding string `json:"positionEncoding"`
}

type didChangeConfigurationParams struct {
	Settings json.RawMessage `json:"settings"` // an object with flowc in it, or anything
}

type didOpenParams struct {
	TextDocument struct {
		URI        string `json:"uri"`
		LanguageID string `json:"languageId"`
		Version    int32  `json:"version"`
		Text       string `json:"text"`
	} `json:"textDocument"`
}

type didChangeParams struct {
	TextDocument   textDocument `json:"textDocument"`
	ContentChanges []struct {
		Range *span   `json:"range"`
		Text  *string `json:"text"`
	} `json:"contentChanges"`
}

type didChangeFoldersParams struct {
	Event struct {
		Added   []workspaceFolder `json:"added"`
		Removed []workspaceFolder `json:"removed"`
	} `json:"event"`
}

type didChangeFilesParams struct {
	Changes []struct {
		URI string `json:"uri"`
	} `json:"changes"`
}

// A document params is what is asked about a document, or about a place in it.
type documentParams struct {
	TextDocument textDocument      `json:"textDocument"`
	Position     position          `json:"position"`
	Range        span              `json:"range"`
	Positions    []position        `json:"positions"` // of selectionRange
	Item         callHierarchyItem `json:"item"`      // of callHierarchy
	NewName      string            `json:"newName"`   // of rename
	Typed        string            `json:"ch"`        // of onTypeFormatting
	Query        string            `json:"query"`     // of workspace/symbol
	Context      struct {
		IncludeDeclaration bool     `json:"includeDeclaration"` // of references
		TriggerCharacter   string   `json:"triggerCharacter"`   // of completion
		Only               []string `json:"only"`               // of codeAction
		TriggerKind        int      `json:"triggerKind"`        // of it
	} `json:"context"`
	URI               string             `json:"uri"`               // of textDocumentContent
	Command           string             `json:"command"`           // of executeCommand
	Arguments         []json.RawMessage  `json:"arguments"`         // of it
	PreviousResultID  string             `json:"previousResultId"`  // of diagnostic and semanticTokens
	PreviousResultIDs []previousResultID `json:"previousResultIds"` // of workspace/diagnostic
	WorkDoneToken     json.RawMessage    `json:"workDoneToken"`
}

type previousResultID struct {
	URI   string `json:"uri"`
	Value string `json:"value"`
}

type diagnostic struct {
	Range       span             `json:"range"`
	Severity    int              `json:"severity"`
	Code        string           `json:"code,omitempty"`
	Description *codeDescription `json:"codeDescription,omitempty"`
	Source      string           `json:"source"`
	Message     string           `json:"message"`
	Tags        []int            `json:"tags,omitempty"`
	Related     []related        `json:"relatedInformation,omitempty"`
}

type codeDescription struct {
	Href string `json:"href"`
}

type related struct {
	Location location `json:"location"`
	Message  string   `json:"message"`
}

type publishDiagnosticsParams struct {
	URI         string       `json:"uri"`
	Version     *int32       `json:"version,omitempty"`
	Diagnostics []diagnostic `json:"diagnostics"`
}

// A report is a full one, or says that nothing is otherwise than it was.
type report struct {
	Kind     string        `json:"kind"`
	ResultID string        `json:"resultId"`
	Items    *[]diagnostic `json:"items,omitempty"`
}

type workspaceReport struct {
	versioned
	report
}

type documentSymbol struct {
	Name           string           `json:"name"`
	Detail         string           `json:"detail,omitempty"`
	Kind           int              `json:"kind"`
	Range          span             `json:"range"`
	SelectionRange span             `json:"selectionRange"`
	Children       []documentSymbol `json:"children,omitempty"`
}

type symbolInformation struct {
	Name          string   `json:"name"`
	Kind          int      `json:"kind"`
	Location      location `json:"location"`
	ContainerName string   `json:"containerName,omitempty"`
}

type foldingRange struct {
	StartLine int64  `json:"startLine"`
	EndLine   int64  `json:"endLine"`
	Kind      string `json:"kind,omitempty"`
}

type selectionRange struct {
	Range  span            `json:"range"`
	Parent *selectionRange `json:"parent,omitempty"`
}

type documentHighlight struct {
	Range span `json:"range"`
	Kind  int  `json:"kind"`
}

type documentLink struct {
	Range  span   `json:"range"`
	Target string `json:"target"`
}

type linkedEditingRanges struct {
	Ranges      []span `json:"ranges"`
	WordPattern string `json:"wordPattern"`
}

type semanticTokens struct {
	ResultID string   `json:"resultId,omitempty"`
	Data     []uint32 `json:"data"`
}

type semanticTokensDelta struct {
	ResultID string       `json:"resultId"`
	Edits    []tokensEdit `json:"edits"`
}

type tokensEdit struct {
	Start       int      `json:"start"`
	DeleteCount int      `json:"deleteCount"`
	Data        []uint32 `json:"data,omitempty"`
}

type markup struct {
	Kind  string `json:"kind"`
	Value string `json:"value"`
}

type completionList struct {
	IsIncomplete bool             `json:"isIncomplete"`
	Items        []completionItem `json:"items"`
}

type completionItem struct {
	Label            string   `json:"label"`
	Kind             int      `json:"kind"`
	Detail           string   `json:"detail,omitempty"`
	Documentation    *markup  `json:"documentation,omitempty"`
	SortText         string   `json:"sortText"`
	InsertTextFormat int      `json:"insertTextFormat,omitempty"`
	TextEdit         textEdit `json:"textEdit"`
}

type hover struct {
	Contents markup `json:"contents"`
	Range    span   `json:"range"`
}

type signatureHelp struct {
	Signatures      []signatureInformation `json:"signatures"`
	ActiveSignature int                    `json:"activeSignature"`
	ActiveParameter any                    `json:"activeParameter,omitempty"` // a number, or null
}

type signatureInformation struct {
	Label         string      `json:"label"`
	Documentation *markup     `json:"documentation,omitempty"`
	Parameters    []parameter `json:"parameters"`
}

// A parameter of a signature is a part of its label.
type parameter struct {
	Label [2]int32 `json:"label"`
}

type inlayHint struct {
	Position     position `json:"position"`
	Label        string   `json:"label"`
	Kind         int      `json:"kind,omitempty"`
	PaddingLeft  bool     `json:"paddingLeft,omitempty"`
	PaddingRight bool     `json:"paddingRight,omitempty"`
}

type codeLens struct {
	Range   span    `json:"range"`
	Command command `json:"command"`
}

type command struct {
	Title     string `json:"title"`
	Command   string `json:"command"`
	Arguments []any  `json:"arguments,omitempty"`
}

type codeAction struct {
	Title       string        `json:"title"`
	Kind        string        `json:"kind"`
	Diagnostics []diagnostic  `json:"diagnostics,omitempty"`
	IsPreferred bool          `json:"isPreferred,omitempty"`
	Edit        workspaceEdit `json:"edit"`
}

type showMessageParams struct {
	Type    int    `json:"type"`
	Message string `json:"message"`
}

// The types below are the answers of the commands about tests.

// A testItem is a test.
type testItem struct {
	Name           string `json:"name"`
	URI            string `json:"uri"`
	Range          span   `json:"range"`
	SelectionRange span   `json:"selectionRange"`
}

// A testRun is what came of some tests.
type testRun struct {
	Message  string         `json:"message"`
	Passed   bool           `json:"passed"`
	Tests    []testResult   `json:"tests"`
	Coverage []fileCoverage `json:"coverage,omitempty"` // where all tests were run
}

type testResult struct {
	testItem
	Outcome  string    `json:"outcome"` // passed, failed or notRun
	Failures []failure `json:"failures,omitempty"`
}

// A failure says what is wrong at a place, and which other places matter.
type failure struct {
	Message  string    `json:"message"`
	Location location  `json:"location"`
	Related  []related `json:"relatedInformation,omitempty"`
}

// A share is how many of something are covered, of those that a call can come to.
type share struct {
	Covered int `json:"covered"`
	All     int `json:"all"`
}

type fileCoverage struct {
	URI      string        `json:"uri"`
	Steps    share         `json:"steps"`
	Branches share         `json:"branches"`
	Details  []stepCovered `json:"details"`
}

type stepCovered struct {
	covered
	Branches []covered `json:"branches,omitempty"`
}

type covered struct {
	Name  string `json:"name"`
	Range span   `json:"range"`
	Hits  int    `json:"hits"`
}

type textDocumentContent struct {
	Text string `json:"text"`
}

type prepareRename struct {
	Range       span   `json:"range"`
	Placeholder string `json:"placeholder"`
}

type callHierarchyItem struct {
	Name           string `json:"name"`
	Kind           int    `json:"kind"`
	Detail         string `json:"detail,omitempty"`
	URI            string `json:"uri"`
	Range          span   `json:"range"`
	SelectionRange span   `json:"selectionRange"`
}

type incomingCall struct {
	From       callHierarchyItem `json:"from"`
	FromRanges []span            `json:"fromRanges"`
}

type outgoingCall struct {
	To         callHierarchyItem `json:"to"`
	FromRanges []span            `json:"fromRanges"`
}

type progressParams struct {
	Token json.RawMessage `json:"token"`
	Value any             `json:"value"`
}

type progress struct {
	Kind       string `json:"kind"`
	Title      string `json:"title,omitempty"`
	Percentage *int   `json:"percentage,omitempty"`
}
