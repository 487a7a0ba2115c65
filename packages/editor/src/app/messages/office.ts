/** Brings the words of Overview, People, invitations and imports; imported by each of these screens. */
import { office } from './en/office.ts';
import { addMessages } from './messages.ts';

addMessages(office);
