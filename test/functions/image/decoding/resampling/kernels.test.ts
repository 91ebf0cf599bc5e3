import { afterEach, expect, test, vi } from 'vitest';
import {
  keptBytes,
  openKernels,
} from '../../../../../functions/image/decoding/resampling/kernels.ts';
import {
  cutIntoStrips,
  layOut,
} from '../../../../../functions/image/decoding/resampling/layout.ts';
import { planResampling } from '../../../../../functions/image/decoding/resampling/plan-resampling.ts';
import { resample } from '../../../../../functions/image/decoding/resampling/resample.ts';
import { webAssembly } from '../../../../../functions/image/decoding/web-assembly.ts';
import { computeGeometry } from '../../../../../functions/image/geometry.ts';
import { inputSides } from '../../../../../models/format/manifest.ts';
import { readPictureFixture } from '../../../../support/fixtures.ts';

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  // The largest pictures, of 64 megapixels, that do not shrink to less than a sixth.
  { width: 6_143, height: 10_418 },
  { width: 10_418, height: 6_143 },
  { width: 5_656, height: 11_315 },
])('the memory that stays is enough for every model: $width x $height', (size) => {
  const side = inputSides.max;
  const { scaled, crop } = computeGeometry(size, { resize: side, size: side });
  const plan = planResampling({ size, scaled, crop, filter: 'bicubic' });
  const { bytes } = layOut(plan, cutIntoStrips(plan));
  expect(bytes).toBeLessThanOrEqual(keptBytes);
  expect(openKernels(bytes)).toBe(openKernels());
});

test('memory has its size from the start: growing it would count as libheif’s in the thread for HEIC', () => {
  const { Memory } = webAssembly;
  const spy = vi.spyOn(webAssembly, 'Memory').mockImplementation(function make(size) {
    return new Memory(size);
  });
  expect(openKernels(6_553_601).memory.length).toBe(6_619_136);
  // Pages of 65,536 bytes.
  expect(spy.mock.calls).toEqual([[{ initial: 101, maximum: 101 }]]);
});

test('without memory for WebAssembly, a picture is not called damaged', async () => {
  vi.resetModules();
  vi.spyOn(webAssembly, 'Memory').mockImplementation(function fail() {
    throw new RangeError('could not allocate memory');
  });
  const { decodeSquare } = await import('../../../../support/square.ts');
  const decoded = decodeSquare(readPictureFixture('coffee'));
  await expect(decoded).rejects.toThrow(new RangeError('could not allocate memory'));
});

test('pixels that are not those of the plan are refused: the rest would be of another picture', () => {
  const size = { width: 4, height: 4 };
  const crop = { left: 0, top: 0, width: 2, height: 2 };
  const plan = planResampling({ size, scaled: crop, crop, filter: 'bilinear' });
  expect(() => resample(Buffer.alloc(47), plan)).toThrow('47 bytes are not 4 x 4 pixels.');
});
