import { wholeWords } from "../../server/core/words";
import type { WidgetSession } from "../../server/rest/widget/contract";
import type { Parley } from "../../widget/parley";
import type { WebsiteDraft, WidgetLocale } from "./website-draft";
import { widgetWords } from "./widget-words";

export type Shown = { draft: WebsiteDraft; locale: WidgetLocale; theme: "light" | "dark" };
type Frame = Window & typeof globalThis;

/**
 * Runs the real widget in an empty frame, with a server of its own that answers with what is not saved yet. It keeps nothing,
 * sends nothing and takes no focus. `show` draws it anew.
 */
export function startPreview(
  frame: Frame,
  given: { publicId: string; tenantName: string; notSent: string; first: Shown },
): { show: (next: Shown) => void } {
  let shown = given.first;
  const nothing = () => null;
  frame.Storage.prototype.getItem = nothing;
  frame.Storage.prototype.setItem = nothing;
  const { focus } = frame.HTMLElement.prototype;
  frame.HTMLElement.prototype.focus = function (options) {
    if (frame.document.hasFocus()) focus.call(this, options);
  };
  frame.fetch = async (input, init) => {
    const { pathname } = new URL(String(input), location.href);
    if (!pathname.startsWith("/api/")) return fetch(input, init);
    if (pathname.endsWith("/session")) return Response.json(await sessionOf(shown, given.tenantName));
    return Response.json({ error: { code: "forbidden", message: given.notSent } }, { status: 403 });
  };
  const script = frame.document.createElement("script");
  script.src = "/widget.js";
  script.dataset.inbox = given.publicId;
  script.dataset.locale = shown.locale;
  frame.parley = [["setTheme", shown.theme], ["open"]];
  frame.document.body.append(script);
  return {
    show(next) {
      shown = next;
      const { parley } = frame;
      const calls = [
        ["setTheme", next.theme],
        ["setLocale", next.locale],
      ] as const;
      (parley as Parley | undefined)?.push(...(calls as unknown as Parameters<Parley["push"]>));
    },
  };
}

/** A visitor who has never been there, as the draft has it. */
async function sessionOf({ draft, locale }: Shown, tenantName: string): Promise<WidgetSession> {
  const own = draft.texts[locale] ?? {};
  const texts = wholeWords(await widgetWords(locale), own);
  return {
    ...{ token: "preview", expiresAt: Date.now() + 86_400_000, visitor: false, user: null, problem: null },
    ...{ isStale: false, form: null, agents: [], conversations: [], channel: null, conversation: null },
    inbox: {
      ...{ name: tenantName, tenantName, colour: draft.colour, look: draft.look },
      ...{ greeting: own.hello ?? draft.greeting, locale, texts },
    },
    features: draft.features,
    availability: { isOpen: true, backAt: null, replyMinutes: 5 },
    realtime: { key: "", cluster: "", host: null, port: null, tls: null, hosted: false },
  };
}
