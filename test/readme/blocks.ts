/** A fenced block of a Markdown text. */
export interface Block {
  /** The word after the opening fence: `sh`, `ts`, `json`, ... */
  readonly language: string;
  readonly code: string;
  /** Line of the opening fence, from 1. */
  readonly line: number;
  /** Why no test can run it: the reason in a comment `<!-- not run: REASON -->` right above it. */
  readonly notRun: string | undefined;
}

const fencedBlock = /^```(\w*)\n([\s\S]*?)^```$/gm;

/** Returns the fenced blocks of a Markdown text, in order. */
export function parseBlocks(markdown: string): Block[] {
  return [...markdown.matchAll(fencedBlock)].map(({ 1: language = '', 2: code = '', index }) => {
    const before = markdown.slice(0, index);
    const line = before.split('\n').length;
    const notRun = /<!-- not run: (.+) -->\n+$/.exec(before)?.[1];
    return { language, code, line, notRun };
  });
}

/** A command of a `console` block and its output. */
export interface Session {
  readonly command: string;
  readonly output: string;
}

/** Returns the commands of a `console` block: lines that begin with `$ `, each with the lines below it. */
export function parseSessions({ code }: Block): Session[] {
  return code
    .split(/^\$ /m)
    .slice(1)
    .map((text) => {
      const [command = '', ...output] = text.split('\n');
      return { command, output: output.join('\n') };
    });
}
