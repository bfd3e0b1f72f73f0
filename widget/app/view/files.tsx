/** @jsxImportSource @/widget/jsx */
// biome-ignore-all lint/performance/noImgElement: there is no Next here
import type { AttachmentDto } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import { isPicture } from "../uploads";
import { size } from "./format";
import { Icon } from "./icon";
import type { Scene } from "./scene";

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

export function FileLine({ name, note }: { name: string; note: Child }): Child {
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
