/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import type { State } from "../state";
import { Icon } from "./icon";

/** What the launcher wears beside its own sign: the way to close while open, the unread count while not. */
export function Worn({ isOpen, unread }: State): Child {
  if (isOpen) return <Icon of="down" />;
  return unread > 0 && <span class="badge">{unread > 9 ? "9+" : unread}</span>;
}
