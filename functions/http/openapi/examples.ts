/** The embedded model's answer to models/samples/coffee.jpg, which ships with the project. */
const predictions = [
  { rank: 1, index: 967, synset: 'n07920052', label: 'espresso', score: 0.9505311422537646 },
  { rank: 2, index: 968, synset: 'n07930864', label: 'cup', score: 0.013760194797333624 },
  { rank: 3, index: 925, synset: 'n07584110', label: 'consomme', score: 0.010365800918392504 },
];

const answer = {
  predictions,
  image: { format: 'jpeg', width: 600, height: 400, bytes: 79_975 },
  model: {
    id: 'efficientnet-lite0',
    precision: 'int8',
    sha256: 'bfafb3f917b3634025c62e269d75c5c3a56faa21c6006c04f23927d6905241cf',
  },
  timing: { fetchMs: null, decodeMs: 7.16, inferenceMs: 9.14, totalMs: 16.37 },
  coldStart: false,
  requestId: 'fb5ed1ba-fdfc-4e09-9525-adc74d3308df',
};

const explanation = {
  index: 967,
  width: 7,
  height: 7,
  values: [
    1.3728, 7.5718, 15.5614, 15.3651, 13.772, 5.8201, 1.579, 5.1665, 19.1089, 26.792, 29.2544,
    27.2047, 10.8928, 1.7486, 8.1045, 21.478, 31.8594, 33.5348, 30.0287, 17.9201, 5.0821, 8.2914,
    17.6227, 24.6902, 28.7007, 19.7887, 15.5879, 5.5848, 7.1519, 7.6211, 9.8847, 11.6152, 8.6649,
    7.0937, 4.7775, 5.3737, 7.2029, 6.5983, 6.3213, 3.6694, 2.911, 2.1427, 1.9661, 4.9453, 4.1511,
    3.3775, 2.7157, 0.5635, 1.094,
  ],
  region: { left: 125, top: 25, width: 350, height: 350 },
};

/** Requests and answers, under their names in the document. */
export const examples = {
  answer: { summary: 'A cup of espresso, topK=3', value: answer },
  explained: { summary: 'The same, with explain=true', value: { ...answer, explanation } },
  predicted: {
    summary: 'A cup of espresso',
    value: predictions.map(({ label, score }) => ({ label, score })),
  },
  healthy: { summary: 'The model answers', value: { status: 'ok', model: 'efficientnet-lite0' } },
  byUrl: {
    summary: 'A picture behind a URL',
    value: { image: { url: 'https://example.com/photo.jpg' }, topK: 3 },
  },
  byBase64: {
    summary: 'A picture in the request: a GIF of one grey pixel',
    value: {
      image: { base64: 'R0lGODlhAQABAIAAAICAgAAAACwAAAAAAQABAAACAkQBADs=' },
      explain: true,
    },
  },
  byKey: {
    summary: 'An object in the bucket that the deployment may read',
    value: { image: { s3: { bucket: 'holidays', key: '2026/beach.jpg' } } },
  },
} as const;
