"use client";

import { useLive } from "../realtime/context";
import { Avatar } from "../ui/avatar";
import { useNames } from "./reference";

/** A member's picture, with a dot that says whether they are there. */
export function MemberAvatar({ id, ...look }: Omit<Parameters<typeof Avatar>[0], "picture" | "presence">) {
  const { members } = useNames();
  const presence = useLive((engine) => engine.presence.of(id));
  return <Avatar id={id} {...look} picture={members.get(id)?.pictureUrl} presence={presence} />;
}
