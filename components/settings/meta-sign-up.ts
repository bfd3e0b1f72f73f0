/** What Meta's page hands to the browser. */
export type SignedUp = { code: string; account: string; number: string | null };

type Facebook = {
  init: (given: object) => void;
  login: (done: (answer: { authResponse?: { code?: string } | null }) => void, given: object) => void;
};
const SDK = "https://connect.facebook.net/en_US/sdk.js";
const VERSION = "v23.0";
/** The account may be told a moment after the code. */
const TOLD_MS = 2000;

/** Loaded when somebody asks for it and not before: until then Meta hears nothing of who opens the settings. */
function loadSdk(appId: string): Promise<Facebook> {
  const holder = window as unknown as { FB?: Facebook };
  if (holder.FB) return Promise.resolve(holder.FB);
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = SDK;
    // The page's policy takes no script from elsewhere but one that carries its nonce.
    script.nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
    script.crossOrigin = "anonymous";
    script.onload = () => {
      holder.FB?.init({ appId, autoLogAppEvents: false, xfbml: false, version: VERSION });
      if (holder.FB) resolve(holder.FB);
      else reject(new Error("The script of Meta brought nothing."));
    };
    script.onerror = () => {
      script.remove();
      reject(new Error("The script of Meta could not be loaded."));
    };
    document.head.append(script);
  });
}

type Told = { type?: string; event?: string; data?: { waba_id?: string; phone_number_id?: string } };

/** What Meta's window says of itself; null for what is not Meta's. */
export function readTold({ origin, data }: Pick<MessageEvent, "origin" | "data">): Told | null {
  if (!/^https:\/\/([a-z-]+\.)?facebook\.com$/.test(origin) || typeof data !== "string") return null;
  try {
    const told = JSON.parse(data) as Told;
    return told.type === "WA_EMBEDDED_SIGNUP" ? told : null;
  } catch {
    return null;
  }
}

/** Opens Meta's page in a window of its own. Null: the person has closed it. Throws when Meta cannot be reached. */
export async function signUpAtMeta({
  appId,
  configId,
}: {
  appId: string;
  configId: string;
}): Promise<SignedUp | null> {
  const facebook = await loadSdk(appId);
  let chosen: Told["data"];
  let tell = () => {};
  const isTold = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const listen = (event: MessageEvent) => {
    const told = readTold(event);
    if (!told?.event?.startsWith("FINISH")) return;
    chosen = told.data;
    tell();
  };
  window.addEventListener("message", listen);
  try {
    const code = await new Promise<string | undefined>((resolve) => {
      facebook.login(({ authResponse }) => resolve(authResponse?.code), {
        ...{ config_id: configId, response_type: "code", override_default_response_type: true },
        extras: {
          ...{ version: "v4", sessionInfoVersion: "3", setup: {} },
          featureType: "whatsapp_business_app_onboarding",
        },
      });
    });
    if (!code) return null;
    await Promise.race([isTold, new Promise((resolve) => setTimeout(resolve, TOLD_MS))]);
    const { waba_id: account, phone_number_id: number = null } = chosen ?? {};
    if (!account) throw new Error("Meta did not say which account was chosen.");
    return { code, account, number };
  } finally {
    window.removeEventListener("message", listen);
  }
}
