import type { Steps } from '../../../models/convert/types.ts';

/** Steps that nobody reads but the test. */
export function recordedSteps(): Steps & { readonly titles: string[]; readonly said: string[] } {
  const titles: string[] = [];
  const said: string[] = [];
  return {
    titles,
    said,
    run: async (title, work) => {
      const result = await work(() => {});
      titles.push(title);
      return result;
    },
    say: (sentence) => void said.push(sentence),
  };
}
