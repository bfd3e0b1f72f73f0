import { type FakeAnswer, type FakeCall, type FakeProvider, startFake } from "../../channels/fake";
import type { PhoneArrival, PretendNetwork } from "../../channels/pretend";
import { pretendNetworks } from "../../channels/pretend-list";
import { statement } from "../../infra/db";
import type { Env } from "../../infra/env";
import { runtime } from "../../infra/runtime";
import { PEOPLE, type PhoneState } from "./state";

/** A network with its provider on loopback. */
export type Running = { network: PretendNetwork; provider: FakeProvider };
export type OnArrival = (network: string, person: string, arrival: PhoneArrival) => void;

/**
 * Starts the providers of all networks whose place the operator has not said, and answers the variables that lead to them.
 */
export async function startNetworks(
  env: Env,
  state: PhoneState,
  onArrival: OnArrival,
): Promise<{ running: Running[]; env: Partial<Env> }> {
  const free = pretendNetworks(state.files).filter((one) => !one.env || env[one.env] === undefined);
  const running = await Promise.all(
    free.map(async (network) => {
      const provider = await startFake((call) => answer(network, call, state, onArrival));
      return { network, provider };
    }),
  );
  const own = running.flatMap(({ network, provider }) => (network.env ? [[network.env, provider.url]] : []));
  return { running, env: Object.fromEntries(own) };
}

function answer(
  network: PretendNetwork,
  call: FakeCall,
  state: PhoneState,
  onArrival: OnArrival,
): FakeAnswer {
  const { answer, to, arrival } = network.take(call);
  if (!arrival) return answer;
  const key =
    Object.keys(PEOPLE).find((person) => network.addressOf(PEOPLE[person]!) === to) ??
    ("target" in arrival && arrival.target
      ? state.chatOf(network.key, arrival.target)?.split("/")[0]
      : undefined);
  if (!key) return answer;
  if (arrival.type === "message") return takeMessage({ network, key, answer, arrival, state, onArrival });
  onArrival(network.key, key, arrival);
  if (arrival.type !== "typing") note(state, arrival.type, "");
  return answer;
}

function note(state: PhoneState, what: string, detail: string) {
  return state.travel({ isOut: true, what, detail, isAgain: false, state: "delivered" });
}

/** The next one may be refused, or done without an answer. */
function takeMessage(given: {
  network: PretendNetwork;
  key: string;
  answer: FakeAnswer;
  arrival: Extract<PhoneArrival, { type: "message" }>;
  state: PhoneState;
  onArrival: OnArrival;
}): FakeAnswer {
  const { network, key, answer, arrival, state, onArrival } = given;
  const { refuse } = state.difficulty;
  if (refuse) state.difficulty = { ...state.difficulty, refuse: null };
  if (refuse === "busy" || refuse === "expired") {
    const entry = state.travel({
      isOut: true,
      what: "message",
      detail: "",
      isAgain: false,
      state: "refused",
    });
    entry.reason = refuse;
    return network.refusals[refuse];
  }
  const entry = note(state, "message", arrival.text || (arrival.file?.name ?? ""));
  if (refuse === "lost") entry.state = "lost";
  onArrival(network.key, key, arrival);
  if (!refuse) void measure(state, entry, arrival.id);
  return refuse === "lost" ? { ...answer, isLost: true } : answer;
}

const WRITTEN = statement<{ created_at: Date }>(
  "phone_written",
  "select created_at from message where external_id = $1::text order by created_at desc limit 1",
);

/** From the agent's press to the phone. */
async function measure(state: PhoneState, entry: { at: number; took: number | null }, id: string) {
  for (let tries = 0; tries < 40; tries++) {
    await new Promise((wait) => setTimeout(wait, 100));
    const [row] = await runtime()
      .db.sql(WRITTEN, [id])
      .catch(() => []);
    if (!row) continue;
    entry.took = Math.max(1, entry.at - row.created_at.getTime());
    return state.changed();
  }
}
