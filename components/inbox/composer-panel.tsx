"use client";

import type { RefObject } from "react";
import { late } from "../ui/late";
import type { Panel } from "./composer-tools";
import type { ComposerState } from "./use-composer";

const EmojiPicker = late(() => import("./emoji-picker"));
const VoiceRecorder = late(() => import("./voice-recorder"));
const SendLater = late(() => import("./send-later"));

/** What a tool of the composer opens. */
export default function ComposerPanel(props: {
  panel: Panel;
  field: RefObject<HTMLTextAreaElement | null>;
  state: ComposerState;
  onClose: () => void;
}) {
  const { panel, state, onClose, field } = props;
  if (panel === "emoji") return <EmojiPicker field={field} onClose={onClose} />;
  if (panel === "voice") {
    return (
      <VoiceRecorder
        onDone={(file) => {
          state.attach([file]);
          onClose();
          field.current?.focus();
        }}
        onClose={onClose}
      />
    );
  }
  return (
    <SendLater
      onClose={onClose}
      onChoose={(dueAt) => {
        state.send({ dueAt });
        onClose();
      }}
    />
  );
}
