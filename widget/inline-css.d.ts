/** Style for a shadow root: the build turns it into one minified string. */
declare module "*.css?inline" {
  const css: string;
  export default css;
}
