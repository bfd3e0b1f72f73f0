/** @jsxImportSource @/widget/jsx */

/** Lucide's outlines on their 24 px grid (ISC licence). */
export const ICONS = {
  attach: "m21.4 11-9.2 9.2a6 6 0 0 1-8.5-8.5l8.6-8.5A4 4 0 1 1 18 8.8l-8.6 8.6a2 2 0 0 1-2.8-2.8l8.5-8.5",
  back: "M19 12H5m7 7-7-7 7-7",
  down: "m6 9 6 6 6-6",
  send: "m5 12 7-7 7 7M12 19V5",
  close: "M18 6 6 18M6 6l12 12",
  emoji: "M22 12a10 10 0 1 1-20 0 10 10 0 0 1 20 0ZM8 14s1.5 2 4 2 4-2 4-2M9 9h.01M15 9h.01",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  file: "M15 2H6a2 2 0 0 0-2 2v16a2 2 0 0 0 2 2h12a2 2 0 0 0 2-2V7ZM14 2v4a2 2 0 0 0 2 2h4",
};

export function Icon({ of }: { of: keyof typeof ICONS }) {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path d={ICONS[of]} />
    </svg>
  );
}
