import type { Label } from '../format/labels.ts';
import { EvaluationError } from './evaluation-error.ts';

/**
 * Finds classes by name: synset, label or synonym. Case is ignored, and `_` counts as a space; in a
 * model without synsets, names must match exactly.
 */
export class ClassNames {
  readonly #labels: readonly Label[];
  readonly #hasSynsets: boolean;
  readonly #indices = new Map<string, Set<number>>();

  /** @param labels One entry per class, in the order of the logits. */
  constructor(labels: readonly Label[]) {
    this.#labels = labels;
    this.#hasSynsets = labels.some(({ synset }) => synset !== null);
    labels.forEach(({ synset, label, synonyms = [] }, index) => {
      for (const name of [synset ?? label, label, ...synonyms]) {
        const key = this.#toKey(name);
        this.#indices.set(key, (this.#indices.get(key) ?? new Set()).add(index));
      }
    });
  }

  /** Whether a class has this name. */
  knows(name: string): boolean {
    return this.#indices.has(this.#toKey(name));
  }

  /**
   * Returns the index of the class called `name`. Text may follow a synset: `n02085620-Chihuahua`
   * (a folder of Stanford Dogs), `n01751748 111 108 230 230` (ImageNet's LOC_val_solution.csv).
   *
   * @param subject What has the name, for the error: `Folder "crane"`.
   * @throws EvaluationError if no class or several classes have the name.
   */
  find(name: string, subject: string): number {
    const [index, ...others] = this.#indices.get(this.#toKey(name)) ?? [];
    if (index === undefined) throw new EvaluationError(`${subject} ${this.#describeUnknown()}`);
    if (others.length > 0)
      throw new EvaluationError(`${subject} ${this.#describeAmbiguous([index, ...others])}`);
    return index;
  }

  #toKey(name: string): string {
    const text = name.normalize('NFC').trim();
    if (!this.#hasSynsets) return text;
    const [synset] = /^n\d{8}(?![a-z0-9])/i.exec(text) ?? [];
    return (synset ?? text.replaceAll(/[_\s]+/g, ' ')).toLowerCase();
  }

  #describeUnknown(): string {
    const { synset = null, label = '' } = this.#labels[0] ?? {};
    const expected = synset === null ? 'label' : `synset such as ${synset} or a label`;
    return `names no class of the model; expected a ${expected} such as "${label}".`;
  }

  #describeAmbiguous(indices: readonly number[]): string {
    const classes = indices.map((index) => {
      const { synset = null, label = '' } = this.#labels[index] ?? {};
      return synset === null ? `class ${index}` : `${synset} (${label})`;
    });
    const remedy = this.#hasSynsets ? 'use the synset' : 'give these classes different labels';
    return `can mean ${classes.join(' or ')}; ${remedy}.`;
  }
}
