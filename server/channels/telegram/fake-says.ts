import type { FakeAnswer } from "../fake";

/** The Bot API's two ways to answer (contract §1). */
export function done(result: unknown): FakeAnswer {
  return { status: 200, json: { ok: true, result } };
}

export function refuse(code: number, description: string, parameters?: object): FakeAnswer {
  return {
    status: code,
    json: { ok: false, error_code: code, description, ...(parameters && { parameters }) },
  };
}
