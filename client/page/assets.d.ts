/** A picture's file becomes its address in the built page. */
declare module '*.jpg' {
  const address: string;
  // biome-ignore lint/style/noDefaultExport: esbuild hands a file over as its module's default.
  export default address;
}
