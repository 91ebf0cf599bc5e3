/** A picture's file becomes its address in the built page. */
declare module '*.jpg' {
  const address: string;
  export { address as default };
}
