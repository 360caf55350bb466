// What flowc prints about scripts, as it is for people: a line with the place, the
// line of the script, carets under the part that is wrong, and what to do.

export interface Finding {
  file: string;
  line: number; // from 0
  column: number; // from 0, in characters
  length: number; // in characters
  severity: 'error' | 'warning';
  code: string;
  message: string; // with what to do, on a line of its own
}

const head = /^(\S.*?):(\d+):(\d+): (error|warning)\[([a-z0-9-]+)\]: (.*)$/;

export function parseFindings(text: string): Finding[] {
  const findings: Finding[] = [];
  let last: Finding | undefined;
  for (const line of text.split(/\r?\n/)) {
    const m = head.exec(line);
    const carets = /^ {4}\s*(\^+)$/.exec(line);
    const help = /^ {2}(help: .*)$/.exec(line);
    if (m) {
      last = {
        file: m[1],
        line: Number(m[2]) - 1,
        column: Number(m[3]) - 1,
        length: 0,
        severity: m[4] as Finding['severity'],
        code: m[5],
        message: m[6],
      };
      findings.push(last);
    } else if (last && carets && last.length === 0) {
      last.length = carets[1].length;
    } else if (last && help) {
      last.message += '\n' + help[1];
    }
  }
  return findings;
}

// units returns how many UTF-16 units the first characters of a line have: an
// editor counts these.
export function units(line: string, characters: number): number {
  return [...line].slice(0, Math.max(characters, 0)).join('').length;
}
