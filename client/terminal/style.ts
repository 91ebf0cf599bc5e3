import { styleText } from 'node:util';

/** Colour and width of a terminal, or of the pipe in its place. */
export interface TerminalStyle {
  readonly colour: boolean;
  /** Columns per line; null if lines may have any length, as in a pipe. */
  readonly columns: number | null;
}

/**
 * Detects colour and width. Colour is for terminals only, unless FORCE_COLOR overrides it either way;
 * NO_COLOR turns it off (https://no-color.org, https://force-color.org; FORCE_COLOR wins, as in
 * Node). COLUMNS overrides the width.
 */
export function getTerminalStyle(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>,
  environment: Readonly<NodeJS.ProcessEnv> = process.env,
): TerminalStyle {
  const { FORCE_COLOR, NO_COLOR, TERM, COLUMNS } = environment;
  const override = Number(COLUMNS);
  const columns = stream.isTTY ? stream.columns || defaultColumns : null;
  return {
    colour: FORCE_COLOR
      ? !['0', 'false'].includes(FORCE_COLOR)
      : Boolean(stream.isTTY) && !NO_COLOR && TERM !== 'dumb',
    columns: Number.isInteger(override) && override > 0 ? override : columns,
  };
}

const defaultColumns = 80;

/** Formats text, if the terminal shows colour. */
export function paint(
  { colour }: TerminalStyle,
  format: 'bold' | 'dim' | 'green' | 'red',
  text: string,
): string {
  // getTerminalStyle has already decided whether the stream has colour.
  return colour ? styleText(format, text, { validateStream: false }) : text;
}
