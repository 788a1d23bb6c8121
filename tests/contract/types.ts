// What every list for the compiler begins with.
// Two tightenings: a generic Block swallows every mistake in a block, and a section may lack both its texts.
// Two loosenings, of what Slack sends only: an enumeration is its words, and what may be absent may be null.
import type { AllMessageEvents, ChannelJoinMessageEvent, FileShareMessageEvent } from "@slack/types";
import type { GenericMessageEvent, MessageChangedEvent, MessageDeletedEvent } from "@slack/types";
import type { PinAddedEvent, PinRemovedEvent, SlackEvent } from "@slack/types";
import type { HomeView, KnownBlock, ModalView, SectionBlock } from "@slack/types";
import type * as api from "@slack/web-api";
import type * as bolt from "@slack/bolt";
declare const web: api.WebClient;
type Section = SectionBlock & ({ text: object } | { fields: object });
type Tight = Exclude<KnownBlock, SectionBlock> | Section;
type View = (Omit<ModalView, "blocks"> | Omit<HomeView, "blocks">) & { blocks: Tight[] };
declare function blocks(given: Tight[]): any;
declare function view(given: View): any;
type Null<T> = undefined extends T ? null : never;
type Members<T> = { [K in keyof T]: Sent<T[K]> | Null<T[K]> };
type Sent<T> = T extends string ? `${T}` : T extends (infer U)[] ? Sent<U>[] : T extends object ? Members<T> : T;
type Unknown = api.WebAPICallResult & { error: "unknown_method"; req_method: string };
type Event<T> = bolt.EnvelopedEvent<Extract<SlackEvent, { type: T }>>;
type Message<S> = bolt.EnvelopedEvent<Extract<AllMessageEvents, { subtype: S }>>;
// Who comes of themselves has no inviter, and what is pressed in a view has no response_url.
type Joined = Omit<ChannelJoinMessageEvent, "inviter"> & { inviter?: string };
type Pressed = Omit<bolt.BlockAction, "response_url"> & { response_url?: string };
// A message inside something else is one of the history, without the channel and stamp of an event of its own.
type Listed = NonNullable<api.ConversationsHistoryResponse["messages"]>[number];
type Kept = Listed & { pinned_to?: string[]; pinned_info?: object; permalink?: string };
type Updated = Omit<api.ChatUpdateResponse, "message"> & { message?: Kept };
type Thread = Omit<api.ConversationsRepliesResponse, "messages"> & { messages?: Kept[] };
type Inside<E> = Omit<E, "message" | "previous_message"> & { message?: Kept; previous_message?: Kept };
type Changed = bolt.EnvelopedEvent<Inside<MessageChangedEvent>>;
type Deleted = bolt.EnvelopedEvent<Inside<MessageDeletedEvent>>;
// An app's broadcast names the app and was typed in no client.
type Typed = Extract<AllMessageEvents, { subtype: "thread_broadcast" }>;
type App = { team: string; bot_id?: string; app_id?: string; bot_profile?: object; client_msg_id?: string };
type Broadcast = bolt.EnvelopedEvent<Omit<Typed, "root" | "client_msg_id"> & { root: Kept } & App>;
type Pin<E extends { item: object }> = Omit<E, "item"> & { item: Inside<E["item"]> };
type Pinned = bolt.EnvelopedEvent<Pin<PinAddedEvent> | Pin<PinRemovedEvent>>;
// A file in an event is the one that files.info shows.
type Files = { files?: api.FilesInfoResponse["file"][]; upload?: boolean; team?: string };
type Filed<E> = Omit<E, "files" | "subtype"> & Files;
type Said = bolt.EnvelopedEvent<Filed<GenericMessageEvent>>;
type Shared = bolt.EnvelopedEvent<Filed<FileShareMessageEvent> & { subtype: "file_share" }>;
// What is told of a private channel is called group_ and is otherwise the same.
type About<S extends string> = Extract<AllMessageEvents, { subtype: `channel_${S}` }>;
type Private<S extends string, E = About<S>> = bolt.EnvelopedEvent<Omit<E, "subtype"> & { subtype: `group_${S}` }>;
declare function sent<T>(given: Sent<T>): void;
declare function answered<T>(given: T): void;
