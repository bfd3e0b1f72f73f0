import type { AttributeValues, ContactListed } from "./schema";

/** The columns of a contact over the alias `k`. */
export const CONTACT_COLUMNS = `
  k.id, k.name, k.email, k.phone, k.city, k.country, k.company, k.external_id, k.time_zone, k.language, k.attributes,
  k.is_blocked, k.last_activity_at, k.created_at, k.updated_at,
  coalesce((select json_agg(l.label_id) from contact_label l where l.contact_id = k.id), '[]'::json) as label_ids`;

export type ContactRow = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  city: string | null;
  country: string | null;
  company: string | null;
  external_id: string | null;
  time_zone: string | null;
  language: string | null;
  attributes: AttributeValues;
  is_blocked: boolean;
  last_activity_at: Date;
  created_at: Date;
  updated_at: Date;
  label_ids: string[];
};

export function toContact(row: ContactRow): ContactListed {
  return {
    id: row.id,
    name: row.name,
    email: row.email,
    phone: row.phone,
    city: row.city,
    country: row.country,
    company: row.company,
    externalId: row.external_id,
    timeZone: row.time_zone,
    language: row.language,
    attributes: row.attributes,
    labelIds: row.label_ids,
    isBlocked: row.is_blocked,
    lastActivityAt: row.last_activity_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
  };
}
