/** Relative luminance of #rrggbb (WCAG 2.2). */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** What the widget does with a business's colour so that text on it reads at 4.5 : 1; null for what is no #rrggbb. */
export function colourReads(colour: string): "whiteReads" | "darkReads" | "darkened" | null {
  if (!/^#[0-9a-f]{6}$/i.test(colour)) return null;
  const light = luminance(colour);
  if (1.05 / (light + 0.05) >= 4.5) return "whiteReads";
  // Against #111010.
  return (light + 0.05) / (luminance("#111010") + 0.05) >= 4.5 ? "darkReads" : "darkened";
}
