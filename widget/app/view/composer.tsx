/** @jsxImportSource @/widget/jsx */
// biome-ignore-all lint/performance/noImgElement: there is no Next here
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import type { Upload } from "../uploads";
import { size } from "./format";
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
  const { state, chat, texts, redraw } = scene;
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
      {state.uploads.length > 0 && (
        <ul class="uploads">
          {state.uploads.map((upload) => (
            <Row key={upload.id} upload={upload} scene={scene} />
          ))}
        </ul>
      )}
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
          dir="auto"
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

function Row({ upload, scene }: { upload: Upload; scene: Scene }): Child {
  const { chat, texts, locale } = scene;
  const { id, name, preview, progress, done, problem, isRefused } = upload;
  const n = Math.round(progress * 100);
  return (
    <li>
      {preview ? <img src={preview} alt="" /> : <Icon of="file" />}
      <span>
        <b>{name}</b>
        {problem ? (
          <small class="bad" role="alert">
            {problem}
          </small>
        ) : done ? (
          <small>{size(done.size, locale)}</small>
        ) : (
          <progress max={100} value={n} aria-label={say(texts.uploading, { name, n })} />
        )}
      </span>
      {problem && !isRefused && (
        <button type="button" class="link" onClick={() => chat.uploads.retry(id)}>
          {texts.retry}
        </button>
      )}
      <button
        type="button"
        class="tool"
        aria-label={say(texts.remove, { name })}
        onClick={() => chat.uploads.remove(id)}
      >
        <Icon of="close" />
      </button>
    </li>
  );
}
