/** @jsxImportSource @/widget/jsx */
// biome-ignore-all lint/performance/noImgElement: there is no Next here
import type { AttachmentDto } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import { isPicture, type Upload } from "../uploads";
import css from "./files.css?inline";
import { size } from "./format";
import { Icon } from "./icon";
import type { Scene } from "./scene";

export { css };

/** Pictures that did not load are shown as files. */
const broken = new Set<string>();

export function Files({ files, scene }: { files: AttachmentDto[]; scene: Scene }): Child {
  return files.map((file) => {
    const { fileId, name } = file;
    const url = new URL(file.url, scene.origin).href;
    const isShown = isPicture(file.contentType) && !broken.has(url);
    return (
      <a
        key={fileId + isShown}
        class={isShown ? "picture" : "file"}
        href={url}
        target="_blank"
        rel="noopener"
      >
        {isShown ? (
          <img
            src={url}
            alt={name}
            {...fitted(file)}
            onError={() => {
              broken.add(url);
              scene.redraw();
            }}
          />
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

/** What goes out with the next message. */
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
