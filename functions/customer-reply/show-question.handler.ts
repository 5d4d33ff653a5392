import middy from '@middy/core';
import { systemWorld } from '#shared/lambda/clock.ts';
import { answering, html } from './http.ts';
import { openQuestion } from './link-holder.ts';
import { questionPage } from './pages.tsx';

/** GET and HEAD: shows the question and changes nothing, however often it is opened and by whomever. */
export const handler = middy(
  answering(async (_event, token) => html(questionPage(await openQuestion(token, systemWorld.now())))),
);
