import type { Details } from './details.ts';
import { foldLatin, misspeltAs } from './fold.ts';
import type { Problem } from './problem.ts';
import {
  type Area,
  elsewhere,
  kilometresBetween,
  misspeltState,
  stateOf,
  unitedStates,
} from './tables/united-states.ts';

/** Areas whose middles are farther apart than this do not adjoin: a suburb's code beside its city's name is no error. */
const farKilometres = 150;

/** ZIP code, state and city against each other; what the table does not know is no error. */
export function checkUnitedStates(details: Details): Problem[] {
  const { region, city, postalCode } = details;
  const given = region.trim().toUpperCase();
  if (elsewhere.has(given)) return [];
  const state = stateOf(region);
  const code = /^\d{5}(?=-\d{4}$|$)/.exec(postalCode.trim())?.[0];
  const areas = code ? areasOf(code) : [];
  if (!state) return stateProblems(details, areas);
  if (!city.trim()) return cityMissing(code, state);
  if (!code) return codeMissing(details, state);
  return placeProblems({ ...details, code, state, areas });
}

/** The areas of a code; of one whose first three digits nobody has, those with the same two. */
function areasOf(code: string): readonly Area[] {
  const { byPrefix } = unitedStates();
  const exact = byPrefix.get(code.slice(0, 3));
  return exact ?? [...byPrefix].flatMap(([prefix, areas]) => (prefix.startsWith(code.slice(0, 2)) ? areas : []));
}

function stateProblems({ region, city, postalCode }: Details, areas: readonly Area[]): Problem[] {
  const value = `${region}|${city}|${postalCode}`;
  const byCode = [...new Set(areas.map(({ state }) => state))];
  const [derived] = byCode.length === 1 ? byCode : [];
  if (!region.trim()) {
    const suggestion = derived && { region: derived };
    return suggestion
      ? [{ rule: 'region-missing', field: 'region', tier: 'fix', silent: true, value, suggestion }]
      : [{ rule: 'region-missing', field: 'region', tier: 'ask', hard: true, value }];
  }
  const meant = misspeltState(region);
  const suggested = meant ?? derived;
  return [
    {
      rule: 'region-unknown',
      field: 'region',
      tier: meant && meant === derived ? 'fix' : suggested ? 'confirm' : 'ask',
      value,
      ...(suggested && { suggestion: { region: suggested } }),
    },
  ];
}

function cityMissing(code: string | undefined, state: string): Problem[] {
  const names = code ? namesAt(code) : [];
  const value = `${code}|${state}`;
  return names.length === 1
    ? [{ rule: 'city-missing', field: 'city', tier: 'fix', hard: true, value, suggestion: { city: names[0]! } }]
    : [{ rule: 'city-missing', field: 'city', tier: 'ask', hard: true, value }];
}

/** Only where the form of what is there is not wrong already. */
function codeMissing({ postalCode, city }: Details, state: string): Problem[] {
  if (postalCode.trim()) return [];
  const [only, ...more] = codesOf(city, state);
  const value = `${city}|${state}`;
  return only && more.length === 0
    ? [
        {
          rule: 'postal-code-missing',
          field: 'postalCode',
          tier: 'fix',
          hard: true,
          silent: true,
          value,
          suggestion: { postalCode: only },
        },
      ]
    : [{ rule: 'postal-code-missing', field: 'postalCode', tier: 'ask', hard: true, value }];
}

interface Place extends Details {
  readonly code: string;
  readonly state: string;
  readonly areas: readonly Area[];
}

function placeProblems(place: Place): Problem[] {
  const { city, state, code, areas } = place;
  const name = foldLatin(city);
  const value = `${name}|${state}|${code}`;
  const known = unitedStates().byCity.get(name) ?? [];
  const inState = known.filter((area) => area.state === state);
  if (near(inState, areas)) return [];
  const here = known.filter((area) => areas.includes(area));
  // A town on a border has a part on either side: the code says which.
  const exact = here.filter(({ cities }) => cities.get(name)!.endings.includes(code.slice(3)));
  const [meant] = exact.length > 0 ? exact : here;
  if (meant) {
    const tier = (exact.length || here.length) === 1 ? 'fix' : 'confirm';
    return [{ rule: 'region-wrong', field: 'region', tier, value, suggestion: { region: meant.state } }];
  }
  if (inState.length === 0) {
    const misspelt = misspeltCity(name, state, areas);
    if (misspelt) return [{ rule: 'city-misspelt', field: 'city', value, ...misspelt }];
    if (known.length === 0) return stateAgainstCode(place, value);
  }
  const [only, ...more] = codesOf(city, state);
  const names = namesAt(code);
  const suggestion =
    only && more.length === 0
      ? { postalCode: only }
      : names.length === 1 && inState.length === 0
        ? { city: names[0]! }
        : undefined;
  return [
    {
      rule: 'postal-code-mismatch',
      field: 'postalCode',
      tier: suggestion ? 'confirm' : 'ask',
      value,
      ...(suggestion && { suggestion }),
    },
  ];
}

/** A place that the table does not know: only the state can be held against the code. */
function stateAgainstCode({ state, areas }: Place, value: string): Problem[] {
  if (areas.some((area) => area.state === state)) return [];
  if (near(unitedStates().byState.get(state) ?? [], areas)) return [];
  const found = new Set(areas.map((area) => area.state));
  const [only] = found.size === 1 ? found : [];
  return [
    {
      rule: 'postal-code-mismatch',
      field: 'postalCode',
      tier: only ? 'confirm' : 'ask',
      value,
      ...(only && { suggestion: { region: only } }),
    },
  ];
}

/** Sure where the code agrees; in the whole state it is a guess. */
function misspeltCity(
  name: string,
  state: string,
  areas: readonly Area[],
): Pick<Problem, 'tier' | 'suggestion'> | undefined {
  const here = areas.filter((area) => area.state === state);
  const nearby = misspeltAs(
    name,
    here.flatMap(({ cities }) => [...cities.keys()]),
  );
  if (nearby) return { tier: 'fix', suggestion: { city: writtenIn(here, nearby) } };
  const all = unitedStates().byState.get(state) ?? [];
  const anywhere = misspeltAs(
    name,
    all.flatMap(({ cities }) => [...cities.keys()]),
  );
  return anywhere ? { tier: 'confirm', suggestion: { city: writtenIn(all, anywhere) } } : undefined;
}

const writtenIn = (areas: readonly Area[], name: string) =>
  areas.flatMap(({ cities }) => cities.get(name)?.name ?? [])[0]!;

const near = (some: readonly Area[], others: readonly Area[]) =>
  some.some((a) => others.some((b) => a === b || kilometresBetween(a, b) <= farKilometres));

/** The cities that a code is written with. */
function namesAt(code: string): string[] {
  const areas = unitedStates().byPrefix.get(code.slice(0, 3)) ?? [];
  return areas.flatMap(({ cities }) =>
    [...cities.values()].flatMap(({ name, endings }) => (endings.includes(code.slice(3)) ? [name] : [])),
  );
}

function codesOf(city: string, state: string): string[] {
  const areas = (unitedStates().byCity.get(foldLatin(city)) ?? []).filter((area) => area.state === state);
  return areas.flatMap(({ prefix, cities }) => cities.get(foldLatin(city))!.endings.map((ending) => prefix + ending));
}
