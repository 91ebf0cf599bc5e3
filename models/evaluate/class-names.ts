import type { Label } from '../format/labels.ts';
import { EvaluationError } from './evaluation-error.ts';

/**
 * What people call a model's classes: synset, label and synonyms, without regard to case, `_` for a
 * space; the label as it is where a model has no synsets.
 */
export class ClassNames {
  readonly #labels: readonly Label[];
  readonly #haveSynsets: boolean;
  readonly #meanings = new Map<string, Set<number>>();

  /** @param labels One entry a class, in the order of the logits. */
  constructor(labels: readonly Label[]) {
    this.#labels = labels;
    this.#haveSynsets = labels.some(({ synset }) => synset !== null);
    labels.forEach(({ synset, label, synonyms = [] }, index) => {
      for (const name of [synset ?? label, label, ...synonyms]) {
        const key = this.#keyOf(name);
        this.#meanings.set(key, (this.#meanings.get(key) ?? new Set()).add(index));
      }
    });
  }

  /** Whether any class is called so. */
  knows(name: string): boolean {
    return this.#meanings.has(this.#keyOf(name));
  }

  /**
   * The class that `name` stands for. A synset may have more behind it: `n02085620-Chihuahua` (a
   * folder of Stanford Dogs), `n01751748 111 108 230 230` (ImageNet's LOC_val_solution.csv).
   *
   * @param where Where the name stands, for the error: `Folder "crane"`.
   * @throws EvaluationError for a name that means no class, or several.
   */
  find(name: string, where: string): number {
    const [index, ...others] = this.#meanings.get(this.#keyOf(name)) ?? [];
    if (index === undefined) throw new EvaluationError(`${where} ${this.#unknown()}`);
    if (others.length > 0)
      throw new EvaluationError(`${where} ${this.#unclear([index, ...others])}`);
    return index;
  }

  #keyOf(name: string): string {
    const text = name.normalize('NFC').trim();
    if (!this.#haveSynsets) return text;
    const [synset] = /^n\d{8}(?![a-z0-9])/i.exec(text) ?? [];
    return (synset ?? text.replaceAll(/[_\s]+/g, ' ')).toLowerCase();
  }

  #unknown(): string {
    const { synset = null, label = '' } = this.#labels[0] ?? {};
    const expected = synset === null ? 'label' : `synset such as ${synset} or a label`;
    return `names no class of the model; expected a ${expected} such as "${label}".`;
  }

  #unclear(indices: readonly number[]): string {
    const classes = indices.map((index) => {
      const { synset = null, label = '' } = this.#labels[index] ?? {};
      return synset === null ? `class ${index}` : `${synset} (${label})`;
    });
    const remedy = this.#haveSynsets ? 'use the synset' : 'give these classes labels of their own';
    return `can mean ${classes.join(' or ')}; ${remedy}.`;
  }
}
