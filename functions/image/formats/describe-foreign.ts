const changedOnTheWay =
  'its bytes were changed on the way, because they were sent as text; send them as binary data';

/** What to do about formats for which another picture format is no help. */
const cures: Readonly<Record<string, string>> = {
  'JPEG that went through a text encoding': changedOnTheWay,
  'PNG that went through a text encoding': changedOnTheWay,
  'PNG with changed line ends': changedOnTheWay,
  base64: 'send it as JSON { "image": { "base64": … } }, or send the bytes that it encodes',
  JSON: 'to send JSON to POST /classify, begin it with { "image": … }',
};

/** Says in a sentence what the data is, and what to do. */
export function describeForeign(format: string, supported: readonly string[]): string {
  const what = nameData(format);
  const cure = cures[format];
  return cure
    ? `This is ${what}: ${cure}.`
    : `This is ${what}; send one of: ${supported.join(', ')}.`;
}

function nameData(format: string): string {
  if (format === 'unknown') return 'not a known picture format';
  // "HTML data", but "BMP with JPEG inside".
  return / (with|in|that) /.test(format) ? format : `${format} data`;
}
