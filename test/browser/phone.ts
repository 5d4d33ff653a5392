import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { findChromium, launch, noBrowser } from './chromium.ts';

/** A customer's phone: the pages as a person and as a screen reader meets them. */

const pictures = join(import.meta.dirname, '../../test-results');
const screen = { width: 360, height: 740 };
/** A browser on a busy machine. */
export const patience = 90_000;

const chromium = await findChromium();
if (!chromium && process.env.CI === 'true') throw new Error(noBrowser);

export type OnPhone = (options?: Parameters<Browser['newContext']>[0]) => Promise<BrowserContext>;

/** One browser for the tests of a file; skipped, and why, where there is none. */
export function onAPhone(what: string, tests: (onPhone: OnPhone) => void): void {
  describe.skipIf(!chromium)(`${what} on a phone${chromium ? '' : ` (${noBrowser})`}`, () => {
    let browser: Browser;
    beforeAll(async () => {
      mkdirSync(pictures, { recursive: true });
      browser = await launch(chromium ?? '');
    }, patience);
    afterAll(() => browser.close());
    tests(async (options = {}) => {
      const phone = { viewport: screen, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
      const context = await browser.newContext({ ...phone, ...options });
      // What is not on the page is missed soon; loading one may take long on a busy machine.
      context.setDefaultTimeout(10_000);
      context.setDefaultNavigationTimeout(patience);
      return context;
    });
  });
}

/** Landmarks are a page's; a mail is read inside one. */
export const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** A picture for people to look at. */
export const picture = (page: Page, name: string) =>
  page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true });

/** Looks at a page as the person and as the screen reader would: a picture, nothing cut off, no violation. */
export async function look(page: Page, name: string, tags = [...standards, 'best-practice']): Promise<void> {
  await picture(page, name);
  expect(await page.evaluate('document.documentElement.scrollWidth'), `${name} is cut off`).toBe(screen.width);
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().withTags(tags).analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(found, name).toEqual([]);
}
