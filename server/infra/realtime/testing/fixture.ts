import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A recorded payload of the protocol, parsed. */
export function fixture<T = Record<string, unknown>>(name: string): T {
  return JSON.parse(readFileSync(join(import.meta.dirname, "../fixtures", `${name}.json`), "utf8")) as T;
}

export type Vectors = {
  app_id: string;
  key: string;
  secret: string;
  private: { socket_id: string; channel: string; expected: { auth: string } };
  presence: {
    socket_id: string;
    channel: string;
    channel_data_object: { user_id: string; user_info: Record<string, unknown> };
    expected: { channel_data: string; auth: string };
  };
  signin: { socket_id: string; user: { id: string }; expected: { auth: string; user_data: string } };
  http_event: { method: string; path: string; body: string; auth_timestamp: number; query: string };
  http_channels: { method: string; path: string; query: string };
};
