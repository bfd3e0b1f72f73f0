import { expect, it } from "vitest";
import { type Api, Refusal } from "./api";
import { createUploads } from "./uploads";

const texts = { tooLarge: "too large", notUploaded: "not uploaded" };

async function chosen(failure: unknown, size = 2, isOn = true) {
  const api = { upload: () => Promise.reject(failure) } as unknown as Api;
  const uploads = createUploads({ api, handle: () => "", isOn: () => isOn, texts, onChange: () => {} });
  uploads.add([{ name: "run.exe", type: "", size } as File]);
  await new Promise((done) => setTimeout(done));
  return uploads.list()[0];
}

it("a file that the server refuses, or that is too large, is not offered to be sent again", async () => {
  const refused = await chosen(new Refusal(400, "Programs cannot be sent."));
  expect(refused).toMatchObject({ problem: "Programs cannot be sent.", isRefused: true });
  expect(await chosen(null, 41 * 1024 * 1024)).toMatchObject({ problem: "too large", isRefused: true });
});

it("nothing is taken where the business takes no files", async () => {
  expect(await chosen(null, 2, false)).toBeUndefined();
});

it.each([
  ["no network", new Refusal(0, "")],
  ["a server in trouble", new Refusal(503, "Later")],
  ["too many at once", new Refusal(429, "Slower")],
])("after %s it can be tried again", async (_, failure) => {
  expect((await chosen(failure))?.isRefused).toBeFalsy();
});
