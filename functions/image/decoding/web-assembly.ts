/** Memory of WebAssembly. */
export interface Memory {
  readonly buffer: ArrayBuffer;
  /** @returns The number of pages before. */
  grow(pages: number): number;
}

/** What is used of WebAssembly: Node's types do not describe it. */
export const { WebAssembly: webAssembly } = globalThis as unknown as {
  WebAssembly: {
    readonly Memory: {
      new (size: { initial: number; maximum: number }): Memory;
      readonly prototype: Memory;
    };
    readonly Module: new (code: Uint8Array) => object;
    readonly Instance: new (
      module: object,
      imports: { env: { memory: Memory } },
    ) => { readonly exports: object };
  };
};

export const pageBytes = 65_536;
