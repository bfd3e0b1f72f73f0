import { handleContacts } from "@/server/rest/contacts/handler";

export { handleContacts as GET, handleContacts as PUT };
