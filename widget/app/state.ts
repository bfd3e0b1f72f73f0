import type { WidgetSession } from "../../server/rest/widget/contract";
import type { Refusal } from "./api";
import type { Queued } from "./queue";
import type { Thread } from "./thread";
import type { Upload } from "./uploads";

/** All that can be seen. */
export type State = {
  isOpen: boolean;
  session: WidgetSession | undefined;
  /** Why there is no session. */
  failure: Refusal | undefined;
  thread: Thread;
  queue: Queued[];
  uploads: Upload[];
  /** Who of the team types: a name, null when it is not known, undefined when nobody does. */
  typing: string | null | undefined;
  isOffline: boolean;
  /** The server cannot be reached, or the socket has been gone for a while. */
  isCut: boolean;
  unread: number;
};
