import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { labelText } from '@autolog/domain/label/scan-code';
import type { Material } from '@autolog/domain/recipe/recipe';
import { DEMO_DEVICES, DEMO_ROOMS, DEMO_THERAPIES, demoLots } from './inventory.js';
import { table } from './greeting.js';

/** The codes of all labels of the demo, for people without a scanner. */
export function labelList(materials: readonly Material[]): string {
  const english = new Map(materials.map(({ code, title }) => [code, title.en]));
  return [
    'The codes on the labels of the demo. Without a scanner, type or paste them.',
    '',
    ...table([
      ...DEMO_THERAPIES.map(({ coi, orderNumber }) => [labelText.patient(coi), `patient label of ${orderNumber}`]),
      ...DEMO_ROOMS.map((code) => [labelText.place(code), 'room']),
      ...DEMO_DEVICES.map(({ code }) => [labelText.equipment(code), 'device']),
      ...demoLots(materials).map(({ material, lotNumber, note }) => [
        labelText.lot(material, lotNumber),
        `${english.get(material) ?? material}, ${note}`,
      ]),
    ]),
    '',
  ].join('\n');
}

export function writeLabels(dataDir: string, materials: readonly Material[]): string {
  const file = join(dataDir, 'demo-labels.txt');
  writeFileSync(file, labelList(materials));
  return file;
}
