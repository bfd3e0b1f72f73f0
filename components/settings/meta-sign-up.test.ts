import { expect, it } from "vitest";
import { readTold } from "./meta-sign-up";

const said = JSON.stringify({ type: "WA_EMBEDDED_SIGNUP", event: "FINISH", data: { waba_id: "1" } });

it.each(["https://www.facebook.com", "https://web.facebook.com", "https://facebook.com"])(
  "%s may say what was chosen",
  (origin) => {
    expect(readTold({ origin, data: said })).toMatchObject({ event: "FINISH", data: { waba_id: "1" } });
  },
);

it.each([
  ["https://www.facebook.com.evil.example", said],
  ["https://evilfacebook.com", said],
  ["http://www.facebook.com", said],
  ["https://www.facebook.com", "not JSON"],
  ["https://www.facebook.com", JSON.stringify({ type: "something else" })],
  ["https://www.facebook.com", { type: "WA_EMBEDDED_SIGNUP" }],
])("%s is not heard with %j", (origin, data) => {
  expect(readTold({ origin, data })).toBeNull();
});
