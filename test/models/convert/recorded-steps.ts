import type { Steps } from '../../../models/convert/types.ts';

/** Creates steps that record their titles and messages. */
export function recordedSteps(): Steps & {
  readonly titles: string[];
  readonly messages: string[];
} {
  const titles: string[] = [];
  const messages: string[] = [];
  return {
    titles,
    messages,
    run: async (title, work) => {
      const result = await work(() => {});
      titles.push(title);
      return result;
    },
    say: (sentence) => void messages.push(sentence),
  };
}
