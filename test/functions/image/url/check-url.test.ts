import { describe, expect, test } from 'vitest';
import { ImageError, type UrlRefusalReason } from '../../../../functions/image/image-error.ts';
import { checkRedirect, checkUrl } from '../../../../functions/image/url/check-url.ts';
import { publicUrlPolicy } from '../../../../functions/image/url/policy.ts';

function getResult(check: () => URL): UrlRefusalReason | string {
  try {
    return check().href;
  } catch (error) {
    return error instanceof ImageError && 'reason' in error.details
      ? String(error.details.reason)
      : String(error);
  }
}

describe('a URL', () => {
  test.each([
    ['http://example.com/a.jpg?b=c', 'http://example.com/a.jpg?b=c'],
    ['https://example.com', 'https://example.com/'],
    ['HTTPS://EXAMPLE.COM:443/a', 'https://example.com/a'],
    ['http://example.com:80/', 'http://example.com/'],
    ['not a url', 'syntax'],
    ['', 'syntax'],
    ['//example.com/a.jpg', 'syntax'],
    ['http://', 'syntax'],
    ['http://256.256.256.256/', 'syntax'],
    ['file:///etc/passwd', 'scheme'],
    ['data:image/png;base64,iVBORw0KGgo=', 'scheme'],
    ['ftp://example.com/a.jpg', 'scheme'],
    ['gopher://example.com/', 'scheme'],
    ['javascript:alert(1)', 'scheme'],
    ['blob:https://example.com/1', 'scheme'],
    ['ws://example.com/', 'scheme'],
    ['http://user@example.com/', 'credentials'],
    ['http://user:password@example.com/', 'credentials'],
    ['http://:password@example.com/', 'credentials'],
    ['http://example.com@evil.com/', 'credentials'],
    ['http://example.com:80@evil.com/', 'credentials'],
    ['http://example.com:22/', 'port'],
    ['http://example.com:8080/', 'port'],
    ['https://example.com:6379/', 'port'],
    ['http://example.com:0/', 'port'],
  ])('%j gives %s', (text, expected) => {
    expect(getResult(() => checkUrl(text, publicUrlPolicy))).toBe(expected);
  });

  test('is refused if URLs are disabled', () => {
    const policy = { ...publicUrlPolicy, enabled: false };
    expect(getResult(() => checkUrl('https://example.com/', policy))).toBe('disabled');
  });
});

describe('a list of hosts', () => {
  const policy = { ...publicUrlPolicy, hosts: ['pictures.example.com'] };
  test.each([
    ['https://pictures.example.com/a.jpg', 'https://pictures.example.com/a.jpg'],
    ['https://PICTURES.example.com/a.jpg', 'https://pictures.example.com/a.jpg'],
    ['https://example.com/', 'host'],
    ['https://pictures.example.com./', 'host'],
    ['https://pictures.example.com.evil.com/', 'host'],
    ['https://evil-pictures.example.com/', 'host'],
    ['https://evil.com/pictures.example.com', 'host'],
    ['https://evil.com#pictures.example.com', 'host'],
    ['https://evil.com\\pictures.example.com', 'host'],
    ['https://pictures.example.com@evil.com/', 'credentials'],
    ['https://8.8.8.8/', 'host'],
  ])('%j gives %s', (text, expected) => {
    expect(getResult(() => checkUrl(text, policy))).toBe(expected);
  });

  test('without hosts refuses every host', () => {
    const none = { ...publicUrlPolicy, hosts: [] };
    expect(getResult(() => checkUrl('https://example.com/', none))).toBe('host');
  });
});

describe('a redirect', () => {
  test.each([
    ['https://example.com/a/b', 'c', 'https://example.com/a/c'],
    ['https://example.com/a/b', '/c', 'https://example.com/c'],
    ['http://example.com/', 'https://example.org/', 'https://example.org/'],
    ['http://example.com/', '//example.org/', 'http://example.org/'],
    ['https://example.com/', 'http://example.com/', 'scheme'],
    ['https://example.com/', 'file:///etc/passwd', 'scheme'],
    ['https://example.com/', '//user@example.com/', 'credentials'],
    ['https://example.com/', '//example.com:22/', 'port'],
    ['https://example.com/', 'https://[', 'syntax'],
  ])('from %s to %s gives %s', (from, location, expected) => {
    const check = () => checkRedirect(location, new URL(from), publicUrlPolicy);
    expect(getResult(check)).toBe(expected);
  });
});

test('a refusal says what to do and reveals nothing of the URL', () => {
  const check = () => checkUrl('http://user:password@example.com/a?token=secret', publicUrlPolicy);
  expect(check).toThrow(/^URLs with a user name or password .* without\.$/);
});
