/** What the pictures show, as people say. */
export interface Truth {
  /** Class of each picture that has one, by the picture's path in its folder, `/` between. */
  readonly classes: ReadonlyMap<string, number>;
  /** Rows of a CSV whose picture is not there. */
  readonly rowsWithoutPicture: number;
}
