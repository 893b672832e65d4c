import type { LotId } from '@autolog/domain/brand';
import type { LotFact } from '@autolog/domain/material/lot-fact';
import type { Database } from './database.js';
import { instantText } from './instant-text.js';
import { registerListOf, type RegisterList } from './register-list.js';

const LOTS_MAX = 5_000;

type LotRow = Readonly<Omit<LotFact, 'lot'> & { id: LotId }>;

const LOT_COLUMNS = `material, lot_number as "lotNumber", status, ${instantText('expires_at')} as "expiresAt"`;

export class LotStore {
  constructor(private readonly database: Database) {}

  /** What expires last comes first: when there are ever more than the list holds, the oldest are left out. */
  async list(): Promise<RegisterList<LotRow>> {
    const rows = await this.database.query<LotRow & { asOf: number }>(
      `select id, ${LOT_COLUMNS}, (sum(seq) over ())::int as "asOf"
         from lot order by expires_at desc, material, lot_number limit ${String(LOTS_MAX)}`,
    );
    return registerListOf(rows);
  }

  async find(id: string): Promise<LotFact | undefined> {
    const [row] = await this.database.query<LotFact>(`select id as lot, ${LOT_COLUMNS} from lot where id = $1`, [id]);
    return row;
  }

  async findByNumber(material: string, lotNumber: string): Promise<LotFact | undefined> {
    const [row] = await this.database.query<LotFact>(
      `select id as lot, ${LOT_COLUMNS} from lot where material = $1 and lot_number = $2`,
      [material, lotNumber],
    );
    return row;
  }

  async hasNumber(material: string, lotNumber: string): Promise<boolean> {
    return (await this.findByNumber(material, lotNumber)) !== undefined;
  }
}
