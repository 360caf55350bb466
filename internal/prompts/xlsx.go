package prompts

import (
	"archive/zip"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf16"

	"github.com/flowc-lang/flowc/compiler/api"
)

// XLSX is written and read here, not by a library: the one that there is takes
// three milliseconds at each start of the program, as long as everything else that a
// command does, and writes other bytes each time. Tests hold what is written
// against it.

// maxCell is how many units of UTF-16 a cell of XLSX may have.
const maxCell = 32767

// A TooLong is a prompt that no cell of XLSX has room for.
type TooLong struct{ Prompt *Prompt }

func (t *TooLong) Error() string {
	return fmt.Sprintf("the prompt %s, or its translation, has more characters than the %d that a cell of XLSX holds: choose another format", t.Prompt.ID, maxCell)
}

// A part of the file that is always the same.
const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

// sheetName is the name of the sheet that has the prompts.
const sheetName = "Prompts"

// packaging are the parts of an XLSX file around its sheet (ECMA-376).
var packaging = [][2]string{
	{"[Content_Types].xml", xmlHead + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/workbook.xml", xmlHead + `<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="` + sheetName + `" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/_rels/workbook.xml.rels", xmlHead + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/styles.xml", xmlHead + `<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`},
}

// The formats of cells in styles.xml.
const (
	bodyStyle = 1 // text, so that no program takes it for a number or a formula
	headStyle = 2
)

// writeXLSX writes a workbook as a sheet. Its parts are all of one time, the first that such a file can say.
func writeXLSX(out io.Writer, w *Workbook, _ Language) error {
	for _, p := range w.Prompts {
		for _, text := range []string{p.Text, p.Translation, p.recording()} {
			if len(text) > maxCell && len(utf16.Encode([]rune(cellText(text)))) > maxCell {
				return &TooLong{p}
			}
		}
	}
	z := zip.NewWriter(out)
	for _, part := range append(slices.Clip(packaging), [2]string{"xl/worksheets/sheet1.xml", w.sheet()}) {
		f, err := z.CreateHeader(&zip.FileHeader{Name: part[0], Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return err
		}
		if _, err := io.WriteString(f, part[1]); err != nil {
			return err
		}
	}
	return z.Close()
}

// sheet returns the part of an XLSX file that has the cells.
func (w *Workbook) sheet() string {
	var b strings.Builder
	b.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>`)
	for i, c := range columns {
		fmt.Fprintf(&b, `<col min="%d" max="%d" width="%d" customWidth="1"/>`, i+1, i+1, c.width)
	}
	b.WriteString("</cols><sheetData>")
	for n, row := range w.rows() {
		fmt.Fprintf(&b, `<row r="%d">`, n+1)
		for i, text := range row {
			at := fmt.Sprintf("%c%d", 'A'+i, n+1)
			if !slices.Contains([]string{textColumn, translationColumn, recordingColumn}, columns[i].name) {
				text = api.Clip(text, maxCell/4) // nobody reads on, and a longer one makes the file a broken one
			}
			switch {
			case n == 0:
				fmt.Fprintf(&b, `<c r="%s" s="%d" t="inlineStr"><is><t>%s</t></is></c>`, at, headStyle, text)
			case slices.Contains(numeric, columns[i].name):
				fmt.Fprintf(&b, `<c r="%s"><v>%s</v></c>`, at, text)
			case text == "":
				fmt.Fprintf(&b, `<c r="%s" s="%d"/>`, at, bodyStyle)
			default:
				fmt.Fprintf(&b, `<c r="%s" s="%d" t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, at, bodyStyle, escapeXML(cellText(text)))
			}
		}
		b.WriteString("</row>")
	}
	b.WriteString("</sheetData></worksheet>\n")
	return b.String()
}

// controls finds what stands for a character in a cell (ECMA-376, ST_Xstring).
var controls = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`_x[0-9A-Fa-f]{4}_`) })

// cellText returns a text as a cell has it: what looks like the number of a
// character has its underscore written as one.
func cellText(text string) string {
	if !strings.Contains(text, "_x") {
		return text
	}
	// Two may share an underscore.
	for at := 0; ; {
		found := controls().FindStringIndex(text[at:])
		if found == nil {
			return text
		}
		text = text[:at+found[0]] + "_x005F" + text[at+found[0]:]
		at += found[0] + len("_x005F_")
	}
}

// escapeXML returns a text as XML has it. What XML can't hold is in no text of a
// workbook.
func escapeXML(text string) string { return xmlEscapes.Replace(text) }

var xmlEscapes = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&quot;")
