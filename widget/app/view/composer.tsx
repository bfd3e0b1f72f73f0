/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import { Icon } from "./icon";
import type { Scene } from "./scene";

/** As the server's limit. */
const MAX_LENGTH = 10_000;

/** What is being written belongs to the text box, not to the state: `field` is where it is. */
export function Composer({
  scene,
  field,
  picker,
}: {
  scene: Scene;
  field: { current?: HTMLTextAreaElement };
  picker: { current?: HTMLInputElement };
}): Child {
  const { state, chat, texts, redraw, part } = scene;
  const carried = chat.carry();
  const isUploading = state.uploads.some((upload) => !upload.done);
  const isEmpty = !field.current?.value.trim() && !state.uploads.length;

  function send(event?: Event): void {
    event?.preventDefault();
    if (!chat.write(field.current!.value)) return;
    field.current!.value = "";
    grow();
    field.current!.focus();
    redraw();
  }

  function grow(): void {
    const { style } = field.current!;
    style.height = "auto";
    style.height = `${Math.min(field.current!.scrollHeight, 116)}px`;
  }

  return (
    <>
      {state.uploads.length > 0 && part("files")?.Uploads({ scene })}
      {carried.quote && part("tools")?.Quoted({ scene })}
      {scene.shown === "emoji" && part("emoji")?.Emoji({ scene, field })}
      <form class="composer" onSubmit={send}>
        <input
          type="file"
          multiple
          hidden
          aria-label={texts.attach}
          ref={(node) => {
            picker.current = node!;
          }}
          onChange={() => {
            chat.uploads.add(picker.current!.files!);
            picker.current!.value = "";
            field.current!.focus();
          }}
        />
        {state.session?.features?.files !== false && (
          <button
            type="button"
            class="tool"
            aria-label={texts.attach}
            title={texts.attach}
            onClick={() => picker.current!.click()}
          >
            <Icon of="attach" />
          </button>
        )}
        <textarea
          rows={1}
          maxLength={MAX_LENGTH}
          aria-label={texts.write}
          placeholder={`${texts.write}…`}
          dir={field.current?.value ? "auto" : undefined}
          enterkeyhint="send"
          ref={(node) => {
            field.current = node!;
          }}
          onInput={() => {
            grow();
            chat.typing.key(!field.current!.value);
            redraw();
          }}
          onKeyDown={(event) => {
            // 229: Safari's Enter that ends a composition no longer counts as composing.
            if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229)
              send(event);
          }}
          onPaste={(event) => {
            const files = event.clipboardData?.files;
            if (!files?.length) return;
            event.preventDefault();
            chat.uploads.add(files);
          }}
        />
        {state.session?.features?.emoji !== false && (
          <button
            type="button"
            class="tool"
            aria-label={texts.emoji}
            aria-expanded={scene.shown === "emoji"}
            title={texts.emoji}
            onClick={() => scene.show("emoji")}
          >
            <Icon of="emoji" />
          </button>
        )}
        <button
          type="submit"
          class="tool send"
          aria-label={texts.send}
          disabled={isEmpty || isUploading}
          title={isUploading ? texts.waitForFiles : texts.send}
        >
          <Icon of="send" />
        </button>
      </form>
    </>
  );
}
