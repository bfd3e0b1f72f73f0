/** A picture of 2 × 3 pixels. */
export const PICTURE = {
  name: "chipped mug.png",
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAIAAAADCAYAAAC56t6BAAAAEUlEQVR4nGNg+M/wHwyhNAAz8gX7Qn2g2QAAAABJRU5ErkJggg==",
    "base64",
  ),
};
