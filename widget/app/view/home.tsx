/** @jsxImportSource @/widget/jsx */
import type { VisitorListed } from "../../../server/rest/widget/contract";
import type { Child } from "../../jsx/jsx-runtime";
import { listed } from "../listed";
import { count } from "../texts";
import { available } from "./available";
import { day, midnight, time } from "./format";
import { Icon } from "./icon";
import { Close, Face } from "./parts";
import type { Scene } from "./scene";

/** The first screen: who is there, a way to begin, and what was said before. */
export function Home({ scene, start }: { scene: Scene; start: { current?: HTMLElement } }): Child {
  const { state, texts, go } = scene;
  const { inbox, agents = [], availability } = state.session ?? {};
  const conversations = listed(state);
  const isThere = availability?.isOpen && agents.some((agent) => agent.isOnline);
  return (
    <>
      <div class="head home">
        <p>
          <b>{inbox?.tenantName ?? texts.chat}</b>
        </p>
        {agents.map(({ name }) => (
          <Face key={name} name={name} />
        ))}
        <Close scene={scene} />
        <h2 id="title" dir="auto">
          {inbox?.greeting || texts.hello}
        </h2>
      </div>
      <div class="cards">
        <button
          type="button"
          class="card"
          ref={(node) => {
            start.current = node as HTMLElement;
          }}
          onClick={() => go()}
        >
          <b>{texts.start}</b>
          <Icon of="send" />
          <small class={isThere ? "there" : undefined}>{available(scene)}</small>
        </button>
        {conversations.length > 0 && (
          <ul aria-label={texts.yours}>
            {conversations.map((one) => (
              <Row key={one.id} one={one} scene={scene} />
            ))}
          </ul>
        )}
      </div>
    </>
  );
}

function Row({ one, scene }: { one: VisitorListed; scene: Scene }): Child {
  const { texts, locale, go } = scene;
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
