/** A fenced block of a Markdown text. */
export interface Block {
  /** What stands behind the opening fence: `sh`, `ts`, `json`, ... */
  readonly language: string;
  readonly code: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** Why it cannot be run by a test: from a comment `<!-- not run: REASON -->` right above it. */
  readonly notRun: string | undefined;
}

const fenced = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a Markdown text, in its order. */
export function blocksOf(markdown: string): Block[] {
  return [...markdown.matchAll(fenced)].map(({ 1: language = '', 2: code = '', index }) => {
    const before = markdown.slice(0, index);
    const line = before.split('\n').length;
    const notRun = /<!-- not run: (.+) -->\n+$/.exec(before)?.[1];
    return { language, code, line, notRun };
  });
}

/** A command of a `console` block, with what it prints. */
export interface Session {
  readonly command: string;
  readonly output: string;
}

/** The commands of a `console` block: lines that begin with `$ `, each with the lines below it. */
export function sessionsOf({ code }: Block): Session[] {
  return code
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...output] = text.split('\n');
      return { command, output: output.join('\n') };
    });
}
