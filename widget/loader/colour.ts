/** Relative luminance (WCAG 2.2) of #rrggbb with every channel scaled by `scale`, without the near-black branch: off by 0.001 at most. */
function luminance(hex: string, scale = 1): number {
  return [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const channel = (Number.parseInt(hex.slice(i * 2 + 1, i * 2 + 3), 16) / 255) * scale;
    return sum + weight * ((channel + 0.055) / 1.055) ** 2.4;
  }, 0);
}

/** Contrast 4.5 : 1, against white and against #111010 (luminance 0.0056). */
const WHITE_READS_BELOW = 1.05 / 4.5 - 0.05;
const BLACK_READS_ABOVE = 4.5 * 0.0556 - 0.05;

export type Paint = {
  fill: string;
  on: string;
  /** How much darker the header's end may become before its text stops reading, in per cent. */
  shade: number;
};

/** White text where it reads, else near-black, else the colour darkened until white reads. Null when it is no #rrggbb. */
export function paintFor(colour: string | undefined): Paint | null {
  if (!/^#[0-9a-f]{6}$/i.test(colour ?? "")) return null;
  let fill = colour!;
  let shade = 24;
  if (luminance(fill) >= BLACK_READS_ABOVE) {
    while (shade && luminance(fill, 1 - shade / 100) < BLACK_READS_ABOVE) shade--;
    return { fill, on: "#111010", shade };
  }
  while (luminance(fill) > WHITE_READS_BELOW) {
    fill = fill.replace(/\w\w/g, (v) => ((Number.parseInt(v, 16) * 0.98) | 0).toString(16).padStart(2, "0"));
  }
  return { fill, on: "#fff", shade };
}
