import type { LimitLevel } from '../quantity/limits.js';
import type { UnitCode } from '../quantity/unit.js';
import type { Text } from '../text.js';

export const SEVERITIES = ['minor', 'major', 'critical'] as const;
/** The order of every list of exceptions. */
export const SEVERITIES_WORST_FIRST = [
  'critical',
  'major',
  'minor',
] as const satisfies readonly (typeof SEVERITIES)[number][];
export type Severity = (typeof SEVERITIES)[number];

/** The severity of a value outside a level. */
export const SEVERITY_OF: Readonly<Record<LimitLevel, Severity>> = {
  stop: 'critical',
  action: 'major',
  alert: 'minor',
};

/** Every class of exception a review can show, each with its name in every language. */
export const EXCEPTION_CLASSES = {
  identity_mismatch: { en: 'Label or device of another patient', nl: 'Label of apparaat van een andere patiënt' },
  wrong_lot: { en: 'Wrong or unusable lot scanned', nl: 'Verkeerd of onbruikbaar lot gescand' },
  wrong_sample: { en: 'Wrong sample label scanned', nl: 'Verkeerd monsterlabel gescand' },
  wrong_equipment: { en: 'Wrong device or room scanned', nl: 'Verkeerd apparaat of verkeerde ruimte gescand' },
  out_of_limit: { en: 'Value outside its limit', nl: 'Waarde buiten de grens' },
  unexpected_state: { en: 'State found differs from the expected one', nl: 'Gevonden toestand wijkt af' },
  deviating_choice: { en: 'Deviating answer chosen', nl: 'Afwijkend antwoord gekozen' },
  manual_entry: { en: 'Typed by hand instead of scanned', nl: 'Met de hand getypt in plaats van gescand' },
  correction: { en: 'Value corrected afterwards', nl: 'Waarde achteraf gecorrigeerd' },
  step_left_out: {
    en: 'Step left out, but needed after a correction',
    nl: 'Stap overgeslagen die na een correctie nodig blijkt',
  },
  witness_refused: { en: 'Witness was not independent', nl: 'Meekijker was niet onafhankelijk' },
  signature_failed: { en: 'Signature failed', nl: 'Handtekening mislukt' },
  window_missed: { en: 'Time window missed', nl: 'Tijdvenster gemist' },
  timer_overdue: { en: 'Maximum time passed', nl: 'Maximale tijd verstreken' },
  timer_late: { en: 'Timer fired late after an outage', nl: 'Timer ging laat af na een storing' },
  device_alarm: { en: 'Device alarm', nl: 'Apparaatalarm' },
  device_limit: { en: 'Device value outside its limit', nl: 'Apparaatwaarde buiten de grens' },
  data_gap: { en: 'Gap in device data', nl: 'Gat in de apparaatgegevens' },
  clock_skew: { en: 'Device clock differs', nl: 'Apparaatklok wijkt af' },
  certifier_took_part: {
    en: 'Certifying person took part in the batch',
    nl: 'Certificerende persoon werkte mee aan de batch',
  },
} as const satisfies Record<string, Text>;

export type ExceptionClass = keyof typeof EXCEPTION_CLASSES;

/** What was found against what was expected; all as shown, so that a reviewer reads what the person read. */
export type Observation = Readonly<{ limit?: string; found?: string; unit?: UnitCode; detail?: string }>;

export const ASSESSMENT_RESULTS = ['accepted', 'no_impact', 'confirmed_defect'] as const;
/** confirmed_defect: the product has a defect; the batch cannot be certified any more. */
export type AssessmentResult = (typeof ASSESSMENT_RESULTS)[number];

/** Something found that a reviewer must see. */
export type ExceptionFinding = Readonly<{ class: ExceptionClass; severity: Severity; observation: Observation }>;
