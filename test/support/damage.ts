import fc from 'fast-check';

/** One byte of a picture to overwrite; `place` is 0 at its start and 1 at its end. */
interface Edit {
  readonly place: number;
  readonly value: number;
}

export interface Damage {
  readonly edits: readonly Edit[];
  /** Share of the picture that is kept, 0 to 1. */
  readonly kept: number;
}

const share = fc.double({ min: 0, max: 1, noNaN: true });
/** Headers come first: as many edits hit them as hit the rest. */
const place = fc.oneof(
  share.map((at) => at / 10),
  share,
);

/** What can happen to a file: some bytes change, or the end is lost. */
export const damages: fc.Arbitrary<Damage> = fc.record({
  edits: fc.array(fc.record({ place, value: fc.nat({ max: 255 }) }), { maxLength: 6 }),
  kept: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: share }),
});

/** A copy of a picture with the damage done. */
export function damage(picture: Buffer, { edits, kept }: Damage): Buffer {
  const copy = Buffer.from(picture);
  for (const edit of edits) copy[Math.floor(edit.place * (copy.length - 1))] = edit.value;
  return copy.subarray(0, Math.ceil(copy.length * kept));
}
