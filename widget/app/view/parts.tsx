/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import { initials } from "./format";
import { Icon } from "./icon";
import type { Scene } from "./scene";

export function Face({ name, kind = "person" }: { name: string; kind?: "person" | "business" }): Child {
  return (
    <span class={`face ${kind}`} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** Only on a phone, where the panel covers the launcher. */
export function Close({ scene: { texts, close } }: { scene: Scene }): Child {
  return (
    <button
      type="button"
      class="tool close"
      aria-label={texts.closeChat}
      title={texts.closeChat}
      onClick={close}
    >
      <Icon of="close" />
    </button>
  );
}
