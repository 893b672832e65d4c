import { MEANING_TEXT } from '@autolog/domain/signature';
import { escapeControlCharacters } from './escape.js';
import type { VerificationFault, VerificationReport, RecordedSignature } from '@autolog/bundle/verify/report';

const FAULTS_LISTED_MAX = 50;
const TEXTS_LISTED_MAX = 20;

/** The report in plain words: the verdict first, then its grounds, and last what the check does not show. */
export function verificationLines(report: VerificationReport): readonly string[] {
  const isCompared = report.key !== undefined && report.key.compared !== 'not compared';
  const provenTitle = isCompared ? 'Proven' : "Shown, provided that the signing key is the site's own";
  return [
    ...headlines(report, isCompared),
    ...faultLines(report.faults),
    ...brokenLines(report),
    ...aboutLines(report),
    ...(report.holds ? ['', provenTitle, ...provenLines(report)] : []),
    ...missingLines(report),
    ...trustLines(report),
    ...recordLines(report),
    ...(report.holds
      ? ['', 'What this check does not show', ...notProvenLines(isCompared).map((line) => `  - ${line}`)]
      : []),
  ].map(escapeControlCharacters);
}

const HOW_TO_COMPARE =
  'To compare the key, give --key with the fingerprint that you got from the site by another way, or --witness with a copy of its witness file.';

/** Some people read the first line only: it claims nothing that was not checked. */
function headlines({ file, verdict }: VerificationReport, isCompared: boolean): readonly string[] {
  switch (verdict) {
    case 'proven':
      return [`${file} HOLDS: everything in it is as it was recorded, and the key that signed it was compared.`];
    case 'key not compared':
      return [
        `${file} HOLDS IN ITSELF. ITS SIGNING KEY WAS NOT COMPARED: anybody could have made the whole file.`,
        HOW_TO_COMPARE,
      ];
    case 'rules broken':
      return [
        `${file} HOLDS IN ITSELF, and the record in it BREAKS ITS RULES.${isCompared ? '' : ' ITS SIGNING KEY WAS NOT COMPARED.'}`,
        ...(isCompared ? [] : [HOW_TO_COMPARE]),
      ];
    case 'does not hold':
      return [`${file} DOES NOT HOLD.`];
  }
}

const formatCount = (n: number): string => n.toLocaleString('en');

function faultLines(faults: readonly VerificationFault[]): readonly string[] {
  if (faults.length === 0) return [];
  const lines = faults.slice(0, FAULTS_LISTED_MAX).map(({ place, name, says }) => `  x ${place}: ${name} ${says}.`);
  const more = faults.length - lines.length;
  return ['', 'What does not hold', ...lines, ...(more > 0 ? [`  x and ${formatCount(more)} more`] : [])];
}

function brokenLines({ rules }: VerificationReport): readonly string[] {
  if (!rules || rules.broken.length === 0) return [];
  const lines = rules.broken.slice(0, FAULTS_LISTED_MAX).map(({ event, says }) => `  x ${event} ${says}.`);
  const more = rules.broken.length - lines.length;
  return ['', 'Rules that the record breaks', ...lines, ...(more > 0 ? [`  x and ${formatCount(more)} more`] : [])];
}

function aboutLines({ about, record, recipe }: VerificationReport): readonly string[] {
  if (!about) return [];
  return [
    '',
    'Record',
    `  Batch        ${about.number} (order ${about.orderNumber}, patient ${about.coi})`,
    ...(record ? [`  Status       ${record.status}${record.held ? ', on hold' : ''}`] : []),
    ...(recipe ? [`  Recipe       ${recipe.code} ${recipe.version}`] : []),
    `  Made at      ${about.site} (${about.profile}, ${about.zone})`,
    ...(about.simulated ? ['               UNDER A SIMULATED CLOCK: not the record of a real product'] : []),
    `  This copy    exported ${formatInstant(about.exportedAt, about.zone)} by ${about.exportedBy}`,
  ];
}

function provenLines({ digest, log, record, rules, recipe, readings, texts }: VerificationReport): readonly string[] {
  const lines = [`the file: every byte as it was written (SHA-256 ${digest ?? ''})`];
  if (log) {
    lines.push(
      `${formatCount(log.events)} events: each is in the log ${log.origin}, signed as a checkpoint of ${formatCount(log.size)} entries with root ${log.root}`,
    );
  }
  if (record)
    lines.push(
      `the batch: its ${formatCount(record.events)} events are all here, in order, each of a kind that is known`,
    );
  if (rules?.broken.length === 0)
    lines.push(
      'the rules: steps in the order and by the conditions of the recipe, none before its window and none late without an exception, signed and witnessed as it asks; holds; nothing finished, reviewed or certified before its time, nor certified by who took part',
    );
  if (recipe) {
    const used = recipe.started ? 'started with' : 'created for';
    lines.push(`the recipe: the one that was approved and that this batch was ${used} (${recipe.hash})`);
  }
  if (readings) {
    const gaps = `${formatCount(readings.gaps)} gaps on record, ${formatCount(readings.unrecovered)} of them not recovered`;
    lines.push(
      `the readings: ${formatCount(readings.rows)} in ${formatCount(readings.files)} files, as they were exported; ${gaps}`,
    );
  }
  if (texts) {
    const absent = texts.absent > 0 ? `; ${formatCount(texts.absent)} that events name are NOT HERE` : '';
    lines.push(`free texts: ${formatCount(texts.present)}, each the one its event names${absent}`);
  }
  return lines.map((line) => `  + ${line}`);
}

