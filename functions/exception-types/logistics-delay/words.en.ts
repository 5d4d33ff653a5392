import type { Words } from './words.ts';

export const english: Words = {
  items: (titles) => titles.join(', '),
  itemOf: (title, quantity) => `${title} × ${quantity}`,
  subjects: {
    delay: (orderNumber) => `Order ${orderNumber}: your parcel will arrive later than planned`,
    attempt: (orderNumber) => `Order ${orderNumber}: the carrier could not hand over your parcel`,
    pickup: (orderNumber) => `Order ${orderNumber}: your parcel is ready to be picked up`,
    instruction: (orderNumber) => `Order ${orderNumber}: the carrier needs something from you`,
    address: (orderNumber) => `Order ${orderNumber}: the carrier cannot find your address`,
    returning: (orderNumber) => `Order ${orderNumber}: your parcel is on its way back to us`,
    coupon: (orderNumber) => `Order ${orderNumber}: a voucher for the late delivery`,
  },
  delayedSubject: (orderNumber) => `Order ${orderNumber}: your parcel is delayed`,
  follow: 'See how it stands',
  delayed: (orderNumber, items) =>
    `We are sorry: a parcel of your order ${orderNumber} will arrive later than we promised. It contains: ${items}.`,
  stillDelayed: (orderNumber, items) =>
    `The expected arrival of a parcel of your order ${orderNumber} has changed. It contains: ${items}.`,
  notLeft: (orderNumber, items) =>
    `We are sorry: part of your order ${orderNumber} has not left our warehouse yet and will arrive later than we promised: ${items}.`,
  unnamed: {
    delayed: (orderNumber, items) =>
      `We are sorry: a parcel of your order ${orderNumber} is delayed. It contains: ${items}.`,
    notLeft: (orderNumber, items) =>
      `We are sorry: part of your order ${orderNumber} has not left our warehouse yet, and its delivery is delayed: ${items}.`,
  },
  expected: (day) => `We now expect it on ${day}.`,
  noDate: 'We do not have a new date yet. We will write to you as soon as we know more.',
  because: (reason) => `Reason: ${reason}.`,
  carrierAsked: 'We have asked the carrier what happened.',
  reasons: {
    weather: 'bad weather in the region',
    disaster: 'a natural disaster in the region',
    strike: 'a strike',
    customs: 'customs clearance takes longer than usual',
    external: 'circumstances that the carrier cannot influence',
    volume: 'an unusually high number of parcels',
    processing: 'a delay at the carrier’s sorting centre',
    breakdown: 'a vehicle breakdown',
    misrouted: 'the parcel was sent the wrong way and is being redirected',
    lost: 'the carrier cannot find the parcel',
    damaged: 'the parcel was damaged on its way',
    rejected: 'the carrier did not accept the parcel',
    'not-handed-over': 'it took us longer than planned to get it ready',
    address: 'the carrier could not find the address',
    'recipient-absent': 'nobody was there when the carrier called',
    refused: 'the parcel was not accepted at the door',
    'pickup-missed': 'the parcel was not picked up in time',
    documents: 'customs needs documents',
    'payment-due': 'a fee is due before the parcel is handed over',
    returned: 'the carrier returned the parcel',
  },
  parcel: (carrier, trackingNumber) => `Carrier and tracking number: ${carrier}, ${trackingNumber}`,
  attempted: (orderNumber, items) =>
    `The carrier tried to deliver a parcel of your order ${orderNumber} (${items}) and could not hand it over. It will usually try again on the next working day; you can also agree on a day or a place with the carrier.`,
  pickup: (orderNumber, items) =>
    `A parcel of your order ${orderNumber} (${items}) is waiting for you at the pickup point. Please collect it soon, before it is sent back.`,
  instruction: (orderNumber, items) =>
    `A parcel of your order ${orderNumber} (${items}) is being held until the carrier or customs hears from you. Please look at the carrier’s notice and hand in what it asks for.`,
  address: (orderNumber, items) =>
    `The carrier could not find the address of a parcel of your order ${orderNumber} (${items}). Please reply to our customer service with the correct address, so that it is not sent back.`,
  returning: (orderNumber, items) =>
    `A parcel of your order ${orderNumber} (${items}) is on its way back to us. As soon as it is here we will ask you whether to send it again or refund it.`,
  coupon: (orderNumber) =>
    `We are sorry for the late delivery of your order ${orderNumber}. Please accept a voucher from us.`,
  couponCode: (code) => `Your code: ${code}`,
  couponWorth: (amount) => `Value: ${amount}`,
  nothingToDo: 'You do not need to do anything.',
  asked: {
    late: (orderNumber, items) => `Part of your order ${orderNumber} is taking longer than we promised: ${items}.`,
    overdue: (orderNumber, items) =>
      `We are sorry: part of your order ${orderNumber} is taking longer than it should: ${items}.`,
    'parcel-lost': (orderNumber, items) =>
      `We are sorry: the carrier has lost a parcel of your order ${orderNumber}. It contained: ${items}.`,
    'parcel-damaged': (orderNumber, items) =>
      `We are sorry: a parcel of your order ${orderNumber} was damaged on its way. It contained: ${items}.`,
    'returned-to-sender': (orderNumber, items) =>
      `A parcel of your order ${orderNumber} could not be delivered and has come back to us. It contained: ${items}.`,
    'rejected-by-carrier': (orderNumber, items) =>
      `We are sorry: the carrier did not accept a parcel of your order ${orderNumber}. It contained: ${items}.`,
    'tracking-expired': (orderNumber, items) =>
      `We are sorry: the carrier has had no news of a parcel of your order ${orderNumber} for a long time, and we believe that it is lost. It contained: ${items}.`,
  },
  askSubject: (orderNumber) => `Order ${orderNumber}: please tell us what to do with your parcel`,
  choice: (until, paid) => {
    const wait = until ? `wait for it until ${until}, or ` : '';
    return `You can ${wait}cancel it${paid ? ' and get your money back' : '; you have not paid anything for it yet'}.`;
  },
  pleaseChoose: 'Please use the button below to choose. Neither costs you anything extra.',
  silenceWaits: (until, then) => {
    const after = {
      refunded: 'we will refund it unless you agree to a later date',
      cancelled: 'we will cancel it unless you agree to a later date',
      theirChoice: 'you can still cancel it',
    }[then];
    return `If we do not hear from you, we will take it that you are willing to wait until ${until}. If it has not arrived by then, ${after}.`;
  },
  silenceRefunds: (paid) =>
    paid
      ? 'If we do not hear from you, we will refund it without further ado.'
      : 'If we do not hear from you, we will cancel it without further ado.',
  action: 'Choose what we should do',
  reminder: (orderNumber) => `Reminder: order ${orderNumber} is waiting for your choice`,
  options: {
    wait: (day) => `Wait for it, expected by ${day}`,
    reship: (day) => `Send it again at no cost, expected by ${day}`,
    refund: (amount) => `Cancel it and refund ${amount}, shipping included`,
  },
  cancelUnpaid: 'Cancel it: you have paid nothing, and nothing will be charged',
  doneSubject: (orderNumber) => `Order ${orderNumber}: your late parcel has been taken care of`,
  doneBecause: {
    customer: (orderNumber) => `Your order ${orderNumber} has been taken care of as you chose:`,
    silence: (orderNumber) => `We did not hear from you, so we have done this for your order ${orderNumber}:`,
    preference: (orderNumber) => `We have followed your instructions for your order ${orderNumber}:`,
    policy: (orderNumber) => `Your order ${orderNumber} has been taken care of:`,
    staff: (orderNumber) => `Our customer service has taken care of your order ${orderNumber}:`,
  },
  over: (orderNumber) => `The delay of your order ${orderNumber} is over. You do not need to do anything.`,
  refund: (amount, day) =>
    `The refund of ${amount} goes back to your original payment method by ${day}; banks usually take another 5 to 10 business days to show it.`,
};
