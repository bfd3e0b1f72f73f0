import type { VisitorUser, WidgetSession } from "../../server/rest/widget/contract";
import type { Said } from "../host";
import type { ParleyEvents } from "../parley";
import type { Api, Refusal } from "./api";

export type Word = ReturnType<typeof createWord>;

/** The page's word for its visitor: taken to the server, and what does not count of it said to whoever built the page. */
export function createWord(given: {
  said: Said;
  emit: <E extends keyof ParleyEvents>(event: E, detail: ParleyEvents[E]) => void;
}) {
  const { said, emit } = given;
  let known = "";
  let told = "";

  function complain(what: string, why: string): void {
    const message = `${what}: ${why}`;
    if (known === message) return;
    known = message;
    console.error(`Parley: ${message}`);
    emit("error", { message });
  }

  /** For the request for a session. Pages give numbers for ids, and null for what they do not know. */
  function user(): VisitorUser | undefined {
    if (!said.user) return;
    const { id, hash, name, email } = said.user;
    const text = (value: unknown) => (value == null || value === "" ? undefined : String(value));
    return { id: text(id), hash: text(hash), name: text(name), email: text(email) };
  }

  return {
    user,
    /** A session has come: did the word count? Once for each, however often the session is renewed. */
    answered({ user: proved, problem }: WidgetSession): void {
      if (problem) complain("identify()", problem);
      else if (proved && proved.id !== known) {
        known = proved.id;
        emit("identified", proved);
      } else if (!proved && user()?.hash) complain("identify()", "the id is a text of up to 128 characters.");
    },
    /** Attributes go to a visitor who has written, each change once; what may pass is told again with the next session. */
    tell(post: Api["post"]): void {
      const body = JSON.stringify(said.attributes ?? {});
      if (body === (told || "{}")) return;
      told = body;
      post("attributes", { attributes: said.attributes }).catch((error: Refusal) => {
        if (error.passes && told === body) told = "";
        complain("setAttributes()", error.message);
      });
    },
  };
}
