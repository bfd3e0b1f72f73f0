import type { Chat } from "../chat";
import type { Parts } from "../parts";
import type { State } from "../state";
import type { Texts } from "../texts";

/** What every part of the picture gets. */
export type Scene = {
  state: State;
  chat: Chat;
  texts: Texts;
  locale: string;
  /** What the addresses of files are relative to. */
  origin: string;
  close: () => void;
  isHome: boolean;
  home: () => void;
  /** Into one of the visitor's conversations, or a new one. */
  go: (conversation?: string) => void;
  redraw: () => void;
  /** What stands open above the text box. */
  shown: string | undefined;
  /** Opens it, or closes what stands there. */
  show: (what?: string) => void;
  /** What a plain first chat does without, once it is here. */
  part: Parts;
};
