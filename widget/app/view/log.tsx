/** @jsxImportSource @/widget/jsx */
import type { Child } from "../../jsx/jsx-runtime";
import { say } from "../texts";
import { day, time } from "./format";
import { Face } from "./parts";
import { linked, rich } from "./rich";
import { type Line, linesOf } from "./runs";
import type { Scene } from "./scene";

export function Log({ scene }: { scene: Scene }): Child {
  const { state, chat, texts, locale, part } = scene;
  const { thread, session } = state;
  const rating = thread.items.some((message) => message.rating) && part("rating");
  return (
    <>
      {session && !thread.floor && <p class="hello">{session.inbox.greeting || texts.hello}</p>}
      {!session && !state.failure && <p class="bones" role="img" aria-label={texts.loading} />}
      {thread.floor > 0 && (
        <button type="button" class="link earlier" onClick={chat.earlier}>
          {texts.earlier}
        </button>
      )}
      {linesOf(thread, state.queue).map((line) => (
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
              {line.isDeleted ? texts.deleted : (line.isOwn ? linked : rich)(line.content)}
            </div>
          )}
          {line.asked && rating && <rating.Rating message={line.asked} scene={scene} />}
          {line.files.length > 0 && part("files")?.Files({ files: line.files, scene })}
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
