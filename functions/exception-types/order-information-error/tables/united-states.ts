import { foldLatin, misspeltAs } from '../fold.ts';
import packed from './united-states.json' with { type: 'json' };
import { lazily } from './unpacked.ts';

/** The part of one state that shares the first three digits of its ZIP codes. */
export interface Area {
  readonly prefix: string;
  readonly state: string;
  readonly latitude: number;
  readonly longitude: number;
  /** The cities by `placeKey`, as they are written, with the last two digits of their codes: none where no code is named after it. */
  readonly cities: ReadonlyMap<string, { readonly name: string; readonly endings: readonly string[] }>;
}

interface Table {
  readonly byPrefix: ReadonlyMap<string, readonly Area[]>;
  readonly byState: ReadonlyMap<string, readonly Area[]>;
  readonly byCity: ReadonlyMap<string, readonly Area[]>;
}

export const unitedStates = lazily(packed, (text): Table => {
  const areas = text.split('\n').map(readArea);
  return {
    byPrefix: Map.groupBy(areas, ({ prefix }) => prefix),
    byState: Map.groupBy(areas, ({ state }) => state),
    byCity: grouped(areas.flatMap((area) => [...area.cities.keys()].map((city) => [city, area] as const))),
  };
});

/** A name however it is put together: O'Fallon is O Fallon, Mc Lean is McLean, Silver Lake is Silverlake. */
export const placeKey = (name: string): string => foldLatin(name).replaceAll(' ', '');

function readArea(line: string): Area {
  const [prefix = '', state = '', latitude = '', longitude = '', cities = ''] = line.split('|');
  return {
    prefix,
    state,
    latitude: Number(latitude),
    longitude: Number(longitude),
    cities: new Map(
      // Backwards: of two spellings of one name the one with codes stands first.
      cities
        .split(';')
        .toReversed()
        .map((entry) => {
          const [name = '', digits = ''] = entry.split(':');
          return [placeKey(name), { name, endings: digits.match(/../g) ?? [] }];
        }),
    ),
  };
}

function grouped<Value>(pairs: readonly (readonly [string, Value])[]): Map<string, Value[]> {
  const found = new Map<string, Value[]>();
  for (const [key, value] of pairs) {
    const values = found.get(key);
    if (values) values.push(value);
    else found.set(key, [value]);
  }
  return found;
}

/** Kilometres between the middles of two areas (haversine). */
export function kilometresBetween(a: Area, b: Area): number {
  const radians = Math.PI / 180;
  const half = (from: number, to: number) => Math.sin(((to - from) * radians) / 2) ** 2;
  const share =
    half(a.latitude, b.latitude) +
    Math.cos(a.latitude * radians) * Math.cos(b.latitude * radians) * half(a.longitude, b.longitude);
  return 12_742 * Math.asin(Math.sqrt(share));
}

/** The states, the District and their names (USPS Publication 28, appendix B); territories and the military have no areas here. */
const stateNames =
  'AL Alabama,AK Alaska,AZ Arizona,AR Arkansas,CA California,CO Colorado,CT Connecticut,DE Delaware,DC District of Columbia,FL Florida,GA Georgia,HI Hawaii,ID Idaho,IL Illinois,IN Indiana,IA Iowa,KS Kansas,KY Kentucky,LA Louisiana,ME Maine,MD Maryland,MA Massachusetts,MI Michigan,MN Minnesota,MS Mississippi,MO Missouri,MT Montana,NE Nebraska,NV Nevada,NH New Hampshire,NJ New Jersey,NM New Mexico,NY New York,NC North Carolina,ND North Dakota,OH Ohio,OK Oklahoma,OR Oregon,PA Pennsylvania,RI Rhode Island,SC South Carolina,SD South Dakota,TN Tennessee,TX Texas,UT Utah,VT Vermont,VA Virginia,WA Washington,WV West Virginia,WI Wisconsin,WY Wyoming';

/** Codes by folded name. */
const byName: ReadonlyMap<string, string> = new Map(
  stateNames.split(',').map((entry) => [foldLatin(entry.slice(3)), entry.slice(0, 2)]),
);
const codes: ReadonlySet<string> = new Set(byName.values());

/** The short forms that were in use before the codes, and are still written. */
const shortStates =
  'AL Ala,AZ Ariz,CA Calif,CA Cal,CO Colo,CT Conn,DE Del,FL Fla,IL Ill,IN Ind,KS Kan,KS Kans,MA Mass,MI Mich,MN Minn,MS Miss,MT Mont,NE Neb,NE Nebr,NV Nev,OK Okla,OR Ore,OR Oreg,PA Penn,PA Penna,TN Tenn,TX Tex,WA Wash,WV W Va,WI Wis,WI Wisc,WY Wyo,DC Washington DC,NY New York State,WA Washington State';
const byShortName: ReadonlyMap<string, string> = new Map(
  shortStates.split(',').map((entry) => [foldLatin(entry.slice(3)), entry.slice(0, 2)]),
);

/** A state's code by its code (`NY`, `US-NY`) or its name, long or short; MT is Montana, and no mount. */
export function stateOf(region: string): string | undefined {
  const code = codeIn(region);
  return codes.has(code) ? code : (byName.get(foldLatin(region)) ?? byShortName.get(foldLatin(region)));
}

const codeIn = (region: string) => region.replace(/[\s.]/g, '').toUpperCase().replace(/^US-/, '');

/** The state whose name is misspelt. */
export const misspeltState = (region: string): string | undefined =>
  byName.get(misspeltAs(foldLatin(region), byName.keys()) ?? '');

/** Regions that post is carried to and that have no place in the table. */
const elsewhere: ReadonlySet<string> = new Set('AA AE AP AS FM GU MH MP PR PW VI UM'.split(' '));
const elsewhereNames =
  /^(armed forces|puerto rico|guam|american samoa|(us |united states |u s )?virgin islands|northern mariana|micronesia|federated states of micronesia|marshall islands|palau)/;
export const isElsewhere = (region: string): boolean =>
  elsewhere.has(codeIn(region)) || elsewhereNames.test(foldLatin(region));
