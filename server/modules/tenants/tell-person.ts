import { statement } from "../../infra/db";
import { runtime } from "../../infra/runtime";
import { tellReferenceNow } from "./live";

const TENANTS = statement<{ tenantId: string }>(
  "person_tenants",
  `select m.tenant_id as "tenantId" from member m where m.user_id = $1::uuid`,
);

/** Somebody has another name or picture: everybody they work with, in each of their businesses, asks for the members again. */
export async function tellOfPerson(userId: string): Promise<void> {
  for (const place of await runtime().db.sql(TENANTS, [userId])) tellReferenceNow(place, "members");
}
