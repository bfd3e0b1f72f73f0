import { z } from "zod";
import { AppError } from "../../core/errors";
import { requestMeta } from "../../infra/request";
import { json, refusal } from "../respond";
import { requireCronSecret } from "./bearer";

/** Ends before the usual limit of a serverless function (60 s) and before the next call a minute later. */
const Budget = z.coerce.number().min(1).max(280).default(50);

/**
 * `GET /api/cron/work`: does what is due for at most `?seconds=` (50), where no worker lives longer than a request. For the
 * bearer of CRON_SECRET, as Vercel's cron sends it. Calls may overlap.
 */
export async function handleCron(request: Request): Promise<Response> {
  const meta = requestMeta(request.headers);
  try {
    requireCronSecret(request);
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== "/api/cron/work" || !["GET", "POST"].includes(request.method)) {
      throw new AppError("not_found", "There is one job: GET /api/cron/work.");
    }
    const seconds = Budget.parse(searchParams.get("seconds") ?? undefined);
    const { drain } = await import("../../worker/index");
    return json(await drain(seconds * 1000));
  } catch (error) {
    return refusal(error, meta);
  }
}
