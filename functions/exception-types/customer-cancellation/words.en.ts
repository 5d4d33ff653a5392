import type { Words } from './words.ts';

export const english: Words = {
  notices: {
    received: (orderNumber) => `Order ${orderNumber}: we have your cancellation request`,
    'withdrawal-received': (orderNumber) => `Order ${orderNumber}: receipt of your withdrawal`,
    'return-asked': (orderNumber) => `Order ${orderNumber}: please send the goods back`,
    'return-reminder': (orderNumber) => `Order ${orderNumber}: we have not had your return yet`,
  },
  received: (moment, orderNumber) => `We received your request to cancel order ${orderNumber} on ${moment}.`,
  withdrawn: (moment, orderNumber) =>
    `We received your declaration to withdraw from the contract for order ${orderNumber} on ${moment}. This e-mail is your receipt; please keep it.`,
  itIsAbout: (items) => `It is about: ${items}.`,
  wholeOrder: 'the whole order',
  stopping:
    'We are making sure that nothing of it is sent out. You will hear from us as soon as we know; there is nothing else for you to do.',
  notStopped: (orderNumber) =>
    `Your order ${orderNumber} could not be stopped any more: it has left our warehouse. Your request stands all the same.`,
  sendBack: (day, orderNumber) =>
    `Please send the goods back by ${day}, with order number ${orderNumber} inside the parcel, and keep the proof of posting. A parcel that has not reached you yet may simply be refused.`,
  paidBack:
    'As soon as the goods are back, or you have shown us the proof of posting, we pay back what you paid for them.',
  paidBackWithDelivery:
    'As soon as the goods are back, or you have shown us the proof of posting, we pay back what you paid for them; if you send back the whole order, standard delivery as well.',
  notBackYet: (orderNumber) =>
    `The goods of your order ${orderNumber} that you wanted to return have not reached us yet. If they are on their way, please ignore this e-mail.`,
  doneSubject: (orderNumber) => `Order ${orderNumber}: about your cancellation`,
  cancelledSubject: (orderNumber) => `Order ${orderNumber} is cancelled`,
  cancelled: (orderNumber) => `Your order ${orderNumber} is cancelled as you asked. Nothing of it will be sent.`,
  noAnswerNeeded:
    'Should we have asked you anything about this order before, or had an answer from you: this takes its place, and no answer is needed any more.',
  done: (orderNumber) => `Your request about order ${orderNumber} has been carried out:`,
  neverCameBack: (orderNumber) =>
    `The goods of your order ${orderNumber} have not come back, so we have closed your request and nothing is paid back. If you have sent them, please contact us with the proof of posting.`,
  outcome: {
    cancel: (item) => `Cancelled: ${item}`,
    refund: (item) => `Taken back: ${item}`,
    keep: (item) => `Stays as ordered: ${item}`,
  },
  refund: (amount, day) =>
    `${amount} goes back to the way you paid, by ${day} at the latest; banks usually take another 5 to 10 business days to show it.`,
  nothingToPayBack:
    'Nothing had been charged for it, so there is nothing to pay back; an amount that was only reserved on your card is released.',
  settledByStaff: (orderNumber) => `Our staff have settled your request about order ${orderNumber}.`,
  noLongerOpen: (orderNumber) =>
    `We are not working on this request about order ${orderNumber} any more, because a newer request or a change of the order has taken its place. What you have confirmed in writing remains valid.`,
  choose: (orderNumber, items) => `Please tell us what shall become of your order ${orderNumber}: ${items}.`,
  action: 'Choose',
  options: {
    cancel: (amount) => `Cancel it and refund ${amount}`,
    refund: (amount) => `Take it back and refund ${amount}`,
    keep: () => 'Keep it as ordered',
  },
  shipping: 'Delivery',
  list: ', ',
};
