import type { Material } from '@autolog/domain/recipe/recipe';
import { digestOf } from '@autolog/bundle/sha256';

export const DEMO_ROOMS = ['ROOM-1', 'ROOM-2', 'ROOM-3', 'ROOM-4'] as const;

export type DemoDevice = Readonly<{ code: string; capability: string }>;

/** PRODIGY-1, PRODIGY-2, … */
export const demoDevices = (count: number): readonly DemoDevice[] =>
  Array.from({ length: count }, (_, n) => ({ code: `PRODIGY-${n + 1}`, capability: 'tct-processor' }));

/** The devices in the demo's cleanrooms. */
export const DEMO_DEVICES = demoDevices(2);

/** Code of the recipe of the batch in an empty demo: from receipt to release in a few steps. */
export const SHORT_RECIPE = 'CART-CD19-SHORT';
/** Code of the recipe of the batches in the demo's history. */
export const TWELVE_DAY_RECIPE = 'CART-CD19-TCT-12D';

/** Codes of an invented chain of identity: no patient has them. */
export type DemoTherapy = Readonly<{ coi: string; orderNumber: string }>;
export const DEMO_THERAPIES = [
  { coi: 'MX-7K4P-22', orderNumber: 'A-2026-118' },
  { coi: 'MX-3H8W-41', orderNumber: 'A-2026-121' },
  { coi: 'MX-9V6N-07', orderNumber: 'A-2026-124' },
] as const;

// Fixed instants: the same command must have the same body at every start.
const USABLE_UNTIL = '2036-06-30T21:59:59.000Z';
const EXPIRED_ON = '2026-01-31T22:59:59.000Z';

export type DemoLot = Readonly<{
  material: string;
  lotNumber: string;
  expiresAt: string;
  released: boolean;
  note: string;
}>;

/** A released lot of every material; of the first one also an expired lot and one in quarantine, which are refused. */
export function demoLots(materials: readonly Material[]): readonly DemoLot[] {
  const usable = materials.map(({ code }) => lot(code, 'G', USABLE_UNTIL, true, 'released'));
  const [first] = materials;
  if (!first) return usable;
  return [
    ...usable,
    lot(first.code, 'E', EXPIRED_ON, true, 'expired: will be refused'),
    lot(first.code, 'Q', USABLE_UNTIL, false, 'in quarantine: will be refused'),
  ];
}

const lot = (material: string, kind: string, expiresAt: string, released: boolean, note: string): DemoLot => ({
  material,
  lotNumber: `26${kind}${digestOf(material).slice(0, 5).toUpperCase()}`,
  expiresAt,
  released,
  note,
});
