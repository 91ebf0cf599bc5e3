import { prepareHome } from './prepare/models.ts';
import { type Python, preparePython } from './prepare/python.ts';
import { prepareTools, type Tools } from './prepare/tools.ts';

/** What several stages need; each part is built on first use. */
export class Preparation {
  #home: Promise<string> | undefined;
  #python: Promise<Python> | undefined;
  #tools: Promise<Tools> | undefined;

  /** Returns a `GLIMPSE_HOME` with the seeded ResNet-18. */
  home(): Promise<string> {
    this.#home ??= prepareHome();
    return this.#home;
  }

  /** @throws NotRun if Python is missing. */
  python(): Promise<Python> {
    this.#python ??= preparePython();
    return this.#python;
  }

  /** @throws NotRun if the tools cannot be built here. */
  tools(): Promise<Tools> {
    this.#tools ??= prepareTools();
    return this.#tools;
  }
}
