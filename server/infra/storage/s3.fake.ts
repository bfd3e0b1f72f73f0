import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";

/** An S3 of one bucket on loopback: objects, ranges and multipart uploads, in memory, signatures unchecked. For tests. */
export async function fakeS3() {
  const objects = new Map<string, Buffer>();
  const uploads = new Map<string, Map<number, Buffer>>();

  const server = createServer(async (request, response) => {
    const url = new URL(request.url!, "http://s3");
    const key = decodeURIComponent(url.pathname.split("/").slice(2).join("/"));
    const uploadId = url.searchParams.get("uploadId");
    if (request.method === "POST" && url.searchParams.has("uploads")) return begin(response, key);
    if (uploadId) return part(request, response, key, uploadId, Number(url.searchParams.get("partNumber")));
    if (request.method === "PUT") objects.set(key, await buffer(request));
    if (request.method === "GET") return read(request, response, key);
    if (request.method === "DELETE") objects.delete(key);
    response.writeHead(request.method === "DELETE" ? 204 : 200, { etag: '"x"' }).end();
  });

  function begin(response: ServerResponse, key: string): void {
    const id = randomUUID();
    uploads.set(id, new Map());
    xml(
      response,
      200,
      `<InitiateMultipartUploadResult><Key>${key}</Key><UploadId>${id}</UploadId></InitiateMultipartUploadResult>`,
    );
  }

  async function part(
    request: IncomingMessage,
    response: ServerResponse,
    key: string,
    id: string,
    number: number,
  ) {
    const body = await buffer(request);
    const parts = uploads.get(id);
    if (!parts) return xml(response, 404, "<Error><Code>NoSuchUpload</Code></Error>");
    if (request.method === "PUT") {
      parts.set(number, body);
      return response.writeHead(200, { etag: `"${number}"` }).end();
    }
    uploads.delete(id);
    if (request.method === "DELETE") return response.writeHead(204).end();
    objects.set(key, Buffer.concat([...parts].sort(([a], [b]) => a - b).map(([, bytes]) => bytes)));
    xml(response, 200, "<CompleteMultipartUploadResult><ETag>x</ETag></CompleteMultipartUploadResult>");
  }

  function read(request: IncomingMessage, response: ServerResponse, key: string): void {
    const found = objects.get(key);
    if (!found) {
      xml(response, 404, "<Error><Code>NoSuchKey</Code><Message>No such key</Message></Error>");
      return;
    }
    const range = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "");
    const bytes = range ? found.subarray(Number(range[1]), Number(range[2]) + 1) : found;
    const headers = range ? { "content-range": `bytes ${range[1]}-${range[2]}/${found.length}` } : {};
    response.writeHead(range ? 206 : 200, { ...headers, "content-length": bytes.length }).end(bytes);
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    keys: () => [...objects.keys(), ...[...uploads.keys()].map((id) => `unfinished upload ${id}`)].sort(),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

function xml(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "content-type": "application/xml" }).end(`<?xml version="1.0"?>${body}`);
}
