import { expect, test } from 'vitest';
import { parseSocketCalls } from './sockets.ts';

/** Output of strace 6.1 with `-f -e trace=%network,execve`. */
const trace = `4101 execve("/usr/bin/unshare", ["unshare", "--net"], 0x7ffd /* 6 vars */) = 0
4101 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = 3
4101 connect(3, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT (No such file or directory)
4101 execve("/usr/bin/emulator", ["/usr/bin/emulator", "-cpu"], 0x7ffd /* 6 vars */) = 0
4103 socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP <unfinished ...>
4104 socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = -1 EAFNOSUPPORT (Address family not supported)
4103 <... socket resumed>) = 19
4104 bind(18, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("127.0.0.1")}, 16) = 0
4103 connect(19, {sa_family=AF_INET, sin_port=htons(9), sin_addr=inet_addr("127.0.0.1")}, 16) = -1 ENETUNREACH (Network is unreachable)
4103 sendto(20, "GET / HTTP/1.1\\r\\n", 16, MSG_NOSIGNAL, NULL, 0) = 16
4103 sendto(21, "\\1\\0", 2, 0, {sa_family=AF_INET6, sin6_port=htons(53), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 2
4103 getsockopt(19, SOL_SOCKET, SO_ERROR, [101], [4]) = 0
4101 +++ exited with 0 +++
`;

test('counts sockets whether they were granted or not, and lists the addresses', () => {
  expect(parseSocketCalls(trace, '/usr/bin/emulator')).toEqual({
    made: [
      'socket(AF_INET, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP <unfinished ...>',
      'socket(AF_INET6, SOCK_DGRAM|SOCK_CLOEXEC, IPPROTO_IP) = -1 EAFNOSUPPORT (Address family not supported)',
    ],
    bound: ['127.0.0.1:0'],
    reached: [
      '127.0.0.1:9',
      'sendto(21, "\\1\\0", 2, 0, {sa_family=AF_INET6, sin6_port=htons(53), inet_pton(AF_INET6, "::1", &sin6_addr)}, 28) = 2',
    ],
  });
});

test('skips the calls before a program only if the program is named', () => {
  expect(parseSocketCalls(trace).made).toHaveLength(3);
  expect(() => parseSocketCalls(trace, '/usr/bin/node')).toThrow('did not see /usr/bin/node start');
});
