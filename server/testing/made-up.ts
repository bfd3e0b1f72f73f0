/** What an inbox of each channel is made of in tests; all of it fictional. */
export const MADE_UP = {
  whatsapp_cloud: {
    phoneNumberId: "106540352242922",
    wabaId: "102290129340398",
    accessToken: "EAAG-fictional",
    appSecret: "c0ffee00c0ffee00c0ffee00c0ffee00",
  },
  whatsapp_360dialog: { apiKey: "fictional-360dialog-key" },
  api: { url: "https://crm.example.com/parley", secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" },
  whatsapp_web: {
    baseUrl: "http://127.0.0.1:1",
    webhookSecret: "c0ffee00c0ffee00c0ffee00c0ffee00",
    number: "447700900000",
  },
  telegram: {
    botToken: "700000900:fictional_fictional_fictional",
    secretToken: "telegram-secret-token-0001",
  },
};

/** Undefined for a channel that needs none. */
export function credentialsOf(channel: string): object | undefined {
  return (MADE_UP as Record<string, object>)[channel];
}
