import { afterEach, beforeEach, expect, vi } from 'vitest';

/** A test that prints has something to say that nobody reads: stray console output fails it. */
const methods = ['log', 'info', 'warn', 'error', 'debug'] as const;
let printed: string[] = [];

beforeEach(() => {
  printed = [];
  for (const method of methods) {
    vi.spyOn(console, method).mockImplementation((...words) => {
      printed.push(`console.${method}: ${words.map(String).join(' ')}`);
    });
  }
});

afterEach(() => {
  vi.restoreAllMocks();
  expect(printed, 'the test printed to the console').toEqual([]);
});
