/** What a scanned or typed label contains. `unknown` is everything outside the strict grammar below (S24). */
export type ScanCode =
  | Readonly<{ kind: 'patient'; coi: string }>
  | Readonly<{ kind: 'equipment'; code: string }>
  | Readonly<{ kind: 'place'; code: string }>
  /** Whose sample, and of which step; the step as printed, in capitals. */
  | Readonly<{ kind: 'sample'; batch: string; step: string }>
  | Readonly<{
      kind: 'lot';
      /** Our own material code, when the label is ours. */
      material?: string;
      /** GTIN-14 with a right check digit, when the label is the supplier's. */
      gtin?: string;
      lotNumber: string;
      serial?: string;
      /** Last day of use printed on the label, as YYYY-MM-DD. */
      expiresOn?: string;
    }>
  | Readonly<{ kind: 'unknown' }>;

export const SCAN_LENGTH_MAX = 200;
const UNKNOWN: ScanCode = { kind: 'unknown' };

// Upper-case ASCII only: a Cyrillic letter that looks like a Latin one never passes for it.
const CODE = '[A-Z0-9](?:[A-Z0-9-]{0,38}[A-Z0-9])?';
const LABEL = new RegExp(`^(COI|EQP|LOC)/(${CODE})$`);
const OWN_LOT = new RegExp(`^LOT/(${CODE})/([A-Za-z0-9][A-Za-z0-9._-]{0,19})$`);
// A step of a repetition ends in its number, so its id may be longer than an authored one.
const SAMPLE = new RegExp(`^SMP/(${CODE})/([A-Z][A-Z0-9-]{0,47})$`);
const SEPARATOR = '\x1d';
const SYMBOLOGY = /^\](?:C1|d2|Q3|e0)/;

/**
 * Reads our own labels (`COI/…`, `EQP/…`, `LOC/…`, `LOT/<material>/<lot>`, `SMP/<batch>/<step>`) and GS1 element strings
 * with the AIs 01, 10, 17 and 21. Nothing is trimmed, unescaped or guessed: what does not fit is unknown.
 */
export function parseScanCode(text: string): ScanCode {
  if (text.length === 0 || text.length > SCAN_LENGTH_MAX) return UNKNOWN;
  const [, label, code] = LABEL.exec(text) ?? [];
  if (code !== undefined) {
    if (label === 'COI') return { kind: 'patient', coi: code };
    return { kind: label === 'EQP' ? 'equipment' : 'place', code };
  }
  const [, material, lotNumber] = OWN_LOT.exec(text) ?? [];
  if (material !== undefined && lotNumber !== undefined) return { kind: 'lot', material, lotNumber };
  const [, batch, step] = SAMPLE.exec(text) ?? [];
  if (batch !== undefined && step !== undefined) return { kind: 'sample', batch, step };
  return parseElementString(text.replace(SYMBOLOGY, '')) ?? UNKNOWN;
}

/** What is printed on our own labels. */
export const labelText = {
  patient: (coi: string): string => `COI/${coi}`,
  equipment: (code: string): string => `EQP/${code}`,
  place: (code: string): string => `LOC/${code}`,
  lot: (material: string, lotNumber: string): string => `LOT/${material}/${lotNumber}`,
  /** Of a sample by its number: batch and step. */
  sample: (number: string): string => `SMP/${number}`,
} as const;

type Elements = Partial<Record<'01' | '10' | '17' | '21', string>>;
const FIXED = { '01': /^\d{14}/, '17': /^\d{6}/ } as const;
// GS1 allows more signs in AI 10 and 21; brackets are left out because printed "(21)" inside a lot is a misread label.
const VARIABLE = /^[A-Za-z0-9._/+-]{1,20}(?=$|\x1d)/;

function parseElementString(text: string): ScanCode | undefined {
  const found: Elements = {};
  let rest = text.startsWith(SEPARATOR) ? text.slice(1) : text;
  while (rest.length > 0) {
    const ai = rest.slice(0, 2);
    if (ai !== '01' && ai !== '10' && ai !== '17' && ai !== '21') return undefined;
    const pattern = ai === '01' || ai === '17' ? FIXED[ai] : VARIABLE;
    const value = pattern.exec(rest.slice(2))?.[0];
    if (value === undefined || found[ai] !== undefined) return undefined;
    found[ai] = value;
    rest = rest.slice(2 + value.length);
    if (rest.startsWith(SEPARATOR)) rest = rest.slice(1);
  }
  return lotOf(found);
}

function lotOf(found: Elements): ScanCode | undefined {
  const { '01': gtin, '10': lotNumber, '17': expiry, '21': serial } = found;
  if (gtin === undefined || lotNumber === undefined || !hasRightCheckDigit(gtin)) return undefined;
  const expiresOn = expiry === undefined ? undefined : dayOf(expiry);
  if (expiry !== undefined && expiresOn === undefined) return undefined;
  return {
    kind: 'lot',
    gtin,
    lotNumber,
    ...(serial !== undefined && { serial }),
    ...(expiresOn !== undefined && { expiresOn }),
  };
}

function hasRightCheckDigit(gtin: string): boolean {
  const sum = Array.from(gtin).reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 3 : 1), 0);
  return sum % 10 === 0;
}

// YYMMDD of AI 17. Day 00 is the last day of the month (GS1 General Specifications §3.4.7). Medicines and reagents in
// use today expire in this century.
function dayOf(yymmdd: string): string | undefined {
  const year = 2000 + Number(yymmdd.slice(0, 2));
  const month = Number(yymmdd.slice(2, 4));
  const day = Number(yymmdd.slice(4, 6));
  const lastDay = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (month < 1 || month > 12 || day > lastDay) return undefined;
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${year}-${two(month)}-${two(day === 0 ? lastDay : day)}`;
}
