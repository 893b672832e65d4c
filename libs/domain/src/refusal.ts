import type { Language, Text } from './text.js';

type RefusalEntry = Readonly<{ http: 400 | 401 | 403 | 404 | 409 | 422 | 429 | 503; message: Text }>;

/**
 * The closed list of refusals. Words in {{braces}} are the facts a person needs to act on it; both languages name the
 * same ones (refusal.spec.ts), and docs/refusals.md lists every code (test/repository).
 */
export const REFUSALS = {
  BAD_REQUEST: {
    http: 400,
    message: {
      en: 'The request is not complete or not correct: {{what}}',
      nl: 'De aanvraag is niet volledig of niet juist: {{what}}',
    },
  },
  NOT_SIGNED_IN: {
    http: 401,
    message: {
      en: 'You are not signed in. Sign in and try again.',
      nl: 'U bent niet aangemeld. Meld u aan en probeer opnieuw.',
    },
  },
  SIGN_IN_FAILED: {
    http: 401,
    message: { en: 'User name or password is not right.', nl: 'Gebruikersnaam of wachtwoord is niet juist.' },
  },
  TOO_MANY_ATTEMPTS: {
    http: 429,
    message: {
      en: 'Too many attempts. Wait {{seconds}} seconds and try again.',
      nl: 'Te veel pogingen. Wacht {{seconds}} seconden en probeer opnieuw.',
    },
  },
  NOT_ALLOWED: {
    http: 403,
    message: {
      en: 'Your role does not include this ({{permission}}). Ask somebody whose role does.',
      nl: 'Dit hoort niet bij uw rol ({{permission}}). Vraag iemand bij wie dat wel zo is.',
    },
  },
  NOT_FOUND: {
    http: 404,
    message: { en: 'There is no {{what}} with this id.', nl: 'Er is geen {{what}} met dit id.' },
  },
  ALREADY_EXISTS: { http: 409, message: { en: '{{what}} exists already.', nl: '{{what}} bestaat al.' } },
  KEY_REUSED: {
    http: 422,
    message: {
      en: 'This command id was used for another command. Nothing was written.',
      nl: 'Dit commandonummer hoort bij een ander commando. Er is niets geschreven.',
    },
  },
  STALE_VIEW: {
    http: 409,
    message: {
      en: 'The record has changed since you opened it: {{what}}. Look again and decide again.',
      nl: 'Het dossier is gewijzigd sinds u het opende: {{what}}. Kijk opnieuw en beslis opnieuw.',
    },
  },
  OWN_ROLES: {
    http: 409,
    message: {
      en: 'You cannot change your own roles. Ask another administrator.',
      nl: 'U kunt uw eigen rollen niet wijzigen. Vraag een andere beheerder.',
    },
  },
  UPLOAD_DIFFERS: {
    http: 409,
    message: {
      en: 'Upload {{seq}} of this epoch holds other readings. Begin a new epoch and send these again.',
      nl: 'Upload {{seq}} van deze reeks bevat andere metingen. Begin een nieuwe reeks en stuur deze opnieuw.',
    },
  },
  UNAVAILABLE: {
    http: 503,
    message: {
      en: 'The record cannot be written now. Nothing was lost; try again in a moment.',
      nl: 'Er kan nu niet in het dossier worden geschreven. Er is niets verloren; probeer het zo weer.',
    },
  },

  SIGNATURE_REQUIRED: {
    http: 422,
    message: { en: 'This needs a signature: {{meaning}}.', nl: 'Dit vraagt een handtekening: {{meaning}}.' },
  },
  SIGNATURE_FAILED: {
    http: 403,
    message: {
      en: 'User name or password is not right. Nothing was signed.',
      nl: 'Gebruikersnaam of wachtwoord is niet juist. Er is niets getekend.',
    },
  },
  CHALLENGE_EXPIRED: {
    http: 409,
    message: {
      en: 'This request to sign has expired or was used already. Start signing again.',
      nl: 'Dit verzoek om te tekenen is verlopen of al gebruikt. Begin opnieuw met tekenen.',
    },
  },
  CONTENT_CHANGED: {
    http: 409,
    message: {
      en: 'What you were shown has changed since. Look again before you sign.',
      nl: 'Wat u zag is intussen veranderd. Kijk opnieuw voordat u tekent.',
    },
  },
  WITNESS_NOT_INDEPENDENT: {
    http: 409,
    message: {
      en: '{{name}} did this step and cannot witness it. Call a second person.',
      nl: '{{name}} deed deze stap en kan niet meekijken. Roep een tweede persoon.',
    },
  },
  TOOK_PART: {
    http: 409,
    message: {
      en: '{{name}} took part in this batch and cannot certify it. Another Qualified Person must.',
      nl: '{{name}} werkte mee aan deze batch en kan hem niet certificeren. Een andere Qualified Person moet dat doen.',
    },
  },

  RECIPE_NOT_VALID: {
    http: 422,
    message: {
      en: 'Faults in the recipe: {{count}}. First: {{fault}}',
      nl: 'Fouten in het recept: {{count}}. De eerste: {{fault}}',
    },
  },
  RECIPE_NOT_EFFECTIVE: {
    http: 409,
    message: {
      en: 'Recipe {{recipe}} is not effective.',
      nl: 'Recept {{recipe}} is niet van kracht.',
    },
  },
  RECIPE_STATUS: {
    http: 409,
    message: {
      en: 'The recipe is {{status}}; this cannot be done now.',
      nl: 'Het recept is {{status}}; dit kan nu niet.',
    },
  },
  AUTHOR_MAY_NOT_APPROVE: {
    http: 409,
    message: {
      en: '{{name}} wrote this recipe and cannot approve it. Another person must.',
      nl: '{{name}} schreef dit recept en kan het niet goedkeuren. Een ander moet dat doen.',
    },
  },

  ORDER_IN_USE: {
    http: 409,
    message: { en: 'Order {{order}} already has a batch.', nl: 'Opdracht {{order}} heeft al een batch.' },
  },
  ROOM_OCCUPIED: {
    http: 409,
    message: {
      en: '{{room}} is occupied by another batch. Choose another room.',
      nl: '{{room}} is bezet door een andere batch. Kies een andere ruimte.',
    },
  },
  ROOM_NOT_READY: {
    http: 409,
    message: {
      en: '{{room}} is not ready for use ({{status}}).',
      nl: '{{room}} is niet klaar voor gebruik ({{status}}).',
    },
  },
  DEVICE_OCCUPIED: {
    http: 409,
    message: {
      en: '{{device}} is occupied by another batch. Choose another device.',
      nl: '{{device}} is bezet door een andere batch. Kies een ander apparaat.',
    },
  },
  DEVICE_NOT_READY: {
    http: 409,
    message: {
      en: '{{device}} is not ready for use ({{status}}).',
      nl: '{{device}} is niet klaar voor gebruik ({{status}}).',
    },
  },
  DEVICE_REQUIRED: {
    http: 422,
    message: {
      en: 'This recipe needs a device ({{capability}}). Choose one.',
      nl: 'Dit recept vraagt een apparaat ({{capability}}). Kies er een.',
    },
  },
  BATCH_STATUS: {
    http: 409,
    message: {
      en: 'The batch is {{status}}; this cannot be done now.',
      nl: 'De batch is {{status}}; dit kan nu niet.',
    },
  },
  BATCH_HELD: {
    http: 409,
    message: {
      en: 'The batch is on hold. This step cannot be undone, so it waits until the hold is lifted.',
      nl: 'De batch is on hold. Deze stap is niet terug te draaien en wacht tot de hold is opgeheven.',
    },
  },

  HOLD_NOT_LIFTED: {
    http: 409,
    message: {
      en: 'The batch is on hold. Assess the cause and lift the hold first.',
      nl: 'De batch is on hold. Beoordeel eerst de oorzaak en hef de hold op.',
    },
  },
  STEP_UNKNOWN: {
    http: 404,
    message: { en: 'This recipe has no step {{step}}.', nl: 'Dit recept heeft geen stap {{step}}.' },
  },
  STEP_OUT_OF_ORDER: { http: 409, message: { en: 'First do: {{first}}.', nl: 'Doe eerst: {{first}}.' } },
  STEP_NOT_STARTED: {
    http: 409,
    message: { en: 'This step has not been started.', nl: 'Deze stap is nog niet begonnen.' },
  },
  STEP_ALREADY_STARTED: {
    http: 409,
    message: { en: 'This step was started already.', nl: 'Deze stap is al begonnen.' },
  },
  STEP_ALREADY_DONE: {
    http: 409,
    message: { en: '{{name}} already did this step.', nl: '{{name}} heeft deze stap al gedaan.' },
  },
  STEP_NOT_APPLICABLE: {
    http: 409,
    message: {
      en: 'This step does not apply to this batch: {{because}}.',
      nl: 'Deze stap is bij deze batch niet van toepassing: {{because}}.',
    },
  },
  NOT_THIS_ROLE: {
    http: 403,
    message: {
      en: 'This step is done by another role: {{role}}. Ask somebody who has it.',
      nl: 'Deze stap hoort bij een andere rol: {{role}}. Vraag iemand die deze rol heeft.',
    },
  },
  STEP_NOT_AWAITING_WITNESS: {
    http: 409,
    message: { en: 'This step is not waiting for a witness.', nl: 'Deze stap wacht niet op een meekijker.' },
  },
  STEPS_OPEN: {
    http: 409,
    message: {
      en: 'Steps still open: {{count}}. First: {{first}}.',
      nl: 'Nog open stappen: {{count}}. De eerste: {{first}}.',
    },
  },
  ANSWER_DOES_NOT_FIT: {
    http: 422,
    message: { en: 'This answer does not fit the step: {{what}}', nl: 'Dit antwoord past niet bij de stap: {{what}}' },
  },
  NUMBER_UNCLEAR: {
    http: 422,
    message: {
      en: 'Is "{{typed}}" {{first}} or {{second}}? Choose one.',
      nl: 'Is "{{typed}}" {{first}} of {{second}}? Kies er een.',
    },
  },
  NOT_A_NUMBER: {
    http: 422,
    message: {
      en: '"{{typed}}" is not a number this step can record.',
      nl: '"{{typed}}" is geen getal dat deze stap kan vastleggen.',
    },
  },
  TOO_MANY_DECIMALS: {
    http: 422,
    message: {
      en: '"{{typed}}" has too many decimals; allowed: {{decimals}}.',
      nl: '"{{typed}}" heeft te veel decimalen; toegestaan: {{decimals}}.',
    },
  },
  REASON_REQUIRED: {
    http: 422,
    message: {
      en: '{{what}} Look again, and give the reason if it is right.',
      nl: '{{what}} Kijk nog eens, en geef de reden als het klopt.',
    },
  },
  WRONG_PATIENT: {
    http: 409,
    message: {
      en: 'This label says {{scanned}}. This batch is {{expected}}. Put it aside and call a second person.',
      nl: 'Op dit label staat {{scanned}}. Deze batch is {{expected}}. Leg het apart en roep een tweede persoon erbij.',
    },
  },
  WRONG_LOT: {
    http: 409,
    message: {
      en: 'This is {{scanned}}. This step needs {{expected}}. Put it aside and take the right one.',
      nl: 'Dit is {{scanned}}. Nodig is {{expected}}. Leg het apart en neem de juiste.',
    },
  },
  LOT_NOT_RELEASED: {
    http: 409,
    message: {
      en: 'Lot {{lot}} is {{status}} and may not be used. Put it aside and take a released one.',
      nl: 'Lot {{lot}} is {{status}} en mag niet worden gebruikt. Leg het apart en neem een vrijgegeven lot.',
    },
  },
  LOT_STATUS: {
    http: 409,
    message: {
      en: 'Lot {{lot}} is {{status}}; this cannot be done now.',
      nl: 'Lot {{lot}} is {{status}}; dit kan nu niet.',
    },
  },
  LOT_EXPIRED: {
    http: 409,
    message: {
      en: 'Lot {{lot}} expired on {{expired}}. Put it aside and take another.',
      nl: 'Lot {{lot}} is verlopen op {{expired}}. Leg het apart en neem een ander.',
    },
  },
  LOT_IN_USE_EXPIRED: {
    http: 409,
    message: {
      en: 'The opened container of lot {{lot}} could be used until {{expired}}. Put it aside and take another lot.',
      nl: 'De geopende verpakking van lot {{lot}} was bruikbaar tot {{expired}}. Leg haar apart en neem een ander lot.',
    },
  },
  WRONG_SAMPLE: {
    http: 409,
    message: {
      en: 'This label says {{scanned}}. This sample is {{expected}}. Put it aside and call a second person.',
      nl: 'Op dit label staat {{scanned}}. Dit monster is {{expected}}. Leg het apart en roep een tweede persoon erbij.',
    },
  },
  DEVICE_ON_OTHER_BATCH: {
    http: 409,
    message: {
      en: '{{device}} reports batch {{found}}. This batch is {{expected}}. Stop and call a second person.',
      nl: '{{device}} meldt batch {{found}}. Deze batch is {{expected}}. Stop en roep een tweede persoon erbij.',
    },
  },
  WRONG_EQUIPMENT: {
    http: 409,
    message: {
      en: 'This is {{scanned}}. This batch runs on {{expected}}. Go to the right one.',
      nl: 'Dit is {{scanned}}. Deze batch draait op {{expected}}. Ga naar de juiste.',
    },
  },
  CODE_UNKNOWN: {
    http: 409,
    message: {
      en: 'The code {{scanned}} is not known here. Scan the label again.',
      nl: 'De code {{scanned}} is hier niet bekend. Scan het label opnieuw.',
    },
  },
  WINDOW_NOT_OPEN: {
    http: 409,
    message: {
      en: 'Too early: this step may start at {{opens}}.',
      nl: 'Te vroeg: deze stap mag beginnen om {{opens}}.',
    },
  },
  TIMER_RUNNING: {
    http: 409,
    message: {
      en: 'The minimum time has not elapsed yet: wait until {{due}}.',
      nl: 'De minimale tijd is nog niet om: wacht tot {{due}}.',
    },
  },
  NO_READING: {
    http: 409,
    message: {
      en: 'There is no recent valid reading of {{signal}}. Check the device and its connection.',
      nl: 'Er is geen recente geldige meting van {{signal}}. Controleer het apparaat en de verbinding.',
    },
  },
  ACTIVITY_NOT_SHOWN: {
    http: 409,
    message: {
      en: 'The device has not shown "{{activity}}" yet. Wait until it does.',
      nl: 'Het apparaat heeft "{{activity}}" nog niet getoond. Wacht tot het zover is.',
    },
  },
  READING_MOVED: {
    http: 409,
    message: {
      en: 'The reading you saw is not in the record. Look again.',
      nl: 'De meting die u zag staat niet in het dossier. Kijk opnieuw.',
    },
  },
  FORMULA_FAILED: {
    http: 422,
    message: { en: 'The calculation has no result: {{what}}', nl: 'De berekening heeft geen uitkomst: {{what}}' },
  },

  EXCEPTION_UNKNOWN: {
    http: 404,
    message: { en: 'This batch has no exception {{exception}}.', nl: 'Deze batch heeft geen afwijking {{exception}}.' },
  },
  EXCEPTION_ASSESSED: {
    http: 409,
    message: {
      en: 'Exception {{exception}} has been assessed already.',
      nl: 'Afwijking {{exception}} is al beoordeeld.',
    },
  },
  EXCEPTIONS_OPEN: {
    http: 409,
    message: {
      en: 'Exceptions not yet assessed: {{count}}. First: {{first}}.',
      nl: 'Nog te beoordelen afwijkingen: {{count}}. De eerste: {{first}}.',
    },
  },
  DEFECT_CONFIRMED: {
    http: 409,
    message: {
      en: 'Exception {{exception}} is a confirmed defect. The batch cannot be certified; reject it.',
      nl: 'Afwijking {{exception}} is een bevestigd defect. De batch kan niet worden gecertificeerd; keur hem af.',
    },
  },
  RECORD_DAMAGED: {
    http: 409,
    message: {
      en: 'The record is damaged: {{what}} is not what was recorded. No decision can be based on it. Call the administrator.',
      nl: 'Het dossier is beschadigd: {{what}} is niet wat is vastgelegd. Er is niets op te beslissen. Waarschuw de beheerder.',
    },
  },
  EXPORT_BUSY: {
    http: 409,
    message: {
      en: 'Another record is being exported. Try again in a minute.',
      nl: 'Er wordt een ander dossier geëxporteerd. Probeer het over een minuut opnieuw.',
    },
  },
  EXPORT_GONE: {
    http: 404,
    message: {
      en: 'This copy is no longer kept. Export the record again.',
      nl: 'Deze kopie wordt niet meer bewaard. Exporteer het dossier opnieuw.',
    },
  },
  EXPORT_NO_SPACE: {
    http: 503,
    message: {
      en: 'There is no room on the disk for a copy of this record. Nothing was exported.',
      nl: 'Er is geen ruimte op de schijf voor een kopie van dit dossier. Er is niets geëxporteerd.',
    },
  },
  EXPORT_TOO_LARGE: {
    http: 422,
    message: {
      en: 'This record is larger than one file can hold. Ask the administrator.',
      nl: 'Dit dossier is groter dan een bestand kan bevatten. Vraag de beheerder.',
    },
  },
  CLOCK_NOT_SIMULATED: {
    http: 409,
    message: {
      en: 'The clock of this installation cannot be changed.',
      nl: 'De klok van deze installatie kan niet worden veranderd.',
    },
  },
  NOTHING_DUE: {
    http: 409,
    message: {
      en: 'No timer is running, so there is no next event. Choose a speed instead.',
      nl: 'Er loopt geen timer, dus er is geen volgende gebeurtenis. Kies een snelheid.',
    },
  },
} as const satisfies Record<string, RefusalEntry>;

export type RefusalCode = keyof typeof REFUSALS;

/** A refusal is a value: expected, coded, and with the facts its sentence names. */
export type Refusal = Readonly<{ refused: RefusalCode; facts: Readonly<Record<string, string>> }>;
export type Done = Readonly<{ refused?: undefined }>;

export const refusal = (code: RefusalCode, facts: Readonly<Record<string, string>> = {}): Refusal => ({
  refused: code,
  facts,
});

export const DONE: Done = {};

/** What decide returns: a refusal may append evidence too. */
export type Decision<Event> = Readonly<{ append: readonly Event[]; answer: Done | Refusal }>;

export const fillPlaceholders = (text: string, facts: Readonly<Record<string, string>>): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => facts[name] ?? '');

/** The sentence of a refusal with its facts filled in. */
export const formatRefusal = ({ refused, facts }: Refusal, language: Language): string =>
  fillPlaceholders(REFUSALS[refused].message[language], facts);
