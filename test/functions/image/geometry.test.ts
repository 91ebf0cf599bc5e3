import { describe, expect, test } from 'vitest';
import { computeGeometry } from '../../../functions/image/geometry.ts';

/** By hand: long side int(resize * long / short), offset round((side - size) / 2), half to even. */
describe('the geometry of Resize(256) and CenterCrop(224)', () => {
  test.each([
    { picture: '256 x 256', scaled: '256 x 256', left: 16, top: 16 },
    { picture: '1 x 1', scaled: '256 x 256', left: 16, top: 16 },
    { picture: '600 x 400', scaled: '384 x 256', left: 80, top: 16 },
    // 256 * 640 / 480 = 341.3; (341 - 224) / 2 = 58.5, to the even 58
    { picture: '640 x 480', scaled: '341 x 256', left: 58, top: 16 },
    { picture: '480 x 640', scaled: '256 x 341', left: 16, top: 58 },
    // (343 - 224) / 2 = 59.5, to the even 60
    { picture: '343 x 256', scaled: '343 x 256', left: 60, top: 16 },
    { picture: '256 x 343', scaled: '256 x 343', left: 16, top: 60 },
    // 256 * 451 / 300 = 384.9, truncated; (384 - 224) / 2 = 80
    { picture: '451 x 300', scaled: '384 x 256', left: 80, top: 16 },
    // 256 * 257 / 255 = 258.004
    { picture: '257 x 255', scaled: '258 x 256', left: 17, top: 16 },
    // 256 * 333 / 500 would be the short side; 256 * 500 / 333 = 384.4
    { picture: '333 x 500', scaled: '256 x 384', left: 16, top: 80 },
    { picture: '100 x 1', scaled: '25600 x 256', left: 12_688, top: 16 },
    { picture: '1 x 100', scaled: '256 x 25600', left: 16, top: 12_688 },
  ])('$picture becomes $scaled, cropped at $left, $top', ({ picture, scaled, left, top }) => {
    const geometry = computeGeometry(parse(picture), { resize: 256, size: 224 });
    expect(geometry.scaled).toEqual(parse(scaled));
    expect(geometry.crop).toEqual({ left, top, width: 224, height: 224 });
  });

  test('has the region in pixels of the upright picture', () => {
    const whole = computeGeometry({ width: 600, height: 400 }, { resize: 256, size: 224 });
    expect(whole.region).toEqual({ left: 125, top: 25, width: 350, height: 350 });

    // 640 / 341 across, 480 / 256 down
    const { region } = computeGeometry({ width: 640, height: 480 }, { resize: 256, size: 224 });
    expect(region.left).toBeCloseTo(108.8563, 4);
    expect(region.top).toBe(30);
    expect(region.width).toBeCloseTo(420.4106, 4);
    expect(region.height).toBe(420);
  });

  test('keeps the whole short side if size equals resize', () => {
    const geometry = computeGeometry({ width: 300, height: 100 }, { resize: 224, size: 224 });
    expect(geometry.scaled).toEqual({ width: 672, height: 224 });
    expect(geometry.region).toEqual({ left: 100, top: 0, width: 100, height: 100 });
  });
});

function parse(text: string): { width: number; height: number } {
  const [width, height] = text.split(' x ').map(Number);
  return { width: width!, height: height! };
}
