import { prepareHome } from './prepare/models.ts';
import { type Python, preparePython } from './prepare/python.ts';
import { prepareTools, type Tools } from './prepare/tools.ts';

/** What several stages need, each made when it is first asked for. */
export class Preparation {
  #home: Promise<string> | undefined;
  #python: Promise<Python> | undefined;
  #tools: Promise<Tools> | undefined;

  /** A `GLIMPSE_HOME` with the seeded ResNet-18. */
  home(): Promise<string> {
    this.#home ??= prepareHome();
    return this.#home;
  }

  /** @throws NotRun where there is no Python. */
  python(): Promise<Python> {
    this.#python ??= preparePython();
    return this.#python;
  }

  /** @throws NotRun where they cannot be built. */
  tools(): Promise<Tools> {
    this.#tools ??= prepareTools();
    return this.#tools;
  }
}
