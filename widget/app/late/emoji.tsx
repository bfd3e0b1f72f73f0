/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import type { Scene } from "../view/scene";
import css from "./emoji.css?inline";
import { lateTexts } from "./words";

export { css };

const COLUMNS = 8;
/** The common ones, a group a line. */
const GROUPS = [
  "😀 😃 😄 😁 😅 😂 🙂 😉 😊 😇 😍 😘 😋 😜 🤗 🤔 😐 😏 🙄 😬 😌 😴 😎 🥳 😕 😟 🙁 😮 😳 🥺 😢 😭 😱 😞 😤 😡 🤯 🤒 🤧 😷",
  "👋 👍 👎 👌 ✌️ 🤞 🤙 👈 👉 👆 👇 ✋ 👏 🙌 🤝 🙏 💪 🫶 🤷 🤦",
  "❤️ 🧡 💛 💚 💙 💜 🖤 🤍 💔 💕 ✨ 💯",
  "🎉 🎁 🎂 🎈 🛒 💳 💰 📦 🚚 ✈️ 🏠 📱 💻 📷 📅 ⏰ 🔑 🔒 📎 ✏️ ✅ ❌ ⚠️ ❓",
  "☕ 🍵 🍕 🍔 🥗 🍎 🍌 🍰 🍪 🍺 🍷 🥂",
  "☀️ ⛅ 🌧️ ❄️ 🌈 🔥 🌸 🌳 🐶 🐱 🐝 🌍",
].map((line) => line.split(" "));

/** Arrows move through all groups, Enter takes, Esc closes; the text box gets it where the caret stood. */
export function Emoji({ scene, field }: { scene: Scene; field: { current?: HTMLTextAreaElement } }): Child {
  const texts = lateTexts(scene.texts);

  function close(): void {
    scene.show();
    field.current!.focus();
  }
  function take(sign: string): void {
    const { current: box } = field;
    box!.setRangeText(sign, box!.selectionStart, box!.selectionEnd, "end");
    box!.dispatchEvent(new Event("input"));
    close();
  }
  function move(event: KeyboardEvent): void {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      close();
      return;
    }
    const box = event.currentTarget as HTMLElement;
    const forward = getComputedStyle(box).direction === "rtl" ? -1 : 1;
    const steps: Record<string, number> = {
      ArrowRight: forward,
      ArrowLeft: -forward,
      ArrowDown: COLUMNS,
      ArrowUp: -COLUMNS,
    };
    const by = steps[event.key];
    if (!by) return;
    event.preventDefault();
    const all = [...box.querySelectorAll<HTMLButtonElement>("button")];
    const at = all.indexOf(event.target as HTMLButtonElement);
    const next = all[Math.max(0, Math.min(all.length - 1, at + by))]!;
    for (const one of all) one.tabIndex = one === next ? 0 : -1;
    next.focus();
  }

  return (
    <div class="emoji" role="dialog" aria-label={texts.emoji} onKeyDown={move}>
      {GROUPS.map((signs, group) => (
        <fieldset key={signs[0]} aria-label={texts.emojiGroups[group]}>
          {signs.map((sign, i) => (
            <button
              key={sign}
              type="button"
              tabIndex={group + i ? -1 : 0}
              ref={(node) => {
                if (!(group + i)) queueMicrotask(() => (node as HTMLElement).focus());
              }}
              onClick={() => take(sign)}
            >
              {sign}
            </button>
          ))}
        </fieldset>
      ))}
    </div>
  );
}
