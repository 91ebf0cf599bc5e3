/** Where the checkout and its built page are. */
export interface Installation {
  readonly root: string;
  readonly page: string;
}
