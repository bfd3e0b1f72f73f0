"use client";

import { Pause, Play } from "lucide-react";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";

const SPEEDS = [1, 1.5, 2] as const;
/** Past the end of whatever is said. */
const FAR_S = 1e9;
const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Play, seek and speed. `seconds`: how long it is, where the file itself does not say (a recording of a browser). */
export function AudioPlayer(props: { url: string; name: string; seconds?: number; onBroken?: () => void }) {
  const { url, name, seconds } = props;
  const t = useTranslations("inbox.voice");
  const audio = useRef<HTMLAudioElement>(null);
  const [isPlaying, setPlaying] = useState(false);
  const [at, setAt] = useState(0);
  const [length, setLength] = useState(seconds ?? 0);
  const [speed, setSpeed] = useState<(typeof SPEEDS)[number]>(1);
  const isMeasured = useRef(true);
  const Icon = isPlaying ? Pause : Play;

  /** A browser's own recording does not say how long it is before its end has been looked for. */
  function readLength() {
    const own = audio.current;
    if (!own?.duration) return;
    if (own.duration === Number.POSITIVE_INFINITY) {
      isMeasured.current = false;
      own.currentTime = FAR_S;
      return;
    }
    setLength(own.duration);
    if (!isMeasured.current) own.currentTime = 0;
    isMeasured.current = true;
  }
  function next() {
    const faster = SPEEDS[(SPEEDS.indexOf(speed) + 1) % SPEEDS.length]!;
    setSpeed(faster);
    if (audio.current) audio.current.playbackRate = faster;
  }
  return (
    <span className="flex w-64 min-w-0 max-w-full grow items-center gap-2 rounded-10 border border-border bg-surface p-1.5 text-text">
      {/* biome-ignore lint/a11y/useMediaCaption: what somebody has just said has no captions. */}
      <audio
        ref={audio}
        src={url}
        preload="metadata"
        onError={props.onBroken}
        onLoadedMetadata={readLength}
        onDurationChange={readLength}
        onPlay={() => setPlaying(true)}
        onPause={() => setPlaying(false)}
        onEnded={() => setAt(0)}
        onTimeUpdate={(event) => isMeasured.current && setAt(event.currentTarget.currentTime)}
      />
      <button
        type="button"
        aria-label={t(isPlaying ? "pause" : "play", { name })}
        onClick={() => (isPlaying ? audio.current?.pause() : void audio.current?.play())}
        className="grid size-8 shrink-0 place-items-center rounded-full bg-primary text-on-primary hover:bg-primary-hover max-sm:size-11"
      >
        <Icon aria-hidden="true" size={14} strokeWidth={2} fill="currentColor" />
      </button>
      <input
        type="range"
        aria-label={t("seek", { name })}
        aria-valuetext={clock(at)}
        min={0}
        max={Math.max(length, at, 0.1)}
        step={0.1}
        value={at}
        onChange={(event) => {
          setAt(Number(event.target.value));
          if (audio.current) audio.current.currentTime = Number(event.target.value);
        }}
        className="h-1 min-w-0 grow accent-primary"
      />
      <span className="num w-9 shrink-0 text-right text-caption text-text-3">
        {clock(isPlaying || at ? at : length)}
      </span>
      <button
        type="button"
        aria-label={t("speed", { speed })}
        onClick={next}
        className="num h-6 w-9 shrink-0 rounded-6 text-caption text-text-2 hover:bg-hover max-sm:h-11"
      >
        {speed}×
      </button>
    </span>
  );
}
