/** @jsxImportSource @/widget/jsx */
// biome-ignore-all lint/performance/noImgElement: there is no Next here
import type { AttachmentDto } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import { isPicture, type Upload } from "../uploads";
import { Icon } from "../view/icon";
import type { Scene } from "../view/scene";
import css from "./files.css?inline";
import { size } from "./size";
import { view } from "./viewer";
import { lateTexts } from "./words";

export { css };

/** Files that did not load as what they are, are shown as files. */
const broken = new Set<string>();

/** Pictures that open large, players for video and audio, and everything else to be fetched. */
export function Files({ files, scene }: { files: AttachmentDto[]; scene: Scene }): Child {
  const urlOf = (file: AttachmentDto) => new URL(file.url, scene.origin).href;
  const pictures = files.filter((file) => isPicture(file.contentType) && !broken.has(urlOf(file)));
  return files.map((file) => {
    const { fileId, name, contentType } = file;
    const url = urlOf(file);
    const [kind] = contentType.split("/");
    const onError = () => {
      broken.add(url);
      scene.redraw();
    };
    if (!broken.has(url) && (kind === "video" || kind === "audio")) {
      const given = { controls: true, preload: "metadata" as const, src: url, "aria-label": name, onError };
      return kind === "video" ? (
        <video key={fileId} class="media" playsInline {...given} />
      ) : (
        <audio key={fileId} class="media" {...given} />
      );
    }
    const at = pictures.indexOf(file);
    return (
      <a
        key={fileId + at}
        class={at >= 0 ? "picture" : "file"}
        href={url}
        target="_blank"
        rel="noopener"
        onClick={(event) => {
          if (at < 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
          event.preventDefault();
          const shown = pictures.map((one) => ({ name: one.name, url: urlOf(one) }));
          view(event.currentTarget as HTMLElement, shown, at, lateTexts(scene.texts));
        }}
      >
        {at >= 0 ? (
          <img src={url} alt={name} {...fitted(file)} onError={onError} />
        ) : (
          <FileLine name={name} note={size(file.size, scene.locale)} />
        )}
      </a>
    );
  });
}

function FileLine({ name, note }: { name: string; note: Child }): Child {
  return (
    <>
      <Icon of="file" />
      <span>
        <b>{name}</b>
        <small>{note}</small>
      </span>
    </>
  );
}

/** No larger than 268 × 200, with its place kept before it has loaded. */
function fitted({ width, height }: AttachmentDto): { width: number; height: number } {
  if (!width || !height) return { width: 240, height: 160 };
  const scale = Math.min(1, 268 / width, 200 / height);
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

/** What is on its way up, above the text box. */
export function Uploads({ scene }: { scene: Scene }): Child {
  return (
    <ul class="uploads">
      {scene.state.uploads.map((upload) => (
        <Row key={upload.id} upload={upload} scene={scene} />
      ))}
    </ul>
  );
}

function Row({ upload, scene }: { upload: Upload; scene: Scene }): Child {
  const { chat, locale } = scene;
  const texts = lateTexts(scene.texts);
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
