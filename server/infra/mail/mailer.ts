export type Mail = {
  /** One address. */
  to: string;
  subject: string;
  text: string;
  html: string;
  headers?: Record<string, string>;
  /** Whom the receiver sees it from, in the place of the name in MAIL_FROM; the address stays. */
  fromName?: string;
  /** Makes the Message-ID, so that a receiver recognises a mail it already has. Kept mail with the same key is kept once. */
  key?: string;
};

/** SMTP when SMTP_URL is given; otherwise mail is kept in the database and shown at /dev/mail. */
export type Mailer = {
  send(mail: Mail): Promise<void>;
  /** True when mail reaches the world. */
  isReal: boolean;
  check(): Promise<void>;
  close(): void;
};
