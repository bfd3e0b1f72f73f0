/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import { available } from "./available";
import { Icon } from "./icon";
import { Close, Face } from "./parts";
import type { Scene } from "./scene";

/** The first screen: who is there, a way to begin, and what was said before. */
export function Home({ scene, start }: { scene: Scene; start: { current?: HTMLElement } }): Child {
  const { state, texts, go, part } = scene;
  const { inbox, agents = [], availability } = state.session ?? {};
  const hasPast = Boolean(state.session?.conversations.length);
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
        {hasPast && part("past")?.Past({ scene })}
      </div>
    </>
  );
}
