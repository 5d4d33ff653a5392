/** One bar: its name, how long it is, and how long the part of it is that is set off in the second colour. */
export interface Bar {
  readonly name: string;
  readonly value: number;
  readonly part?: number;
}

/** About as wide as a phone, so that the words of a chart keep their size there. */
const chartWidth = 360;
const number = new Intl.NumberFormat('en');
const colour = { whole: '#0550ae', part: '#bc4c00' } as const;

/** Bars from left to right, named along the time; the values are read out in the label of the picture. */
export function Columns({ bars, title }: { bars: readonly Bar[]; title: string }) {
  const [width, height, foot] = [chartWidth, 170, 24];
  const most = Math.max(1, ...bars.map(({ value }) => value));
  const step = width / Math.max(1, bars.length);
  const tall = (value: number) => (value / most) * (height - foot - 18);
  const named = Math.max(1, Math.ceil(bars.length / 5));
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={`${title}: ${spoken(bars)}`}>
      <text x="0" y="12">
        {number.format(most)}
      </text>
      <line x1="0" x2={width} y1={height - foot} y2={height - foot} stroke="#57606a" />
      {bars.map(({ name, value, part = 0 }, i) => {
        const x = i * step + step * 0.1;
        const base = height - foot;
        return (
          <g>
            <title>{`${name}: ${number.format(value)}${part > 0 ? ` (${number.format(part)})` : ''}`}</title>
            <rect x={x} width={step * 0.8} y={base - tall(value)} height={tall(value)} fill={colour.whole} />
            <rect x={x} width={step * 0.8} y={base - tall(part)} height={tall(part)} fill={colour.part} />
            {i % named === 0 && (
              <text x={i * step} y={height - 6}>
                {name}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}

/** Bars from top to bottom, each with its name above and its number beside it. */
export function Rows({ bars, title }: { bars: readonly Bar[]; title: string }) {
  const [width, step] = [chartWidth, 44];
  const most = Math.max(1, ...bars.map(({ value }) => value));
  return (
    <svg viewBox={`0 0 ${width} ${bars.length * step}`} role="img" aria-label={`${title}: ${spoken(bars)}`}>
      {bars.map(({ name, value }, i) => {
        const long = (value / most) * (width - 70);
        return (
          <g>
            <text x="0" y={i * step + 14}>
              {name}
            </text>
            <rect x="0" y={i * step + 19} width={Math.max(1, long)} height="16" fill={colour.whole} />
            <text x={long + 8} y={i * step + 32}>
              {number.format(value)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const spoken = (bars: readonly Bar[]) => bars.map(({ name, value }) => `${name} ${number.format(value)}`).join(', ');

const edges = [1, 2, 4, 8, 12, 24, 48, 96, 168, 336] as const;
const edgeNames = ['1 h', '2 h', '4 h', '8 h', '12 h', '1 day', '2 days', '4 days', '1 week', '2 weeks'] as const;

/** How many of the hours fall below each edge and above the one before. */
export function histogram(hours: readonly number[]): Bar[] {
  const counts = new Array<number>(edges.length + 1).fill(0);
  for (const value of hours) {
    const place = edges.findIndex((edge) => value < edge);
    counts[place === -1 ? edges.length : place]!++;
  }
  return counts.map((value, i) => ({ name: i < edges.length ? `< ${edgeNames[i]}` : 'longer', value }));
}

const day = 86_400_000;

/** Orders and, as their part, cases: by day, or by as many days together as still make a readable picture. */
export function volume(orders: readonly number[], cases: readonly number[]): Bar[] {
  if (orders.length === 0) return [];
  const first = Math.floor(Math.min(...ends(orders)) / day);
  const last = Math.floor(Math.max(...ends(orders)) / day);
  const days = Math.max(1, Math.ceil((last - first + 1) / 60));
  const bars = Array.from({ length: Math.floor((last - first) / days) + 1 }, (_, i) => ({
    name: new Date((first + i * days) * day).toISOString().slice(5, 10),
    value: 0,
    part: 0,
  }));
  const barOf = (at: number) => bars[Math.floor((Math.floor(at / day) - first) / days)];
  for (const at of orders) barOf(at)!.value++;
  for (const at of cases) {
    const bar = barOf(at);
    if (bar) bar.part++;
  }
  return bars;
}

/** The first and the last of instants that are in their order. */
const ends = (instants: readonly number[]): [number, number] => [instants[0]!, instants.at(-1)!];
