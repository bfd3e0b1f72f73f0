/** What ends a customer's waiting: a member's reply, or one that the business wrote in another app of the provider's. */
export const answersSql = (message: string): string =>
  `${message}.kind = 'outgoing' and (${message}.author_kind = 'member'
    or ${message}.author_kind = 'system' and ${message}.external_id is not null)`;
