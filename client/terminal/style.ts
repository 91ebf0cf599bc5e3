type Environment = Readonly<Record<string, string | undefined>>;

/** How a terminal, or what stands in its place, shows text. */
export interface TerminalStyle {
  readonly colour: boolean;
  /** Columns of a line; null where lines may have any length, as in a pipe. */
  readonly columns: number | null;
}

/**
 * Colour on terminals alone, unless FORCE_COLOR wants it or not; NO_COLOR refuses it
 * (https://no-color.org, https://force-color.org; FORCE_COLOR wins, as in Node). COLUMNS, where it is
 * set, is believed.
 */
export function getTerminalStyle(
  stream: Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>,
  environment: Environment = process.env,
): TerminalStyle {
  const { FORCE_COLOR, NO_COLOR, TERM, COLUMNS } = environment;
  const told = Number(COLUMNS);
  const columns = stream.isTTY ? stream.columns || defaultColumns : null;
  return {
    colour: FORCE_COLOR
      ? !['0', 'false'].includes(FORCE_COLOR)
      : Boolean(stream.isTTY) && !NO_COLOR && TERM !== 'dumb',
    columns: Number.isInteger(told) && told > 0 ? told : columns,
  };
}

const defaultColumns = 80;
