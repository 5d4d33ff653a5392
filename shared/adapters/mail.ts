import { SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';

const client = new SESv2Client({ maxAttempts: 3 });

export interface OutgoingMail {
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly configurationSet: string;
  /**
   * How a bounce finds its case, and what the mail is: `question`, `reminder`, `done` or the code of a notice or a letter.
   * `letter` is the errand of a letter; without it the mail went to the customer.
   */
  readonly tags: {
    readonly orderId: string;
    readonly caseId: string;
    readonly kind: string;
    readonly letter?: string;
  };
}

export async function sendMail(mail: OutgoingMail): Promise<void> {
  await client.send(
    new SendEmailCommand({
      FromEmailAddress: mail.from,
      Destination: { ToAddresses: [mail.to] },
      ConfigurationSetName: mail.configurationSet,
      EmailTags: Object.entries(mail.tags).map(([Name, Value]) => ({ Name, Value })),
      Content: {
        Simple: {
          Subject: { Data: mail.subject, Charset: 'UTF-8' },
          Body: { Html: { Data: mail.html, Charset: 'UTF-8' }, Text: { Data: mail.text, Charset: 'UTF-8' } },
        },
      },
    }),
  );
}
