import type { WidgetSession } from "../../server/rest/widget/contract";
import type { ParleyEvents } from "../parley";
import type { Lock } from "./sender";
import type { Store } from "./store";
import type { Texts } from "./texts";
import type { Word } from "./word";

/** What a chat needs of the page around it. */
export type ChatGiven = {
  inbox: string;
  origin: string;
  store: Store;
  lock: Lock;
  texts: Texts;
  isOnline: () => boolean;
  isVisible: () => boolean;
  page: () => string;
  word: Word;
  /** Which of the visitor's conversations, perhaps one that has not begun; without it the newest. */
  conversation?: string;
  /** False while something else of the panel is shown. */
  isReading: () => boolean;
  /** Called with every session: how the business wants its chat to look and to speak. */
  onInbox: (inbox: WidgetSession["inbox"]) => void;
  locale?: () => string | undefined;
  emit: <E extends keyof ParleyEvents>(event: E, detail: ParleyEvents[E]) => void;
  onChange: () => void;
};
