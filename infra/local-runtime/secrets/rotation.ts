import type { Timer } from '../clock.ts';
import { readSchedule } from '../events/schedule.ts';
import { optionalNumber, optionalText } from '../json-fields.ts';
import type { JsonObject } from '../service.ts';
import type { Site } from '../site.ts';
import type { Secret, SecretRotation } from './secret.ts';

const steps = ['createSecret', 'setSecret', 'testSecret', 'finishSecret'];

/** A rotation that failed is tried again so much later, with the version that it had begun. */
const again = 3_600_000;

/** Rotates one secret: the function does the four steps, and has done so if the new version is then the current one. */
export class Rotation implements SecretRotation {
  readonly functionArn: string;
  readonly #secret: Secret;
  readonly #site: Site;
  #next: Timer | undefined;
  #stopped = false;

  constructor(secret: Secret, functionArn: string, site: Site) {
    this.functionArn = functionArn;
    this.#secret = secret;
    this.#site = site;
  }

  /** Rotates by `ScheduleExpression` or `AutomaticallyAfterDays`; by neither, only when asked to. */
  repeat(rules: JsonObject): void {
    const days = optionalNumber(rules, 'AutomaticallyAfterDays');
    const byDays = days === undefined ? undefined : `rate(${days} days)`;
    const expression = optionalText(rules, 'ScheduleExpression') ?? byDays;
    if (expression === undefined) return;
    const { clock } = this.#site;
    const next = readSchedule(expression);
    const began = clock.now();
    const wait = () => {
      if (this.#stopped) return;
      this.#next = clock.after(next(clock.now(), began) - clock.now(), () => {
        if (!this.#secret.unfinished) this.startSoon(this.#site.random.uuid());
        wait();
      });
    };
    wait();
  }

  startSoon(versionId: string): void {
    this.#secret.beginRotation(versionId, this.#site.clock.now());
    this.#site.clock.after(0, () => this.#rotate(versionId));
  }

  stop(): void {
    this.#stopped = true;
    this.#site.clock.cancel(this.#next);
  }

  async #rotate(versionId: string): Promise<void> {
    const { clock } = this.#site;
    const done = (await this.#runSteps(versionId)) && this.#secret.isCurrent(versionId);
    if (done) this.#secret.lastRotatedAt = clock.now();
    else if (!this.#stopped) clock.after(again, () => this.#rotate(versionId));
  }

  /** True if the function did all four; why it did not is in its log. */
  async #runSteps(ClientRequestToken: string): Promise<boolean> {
    for (const Step of steps) {
      const Payload = { Step, SecretId: this.#secret.arn, ClientRequestToken };
      const input = { FunctionName: this.functionArn, Payload };
      try {
        const answer = await this.#site.call({ service: 'lambda', operation: 'Invoke', input });
        if (answer.FunctionError !== undefined) return false;
      } catch {
        return false;
      }
    }
    return true;
  }
}
