"use client";

import { Suspense, useEffect, useSyncExternalStore } from "react";
import { late } from "../ui/late";
import { openPicture, picture } from "./lightbox-store";
import { useRoute } from "./use-route";

const Lightbox = late(() => import("./lightbox"));

/** Where the picture that is looked at stands: over the inbox, as long as its conversation is open. */
export function LightboxPlace() {
  const opened = useSyncExternalStore(picture.subscribe, picture.get, () => null);
  const { conversationId } = useRoute().route;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another conversation has other pictures.
  useEffect(() => () => openPicture(null), [conversationId]);
  return (
    <Suspense>{opened ? <Lightbox file={opened} conversationId={conversationId ?? ""} /> : null}</Suspense>
  );
}
