import { installedTypes, typeOf } from '#functions/exception-types/catalog.ts';
import { caseFiles } from '#shared/adapters/case-files.ts';
import { casesTable } from '#shared/adapters/cases-table.ts';
import { customerOrders } from '#shared/adapters/customer-orders.ts';
import { incidents } from '#shared/adapters/incidents.ts';
import { type ParameterStore, parameterStore } from '#shared/adapters/parameter-store.ts';
import { questionLock } from '#shared/adapters/question-lock.ts';
import { sourceTables } from '#shared/adapters/source-tables.ts';
import { deployment } from '#shared/domain/deployment.ts';
import { operations } from '#shared/domain/operations.ts';
import { namesOf } from '#shared/resources.ts';
import type { Account } from './account.ts';
import { refused, wrongUse } from './refusal.ts';

/** Opens the desk of one stage; none named = the only one there is. @throws CommandRefused when that says no stage */
export async function openDesk(account: Account) {
  const store = parameterStore();
  const stage = account.stage ?? (await onlyStage(store, account.name));
  const found = await store.read(namesOf(stage).staffParameter);
  if (!found) throw refused(missing(`of stage "${stage}"`, account.name));
  const place = deployment.parse(JSON.parse(found.value));
  const { tables, settings, operationsParameter } = place;
  const cases = casesTable(tables.cases);
  return {
    stage,
    endpoint: account.endpoint,
    place,
    store,
    cases,
    files: caseFiles(tables.cases),
    tables: sourceTables(tables, customerOrders(cases)),
    incidents: incidents(cases),
    question: questionLock(cases),
    types: installedTypes(settings),
    typeOf: (key: string) => typeOf(key, settings),
    /** What is switched on, and the time by the service's clock: a laptop's may be wrong, and a pause must hold at once. */
    async present() {
      const stored = await store.read(operationsParameter);
      if (!stored) throw refused(`the parameter ${operationsParameter} is missing: deploy the stage again`);
      return { operations: operations.parse(JSON.parse(stored.value)), now: stored.readAt };
    },
  };
}

export type Desk = Awaited<ReturnType<typeof openDesk>>;

/** A pause of the wrong stage would stop the wrong shop: where there are several, somebody has to say which. */
async function onlyStage(store: ParameterStore, account: string): Promise<string> {
  const names = await store.namesBelow('/ordermend');
  const stages = names.flatMap((name) => /^\/ordermend\/([^/]+)\/staff$/.exec(name)?.[1] ?? []).sort();
  const [first, ...others] = stages;
  if (!first) throw refused(missing('', account));
  if (others.length > 0) throw wrongUse(`${account} has the stages ${stages.join(', ')}: name one (--stage NAME)`);
  return first;
}

const missing = (which: string, account: string) =>
  `no OrderMend ${which ? `${which} ` : ''}in ${account}. ` +
  'Name its stage (--stage), profile (--profile) and region (--region), or deploy it: npx cdk deploy --all';
