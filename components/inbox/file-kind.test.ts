import { expect, it } from "vitest";
import { fitPicture, formatSize, isPicture, kindOf } from "./file-kind";

it.each([
  [0, "0 B"],
  [1023, "1023 B"],
  [188_416, "184 KB"],
  [1_258_291, "1.2 MB"],
])("%i bytes read %s", (bytes, text) => expect(formatSize(bytes)).toBe(text));

it("names the kind of a file, and shows no picture that could carry script", () => {
  expect(kindOf({ name: "x.bin", contentType: "application/pdf" })).toBe("PDF");
  expect(kindOf({ name: "prices.xlsx", contentType: "application/octet-stream" })).toBe("XLSX");
  expect(kindOf({ name: "README", contentType: "text/plain" })).toBe("File");
  expect(isPicture({ contentType: "image/svg+xml" })).toBe(false);
});

it("fits a picture into its place without enlarging it", () => {
  expect(fitPicture(1340, 500)).toEqual({ width: 268, height: 100 });
  expect(fitPicture(100, 80)).toEqual({ width: 100, height: 80 });
  expect(fitPicture(null, null)).toEqual({ width: 268, height: 200 });
});
