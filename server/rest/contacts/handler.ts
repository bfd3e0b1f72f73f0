import { Readable } from "node:stream";
import type { ReadableStream as NodeStream } from "node:stream/web";
import { can } from "../../core/ctx";
import { AppError } from "../../core/errors";
import { Line } from "../../core/text";
import { refuseCrossSite, requestMeta } from "../../infra/request";
import { runtime } from "../../infra/runtime";
import { readExport, readImportErrors } from "../../modules/contacts/downloads";
import { uploadImport } from "../../modules/contacts/import-upload";
import { requireMemberCtx } from "../../modules/tenants/gate";
import { json, refusal } from "../respond";

/**
 * `PUT /api/contacts/imports?name=…` takes a CSV as its raw body; `GET /api/contacts/{export,errors}?token=…` streams a file
 * to whoever holds its signed link.
 */
export async function handleContacts(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    const url = new URL(request.url);
    const route = `${request.method} ${url.pathname}`;
    const token = url.searchParams.get("token") ?? "";
    if (route === "PUT /api/contacts/imports") return await upload(request, url);
    if (route === "GET /api/contacts/export") return file("contacts.csv", await readExport(token));
    if (route === "GET /api/contacts/errors") return file("not-imported.csv", await readImportErrors(token));
    throw new AppError("not_found", "There is nothing under this address.");
  } catch (error) {
    return refusal(error, meta);
  }
}

async function upload(request: Request, url: URL): Promise<Response> {
  const { appUrl, limiter } = runtime();
  refuseCrossSite(request.headers, appUrl);
  const ctx = await requireMemberCtx(request.headers);
  if (!can(ctx.actor, "contact_import")) {
    throw new AppError(
      "forbidden",
      "Your role does not include importing contacts. Ask an administrator for it.",
      {
        permission: "contact_import",
      },
    );
  }
  await limiter.enforce("contact-import.member", ctx.actor.memberId);
  if (!request.body)
    throw new AppError("bad_request", "This file is empty. Choose another one.", { field: "file" });
  const name = Line(200).parse((url.searchParams.get("name") ?? "").slice(0, 200)) || "contacts.csv";
  return json(await uploadImport(ctx, { name, body: Readable.fromWeb(request.body as NodeStream) }), 201);
}

function file(name: string, lines: AsyncGenerator<string>): Response {
  return new Response(
    Readable.toWeb(
      Readable.from(lines, { objectMode: true }).map((text: string) => Buffer.from(text)),
    ) as ReadableStream,
    {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name}"`,
        "cache-control": "no-store",
        "x-content-type-options": "nosniff",
      },
    },
  );
}
