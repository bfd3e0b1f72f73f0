import { describe, expect, it } from "vitest";
import { seeded } from "../testing/random";
import { paintFor } from "./colour";

/** WCAG 2.2, to the letter. */
function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}
function luminance(hex: string): number {
  const full = hex.length === 4 ? hex.replace(/\w/g, "$&$&") : hex;
  const [r, g, b] = [1, 3, 5].map((at) => {
    const v = Number.parseInt(full.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function darker(hex: string, percent: number): string {
  return hex.replace(/\w\w/g, (v) =>
    Math.round(Number.parseInt(v, 16) * (1 - percent / 100))
      .toString(16)
      .padStart(2, "0"),
  );
}

describe("the colours of a tenant", () => {
  it.each([
    ["#8127e8", "#8127e8", "#fff"],
    ["#000000", "#000000", "#fff"],
    ["#ffd400", "#ffd400", "#111010"],
    ["#ffffff", "#ffffff", "#111010"],
    ["#FF6600", "#FF6600", "#111010"],
  ])("keeps %s", (given, fill, on) => {
    expect(paintFor(given)).toMatchObject({ fill, on });
  });

  it("darkens what neither white nor near-black reads on", () => {
    const paint = paintFor("#777777")!;
    expect(paint.on).toBe("#fff");
    expect(paint.fill).not.toBe("#777777");
    expect(contrast(paint.fill, "#fff")).toBeGreaterThan(4.45);
  });

  it.each([undefined, "", "red", "#fff", "#12345g", "#8127e8;}", "url(x)"])("leaves out %s", (given) => {
    expect(paintFor(given)).toBeNull();
  });

  it("always leaves text that reads, at both ends of the header", () => {
    const random = seeded(7);
    for (let i = 0; i < 1500; i++) {
      const given = `#${Math.floor(random() * 0x1000000)
        .toString(16)
        .padStart(6, "0")}`;
      const { fill, on, shade } = paintFor(given)!;
      expect(contrast(fill, on), given).toBeGreaterThan(4.45);
      expect(contrast(darker(fill, shade), on), given).toBeGreaterThan(4.4);
    }
  });
});
