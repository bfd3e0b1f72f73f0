import { onContactLive } from "./modules/contacts/live";
import { onLive } from "./modules/conversations/live";
import { onNotificationLive } from "./modules/notifications/live";
import { announceChanges, announceSignal, isWatched } from "./modules/realtime/announce";
import { announceContacts } from "./modules/realtime/announce-contacts";
import { announceNotification } from "./modules/realtime/announce-notifications";
import { announceReference } from "./modules/realtime/announce-reference";
import { onReferenceLive } from "./modules/tenants/live";

// The one place that joins what modules tell after a commit to the module above them that passes it on. Every edge
// imports it, so that whichever process or bundle runs a command also announces it.
onLive({ changes: announceChanges, signal: announceSignal, isWatched });
onContactLive(announceContacts);
onNotificationLive(announceNotification);
onReferenceLive(announceReference);
