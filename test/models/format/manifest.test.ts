import { describe, expect, test } from 'vitest';
import { manifestSchema } from '../../../models/format/manifest.ts';
import { createManifest } from '../../support/manifest.ts';

const good = createManifest();

/** Returns the path of the first issue; undefined if there is none. */
function findIssue(changes: object): string | undefined {
  const parsed = manifestSchema.safeParse({ ...good, ...changes });
  return parsed.error?.issues[0]?.path.join('.');
}

describe('a manifest', () => {
  test('of the embedded model is valid', () => {
    expect(manifestSchema.parse(good)).toEqual(good);
  });

  test('needs no accuracy, calibration or agreement', () => {
    const { accuracy, calibration, agreement, ...rest } = good;
    expect(manifestSchema.safeParse(rest).success).toBe(true);
  });

  test.each([
    ['id', { id: '../evil' }],
    ['id', { id: 'Upper' }],
    ['id', { id: 'a'.repeat(65) }],
    ['file', { file: '../model.onnx' }],
    ['file', { file: 'folder/model.onnx' }],
    ['file', { file: '.hidden' }],
    ['file', { file: '' }],
    ['labels.en', { labels: { en: '/etc/passwd' } }],
    ['labels.en', { labels: { en: 'C:\\labels.json' } }],
    ['labels.zh', { labels: { en: 'labels.json', zh: '../labels.zh.json' } }],
    ['licence', { licence: '..' }],
    ['precision', { precision: 'fp16' }],
    ['sha256', { sha256: 'A'.repeat(64) }],
    ['sha256', { sha256: 'a'.repeat(63) }],
    ['bytes', { bytes: 0 }],
    ['bytes', { bytes: 1.5 }],
    ['classes', { classes: 0 }],
    ['classes', { classes: '1000' }],
    ['input', { input: { size: 224, resize: 223, filter: 'bilinear' } }],
    ['input.filter', { input: { size: 224, resize: 256, filter: 'lanczos' } }],
    ['input.size', { input: { size: 8, resize: 256, filter: 'bilinear' } }],
    ['check.tolerance', { check: { ...good.check, tolerance: 0 } }],
    ['check.pixels', { check: { ...good.check, pixels: '*' } }],
    ['check.pixels', { check: { ...good.check, side: 27 } }],
    ['agreement.top1', { agreement: { top1: 97.8, logitShift: 0.1, pictures: 7 } }],
    ['source.sha256', { source: { sha256: '', licence: 'MIT' } }],
  ])('is refused for its %s: %j', (path, changes) => {
    expect(findIssue(changes)).toBe(path);
  });

  test('is refused with an unknown field', () => {
    expect(findIssue({ accurracy: 99 })).toBe('');
  });
});
