/** @jsxImportSource @/widget/jsx */
import type { VisitorListed } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import { listed } from "../listed";
import { count } from "../texts";
import { day, midnight, time } from "../view/format";
import type { Scene } from "../view/scene";
import css from "./past.css?inline";
import { lateTexts } from "./words";

export { css };

/** What was said before, on the first screen. */
export function Past({ scene }: { scene: Scene }): Child {
  return (
    <ul aria-label={lateTexts(scene.texts).yours}>
      {listed(scene.state).map((one) => (
        <Row key={one.id} one={one} scene={scene} />
      ))}
    </ul>
  );
}

function Row({ one, scene }: { one: VisitorListed; scene: Scene }): Child {
  const { locale, go } = scene;
  const texts = lateTexts(scene.texts);
  const { id, text, isOwn, author, unread, isResolved } = one;
  const at = new Date(one.at);
  const isToday = midnight(at) === midnight(new Date());
  return (
    <li>
      <button type="button" class="card" onClick={() => go(id)}>
        <b>{isOwn ? texts.you : (author ?? texts.team)}</b>
        {unread > 0 && (
          <span class="badge" aria-hidden="true">
            {unread > 9 ? "9+" : unread}
          </span>
        )}
        <small>
          {isToday ? time(at, locale) : day(at, locale, texts)}
          {isResolved && ` · ${texts.closed}`}
        </small>
        <span dir="auto">{text}</span>
        {unread > 0 && <span class="sr">{count(texts.unread, unread, locale)}</span>}
      </button>
    </li>
  );
}
