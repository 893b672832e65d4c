import { MEANING_TEXT } from '../../signature.js';
import type { Language, Text } from '../../text.js';
import { ASSESSMENT_RESULTS, SEVERITIES, type AssessmentResult, type Severity } from '../../exception/exception.js';
import { formatException } from '../../exception/format-exception.js';
import type { SignedException, SignedRecord, SignedRelease, SignedStep, SigningContent } from './signing-content.js';
import type { SignedLine } from '../../step-kind/signed-line.js';

const LABELS = {
  meaning: { en: 'Meaning', nl: 'Betekenis' },
  signer: { en: 'Signed by', nl: 'Getekend door' },
  batch: { en: 'Batch', nl: 'Batch' },
  coi: { en: 'Chain of identity', nl: 'Identiteitsketen' },
  order: { en: 'Order', nl: 'Opdracht' },
  simulated: { en: 'Clock', nl: 'Klok' },
  recipe: { en: 'Recipe', nl: 'Recept' },
  hash: { en: 'Recipe hash', nl: 'Controlegetal recept' },
  step: { en: 'Step', nl: 'Stap' },
  instruction: { en: 'Instruction', nl: 'Instructie' },
  exception: { en: 'Exception', nl: 'Afwijking' },
  severity: { en: 'Severity', nl: 'Ernst' },
  disposition: { en: 'Assessment result', nl: 'Oordeel' },
  assessment: { en: 'Assessment', nl: 'Beoordeling' },
  lastSeq: { en: 'Last event of the record', nl: 'Laatste gebeurtenis van het dossier' },
  steps: { en: 'Steps recorded', nl: 'Stappen vastgelegd' },
  notApplicable: { en: 'Steps that do not apply', nl: 'Stappen niet van toepassing' },
  exceptions: { en: 'Exceptions', nl: 'Afwijkingen' },
  dispositions: { en: 'Assessment results', nl: 'Oordelen over afwijkingen' },
  release: { en: 'Release by', nl: 'Vrijgave volgens' },
  pending: { en: 'Pending test', nl: 'Test die nog volgt' },
  certificate: { en: 'Certificate', nl: 'Certificaat' },
  reason: { en: 'Reason', nl: 'Reden' },
} as const satisfies Record<string, Text>;

const SIMULATED: Text = { en: 'simulated', nl: 'gesimuleerd' };

const SEVERITY_TEXT: Readonly<Record<Severity, Text>> = {
  minor: { en: 'minor', nl: 'klein' },
  major: { en: 'major', nl: 'groot' },
  critical: { en: 'critical', nl: 'kritiek' },
};

const ASSESSMENT_RESULT_TEXT: Readonly<Record<AssessmentResult | 'open', Text>> = {
  accepted: { en: 'accepted', nl: 'aanvaard' },
  no_impact: { en: 'no impact', nl: 'geen gevolg' },
  confirmed_defect: { en: 'confirmed defect', nl: 'bevestigd defect' },
  open: { en: 'open', nl: 'open' },
};

/** The lines a person reads before signing: every field of the content, in words or as the identifier it is. */
export function signingLines(content: SigningContent, language: Language): readonly SignedLine[] {
  const { batch, recipe, signer, step, exception, record, certificate, release, reason } = content;
  const line = (label: keyof typeof LABELS, value: string): SignedLine => ({ label: LABELS[label][language], value });
  return [
    line('meaning', MEANING_TEXT[content.meaning][language]),
    ...(signer ? [line('signer', `${signer.name} (${signer.userName})`)] : []),
    line('batch', batch.number),
    line('coi', batch.coi),
    line('order', batch.orderNumber),
    ...(batch.simulated ? [line('simulated', SIMULATED[language])] : []),
    ...(step ? stepLines(step, line) : []),
    ...(exception ? exceptionLines(exception, language, line) : []),
    ...(record ? recordLines(record, language, line) : []),
    ...(certificate === undefined ? [] : [line('certificate', certificate)]),
    ...(release ? releaseLines(release, language, line) : []),
    ...(reason === undefined ? [] : [line('reason', reason)]),
    line('recipe', `${recipe.code} ${recipe.version}`),
    line('hash', recipe.hash),
  ];
}

type MakeLine = (label: keyof typeof LABELS, value: string) => SignedLine;

const stepLines = (step: SignedStep, line: MakeLine): readonly SignedLine[] => [
  line('step', `${step.number}. ${step.title}`),
  line('instruction', step.instruction),
  ...step.answer,
];

const exceptionLines = (exception: SignedException, language: Language, line: MakeLine): readonly SignedLine[] => [
  line('exception', `${exception.id} · ${formatException(exception.class, exception.deviation, language)}`),
  line('severity', SEVERITY_TEXT[exception.severity][language]),
  line('disposition', ASSESSMENT_RESULT_TEXT[exception.disposition][language]),
  line('assessment', exception.assessment),
];

function recordLines(record: SignedRecord, language: Language, line: MakeLine): readonly SignedLine[] {
  const exceptions = SEVERITIES.map(
    (severity) => `${SEVERITY_TEXT[severity][language]}: ${record.exceptions[severity]}`,
  );
  const dispositions = [...ASSESSMENT_RESULTS, 'open' as const].map(
    (disposition) => `${ASSESSMENT_RESULT_TEXT[disposition][language]}: ${record.dispositions[disposition]}`,
  );
  return [
    line('steps', String(record.steps)),
    line('notApplicable', String(record.notApplicable)),
    line('exceptions', exceptions.join(' · ')),
    line('dispositions', dispositions.join(' · ')),
    line('lastSeq', String(record.lastSeq)),
  ];
}

function releaseLines(
  { reference, pending }: SignedRelease,
  language: Language,
  line: MakeLine,
): readonly SignedLine[] {
  const due = { en: 'due within', nl: 'uiterlijk' }[language];
  const after = { en: 'of the certificate', nl: 'na het certificaat' }[language];
  return [
    line('release', reference),
    ...pending.map((test) => line('pending', `${test.title} · ${due} ${test.due} ${after} · ${test.reference}`)),
  ];
}
