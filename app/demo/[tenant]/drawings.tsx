import type { ReactNode } from "react";
import type { Good } from "./shops";

export type Drawing =
  | "teapot"
  | "mug"
  | "bowl"
  | "ledger"
  | "calendar"
  | "coins"
  | "building"
  | "board"
  | "chart";
type Colours = { thing: string; deep: string };

const SHINE = {
  stroke: "#fff",
  strokeOpacity: 0.45,
  strokeWidth: 8,
  strokeLinecap: "round",
  fill: "none",
} as const;

/** Drawn in the page itself on a square of 280: a shop to try things in should load nothing from anywhere. */
export function Picture({ good }: { good: Good }) {
  const [thing, deep] = good.colours;
  return (
    <svg viewBox="0 0 280 280" aria-hidden="true">
      <ellipse cx="140" cy="228" rx="78" ry="10" fill="#000" opacity="0.12" />
      {DRAWINGS[good.drawing]({ thing, deep })}
    </svg>
  );
}

const DRAWINGS: Record<Drawing, (colours: Colours) => ReactNode> = {
  teapot: ({ thing, deep }) => (
    <>
      <path d="M200 131h10c17 0 28 10 28 26 0 22-16 38-38 38" fill="none" stroke={deep} strokeWidth="13" />
      <path d="M92 176c-14-34-34-48-56-58l14-10c26 6 42 20 54 44z" fill={deep} />
      <path d="M69 160c0-42 31-66 72-66s72 24 72 66c0 38-28 62-72 62s-72-24-72-62z" fill={thing} />
      <ellipse cx="141" cy="97" rx="39" ry="9" fill={deep} />
      <circle cx="141" cy="78" r="10" fill={thing} />
      <path d="M89 141c4-18 14-30 29-34" {...SHINE} />
    </>
  ),
  mug: ({ thing, deep }) => (
    <>
      <path d="M190 116c30-8 41 7 41 31 0 22-15 37-40 37" fill="none" stroke={deep} strokeWidth="14" />
      <path d="M76 88h120v104c0 18-13 29-30 29h-60c-17 0-30-11-30-29z" fill={thing} />
      <ellipse cx="136" cy="88" rx="60" ry="14" fill={deep} />
      <ellipse cx="136" cy="90" rx="49" ry="9" fill="#4a3226" />
      <path d="M95 122v56" {...SHINE} />
    </>
  ),
  bowl: ({ thing, deep }) => (
    <>
      <path d="M52 120c0 62 35 102 88 102s88-40 88-102z" fill={thing} />
      <ellipse cx="140" cy="120" rx="88" ry="19" fill={deep} />
      <path d="M76 150c6 20 16 34 32 43" {...SHINE} />
    </>
  ),
  ledger: ({ thing, deep }) => (
    <>
      <rect x="82" y="62" width="122" height="164" rx="10" fill={thing} />
      <path d="M92 62h14v164H92a10 10 0 0 1-10-10V72a10 10 0 0 1 10-10z" fill={deep} />
      <rect x="124" y="88" width="62" height="34" rx="5" fill="#fff" opacity="0.85" />
      <path d="M132 101h46M132 111h28" stroke={deep} strokeWidth="4" strokeLinecap="round" />
      <path d="M126 152v50" {...SHINE} />
    </>
  ),
  calendar: ({ thing, deep }) => (
    <>
      <rect x="66" y="74" width="148" height="150" rx="14" fill={thing} />
      <path d="M80 74h120a14 14 0 0 1 14 14v28H66V88a14 14 0 0 1 14-14z" fill={deep} />
      <path d="M104 62v24M176 62v24" stroke="#44424a" strokeWidth="8" strokeLinecap="round" />
      {[138, 166, 194].map((y) =>
        [88, 116, 144, 172].map((x) => (
          <rect
            key={`${x} ${y}`}
            x={x}
            y={y}
            width="18"
            height="16"
            rx="4"
            fill={deep}
            opacity={x + y === 338 ? 1 : 0.3}
          />
        )),
      )}
    </>
  ),
  coins: ({ thing, deep }) => (
    <>
      {[204, 180, 156].map((y) => (
        <Coin key={y} x={108} y={y} thing={thing} deep={deep} />
      ))}
      {[204, 180, 156, 132, 108].map((y) => (
        <Coin key={y} x={182} y={y} thing={thing} deep={deep} />
      ))}
    </>
  ),
  building: ({ thing, deep }) => (
    <>
      <rect x="84" y="84" width="112" height="142" rx="6" fill={thing} />
      <path d="M72 88l68-34 68 34z" fill={deep} />
      {[108, 138, 168].map((y) =>
        [100, 129, 158].map((x) => (
          <rect key={`${x} ${y}`} x={x} y={y} width="22" height="18" rx="3" fill="#fff" opacity="0.75" />
        )),
      )}
      <path d="M128 226v-26a12 12 0 0 1 24 0v26z" fill={deep} />
    </>
  ),
  board: ({ thing, deep }) => (
    <>
      <rect x="56" y="76" width="168" height="140" rx="14" fill={deep} />
      {[
        [70, 2],
        [118, 3],
        [166, 1],
      ].map(([x = 0, cards]) => (
        <g key={x}>
          <rect x={x} y="92" width="44" height="108" rx="6" fill="#fff" opacity="0.2" />
          {Array.from({ length: cards ?? 0 }, (_, i) => 100 + i * 32).map((y) => (
            <rect key={y} x={x + 5} y={y} width="34" height="26" rx="4" fill={y === 100 ? thing : "#fff"} />
          ))}
        </g>
      ))}
    </>
  ),
  chart: ({ thing, deep }) => (
    <>
      <rect x="62" y="70" width="156" height="152" rx="14" fill="#fff" opacity="0.9" />
      {[
        [82, 46],
        [112, 74],
        [142, 60],
        [172, 104],
      ].map(([x = 0, height = 0]) => (
        <rect
          key={x}
          x={x}
          y={206 - height}
          width="22"
          height={height}
          rx="4"
          fill={x === 172 ? deep : thing}
        />
      ))}
    </>
  ),
};

function Coin({ x, y, thing, deep }: Colours & { x: number; y: number }) {
  return (
    <>
      <path d={`M${x - 36} ${y}v12a36 12 0 0 0 72 0v-12z`} fill={deep} />
      <ellipse cx={x} cy={y} rx="36" ry="12" fill={thing} />
    </>
  );
}
