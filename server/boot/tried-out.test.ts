import { expect, test } from "vitest";
import { parseEnv } from "../infra/env";
import { reachingThisMachine } from "./tried-out";

const reach = (env: Record<string, string>, isEmbedded = true) =>
  reachingThisMachine(parseEnv(env), isEmbedded).PARLEY_PRIVATE_HOSTS;
const HERE = ["localhost", "127.0.0.1", "::1"];

test.each<Record<string, string>>([
  {},
  { APP_URL: "http://localhost:3000" },
  { APP_URL: "http://192.168.1.20:3000" },
])("with %j whoever tries Parley out has the rest on the same machine", (env) =>
  expect(reach(env)).toEqual(HERE),
);

test.each<Record<string, string>>([
  { APP_URL: "https://parley.example.com" },
  { PARLEY_ENV: "production" },
  { PARLEY_ENV: "staging", APP_URL: "https://staging.example.com" },
])("with %j no business reaches what runs beside Parley", (env) => expect(reach(env)).toEqual([]));

test("a database of one's own, or hosts that the operator names, leave it to the operator", () => {
  expect(reach({ PARLEY_ENV: "development" }, false)).toEqual([]);
  expect(reach({ PARLEY_PRIVATE_HOSTS: "10.0.0.5" })).toEqual(["10.0.0.5"]);
});
