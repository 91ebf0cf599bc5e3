/** Everything that the page says. A word that takes something is a function. */
export const en = {
  language: 'en',
  otherLanguage: '中文',
  tagline: 'says what is in a photograph',
  darkroom: 'Darkroom',
  lightTable: 'Light table',
  question: 'What is in the picture?',
  lead: 'Drop photographs anywhere on this page, or paste one.',
  add: 'Add',
  choose: 'Choose photographs',
  take: 'Take a photograph',
  address: 'Address of a picture',
  look: 'Look',
  addressFault: 'An address begins with https:// or http://',
  samples: 'Or try one of these',
  sampleNames: {
    coffee: 'A cup of coffee',
    chelsea: 'A cat',
    china: 'A palace by the water',
    flower: 'A flower',
    rocket: 'A rocket at its launch pad',
  },
  stay: (host: string) => `Pictures are sent to ${host}, nowhere else, and are not kept there.`,
  drop: 'Let go to add them',
  nothingDropped: 'No picture in that could be read.',
  frame: 'Photograph',
  answer: 'What it shows',
  sheet: 'Contact sheet',
  strip: 'Photographs of this session',
  loupe: 'One at a time',
  waiting: 'Waits for its turn',
  shrinking: 'Being made smaller in this browser',
  asking: 'Looking',
  late: 'Still looking. The connection is slow, or the server is just starting.',
  stop: 'Stop',
  remove: 'Remove',
  again: 'Try again',
  failedAgain: (count: number) =>
    count === 1 ? 'Try the failed one again' : `Try the ${count} failed ones again`,
  stopAll: 'Stop all',
  clear: 'Clear',
  copyAll: 'Copy all as JSON',
  progress: (done: number, all: number) => `${done} of ${all} answered`,
  failures: (count: number) => (count === 1 ? '1 failed' : `${count} failed`),
  more: (count: number) => `${count} more`,
  fewer: 'Fewer',
  where: 'Where it looked',
  whereHint: 'hold the photograph, or the key H',
  whereTouch: 'hold the photograph',
  whereCaption: (name: string) =>
    `lit: what spoke for “${name}”; between the marks: all that it saw`,
  whereSaid: (place: string, name: string) => `For “${name}” it looked mostly ${place}.`,
  places: [
    ['at the top left', 'at the top', 'at the top right'],
    ['at the left', 'in the middle', 'at the right'],
    ['at the bottom left', 'at the bottom', 'at the bottom right'],
  ],
  copyJson: 'Copy JSON',
  copied: 'Copied',
  notCopied: 'This browser does not let the page copy.',
  code: 'The same in code',
  codeLead: 'The same question, asked without this page.',
  routes: 'All routes (OpenAPI)',
  copy: 'Copy',
  close: 'Close',
  notShownAddress: (host: string) =>
    `A picture at ${host}. The server fetches it; this page shows nothing from elsewhere.`,
  notShownFormat: (type: string) => `This browser cannot show ${type}.`,
  notShownKept: 'Kept from before this page was loaded again.',
  thisFile: 'this file',
  shrunk: (from: string, to: string) =>
    `made smaller in this browser: ${to} sent instead of ${from}`,
  timing: (total: string, decode: string, network: string) =>
    `${total}: ${decode} to open, ${network} to recognise`,
  fetched: (time: string) => `, ${time} to fetch`,
  coldStart: 'The server had just started.',
  noDefinition: 'No definition.',
  said: (file: string, what: string) => `${file}: ${what}`,
  model: (title: string, classes: number) =>
    `Answers come from ${title}, which knows ${classes} things.`,
  keys: 'Keys',
  keyList: [
    ['←  →', 'the photograph before, the next one'],
    ['↑  ↓', 'from name to name'],
    ['H', 'held: where it looked'],
    ['S', 'contact sheet, or one at a time'],
    ['Delete  ⌫', 'remove the photograph'],
    ['Ctrl V', 'paste a photograph or an address'],
    ['Esc', 'close, back'],
    ['?', 'these keys'],
  ],
  credits: 'Sample pictures',
  faults: {
    EMPTY_IMAGE: 'The file is empty. Choose another one.',
    IMAGE_TOO_LARGE: (limit: string) =>
      `Too large, and this browser cannot make it smaller. Save it as a JPEG of at most ${limit}.`,
    GATEWAY_LIMIT: 'The gateway before the server takes no picture this large.',
    UNSUPPORTED_FORMAT: (format: string) =>
      `This is ${format}, not a picture that is taken here. Use JPEG, PNG, WebP, GIF, TIFF or AVIF.`,
    HEIC: 'HEIC is not taken here. Share the photograph as a JPEG; an iPhone takes JPEGs with Settings, Camera, Formats, Most Compatible.',
    CORRUPT_IMAGE: 'The picture is damaged or not whole. Save or download it once more.',
    DIMENSIONS_REFUSED: (width: number, height: number) =>
      `${width} × ${height} pixels are too many. Shrink the picture.`,
    TOO_NARROW: (width: number, height: number) =>
      `${width} × ${height} pixels are too narrow. Crop the picture.`,
    UNUSUAL: 'The picture is stored in an unusual way. Save it once more as a plain JPEG or PNG.',
    URL_REFUSED:
      'This address is not fetched. Use a public https address, or save the picture and drop it here.',
    URL_DISABLED: 'This server fetches no addresses. Save the picture and drop it here.',
    URL_UNREACHABLE: 'Nothing answers at this address. Check that it opens elsewhere.',
    URL_TIMEOUT:
      'The address took too long to answer. Try again, or save the picture and drop it here.',
    URL_STATUS: (status: number) =>
      `The address answered ${status} instead of a picture. Check that it opens elsewhere.`,
    URL_TOO_LARGE: (limit: string) =>
      `The picture at this address has more than ${limit}. Save it and drop it here: it is then made smaller.`,
    BUSY: 'The server has too much to do just now. Try again in a moment.',
    MODEL_UNAVAILABLE: 'The server has no model ready. Try again; its log says what is wrong.',
    FORBIDDEN:
      'The server does not let this page in. Log in again if this is “glimpse serve --endpoint”; otherwise open the page through it.',
    OFFLINE:
      'You are offline. The photograph stays here and is asked again once the connection is back.',
    UNREACHABLE: (host: string) =>
      `${host} cannot be reached. Is the server running? The photograph stays here.`,
    TIMEOUT: 'No answer came in time. Try again; a smaller photograph travels faster.',
    ABORTED: 'Stopped.',
    KEPT: 'The file is no longer here. Drop it once more.',
    UNEXPECTED_ANSWER: 'Something other than Glimpse answered. Load this page again.',
    INTERNAL: 'Something went wrong in the server. Try again; its log says what.',
  },
};

export type Words = typeof en;
