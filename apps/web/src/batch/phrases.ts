import { definePhrases, type Phrases } from '../language/phrases.js';

const en = {
  heldByPerson: '{{name}}: {{reason}}',
  heldByException: 'Critical exception {{id}}: {{title}}',
  heldAtStep: '{{what}}, at step {{number}}, {{step}}',
} as const;

const nl = {
  heldByPerson: '{{name}}: {{reason}}',
  heldByException: 'Kritieke afwijking {{id}}: {{title}}',
  heldAtStep: '{{what}}, bij stap {{number}}, {{step}}',
} satisfies Phrases<typeof en>;

export const holdPhrases = definePhrases('hold-reasons', en, nl);
