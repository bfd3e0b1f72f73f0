import { askCounts } from "./counting";
import type { HubCore } from "./hub-core";
import { CHANNELS_PER_EVENT, EVENTS_PER_BATCH } from "./limits";
import { isChannelName, isPresence, isSocketId, userChannel } from "./names";
import { isRecord } from "./protocol";
import { publishEvent } from "./publish";

export type Answer = Record<string, unknown>;

/** A refusal of the HTTP API, with its HTTP status. */
export class HttpRefusal extends Error {
  override name = "HttpRefusal";
  constructor(
    readonly status: 400 | 401 | 404 | 413,
    message: string,
  ) {
    super(message);
  }
}

type Trigger = {
  channels: string[];
  name: string;
  data: string;
  except: string | undefined;
  info: ReadonlySet<string>;
};

export async function triggerEvent(core: HubCore, body: string): Promise<Answer> {
  const trigger = readTrigger(core, readObject(body));
  send(core, trigger);
  return trigger.info.size === 0 ? {} : { channels: await countsOf(core, trigger) };
}

export async function batchEvents(core: HubCore, body: string): Promise<Answer> {
  const { batch } = readObject(body);
  if (!Array.isArray(batch)) throw new HttpRefusal(400, "batch must be a list of events.");
  if (batch.length > EVENTS_PER_BATCH)
    throw new HttpRefusal(400, `A batch may have ${EVENTS_PER_BATCH} events.`);
  const triggers = batch.map((event) => {
    if (!isRecord(event) || typeof event.channel !== "string") {
      throw new HttpRefusal(400, "Each event of a batch needs one channel.");
    }
    return readTrigger(core, event);
  });
  for (const trigger of triggers) send(core, trigger);
  if (triggers.every((trigger) => trigger.info.size === 0)) return {};
  const described = await Promise.all(triggers.map((trigger) => countsOf(core, trigger)));
  return { batch: described.map((channels, at) => channels[triggers[at]!.channels[0]!] ?? {}) };
}

export function triggerUserEvent(core: HubCore, userId: string, body: string): Answer {
  send(core, readTrigger(core, { ...readObject(body), channels: undefined, channel: userChannel(userId) }));
  return {};
}

function readObject(body: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    throw new HttpRefusal(400, "The body is not valid JSON.");
  }
  if (!isRecord(value)) throw new HttpRefusal(400, "The body must be a JSON object.");
  return value;
}

function readTrigger(core: HubCore, event: Record<string, unknown>): Trigger {
  const { eventBytes, eventNameLength } = core.limits;
  const { name, data, socket_id: except } = event;
  if (typeof name !== "string" || name === "" || name.length > eventNameLength) {
    throw new HttpRefusal(400, `An event needs a name of at most ${eventNameLength} characters.`);
  }
  if (typeof data !== "string") throw new HttpRefusal(400, "data must be a string.");
  if (Buffer.byteLength(data) > eventBytes) throw new HttpRefusal(413, `data may have ${eventBytes} bytes.`);
  if (except !== undefined && except !== null && (typeof except !== "string" || !isSocketId(except))) {
    throw new HttpRefusal(400, "socket_id must look like 123.456.");
  }
  return {
    channels: readChannels(event),
    name,
    data,
    except: except ?? undefined,
    info: readInfo(event.info),
  };
}

function readChannels(event: Record<string, unknown>): string[] {
  const channels: unknown = event.channels ?? [event.channel];
  if (!Array.isArray(channels) || channels.length === 0)
    throw new HttpRefusal(400, "An event needs a channel.");
  if (channels.length > CHANNELS_PER_EVENT) {
    throw new HttpRefusal(400, `An event may go to ${CHANNELS_PER_EVENT} channels.`);
  }
  return channels.map((name) => {
    if (typeof name === "string" && isChannelName(name)) return name;
    throw new HttpRefusal(400, `Invalid channel name: ${String(name).slice(0, 200)}`);
  });
}

function readInfo(info: unknown): ReadonlySet<string> {
  return new Set(typeof info === "string" ? info.split(",").filter(Boolean) : []);
}

function send(core: HubCore, { channels, name, data, except }: Trigger): void {
  publishEvent(
    core,
    except ? { rooms: channels, event: name, data, except } : { rooms: channels, event: name, data },
  );
}

async function countsOf(core: HubCore, { channels, info }: Trigger): Promise<Record<string, Answer>> {
  const counts = info.has("subscription_count") ? await askCounts(core, channels) : null;
  return Object.fromEntries(
    channels.map((name) => {
      const users = info.has("user_count") && isPresence(name) ? { user_count: core.roster.size(name) } : {};
      return [name, { ...users, ...(counts ? { subscription_count: counts.get(name) ?? 0 } : {}) }];
    }),
  );
}
