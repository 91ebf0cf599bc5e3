/** A text in a source, and what takes its place to bring a fault back. */
interface Removal {
  readonly file: string;
  /** Is there exactly once. */
  readonly text: string;
  readonly without: string;
}

/** The mend of a fault that was once found by hand, and how this suite finds it. */
export interface Mend {
  /** Number of the fault, in the order in which they were found; 0 for a promise that never failed. */
  readonly fault: number;
  readonly title: string;
  readonly removals: readonly Removal[];
  readonly part: string;
  readonly kind: string;
  /** Cases that find it. */
  readonly count: number;
  /** What the failure must say. */
  readonly reason: RegExp;
}

const late = /processor time|no answer|of memory|the connection ended/;

export const mends: readonly Mend[] = [
  {
    fault: 0,
    title: 'refused addresses are not connected to',
    removals: [
      {
        file: 'functions/image/url/policy.ts',
        text: 'isAllowedAddress: isPublicAddress,',
        without: 'isAllowedAddress: () => true,',
      },
    ],
    part: 'urls',
    kind: 'spellings',
    count: 10,
    reason: /a connection to/,
  },
  {
    fault: 1,
    title: 'only the first frame of a WebP is decoded',
    removals: [
      {
        file: 'functions/image/read-header.ts',
        text: 'const data = keepFirstFrame(bytes);',
        without: 'const data = bytes;',
      },
    ],
    part: 'pictures',
    kind: 'webp-frames',
    count: 1,
    reason: late,
  },
  {
    fault: 2,
    title: 'the chunks of a URL are counted and not kept',
    removals: [
      {
        file: 'functions/shared/collect-bytes.ts',
        text: '  await hold?.grow(firstBytes);',
        without: `  return await new Promise((resolve, reject) => {
    const kept: Buffer[] = [];
    stream.on('data', (chunk) => kept.push(chunk));
    stream.once('end', () => resolve(Buffer.concat(kept)));
    stream.once('error', reject);
  });`,
      },
      {
        file: 'functions/image/url/limit-traffic.ts',
        text: 'overheadBytes = 1_000_000;',
        without: 'overheadBytes = 1e12;',
      },
    ],
    part: 'urls',
    kind: 'one-byte-chunks',
    count: 1,
    reason: /memory/,
  },
  {
    fault: 3,
    title: 'only the first directory of a TIFF is read',
    removals: [
      {
        file: 'functions/image/formats/tiff/inspect-tiff.ts',
        text: 'return { data: writeDirectory(data, directory, changes), samples };',
        without: 'return { data, samples };',
      },
    ],
    part: 'pictures',
    kind: 'tiff-directories',
    count: 1,
    reason: late,
  },
  {
    fault: 4,
    title: 'the values of a JSON are counted before it is validated',
    removals: [
      {
        file: 'functions/http/request/json.ts',
        text: 'const text = checkJson(bytes);',
        without: 'const text = bytes.toString();',
      },
      {
        file: 'functions/http/routes/trpc.ts',
        text: '=> checkJson(body);',
        without: '=> body.toString();',
      },
    ],
    part: 'requests',
    kind: 'json-keys',
    count: 6,
    reason: /stood still|processor time/,
  },
  {
    fault: 4,
    title: 'a refusal names a few unknown keys',
    removals: [
      { file: 'functions/api/failure.ts', text: 'maxKeys = 5;', without: 'maxKeys = 1e9;' },
      {
        file: 'functions/api/failure.ts',
        text: 'maxMessageBytes = 350;',
        without: 'maxMessageBytes = 1e9;',
      },
      {
        file: 'functions/api/failure.ts',
        text: 'maxIssuesBytes = 350;',
        without: 'maxIssuesBytes = 1e9;',
      },
    ],
    part: 'requests',
    kind: 'json-some-keys',
    count: 20,
    reason: /the refusal has/,
  },
  {
    fault: 5,
    title: 'pictures whose callers have gone are not begun',
    removals: [
      {
        file: 'functions/inference/concurrency-limit.ts',
        text: '    options.signal?.throwIfAborted();\n',
        without: '',
      },
      {
        file: 'functions/inference/concurrency-limit.ts',
        text: "      signal?.addEventListener('abort', giveUp);\n",
        without: '',
      },
    ],
    part: 'http',
    kind: 'leavers',
    count: 1,
    reason: /after callers had gone/,
  },
  {
    fault: 6,
    title: 'costly pictures have a queue of their own',
    removals: [
      {
        file: 'functions/image/choose-decoder.ts',
        text: "if (format === 'heic') return 'thread';",
        without: "if (format !== 'heic') return 'here';",
      },
    ],
    part: 'http',
    kind: 'costly-crowd',
    count: 1,
    reason: /beside costly ones/,
  },
  {
    fault: 6,
    title: 'the wait for a place counts into the time of a URL',
    removals: [
      {
        file: 'functions/inference/classify.ts',
        text: '{ caller, signal, maxWaitMs: options.limits.urlTotalMs }',
        without: '{ caller, signal }',
      },
      {
        file: 'functions/inference/classify.ts',
        text: 'waitedMs: waitedMs() }',
        without: 'waitedMs: 0 }',
      },
    ],
    part: 'urls',
    kind: 'silent-crowd',
    count: 1,
    reason: /answered after/,
  },
  {
    fault: 7,
    title: 'paths are logged without control characters',
    removals: [
      {
        file: 'functions/http/middleware/log-requests.ts',
        text: 'const path = excerpt(c.req.path, maxPathBytes);',
        without: 'const { path } = c.req;',
      },
    ],
    part: 'http',
    kind: 'paths-in-the-log',
    count: 5,
    reason: /of the log|the log has/,
  },
  {
    fault: 8,
    title: 'hosts that are no part of a URL are refused',
    removals: [
      {
        file: 'functions/http/middleware/refuse-malformed.ts',
        text: 'if (!URL.canParse(c.req.url)) throw invalidRequest(notAUrl);',
        without: '',
      },
    ],
    part: 'urls',
    kind: 'hosts-of-a-container',
    count: 1,
    reason: /INTERNAL/,
  },
  {
    fault: 9,
    title: 'status 000 is no error of ours',
    removals: [
      {
        file: 'functions/image/url/failure.ts',
        text: "if (error instanceof AssertionError) return unreachable('protocol', { cause: error });",
        without: '',
      },
    ],
    part: 'urls',
    kind: 'status-000',
    count: 1,
    reason: /INTERNAL/,
  },
  {
    fault: 11,
    title: 'a form takes true and false alone, as the document says',
    removals: [
      {
        file: 'functions/http/request/text-options.ts',
        text: "      truthy: ['true'],\n",
        without: '',
      },
      {
        file: 'functions/http/request/text-options.ts',
        text: "      falsy: ['false'],\n",
        without: '',
      },
    ],
    part: 'schema',
    kind: 'schemathesis',
    count: 1,
    reason: /negative_data_rejection/,
  },
  {
    fault: 12,
    title: 'clients that connected before the end are answered',
    removals: [
      {
        file: 'functions/http/listen.ts',
        text: 'turns < minTurns || elapsed() < milliseconds.accept;',
        without: 'turns < 0;',
      },
      {
        file: 'functions/http/listen.ts',
        text: 'NetServer.prototype.close.call(server);',
        without: 'server.close();',
      },
    ],
    part: 'http',
    kind: 'sigterm',
    count: 8,
    reason: /were not answered/,
  },
  {
    fault: 13,
    title: 'slow headers are ended when their time is over',
    removals: [
      {
        file: 'functions/http/listen.ts',
        text: '    connectionsCheckingInterval: milliseconds.check,\n',
        without: '',
      },
    ],
    part: 'http',
    kind: 'slow-headers',
    count: 1,
    reason: /closed after/,
  },
];
