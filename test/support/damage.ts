import fc from 'fast-check';

/** Overwrites one byte of a picture; `position` is 0 at its start and 1 at its end. */
interface Edit {
  readonly position: number;
  readonly value: number;
}

export interface Damage {
  readonly edits: readonly Edit[];
  /** Share of the picture that is kept, 0 to 1. */
  readonly kept: number;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Half of the edits hit the first tenth, which contains the headers. */
const position = fc.oneof(
  share.map((value) => value / 10),
  share,
);

/** Generates damage: some bytes change, or the end is lost. */
export const damages: fc.Arbitrary<Damage> = fc.record({
  edits: fc.array(fc.record({ position, value: fc.nat({ max: 255 }) }), { maxLength: 6 }),
  kept: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: share }),
});

/** Returns a damaged copy of a picture. */
export function damage(picture: Buffer, { edits, kept }: Damage): Buffer {
  const copy = Buffer.from(picture);
  for (const edit of edits) copy[Math.floor(edit.position * (copy.length - 1))] = edit.value;
  return copy.subarray(0, Math.ceil(copy.length * kept));
}
