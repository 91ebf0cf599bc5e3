/** Paths of this installation. */
export interface Installation {
  /** The checkout. */
  readonly root: string;
  /** Folder of the built page. */
  readonly page: string;
}
