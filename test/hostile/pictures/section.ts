/** A number that says how long a section is. */
export interface LengthField {
  readonly at: number;
  readonly size: 1 | 2 | 4;
  readonly little: boolean;
}

/** A part of a file with borders: a box, chunk, segment, block, or a field of a directory. */
export interface Section {
  readonly start: number;
  readonly end: number;
  readonly length?: LengthField;
}
