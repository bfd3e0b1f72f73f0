import type { Preferences } from "../../server/modules/tenants/schema";

export type SoundChoice = Preferences["sound"];

/** Each tone as [hertz, from, seconds]. */
const TONES: Record<SoundChoice["tone"], readonly (readonly [number, number, number])[]> = {
  ding: [[880, 0, 0.5]],
  chime: [
    [660, 0, 0.3],
    [880, 0.14, 0.5],
  ],
  pop: [[420, 0, 0.12]],
};
const BETWEEN_MS = 1_500;
const LAST = "parley:sound";
let context: AudioContext | null = null;

/** Plays the chosen tone: in one of several tabs, and not in a window that is looked at unless that was chosen. */
export function playSound(choice: SoundChoice): void {
  if (choice.volume === 0) return;
  if (choice.onlyWhenAway && !document.hidden && document.hasFocus()) return;
  const now = Date.now();
  if (now - Number(localStorage.getItem(LAST) ?? 0) < BETWEEN_MS) return;
  localStorage.setItem(LAST, String(now));
  sound(choice);
}

/** Plays it now, to hear what it is like. Nothing is heard before the page was touched once: browsers want it so. */
export function sound({ tone, volume }: Pick<SoundChoice, "tone" | "volume">): void {
  context ??= new AudioContext();
  const { currentTime, destination } = context;
  void context.resume().catch(() => {});
  for (const [hertz, from, seconds] of TONES[tone]) {
    const wave = context.createOscillator();
    const level = context.createGain();
    wave.frequency.value = hertz;
    const start = currentTime + from;
    level.gain.setValueAtTime(0, start);
    level.gain.linearRampToValueAtTime((volume / 100) * 0.4, start + 0.01);
    level.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
    wave.connect(level).connect(destination);
    wave.start(start);
    wave.stop(start + seconds);
  }
}
