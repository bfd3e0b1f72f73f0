/** @jsxImportSource @/widget/jsx */
// biome-ignore-all lint/performance/noImgElement: there is no Next here
import type { AttachmentDto } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import { isPicture } from "../uploads";
import { size } from "./format";
import { Icon } from "./icon";
import type { Scene } from "./scene";

/** Pictures that did not load are shown as files. */
const broken = new Set<string>();

export function Files({ files, scene }: { files: AttachmentDto[]; scene: Scene }): Child {
  return files.map((file) =>
    isPicture(file.contentType) && !broken.has(file.url) ? (
      <a key={file.fileId} class="picture" href={file.url} target="_blank" rel="noopener">
        <img
          src={file.url}
          alt={file.name}
          width={file.width ?? 240}
          height={file.height ?? 160}
          onError={() => {
            broken.add(file.url);
            scene.redraw();
          }}
        />
      </a>
    ) : (
      <a
        key={`${file.fileId}f`}
        class="file"
        href={file.url}
        target="_blank"
        rel="noopener"
        aria-label={`${say(scene.texts.open, { name: file.name })}, ${size(file.size, scene.locale)}`}
      >
        <Icon of="file" />
        <span>
          <b>{file.name}</b>
          <small>{size(file.size, scene.locale)}</small>
        </span>
      </a>
    ),
  );
}
