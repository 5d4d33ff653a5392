import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

const root = join(import.meta.dirname, '../..');
const local = join(root, '.local/browser');

const installed = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** Said when there is none; a gate that must have one fails with it. */
export const noBrowser =
  'no Chromium: set CHROME_PATH, install Chromium or Chrome, or let npm install the optional @sparticuz/chromium';

/** The browser's program: the one that is named, one that is installed, else the one that came by npm. */
export async function findChromium(): Promise<string | undefined> {
  const named = process.env.CHROME_PATH;
  if (named) return existsSync(named) ? named : undefined;
  return installed.find((path) => existsSync(path)) ?? (await unpacked());
}

/** The program of the optional package, unpacked into the working tree, so that no other run is met half way. */
async function unpacked(): Promise<string | undefined> {
  const { AWS_LAMBDA_JS_RUNTIME, TMPDIR } = process.env;
  // The package brings its own libraries only where it believes to be in Lambda.
  setEnvironment({ AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x', TMPDIR: local });
  mkdirSync(local, { recursive: true });
  try {
    const { default: packed } = await import('@sparticuz/chromium');
    return await packed.executablePath();
  } catch {
    return undefined;
  } finally {
    setEnvironment({ AWS_LAMBDA_JS_RUNTIME, TMPDIR });
  }
}

/** Test files share a process: what one of them needs in the environment does not stay there. */
function setEnvironment(variables: Readonly<Record<string, string | undefined>>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}

export function launch(executablePath: string): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu'],
    env: { ...process.env, FONTCONFIG_FILE: fontConfiguration() } as Record<string, string>,
  });
}

/** The fonts that came by npm and no others: the same pictures on every machine, and Chinese where it has no font for it. */
function fontConfiguration(): string {
  const require = createRequire(import.meta.url);
  const packages = [require.resolve('@embedpdf/fonts-tc'), require.resolve('@embedpdf/fonts-sc')];
  const folders = packages.map((main) => join(dirname(main), '../fonts'));
  const file = join(local, 'fonts.conf');
  const first = (test: string, family: string) =>
    `<match target="pattern">${test}<edit name="family" mode="prepend" binding="strong"><string>${family}</string></edit></match>`;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
${folders.map((folder) => `<dir>${folder}</dir>`).join('\n')}
<cachedir>${join(local, 'font-cache')}</cachedir>
${first('', 'Noto Sans T Chinese')}
${first('<test name="lang" compare="contains"><string>zh-cn</string></test>', 'Noto Sans S Chinese')}
</fontconfig>
`,
  );
  return file;
}