/** A text can be removed from the site's database without an event: the reader is told which ones are missing. */
function missingLines({ texts }: VerificationReport): readonly string[] {
  if (!texts || texts.absent === 0) return [];
  const lines = texts.missing
    .slice(0, TEXTS_LISTED_MAX)
    .map(({ event, sha256 }) => `  - the text that ${event} names (SHA-256 ${sha256})`);
  const more = texts.absent - lines.length;
  return [
    '',
    'Missing: no event says that these texts were removed; the site no longer had them when this copy was made',
    ...lines,
    ...(more > 0 ? [`  - and ${formatCount(more)} more`] : []),
  ];
}

function trustLines({ key, witness, faults, log }: VerificationReport): readonly string[] {
  if (!key) return [];
  const isUntrusted = faults.some(({ place }) => place === 'key');
  const sentence = {
    equal: 'is the key you gave.',
    'by witness': 'signed the same checkpoint that the witness holds.',
    'not compared': isUntrusted
      ? 'is not to be trusted.'
      : 'NOT COMPARED. It came inside this file: whoever made a new file could have put in their own key. Compare it with --key or --witness.',
  }[key.compared];
  const lines = ['', 'Signing key', `  ${key.fingerprint}`, `  ${sentence}`];
  if (!witness) return lines;
  const sizes = `${formatCount(witness.checkpoints)} checkpoints of this log, of ${formatCount(witness.least)} to ${formatCount(witness.greatest)} entries`;
  const found = {
    this: `It holds this checkpoint: the log had this root at ${formatCount(log?.size ?? 0)} entries (${sizes}).`,
    'other sizes': `It holds ${sizes}, and not this one. Whether they are of one history cannot be said without a consistency proof.`,
    'nothing of this log': 'It holds no checkpoint of this log.',
  }[witness.found];
  return [...lines, '', 'Witness', `  ${found}`];
}

function recordLines({ record, about }: VerificationReport): readonly string[] {
  if (!record || !about) return [];
  const { exceptions, stepsOpen, signatures, certificate } = record;
  const open =
    stepsOpen.length === 0 ? 'none open' : `${formatCount(stepsOpen.length)} open, first ${stepsOpen[0] ?? ''}`;
  return [
    '',
    'What the record says',
    `  Steps        ${formatCount(record.stepsDone)} done, ${open}`,
    `  Exceptions   ${formatCount(exceptions.all)} (${formatCount(exceptions.critical)} critical), ${formatCount(exceptions.open)} not assessed`,
    `  Certificate  ${certificate ? `${certificate.number}, by ${certificate.signature.name}` : 'none'}`,
    `  Exports      ${formatCount(record.exports)}, this one among them`,
    `  Signatures   ${formatCount(signatures.length)}`,
    ...signatures.flatMap((line) => signatureLines(line, about.zone)),
  ];
}

function signatureLines({ seq, about, signature }: RecordedSignature, zone: string): readonly string[] {
  const { name, userName, role, meaning, at, content } = signature;
  return [
    `    ${formatInstant(at, zone)}  ${MEANING_TEXT[meaning].en}: ${about} (event ${String(seq)})`,
    `      ${name} (${userName}, ${role}), over content ${content}; ${SIGNATURE_PROOF[signature.method]}`,
  ];
}

const SIGNATURE_PROOF = { password: 'attested by the server' } as const;

const notProvenLines = (isCompared: boolean): readonly string[] => [
  ...(isCompared
    ? []
    : ["that this is the site's own record: its signing key came inside this file and was compared with nothing"]),
  'that rooms, devices, lots, roles and readings were as the events quote them: rules are checked by what the record says',
  'that a signature by password was given by that person: the server that checked it attests it',
  'that readings were not changed before they were exported: the log holds their digests from this export on',
  'what happened to the batch after this copy was made',
];

/** An instant in site time, with its offset to UTC; unchanged where the instant or the zone is not valid. */
function formatInstant(at: string, zone: string): string {
  try {
    const parts = new Intl.DateTimeFormat('sv', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
      timeZoneName: 'longOffset',
    });
    return parts.format(new Date(at)).replace('GMT', 'UTC');
  } catch {
    return at;
  }
}
