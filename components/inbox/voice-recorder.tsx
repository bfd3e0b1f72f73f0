"use client";

import { Check, Mic, Square, X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { IconButton } from "../ui/icon-button";
import { AudioPlayer } from "./audio-player";

const BARS = 48;
const LONGEST_S = 600;
const TYPES = ["audio/webm;codecs=opus", "audio/ogg;codecs=opus", "audio/mp4"];
const clock = (seconds: number) =>
  `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

/** Records a voice note: its wave while it runs, then a preview to listen to before it is attached. */
export default function VoiceRecorder(props: { onDone: (file: File) => void; onClose: () => void }) {
  const t = useTranslations("inbox.voice");
  const recorder = useRef<MediaRecorder>(undefined);
  const [levels, setLevels] = useState<readonly number[]>([]);
  const [seconds, setSeconds] = useState(0);
  const [problem, setProblem] = useState<"denied" | "none" | null>(null);
  const [taken, setTaken] = useState<{ file: File; url: string } | null>(null);

  useEffect(() => {
    let isOver = false;
    let stop = () => {};
    let url = "";
    async function record() {
      try {
        const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
        const end = () => {
          for (const track of stream.getTracks()) track.stop();
        };
        if (isOver) return end();
        const mimeType = TYPES.find((type) => MediaRecorder.isTypeSupported(type));
        const made = new MediaRecorder(stream, mimeType ? { mimeType } : undefined);
        const chunks: Blob[] = [];
        const meter = startMeter(stream, (level, passed) => {
          setLevels((before) => [...before.slice(1 - BARS), level]);
          setSeconds(passed);
          if (passed >= LONGEST_S && made.state === "recording") made.stop();
        });
        made.ondataavailable = ({ data }) => chunks.push(data);
        made.onstop = () => {
          meter();
          end();
          if (isOver) return;
          const type = (made.mimeType || "audio/webm").split(";")[0]!;
          const name = `voice-note.${type.split("/")[1]!.replace("mp4", "m4a")}`;
          const file = new File(chunks, name, { type });
          url = URL.createObjectURL(file);
          setTaken({ file, url });
        };
        made.start(250);
        recorder.current = made;
        stop = () => made.state !== "inactive" && made.stop();
      } catch (error) {
        setProblem((error as DOMException).name === "NotAllowedError" ? "denied" : "none");
      }
    }
    void record();
    return () => {
      isOver = true;
      stop();
      if (url) URL.revokeObjectURL(url);
    };
  }, []);

  return (
    <fieldset aria-label={t("title")} className="col-span-3 flex min-w-0 items-center gap-2 px-3 pb-2">
      {problem ? (
        <p role="alert" className="grow text-danger-text text-meta">
          {t(problem)}
        </p>
      ) : taken ? (
        <>
          <AudioPlayer url={taken.url} name={t("preview")} seconds={seconds} />
          <IconButton icon={Check} label={t("attach")} onClick={() => props.onDone(taken.file)} />
        </>
      ) : (
        <>
          <Mic aria-hidden="true" size={16} strokeWidth={1.75} className="shrink-0 text-danger-text" />
          <span className="flex h-8 min-w-0 grow items-center gap-px overflow-hidden" aria-hidden="true">
            {levels.map((level, index) => (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: a wave that runs through.
                key={index}
                className="w-1 shrink-0 rounded-full bg-primary"
                style={{ height: `${Math.max(8, level * 100)}%` }}
              />
            ))}
          </span>
          <span role="timer" className="num text-meta text-text-2">
            {clock(seconds)}
          </span>
          <IconButton icon={Square} label={t("stop")} onClick={() => recorder.current?.stop()} />
        </>
      )}
      <IconButton icon={X} label={t("cancel")} onClick={props.onClose} />
    </fieldset>
  );
}

/** How loud it is, ten times a second, 0 to 1, with the seconds that have passed. */
function startMeter(stream: MediaStream, tell: (level: number, passed: number) => void): () => void {
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const wave = new Uint8Array(analyser.frequencyBinCount);
  const began = performance.now();
  const timer = setInterval(() => {
    analyser.getByteTimeDomainData(wave);
    const loudest = wave.reduce((most, value) => Math.max(most, Math.abs(value - 128)), 0);
    tell(Math.min(1, loudest / 100), (performance.now() - began) / 1000);
  }, 100);
  return () => {
    clearInterval(timer);
    void context.close();
  };
}
