import sharp from 'sharp';
import { type PictureName, readPictureFixture } from '../support/fixtures.ts';
import type { TestFile } from './add-pictures.ts';

/** Returns a sample picture as a file. */
export function photograph(name: PictureName, as = `${name}.jpg`): TestFile {
  return { name: as, type: 'image/jpeg', bytes: readPictureFixture(name) };
}

/** Returns photographs of various shapes. */
export async function photographs(count: number): Promise<TestFile[]> {
  const names = ['coffee', 'chelsea', 'china', 'flower', 'rocket'] as const;
  const shapes = [
    [600, 400],
    [400, 600],
    [500, 500],
    [900, 300],
  ] as const;
  return Promise.all(
    Array.from({ length: count }, async (_, at) => {
      const name = names[at % names.length] ?? 'coffee';
      const [width, height] = shapes[at % shapes.length] ?? [600, 400];
      const bytes = await sharp(readPictureFixture(name))
        .resize(width, height, { fit: 'cover' })
        .jpeg()
        .toBuffer();
      return { name: `${name}-${at + 1}.jpg`, type: 'image/jpeg', bytes };
    }),
  );
}

/** Returns a picture of one colour. */
export async function plain(width: number, height: number, colour: string): Promise<TestFile> {
  const create = { width, height, channels: 3, background: colour } as const;
  const bytes = await sharp({ create }).png().toBuffer();
  return { name: 'plain.png', type: 'image/png', bytes };
}

/** Returns a black square in Windows' format: https://learn.microsoft.com/windows/win32/gdi/bitmap-storage */
export function bitmap(side: number): TestFile {
  const bytes = Buffer.alloc(54 + side * side * 4);
  bytes.write('BM');
  bytes.writeUInt32LE(bytes.length, 2);
  bytes.writeUInt32LE(54, 10);
  bytes.writeUInt32LE(40, 14);
  bytes.writeInt32LE(side, 18);
  bytes.writeInt32LE(side, 22);
  bytes.writeUInt16LE(1, 26);
  bytes.writeUInt16LE(32, 28);
  return { name: 'black.bmp', type: 'image/bmp', bytes };
}
