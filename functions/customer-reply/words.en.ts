import type { PageWords } from './page-words.ts';

export const english: PageWords = {
  submit: 'Send my choice',
  submitHint: 'If your choice refunds or cancels something, the next page asks you to confirm it.',
  presetTitle: 'Decided already, as you set it',
  cancelTitle: 'Or cancel the whole order',
  cancelOrder: (refund) => `Cancel the whole order and refund ${refund}`,
  cancelUnpaid: 'Cancel the whole order',
  cancelHint: 'The next page asks you to confirm. Nothing is cancelled yet.',
  comment: 'A note for us (optional)',
  commentHint: (limit) => `Up to ${limit} characters. Please leave out card numbers, passwords and codes.`,
  takenBack: 'Your choice has been taken back. You have at least 24 hours to choose again.',
  missing: 'Please fill this in.',
  tooLongField: (allowed) => `Up to ${allowed} characters are allowed here.`,

  confirmTitle: 'Please confirm your choice',
  confirmIntro: 'You have chosen the following. It takes effect when you confirm it:',
  yourComment: 'Your note',
  refundTotal: (refund) => `Refund in total: ${refund}`,
  refundRoute: 'The money goes back the way you paid.',
  confirmLabel: 'Last 4 characters of your order number',
  confirmHint: (masked) => `Your order number is ${masked}. Your order confirmation shows it in full.`,
  confirm: 'Confirm and send',
  back: 'Go back and change',

  setAside: 'Your items are set aside for you.',
  onwardHint:
    'The button takes you to the payment page of the shop. Your order goes on as soon as the payment has arrived.',
  otherWay: 'Choose another way to pay',

  decidedTitle: {
    customer: 'We have your choice',
    silence: 'We went ahead as our message said',
    preference: 'We went ahead as you had set it',
    policy: 'We have taken care of it',
    staff: 'Our staff have taken care of it',
    events: 'It was solved in the meantime, no choice is needed',
    supersede: 'A newer message has taken the place of this one',
  },
  decidedAt: (moment) => `Recorded on ${moment}`,
  carryingOut: 'We are working on it. There is nothing else for you to do.',
  withStaff: 'Our staff are looking at your order and will contact you.',
  takeBackUntil: (moment) => `Changed your mind? You can take this back until ${moment}.`,
  takeBack: 'Take this choice back',
  undoUntil: (moment) => `Not right? You can have it back as it was until ${moment}.`,
  undo: 'Take the correction back',
  undone: 'The correction has been taken back. Your order has its details as you gave them.',
  closedTitle: 'This has been taken care of',
  closedAt: (moment) => `Completed on ${moment}`,
  outcome: {
    resolved: 'Your order has been changed as chosen.',
    refunded: 'The refund is complete.',
    cancelled: 'The order has been cancelled.',
    'resolved-upstream': 'The problem went away; your order goes on as usual.',
    observed: 'Your order goes on as usual.',
    'closed-by-staff': 'Our staff have settled it.',
  },
  contentTitle: 'Are you content with how we handled this?',
  content: { content: 'Yes, I am content', 'not-content': 'No, I am not content' },
  contentMissing: 'Please choose one of the two answers.',
  contentSend: 'Send my answer',
  thanks: 'Thank you for telling us.',
  contentGiven: (answer) => `Your answer: ${answer}`,
  solvingTitle: 'There is nothing for you to do',
  pursued: 'We are looking after your order and will write to you as soon as there is news.',
  solving: 'The problem has gone away by itself. We are working on your order as usual.',

  again: 'Send the newest question again',
  againIntro:
    'A question of ours about this order is waiting for your answer. If you do not find our e-mail, we can send it again with a new link.',
  againTitle: 'The question is on its way to you',
  againSent: (to, moment) =>
    `We sent it to ${to} on ${moment}. Please use the link in that e-mail; it may be among your junk mail.`,
  againNext: (moment) =>
    `If it does not arrive, you can have it sent again from ${moment} on, or contact us as your order confirmation says.`,

  neverAsk: 'We never ask for card numbers, passwords or codes, and never for ATM operations.',
  order: (masked) => `Order ${masked}`,
  errorPrefix: 'Error: ',
  errorTitle: 'Please check the following',
  errorOf: (item, error) => `${item}: ${error}`,
  sorry: 'Sorry, this page cannot be shown',
  toQuestion: 'Back to the question',
  code: (code) => `Code: ${code}`,
  tooLong: (count, allowed) => `Your note has ${count} characters; up to ${allowed} are allowed. Please shorten it.`,
  triesLeft: (tries) => ` You can try ${tries} more ${tries === 1 ? 'time' : 'times'}.`,
  lockedNow: ' To protect your order, this link no longer takes answers. Our staff will contact you.',
  problem: {
    LINK_INVALID:
      'This link is not valid. Please open our newest e-mail and use the whole link (mail programs sometimes cut it), or contact us as your order confirmation says.',
    LINK_EXPIRED:
      'This link has expired and cannot be answered by any more. If you need help, contact us as your order confirmation says.',
    LINK_LOCKED:
      'The order number was entered wrongly several times. To protect your order, this link no longer takes answers. Our staff will contact you.',
    ALREADY_CLOSED: 'This has been settled, so no further answer can be taken.',
    SUPERSEDED: 'We have sent a newer message. Please use the link in the newest e-mail.',
    ALREADY_ANSWERED: 'A choice was recorded before this one, so what you have just sent was not used.',
    ALREADY_FINAL:
      'The time to take this back has passed and the choice is final. If you need help, contact us as your order confirmation says.',
    OFFER_CHANGED: 'The options have just changed and your choice was not sent. Please look at them and choose again.',
    NOTHING_TO_ANSWER: 'The problem has gone away. Your choice was not sent, and there is no need to send it again.',
    NOT_ASKED_NOW:
      'Your choice was not sent: as things stand we do not need it. We are looking after your order and will write to you as soon as there is news.',
    NOTHING_ASKED:
      'No question is open for you at the moment, so no e-mail was sent. If you need help, contact us as your order confirmation says.',
    ALREADY_REQUESTED:
      'A cancellation of this order has been requested already and is being worked on, so what you have just sent was not used. Please see the e-mail that we sent about it.',
    ALREADY_CANCELLED: 'Nothing is left of this order to cancel: it has been cancelled or returned already.',
    ORDER_UNKNOWN: 'There is no such order.',
    REQUEST_INVALID: 'The request does not fit its description and was not used.',
    LINES_REQUIRED: 'Please say which items, or choose the whole order.',
    QUANTITY_NOT_POSSIBLE: 'Please choose a number that the order has.',
    GOODS_GONE:
      'Some of the items have been sold in the meantime, so please do not pay yet. You have not been charged. We will write to you shortly with what is possible.',
    CHOICE_REQUIRED: 'Please choose one option for each item.',
    CHOICE_NOT_OFFERED: 'That choice is not among the options. Please choose again.',
    CONFIRMATION_MISMATCH: 'The last 4 characters of the order number do not match.',
    COMMENT_TOO_LONG: 'Your note is too long. Please shorten it.',
    FIELDS_WRONG: 'Please check what you filled in.',
    DUPLICATE_FIELD:
      'The form held a field twice and was not used. Please go back to the question and fill it in again.',
    UNKNOWN_FIELD:
      'The form held an unknown field and was not used. Please go back to the question and fill it in again.',
    BAD_ENCODING:
      'The text of the form is damaged and was not used. Please go back to the question and fill it in again.',
    BAD_JSON: 'The body is not a JSON object of texts, so it was not used.',
    BODY_TOO_LARGE:
      'What was sent is too large and was not used. Please go back to the question and shorten your note.',
    MEDIA_TYPE: 'This kind of content cannot be read. Please use the form behind the link in your e-mail.',
    CROSS_SITE: 'This form was not sent from our page and was not used. Please open the link in your e-mail itself.',
    METHOD_NOT_ALLOWED: 'This kind of request cannot be answered. Please open the link in your e-mail itself.',
    WRONG_HOST: 'This is not our address. Please open the link in your e-mail itself.',
    TOO_MANY: 'That was sent too often. Please wait a minute and try again.',
    UNAVAILABLE:
      'We cannot work on this right now, and what you sent may not have been recorded. Please open the link again in a while to check.',
  },
};
