import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { synthesise } from './aws/synthesise.ts';
import type { Deployed } from './bytes/deployed.ts';
import { unpack } from './bytes/unpack.ts';
import type { Preparation } from './preparation.ts';
import type { ModelName } from './prepare/models.ts';
import { createWorkFolder } from './work-folder.ts';

/** Settings that switch everything on: more resources, so more to check. */
const everything = {
  access: 'public',
  bucket: 'pictures-of-the-rehearsal',
  urls: 'images.example.com,upload.example.org',
  origins: 'https://www.example.com',
  email: 'alarms@example.com',
  memory: '3538',
};

/** The deployment of one model, which all stages check. */
export class Subject {
  readonly model: ModelName;
  readonly #preparation: Preparation;
  #synthesised: Promise<Deployed> | undefined;
  #everything: Promise<Deployed> | undefined;
  #published: Deployed | undefined;
  #unpacked: Promise<Unpacked> | undefined;

  constructor(model: ModelName, preparation: Preparation) {
    this.model = model;
    this.#preparation = preparation;
  }

  /** Returns a work folder for this model. */
  folder(name: string): Promise<string> {
    return createWorkFolder(this.model, name);
  }

  /** Returns the output of `cdk synth` with the default settings. */
  synthesised(): Promise<Deployed> {
    this.#synthesised ??= this.#synthesise();
    return this.#synthesised;
  }

  /** Returns the output of `cdk synth` with everything switched on. */
  everything(): Promise<Deployed> {
    this.#everything ??= this.#synthesise(everything);
    return this.#everything;
  }

  async #synthesise(context: Readonly<Record<string, string>> = {}): Promise<Deployed> {
    const home = await this.#preparation.home();
    const output = await this.folder(context === everything ? 'cdk.out.everything' : 'cdk.out');
    return synthesise({ model: this.model, home, output, context });
  }

  /** Replaces the synthesised files by the files that a deployment has published. */
  publish(published: Deployed): void {
    this.#published = published;
    this.#unpacked = undefined;
  }

  /** Returns the published files, or the synthesised ones before a deployment. */
  async deployed(): Promise<Deployed> {
    return this.#published ?? (await this.synthesised());
  }

  /** Unpacks the zip files as Lambda does. */
  unpacked(): Promise<Unpacked> {
    this.#unpacked ??= this.#unpack();
    return this.#unpacked;
  }

  async #unpack(): Promise<Unpacked> {
    const { zips } = await this.deployed();
    const folder = await this.folder('unpacked');
    await rm(folder, { recursive: true, force: true });
    const [task, opt] = [join(folder, 'task'), join(folder, 'opt')];
    await unpack(zips.function, task);
    for (const layer of zips.layers) await unpack(layer, opt);
    return { task, opt };
  }
}

/** Folders with the content of `/var/task` and `/opt`. */
export interface Unpacked {
  readonly task: string;
  readonly opt: string;
}
