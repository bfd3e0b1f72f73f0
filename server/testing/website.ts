import { randomBytes } from "node:crypto";
import { newId } from "../core/ids";
import type { ReadMessagesAnswer, SendAnswer, WidgetSession } from "../rest/widget/contract";
import { handleWidget } from "../rest/widget/handler";

export const SHOP = "https://shop.example";

type Given = {
  method?: string;
  token?: string;
  body?: unknown;
  raw?: BodyInit;
  origin?: string | null;
  headers?: Record<string, string>;
};

/** A request as the widget on a customer's website makes it. */
export async function askWidget(path: string, given: Given = {}): Promise<Response> {
  const { method = "POST", token, body, raw, origin = SHOP, headers = {} } = given;
  return handleWidget(
    new Request(`http://parley.localhost/api/widget/${path}`, {
      method,
      headers: {
        ...(origin && { origin }),
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { "content-type": "application/json" }),
        "x-parley-ip": "192.0.2.7",
        ...headers,
      },
      body: raw ?? (body === undefined ? undefined : JSON.stringify(body)),
      ...(raw && { duplex: "half" }),
    }),
  );
}

export const newHandle = () => randomBytes(32).toString("base64url");

/** What visitors of one website inbox do. */
export function websiteOf(inbox: { publicId: string }) {
  const open = async (given: { handle?: string; origin?: string } = {}): Promise<WidgetSession> => {
    const { origin, ...body } = given;
    return (await askWidget("session", { body: { inbox: inbox.publicId, ...body }, origin })).json();
  };
  const send = (token: string, content: string, body: object = {}, origin?: string) =>
    askWidget("messages", { token, body: { clientId: newId(), content, ...body }, origin });
  return {
    open,
    send,
    read: async (token: string): Promise<ReadMessagesAnswer> =>
      (await askWidget("messages?after=0", { method: "GET", token })).json(),
    /** Somebody who has written this. */
    async start(content = "Hello", handle = newHandle()) {
      const { token } = await open();
      const answer = (await (await send(token, content, { handle })).json()) as Required<SendAnswer>;
      return { handle, token: answer.session.token, session: answer.session };
    },
  };
}
