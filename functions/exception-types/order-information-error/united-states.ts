import type { Details } from './details.ts';
import { foldLatin, misspeltAs } from './fold.ts';
import type { Problem } from './problem.ts';
import {
  type Area,
  isElsewhere,
  kilometresBetween,
  misspeltState,
  placeKey,
  stateOf,
  unitedStates,
} from './tables/united-states.ts';

/** Areas whose middles are farther apart than this do not adjoin: a suburb's code beside its city's name is no error. */
const farKilometres = 150;

/** A city of so many codes has its name to itself in its state; a smaller one's is a quarter's elsewhere as well. */
const manyCodes = 5;

/** ZIP code, state and city against each other; what the table does not know is no error. */
export function checkUnitedStates(details: Details): Problem[] {
  const { region, city, postalCode } = details;
  if (isElsewhere(region)) return [];
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

/** The state against the code, and the city against both; a name that only people know is no mistake. */
function placeProblems(place: Place): Problem[] {
  const { city, state, code, areas } = place;
  const value = `${foldLatin(city)}|${state}|${code}`;
  const name = placeKey(withoutState(city, state));
  const known = unitedStates().byCity.get(name) ?? [];
  const inState = known.filter((area) => area.state === state);
  if (near(inState, areas)) return [];
  const own = areas.filter((area) => area.state === state);
  if (!own.some((area) => hasCode(area, code))) {
    const wrong = regionWrong(name, known, place, value);
    if (wrong) return [wrong];
  }
  if (own.length > 0 || near(unitedStates().byState.get(state) ?? [], areas)) {
    if (known.length === 0) return misspeltCity(name, code, value);
    return countCodes(inState, name) < manyCodes ? [] : [codeMismatch(value)];
  }
  if (known.length === 0) return [stateAgainstCode(areas, value)];
  return [codeMismatch(value, nearCode(place))];
}

/** "Washington, D.C.": many forms have one field for both. */
const withoutState = (city: string, state: string) =>
  city.replace(new RegExp(`(?<=.)[\\s,]+${state[0]}\\.?\\s?${state[1]}\\.?\\s*$`, 'i'), '');

/** The city is one of another state, and the code is that one's too. */
function regionWrong(name: string, known: readonly Area[], { code, areas }: Place, value: string): Problem | undefined {
  const here = known.filter((area) => areas.includes(area));
  // A town on a border has a part on either side: the code says which.
  const exact = here.filter(({ cities }) => cities.get(name)!.endings.includes(code.slice(3)));
  const [meant] = exact.length > 0 ? exact : here;
  if (!meant) return undefined;
  const tier = exact.length === 1 ? 'fix' : 'confirm';
  return { rule: 'region-wrong', field: 'region', tier, value, suggestion: { region: meant.state } };
}

const codeMismatch = (value: string, suggestion?: { readonly postalCode: string }): Problem => ({
  rule: 'postal-code-mismatch',
  field: 'postalCode',
  tier: suggestion ? 'confirm' : 'ask',
  value,
  ...(suggestion && { suggestion }),
});

/** The city's only code where the one that is written is a slip away: from far off it would be a guess. */
function nearCode({ city, state, code }: Place): { readonly postalCode: string } | undefined {
  const [only, ...more] = codesOf(city, state);
  return only && more.length === 0 && misspeltAs(code, [only], 1) ? { postalCode: only } : undefined;
}

/** A place that the table does not know, in a state that the code is far from. */
function stateAgainstCode(areas: readonly Area[], value: string): Problem {
  const found = new Set(areas.map((area) => area.state));
  const [only] = found.size === 1 ? found : [];
  return {
    rule: 'postal-code-mismatch',
    field: 'postalCode',
    tier: only ? 'confirm' : 'ask',
    value,
    ...(only && { suggestion: { region: only } }),
  };
}

/** Only of what its very code is written with: another name nearby is a quarter's, a suburb's or a new town's. */
function misspeltCity(name: string, code: string, value: string): Problem[] {
  const names = namesAt(code);
  const most = name.length < 5 ? 0 : name.length < 10 ? 1 : 2;
  const meant = misspeltAs(name, names.map(placeKey), most);
  const city = names.find((each) => placeKey(each) === meant);
  return city ? [{ rule: 'city-misspelt', field: 'city', tier: 'fix', value, suggestion: { city } }] : [];
}

const near = (some: readonly Area[], others: readonly Area[]) =>
  some.some((a) => others.some((b) => a === b || kilometresBetween(a, b) <= farKilometres));

const hasCode = ({ prefix, cities }: Area, code: string) =>
  code.startsWith(prefix) && [...cities.values()].some(({ endings }) => endings.includes(code.slice(3)));

const countCodes = (areas: readonly Area[], name: string) =>
  areas.reduce((sum, { cities }) => sum + cities.get(name)!.endings.length, 0);

/** The cities that a code is written with. */
function namesAt(code: string): string[] {
  const areas = unitedStates().byPrefix.get(code.slice(0, 3)) ?? [];
  return areas.flatMap(({ cities }) =>
    [...cities.values()].flatMap(({ name, endings }) => (endings.includes(code.slice(3)) ? [name] : [])),
  );
}

function codesOf(city: string, state: string): string[] {
  const name = placeKey(city);
  const areas = (unitedStates().byCity.get(name) ?? []).filter((area) => area.state === state);
  return areas.flatMap(({ prefix, cities }) => cities.get(name)!.endings.map((ending) => prefix + ending));
}
