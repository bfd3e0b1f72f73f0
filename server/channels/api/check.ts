import { randomUUID } from "node:crypto";
import type { Checked } from "../contract";
import type { CallProvider } from "../outbound";
import type { ApiCredentials } from "./credentials";
import { failureOf } from "./failures";
import { isTaken, postSigned } from "./send";

const OF_SECRET = new Set([401, 403]);

/** A signed `{"type":"ping"}`, to be answered 2xx. Throws ProviderSilent. */
export async function checkSystem(given: {
  credentials: ApiCredentials;
  call: CallProvider;
}): Promise<Checked> {
  const { credentials, call } = given;
  const answer = await postSigned(credentials, {
    ...{ id: `ping_${randomUUID()}`, event: { type: "ping" }, call },
  });
  const { status } = answer;
  if (isTaken(answer))
    return {
      type: "known",
      facts: [{ label: "Your system", value: `${new URL(credentials.url).host} took a signed ping.` }],
    };
  const failure = failureOf(answer);
  const isOurs = failure.class === "credentials";
  return {
    ...{ type: "refused", failure },
    // Where the secret is made by us, the system cannot know it before it has been shown.
    ...(isOurs && !OF_SECRET.has(status) && { field: "url" }),
  };
}
