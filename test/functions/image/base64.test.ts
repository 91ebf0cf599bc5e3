import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeBase64 } from '../../../functions/image/base64.ts';

const limit = 20_000_000;

/** RFC 4648, table 1: for decoding bit by bit, independently of Node. */
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

describe('base64', () => {
  test.each([
    ['', ''],
    ['Zg==', 'f'],
    ['Zm8=', 'fo'],
    ['Zm9v', 'foo'],
    ['Zm9vYg==', 'foob'],
    ['Zm9vYmE=', 'fooba'],
    ['Zm9vYmFy', 'foobar'],
  ])('decodes %j, a test vector of RFC 4648, to %j', (text, expected) => {
    expect(decodeBase64(text, limit).toString('latin1')).toBe(expected);
  });

  test('decodes all 64 characters', () => {
    const bytes = decodeBase64(alphabet, limit);
    const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
    const values = bits.match(/.{6}/g)?.map((six) => Number.parseInt(six, 2));
    expect(values).toEqual(Array.from({ length: 64 }, (_, value) => value));
  });

  test.each([
    ['data:image/png,Zm9v', 'data-url', ';base64,'],
    ['data:Zm9v', 'data-url', ';base64,'],
    ['Zm9vZ', 'length', 'incomplete'],
    ['Zg=', 'length', 'incomplete'],
    ['Z===', 'length', 'incomplete'],
    ['Zm9v====', 'length', 'incomplete'],
    ['Zm9v Zg==', 'blank', '"+"'],
    ['Zg==Zg==', 'character', 'outside the base64 alphabets'],
    ['Zm9*', 'character', 'outside the base64 alphabets'],
    ['Zm9é', 'character', 'outside the base64 alphabets'],
    ['Zm9\u015a', 'character', 'outside the base64 alphabets'],
    ['Zm9\uff21', 'character', 'outside the base64 alphabets'],
    ["b'Zm9v'", 'python', 'b64encode'],
  ])('refuses %j because of its %s', (text, reason, advice) => {
    expect(() => decodeBase64(text, limit)).toThrow(
      expect.objectContaining({
        name: 'ImageError',
        code: 'INVALID_BASE64',
        details: { reason },
        message: expect.stringContaining(advice),
      }),
    );
  });

  test('decodes any bytes in every form that programs write', () => {
    const lineBreaks = fc.constantFrom('', '\n', '\r\n', '\t');
    const outer = fc.constantFrom('', ' ', '\n', '\r\n  ');
    const prefix = fc.constantFrom('', 'data:image/png;base64,', 'DATA:;Base64,');
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.record({ lineBreaks, outer, prefix, url: fc.boolean(), padded: fc.boolean() }),
        fc.integer({ min: 1, max: 80 }),
        (bytes, form, width) => {
          let text = Buffer.from(bytes).toString('base64');
          if (form.url) text = text.replaceAll('+', '-').replaceAll('/', '_');
          if (!form.padded) text = text.replaceAll('=', '');
          text = text.replace(new RegExp(`(.{${width}})`, 'g'), `$1${form.lineBreaks}`);
          const decoded = decodeBase64(form.outer + form.prefix + text + form.outer, limit);
          expect([...decoded]).toEqual([...bytes]);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('refuses every character outside the alphabets at every inner position', () => {
    const foreign = fc
      .string({ unit: 'binary', minLength: 1, maxLength: 1 })
      .filter((character) => character.length === 1 && !`${alphabet}=-_\n\r\t`.includes(character));
    fc.assert(
      fc.property(foreign, fc.integer({ min: 1, max: 62 }), (character, at) => {
        const text = alphabet.slice(0, at) + character + alphabet.slice(at + 1);
        expect(() => decodeBase64(text, limit)).toThrow(
          expect.objectContaining({ code: 'INVALID_BASE64' }),
        );
      }),
      { numRuns: 1_000 },
    );
  });

  test.each([
    ['Zm9vYmFy', 6],
    ['Zm9vYmE=', 5],
    ['Zm9vYg==', 4],
  ])('accepts %j with a limit of %i bytes, and refuses it with less', (text, bytes) => {
    expect(decodeBase64(text, bytes)).toHaveLength(bytes);
    expect(() => decodeBase64(text, bytes - 1)).toThrow(
      expect.objectContaining({ code: 'IMAGE_TOO_LARGE', details: { bytes, limit: bytes - 1 } }),
    );
  });

  test('refuses large text before it checks the characters', () => {
    expect(() => decodeBase64('*'.repeat(4_000), 2_999)).toThrow(
      expect.objectContaining({
        code: 'IMAGE_TOO_LARGE',
        details: { bytes: 3_000, limit: 2_999 },
      }),
    );
  });

  test('decodes five megabytes', () => {
    const bytes = Buffer.alloc(5_000_000, 'glimpse');
    expect(decodeBase64(bytes.toString('base64'), 5_000_000).equals(bytes)).toBe(true);
  });
});
