/**
 * Numbers of tags and of their values: TIFF 6.0 and its supplements.
 * https://www.itu.int/itudoc/itu-t/com16/tiff-fx/docs/tiff6.pdf
 * https://www.loc.gov/preservation/digital/formats/content/tiff_tags.shtml
 */
export const tags = {
  width: 256,
  height: 257,
  bitsPerSample: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  samplesPerPixel: 277,
  rowsPerStrip: 278,
  stripByteCounts: 279,
  planarConfiguration: 284,
  t4Options: 292,
  t6Options: 293,
  predictor: 317,
  colorMap: 320,
  tileWidth: 322,
  tileLength: 323,
  tileOffsets: 324,
  tileByteCounts: 325,
  inkSet: 332,
  extraSamples: 338,
  sampleFormat: 339,
  jpegTables: 347,
  yCbCrCoefficients: 529,
  yCbCrSubSampling: 530,
  referenceBlackWhite: 532,
  profile: 34675,
} as const;

export const compression = {
  none: 1,
  ccittRle: 2,
  ccittG3: 3,
  ccittG4: 4,
  lzw: 5,
  oldJpeg: 6,
  jpeg: 7,
  deflate: 8,
  next: 32766,
  packBits: 32773,
  thunderScan: 32809,
  oldDeflate: 32946,
  webp: 50001,
} as const;

export const photometric = {
  whiteIsZero: 0,
  blackIsZero: 1,
  rgb: 2,
  palette: 3,
  mask: 4,
  separated: 5,
  yCbCr: 6,
  cieLab: 8,
  iccLab: 9,
  ituLab: 10,
  cfa: 32803,
  logL: 32844,
  logLuv: 32845,
  linearRaw: 34892,
} as const;

export const sampleFormat = {
  unsigned: 1,
  signed: 2,
  float: 3,
  unknown: 4,
  complexInteger: 5,
  complex: 6,
} as const;

export const extraSample = { unspecified: 0, associatedAlpha: 1, alpha: 2 } as const;

export const planarConfiguration = { together: 1, separate: 2 } as const;

export const inkSet = { cmyk: 1 } as const;
