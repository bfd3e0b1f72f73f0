import { Readable } from "node:stream";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { s3Storage } from "./s3";
import { fakeS3 } from "./s3.fake";
import { storageSuite } from "./storage.suite";

let server: Awaited<ReturnType<typeof fakeS3>>;
beforeAll(async () => {
  server = await fakeS3();
});
afterAll(() => server.close());

function storageAt(endpoint: string) {
  const credentials = { accessKeyId: "id", secretAccessKey: "secret" };
  return s3Storage({ bucket: "files", region: "eu-west-2", endpoint, credentials });
}

describe("the S3 file storage", () => {
  storageSuite(() => ({ storage: storageAt(server.endpoint), keys: server.keys }));

  it("says in words that the store cannot be reached", { timeout: 15_000 }, async () => {
    const put = storageAt("http://127.0.0.1:9").put("a/b", Readable.from([Buffer.from("1")]), {
      contentType: "text/plain",
      maxBytes: 10,
    });
    await expect(put).rejects.toMatchObject({ code: "unavailable" });
  });
});
