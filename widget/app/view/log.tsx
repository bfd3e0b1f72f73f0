/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import { day, time } from "./format";
import { linked } from "./links";
import { Face } from "./parts";
import { type Line, linesOf } from "./runs";
import type { Scene } from "./scene";

export function Log({ scene }: { scene: Scene }): Child {
  const { state, chat, texts, locale, part } = scene;
  const { thread, session } = state;
  const lines = linesOf(thread, state.queue);
  const { items } = thread;
  const isRated = session?.features?.rating !== false && items.some((message) => message.rating);
  const rating = isRated && part("rating");
  const asks = items.some((message) => message.ask) && part("asks");
  const files = lines.some((line) => line.files.length) && part("files");
  const tools = items.some((message) => message.from === "team") && part("tools");
  return (
    <>
      {session && !thread.floor && (
        <p class="hello" dir="auto">
          {session.inbox.greeting || texts.hello}
        </p>
      )}
      {!session && !state.failure && <p class="bones" role="img" aria-label={texts.loading} />}
      {thread.floor > 0 && (
        <button type="button" class="link earlier" onClick={chat.earlier}>
          {texts.earlier}
        </button>
      )}
      {lines.map((line) => (
        <div
          key={line.key}
          class={`line ${line.isOwn ? "own" : "team"}${line.isLast ? " last" : ""}`}
          aria-live={line.isQuiet ? "off" : undefined}
        >
          {line.isDayStart && <p class="day">{day(line.at, locale, texts)}</p>}
          {!line.isOwn && line.isLast && <Face name={line.author ?? texts.team} />}
          {(line.content || !line.files.length) && (
            <div class={line.isDeleted ? "bubble gone" : "bubble"} dir="auto">
              <span class="sr">{line.isOwn ? texts.you : (line.author ?? texts.team)}: </span>
              {line.quote && <q>{line.quote.text}</q>}
              {line.isDeleted
                ? texts.deleted
                : ((!line.isOwn && tools && tools.rich) || linked)(line.content)}
            </div>
          )}
          {rating && line.message?.rating && <rating.Rating message={line.message} scene={scene} />}
          {asks && line.message?.ask && <asks.Ask message={line.message} scene={scene} />}
          {files && <files.Files files={filesOf(line)} scene={scene} />}
          {tools && line.message && <tools.Reply message={line.message} scene={scene} />}
          {line.isLast && <Meta line={line} scene={scene} />}
        </div>
      ))}
      {state.typing !== undefined && (
        <div key="typing" class="line team last" aria-live="off">
          <Face name={state.typing ?? texts.team} />
          <p
            class="bubble dots"
            role="img"
            aria-label={say(texts.typing, { name: state.typing ?? texts.team })}
          >
            <i />
            <i />
            <i />
          </p>
        </div>
      )}
      {thread.status === "resolved" && !state.queue.length && <p class="day">{texts.resolved}</p>}
    </>
  );
}

/** Pictures of cards are shown on them. */
function filesOf({ files, message }: Line): Line["files"] {
  const ask = message?.ask;
  if (ask?.type !== "cards") return files;
  return files.filter(({ fileId }) => !ask.cards.some((card) => card.fileId === fileId));
}

function Meta({ line, scene }: { line: Line; scene: Scene }): Child {
  const { chat, texts, locale, state } = scene;
  const { queued } = line;
  const at = time(line.at, locale);
  if (queued?.refusal !== undefined) {
    return (
      <p class="meta bad">
        {say(texts.notSent, { reason: queued.refusal })}{" "}
        <button type="button" class="link" onClick={() => chat.retry(queued)}>
          {texts.retry}
        </button>{" "}
        <button type="button" class="link" onClick={() => chat.discard(queued)}>
          {texts.drop}
        </button>
      </p>
    );
  }
  if (queued) return <p class="meta">{state.isOffline || state.isCut ? texts.waiting : texts.sending}</p>;
  const with_ = line.isOwn
    ? `${at} · ${line.state === "seen" ? texts.seen : texts.sent}`
    : `${line.author ?? texts.team} · ${at}`;
  return <p class="meta">{with_}</p>;
}
