import { forget } from "../forget";
import type { App, Host, Said, WebLook } from "../host";
import type { Parley } from "../parley";
import { createEvents } from "./events";
import { createLauncher } from "./launcher";

/** The path of the chat's own file, with the hash of its content; set by the build. */
declare const APP_PATH: string;

/** How long after the page's load a returning visitor's unread count is fetched, in milliseconds. */
const IDLE = 1500;
/** Until the tenant's own is known. */
const PURPLE = "#8127e8";

/**
 * Puts the button on the page and `window.parley` in its place. The chat itself comes with the first intent (pointer, focus,
 * tap), or quietly after load for somebody who has written before; until then there is no request and nothing is stored.
 */
export function start(script: HTMLScriptElement, page: Window): void {
  const { inbox, colour, locale, ...given } = script.dataset;
  const early = page.parley;
  if (early && !Array.isArray(early)) return;
  if (!inbox) {
    console.warn("Parley: the script tag needs data-inbox.");
    return;
  }

  const origin = script.src.replace(/(\/widget\/\w+)?\/widget\.js.*$/, "");
  const kept = remembered(inbox);
  const { root, button, complain, paint, wear, hide, setTheme, remove } = createLauncher();
  const { on, emit } = createEvents();
  const ending = new AbortController();
  const { signal } = ending;
  const said: Said = {};
  const locales = [locale];
  const host: Host = { inbox, origin, root, launcher: button, signal, paint, wear, emit, said, locales };
  paint(PURPLE);
  paint(colour ?? kept?.colour);
  wear({ ...given, ...kept?.look });

  let app: App | undefined;
  let loading: Promise<void> | undefined;
  let tries = 0;
  let wanted = false;
  let timer: ReturnType<typeof setTimeout>;

  /** A failed import is remembered by some browsers, so that each try has its own address. */
  function load(): Promise<void> {
    loading ??= import(`${origin}${APP_PATH}${tries++ ? `?${tries}` : ""}`)
      .then(async (module: { ready: (host: Host) => Promise<void>; start: (host: Host) => App }) => {
        await module.ready(host);
        if (signal.aborted) return;
        app = module.start(host);
        if (wanted) app.open();
      })
      .catch((error) => {
        loading = undefined;
        if (signal.aborted) return;
        if (wanted) complain("The chat did not load. Check your connection and try again.");
        wanted = false;
        emit("error", { message: String(error) });
      });
    return loading;
  }

  function open(): void {
    if (signal.aborted) return;
    wanted = true;
    complain("");
    if (app) app.open();
    else load();
  }

  function close(): void {
    wanted = false;
    app?.close();
  }

  function say<K extends keyof Said>(what: K, value: Said[K]): void {
    said[what] = value;
    app?.heard(what);
  }

  /** For somebody who may have unread messages. The page comes first. */
  function soon(): void {
    const later = () => {
      clearTimeout(timer);
      if (!signal.aborted) timer = setTimeout(load, IDLE);
    };
    if (document.readyState === "complete") later();
    else page.addEventListener("load", later, { signal });
  }

  const parley: Parley = {
    open,
    close,
    toggle: () => (app?.isOpen() ? close() : open()),
    show: () => hide(false),
    hide: () => hide(true),
    identify(user) {
      say("user", user);
      soon();
    },
    setAttributes: (given) => say("attributes", { ...said.attributes, ...given }),
    setTheme: (theme) => setTheme(theme, true),
    setLocale(given) {
      locales.unshift(`${given}`);
      app?.heard("locale");
    },
    setPage: (given) => say("page", given),
    reset() {
      for (const what in said) delete said[what as keyof Said];
      if (app) app.reset();
      else forget(origin, inbox, remembered(inbox)?.handle);
    },
    destroy() {
      clearTimeout(timer);
      ending.abort();
      remove();
      if (page.parley === parley) delete page.parley;
    },
    on,
    push(...commands) {
      for (const [name, ...given] of commands) {
        try {
          (parley[name] as (...given: unknown[]) => void)(...given);
        } catch (error) {
          console.error(error);
        }
      }
    },
  };

  button.onpointerenter = button.onfocus = button.onpointerdown = load;
  button.onclick = parley.toggle;
  if (kept) soon();
  if (/[?&]parley=/.test(page.location.search)) open();
  page.parley = parley;
  parley.push(...(early ?? []));
  emit("ready", undefined);
}

/** What the chat has kept of somebody who wrote before; nothing for everybody else. */
function remembered(inbox: string): { handle?: string; colour?: string; look?: Partial<WebLook> } | null {
  try {
    return JSON.parse(localStorage.getItem(`parley:${inbox}`)!);
  } catch {
    return null;
  }
}
