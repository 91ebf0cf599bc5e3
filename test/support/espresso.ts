import { expect } from 'vitest';

/** The best class of coffee.jpg with PyTorch's score; the tolerance is for int8 arithmetic. */
export const espresso = {
  rank: 1,
  index: 967,
  synset: 'n07920052',
  label: 'espresso',
  score: expect.closeTo(0.952706, 1),
};
