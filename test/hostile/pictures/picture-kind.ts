import type { Random } from '../random.ts';
import type { Kind } from '../run/part.ts';
import { sendPicture } from './envelope.ts';

/** A picture, and what is hostile about it. */
export interface Made {
  readonly title: string;
  readonly bytes: Buffer;
}

/** Creates a kind of cases that each send one picture. */
export function pictureKind(
  when: Pick<Kind, 'weight' | 'always'>,
  make: (random: Random) => Made | Promise<Made>,
): Kind {
  return {
    ...when,
    make: async (random) => {
      const { title, bytes } = await make(random);
      return sendPicture(title, bytes, random);
    },
  };
}

/** Makes a value when it is first needed, and keeps it: for what takes long to make. */
export function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

/** Returns copies one behind the other. */
export function repeat(bytes: Buffer, count: number): Buffer {
  return bytes.length === 0 ? bytes : Buffer.alloc(bytes.length * count, bytes);
}
