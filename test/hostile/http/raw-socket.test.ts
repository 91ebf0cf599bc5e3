import { expect, test } from 'vitest';
import { type Exchange, parseReplies } from './raw-socket.ts';

function received(text: string, ended: Exchange['ended'] = 'closed'): Exchange {
  return { received: Buffer.from(text), ended, ms: 1, connected: 0 };
}

test('answers are separated by their lengths and chunks; interim ones are none', () => {
  const text = [
    'HTTP/1.1 100 Continue\r\n\r\n',
    'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab',
    'HTTP/1.1 404 Not Found\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n1\r\nd\r\n0\r\n\r\n',
    'HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n',
  ].join('');
  const replies = parseReplies(received(text));
  expect(replies.map(({ status, body }) => [status, body.toString()])).toEqual([
    [200, 'ab'],
    [404, 'abcd'],
    [400, ''],
  ]);
});

test('no answer, and what is not HTTP, are faults', () => {
  expect(() => parseReplies(received('', 'reset'))).toThrow('the connection was reset');
  expect(() => parseReplies(received('SSH-2.0\r\n\r\n'))).toThrow('not HTTP');
});
