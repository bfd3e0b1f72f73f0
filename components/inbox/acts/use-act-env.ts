"use client";

import { useTranslations } from "next-intl";
import type { ConversationSummary } from "../../../server/modules/conversations/schema";
import { useReader } from "../../i18n/clock";
import type { Reader } from "../../i18n/reader";
import { useWorkspace, type Workspace } from "../../realtime/context";
import { type Names, useNames } from "../reference";
import { type ConversationActs, useConversationActs } from "../use-conversation-acts";
import { type Navigation, useRoute } from "../use-route";

/** What the lists of choices need to know, gathered where hooks may run. */
export type ActEnv = {
  about: readonly ConversationSummary[];
  acts: ConversationActs;
  names: Names;
  workspace: Workspace;
  t: ReturnType<typeof useTranslations<"acts">>;
  reader: Reader;
  go: Navigation["go"];
};

export function useActEnv(): (about: readonly ConversationSummary[]) => ActEnv {
  const t = useTranslations("acts");
  const workspace = useWorkspace();
  const names = useNames();
  const acts = useConversationActs();
  const reader = useReader();
  const { go } = useRoute();
  return (about) => ({ about, acts, names, workspace, t, reader, go });
}
