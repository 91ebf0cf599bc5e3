/** A picture's file is replaced with its URL in the built page. */
declare module '*.jpg' {
  const url: string;
  // biome-ignore lint/style/noDefaultExport: esbuild exports the URL of a file as its default.
  export default url;
}
