import { z } from "zod";

// What Telegram sends (Bot API 10.1), as loosely as it can be taken.

const text = z.string();
const User = z.looseObject({
  id: z.number(),
  is_bot: z.boolean().optional(),
  first_name: text.optional(),
  last_name: text.optional(),
  username: text.optional(),
});
export type User = z.infer<typeof User>;
const Chat = z.looseObject({
  id: z.number(),
  type: text,
  title: text.optional(),
  is_forum: z.boolean().optional(),
});
const File = z.looseObject({
  file_id: text,
  file_name: text.optional(),
  mime_type: text.optional(),
  file_size: z.number().optional(),
});

/** One of a kind that nobody has seen takes none of the others with it. */
export const Entities = z
  .array(
    z.looseObject({ type: text, offset: z.number(), length: z.number(), url: text.optional() }).catch({
      ...{ type: "unknown", offset: 0, length: 0 },
    }),
  )
  .optional()
  .catch(undefined);

const Message = z.looseObject({
  message_id: z.number(),
  date: z.number(),
  edit_date: z.number().optional(),
  chat: Chat,
  from: User.optional(),
  sender_chat: Chat.optional(),
  /** The bot that wrote it in the name of a business account: we ourselves, or another one. */
  sender_business_bot: User.optional(),
  business_connection_id: text.optional(),
  message_thread_id: z.number().optional(),
  is_topic_message: z.boolean().optional(),
  media_group_id: text.optional(),
  reply_to_message: z
    .looseObject({
      ...{ message_id: z.number(), from: User.optional().catch(undefined) },
      ...{ text: text.optional().catch(undefined), caption: text.optional().catch(undefined) },
      forum_topic_created: z.unknown().optional(),
    })
    .optional(),
  /** The part of it that was picked. */
  quote: z.looseObject({ text }).optional().catch(undefined),
  /** An answer to what was said in another chat. */
  external_reply: z
    .looseObject({
      origin: z
        .looseObject({
          sender_user: User.optional().catch(undefined),
          sender_user_name: text.optional().catch(undefined),
          sender_chat: Chat.optional().catch(undefined),
          chat: Chat.optional().catch(undefined),
        })
        .optional()
        .catch(undefined),
    })
    .optional()
    .catch(undefined),
  forward_origin: z.unknown().optional(),
  new_chat_members: z.array(User).min(1).optional().catch(undefined),
  left_chat_member: User.optional().catch(undefined),
  new_chat_title: text.optional(),
  text: text.optional(),
  entities: Entities,
  caption: text.optional(),
  caption_entities: Entities,
  photo: z.array(File).optional(),
  voice: File.optional(),
  audio: File.optional(),
  video: File.optional(),
  video_note: File.optional(),
  animation: File.optional(),
  document: File.optional(),
  sticker: File.extend({
    emoji: text.optional(),
    is_animated: z.boolean().optional(),
    is_video: z.boolean().optional(),
  }).optional(),
  location: z.looseObject({ latitude: z.number(), longitude: z.number() }).optional(),
  venue: z.looseObject({ title: text, address: text }).optional(),
  contact: z.looseObject({ phone_number: text, first_name: text, last_name: text.optional() }).optional(),
  poll: z.looseObject({ question: text, options: z.array(z.looseObject({ text })) }).optional(),
  dice: z.looseObject({ emoji: text, value: z.number() }).optional(),
  migrate_to_chat_id: z.number().optional(),
  migrate_from_chat_id: z.number().optional(),
  forum_topic_created: z.unknown().optional(),
  forum_topic_edited: z.unknown().optional(),
  forum_topic_closed: z.unknown().optional(),
  forum_topic_reopened: z.unknown().optional(),
  reply_markup: z
    .looseObject({
      inline_keyboard: z.array(z.array(z.looseObject({ text, callback_data: text.optional() }))).optional(),
    })
    .optional(),
});
export type Message = z.infer<typeof Message>;

export const Update = z.looseObject({
  update_id: z.number(),
  message: Message.optional(),
  edited_message: Message.optional(),
  business_message: Message.optional(),
  edited_business_message: Message.optional(),
  deleted_business_messages: z
    .looseObject({ business_connection_id: text, chat: Chat, message_ids: z.array(z.number()) })
    .optional(),
  business_connection: z
    .looseObject({
      ...{ id: text, user: User, is_enabled: z.boolean().optional(), date: z.number().optional() },
      rights: z.looseObject({ can_reply: z.boolean().optional() }).optional(),
    })
    .optional(),
  message_reaction: z
    .looseObject({
      ...{ chat: Chat, message_id: z.number(), date: z.number() },
      ...{ user: User.optional(), actor_chat: Chat.optional() },
      new_reaction: z.array(z.looseObject({ type: text, emoji: text.optional() })),
    })
    .optional(),
  callback_query: z
    .looseObject({
      id: text,
      from: User,
      data: text.optional(),
      /** Of an inaccessible one only these, with the date 0. */
      message: z
        .looseObject({ message_id: z.number(), date: z.number(), chat: Chat })
        .extend(
          Message.pick({ reply_markup: true, business_connection_id: true, message_thread_id: true }).shape,
        )
        .optional(),
    })
    .optional(),
  my_chat_member: z
    .looseObject({
      chat: Chat,
      from: User,
      date: z.number(),
      old_chat_member: z.looseObject({ status: text }).optional().catch(undefined),
      new_chat_member: z.looseObject({ status: text, can_manage_topics: z.boolean().optional() }),
    })
    .optional(),
});
export type Update = z.infer<typeof Update>;

export const ApiAnswer = z.looseObject({
  ok: z.boolean(),
  result: z.unknown().optional(),
  error_code: z.number().optional(),
  description: text.optional(),
  parameters: z
    .looseObject({ retry_after: z.number().optional(), migrate_to_chat_id: z.number().optional() })
    .optional(),
});
export const FileAnswer = z.looseObject({ file_path: text, file_size: z.number().optional() });
/** The result of every method that sends. */
export const SentMessage = z.looseObject({ message_id: z.number(), chat: z.looseObject({ id: z.number() }) });
/** The result of sendMediaGroup. */
export const SentAlbum = z.array(SentMessage);
export type ApiAnswer = z.infer<typeof ApiAnswer>;
/** The result of getChat. */
export const ChatAnswer = z.looseObject({ title: text.optional(), is_forum: z.boolean().optional() });
/** The result of getChatMember. */
export const MemberAnswer = z.looseObject({ status: text, can_manage_topics: z.boolean().optional() });
/** The result of createForumTopic. */
export const TopicAnswer = z.looseObject({ message_thread_id: z.number() });
/** The result of getMe. */
export const BotAnswer = z.looseObject({
  first_name: text,
  username: text.optional(),
  can_read_all_group_messages: z.boolean().optional(),
});
/** The result of getWebhookInfo; an empty url: none is set. */
export const WebhookAnswer = z.looseObject({
  url: text,
  pending_update_count: z.number().optional(),
  last_error_message: text.optional(),
});
export type WebhookAnswer = z.infer<typeof WebhookAnswer>;
