import type { Random } from '#infra/local-runtime/random.ts';
import type { JsonObject } from '#infra/local-runtime/service.ts';
import { caseKeys } from '#shared/domain/identity.ts';
import { logNormal } from '../chance.ts';
import type { Schedule } from '../schedule.ts';
import { fromItem, toItem } from '../shop/attributes.ts';
import type { Tables } from '../shop/tables.ts';

const hour = 3_600_000;
/** Staff look sooner or later around the median (standard deviation of the logarithm). */
const spread = 0.6;

interface StaffWorld {
  readonly tables: Tables;
  readonly schedule: Schedule;
  readonly random: Random;
  /** Median hours until they have looked. */
  readonly hours: number;
}

/** Staff look at an incident and let its questions go out. Cases that need staff stay open: they would need judgement. */
export class Staff {
  readonly #world: StaffWorld;
  readonly #known = new Set<string>();
  opened = 0;
  released = 0;

  constructor(world: StaffWorld) {
    this.#world = world;
  }

  /** An IncidentOpened has come over the bus. */
  receive({ incidentId }: JsonObject): void {
    const id = String(incidentId);
    if (this.#known.has(id)) return;
    this.#known.add(id);
    this.opened++;
    const { schedule, random, hours } = this.#world;
    const after = logNormal(random.fork(`staff/${id}`), hours, spread) * hour;
    schedule.at(schedule.now() + after, () => this.#release(id));
  }

  /** What `npm run case -- release INCIDENT` writes: the pointer goes, and the row says that it is released. */
  async #release(incidentId: string): Promise<void> {
    const { tables, schedule } = this.#world;
    const TableName = tables.nameOf('Cases');
    const key = { pk: caseKeys.incidents, sk: incidentId };
    const { Item } = await tables.call('GetItem', { TableName, Key: toItem(key), ConsistentRead: true });
    if (!Item) return;
    const row = fromItem(Item as JsonObject);
    const at = new Date(schedule.now()).toISOString();
    const { type, expiresAt } = row;
    const written = await tables.transact([
      {
        Delete: {
          TableName,
          Key: toItem({ pk: caseKeys.incidents, sk: caseKeys.openIncident(String(type)) }),
          ConditionExpression: 'incidentId = :id',
          ExpressionAttributeValues: { ':id': { S: incidentId } },
        },
      },
      { Put: { TableName, Item: toItem({ ...row, state: 'released', releasedAt: at }) } },
      {
        Put: {
          TableName,
          Item: toItem({ pk: caseKeys.incidents, sk: `RELEASED#${String(type)}`, entity: 'released', at, expiresAt }),
        },
      },
    ]);
    if (written) this.released++;
  }
}
