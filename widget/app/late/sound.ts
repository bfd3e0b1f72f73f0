import { keysOf } from "../../forget";

/** What this browser keeps of how a visitor wants to hear of news: whether not at all, and what it has told already. */
type Kept = { isMuted?: boolean; rangAt?: number; shownAt?: number };

export function readKept(inbox: string): Kept {
  try {
    return JSON.parse(localStorage.getItem(keysOf(inbox).news) ?? "{}");
  } catch {
    return {};
  }
}

export function keep(inbox: string, part: Kept): void {
  try {
    localStorage.setItem(keysOf(inbox).news, JSON.stringify({ ...readKept(inbox), ...part }));
  } catch {
    // It holds for this page, then.
  }
}

let mutedHere: boolean | undefined;

export function isMuted(inbox: string): boolean {
  return mutedHere ?? readKept(inbox).isMuted ?? false;
}

export function setMuted(inbox: string, isMuted: boolean): void {
  mutedHere = isMuted;
  keep(inbox, { isMuted });
}

let audio: AudioContext | undefined;

/** Two short tones, once for all tabs; only where the visitor has touched the page, which browsers ask for. */
export function ring(inbox: string, at: number): void {
  const hasTouched = navigator.userActivation?.hasBeenActive ?? true;
  if (!hasTouched || isMuted(inbox) || (readKept(inbox).rangAt ?? 0) >= at) return;
  keep(inbox, { rangAt: at });
  try {
    audio ??= new AudioContext();
    const { currentTime, destination } = audio;
    for (const [i, pitch] of [660, 880].entries()) {
      const from = currentTime + i * 0.11;
      const tone = audio.createOscillator();
      const volume = audio.createGain();
      tone.frequency.value = pitch;
      volume.gain.setValueAtTime(0.0001, from);
      volume.gain.exponentialRampToValueAtTime(0.09, from + 0.015);
      volume.gain.exponentialRampToValueAtTime(0.0001, from + 0.16);
      tone.connect(volume).connect(destination);
      tone.start(from);
      tone.stop(from + 0.18);
    }
  } catch {
    // A page that may not sound is silent.
  }
}

export function silence(): void {
  audio?.close().catch(() => {});
  audio = undefined;
}
