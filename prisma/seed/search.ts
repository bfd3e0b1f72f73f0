import type { Db } from "../../server/infra/db";
import { indexMessages } from "../../server/modules/messages/search-index";

/** Takes all messages into the search, as the worker's job would have by now. Answers how many. */
export async function indexForSearch(db: Db): Promise<number> {
  const { indexed } = await indexMessages(db.sql, Date.now() + 1_500_000, 0);
  await db.pool.query("vacuum (analyze) search_chunk");
  return indexed;
}
