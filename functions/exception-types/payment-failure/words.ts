import type { Language } from '#shared/domain/primitives.ts';

/**
 * What a customer reads of a payment that failed. Nothing here says that a card was reported, suspected or blocked:
 * that is between the bank and its customer, and such a refusal reads like any other (as Stripe's page of decline codes asks).
 */
export interface Words {
  readonly subject: (orderNumber: string) => string;
  readonly reminder: (orderNumber: string) => string;
  /** By the code of the trouble, and by what may be said of a refusal. */
  readonly reasons: Readonly<Record<string, string>>;
  readonly opening: (orderNumber: string, reason: string) => string;
  readonly notCharged: string;
  readonly perhapsPaid: string;
  readonly rest: (amount: string) => string;
  readonly methods: (names: string) => string;
  readonly sameOrder: string;
  readonly action: string;
  readonly unit: string;
  readonly payWith: (name: string) => string;
  readonly refund: (amount: string) => string;
  readonly release: string;
  readonly cancelOrder: string;
  readonly list: string;
  readonly doneSubject: (orderNumber: string) => string;
  readonly paid: (orderNumber: string) => string;
  readonly cancelledBy: Readonly<Record<'customer' | 'time' | 'staff', (orderNumber: string) => string>>;
  readonly nothingCharged: string;
  readonly late: (orderNumber: string) => string;
  readonly released: (orderNumber: string) => string;
  readonly twice: (orderNumber: string) => string;
  readonly excess: (orderNumber: string) => string;
  readonly backBy: (amount: string, day: string) => string;
}

const zhTW: Words = {
  subject: (orderNumber) => `訂單 ${orderNumber}：付款尚未完成`,
  reminder: (orderNumber) => `提醒：訂單 ${orderNumber} 尚未付款`,
  reasons: {
    details: '付款資料未通過驗證，可能是卡號、有效期限或安全碼輸入有誤。',
    expired: '您使用的卡片已超過有效期限。',
    bank: '您的銀行未核准這筆付款，原因只有銀行能告訴您。',
    amount: '您的銀行目前未核准這個金額。',
    other: '這次付款沒有成功，請改用其他卡片或付款方式。',
    again: '您的銀行目前無法處理這筆付款，請稍後再試，或改用其他付款方式。',
    'provider-fault': '這是付款系統的技術問題，與您的卡片無關。',
    'not-paid-in-time': '繳費期限已過，我們還沒有收到款項，原本的繳費代碼或帳號可能已失效。',
    'not-finished': '付款程序開始後沒有完成。',
    'not-begun': '我們沒有這筆訂單的付款紀錄。',
    'authorization-lapsed': '銀行先前核准的付款在出貨前已失效，需要請您重新付款。',
    underpaid: '我們收到的款項少於訂單金額。',
    'late-success': '款項在訂單取消之後才入帳。',
    'late-authorization': '銀行在訂單取消之後才核准這筆付款。',
    'paid-twice': '這筆訂單重複付款了。',
    overpaid: '我們收到的款項多於訂單金額。',
  },
  opening: (orderNumber, reason) => `您的訂單 ${orderNumber} 付款尚未完成。${reason}`,
  notCharged: '您沒有被扣款，訂單仍為您保留。',
  perhapsPaid: '訂單仍為您保留。如果您已經付款，請不要再付一次，並與我們聯絡。',
  rest: (amount) => `尚待付款的金額為 ${amount}，已收到的款項會計入這筆訂單。`,
  methods: (names) => `您可以使用這些方式付款：${names}。`,
  sameOrder: '請直接在同一筆訂單上付款，不需要重新下單。',
  action: '選擇付款方式',
  unit: '付款',
  payWith: (name) => `使用${name}付款`,
  refund: (amount) => `退款 ${amount}`,
  release: '釋出銀行預留的額度',
  cancelOrder: '取消訂單',
  list: '、',
  doneSubject: (orderNumber) => `訂單 ${orderNumber}：付款事宜已處理`,
  paid: (orderNumber) => `謝謝您，訂單 ${orderNumber} 的付款已完成，我們會繼續為您處理，您不需要再做任何事。`,
  cancelledBy: {
    customer: (orderNumber) => `已依照您的要求取消訂單 ${orderNumber}。`,
    time: (orderNumber) => `我們沒有收到訂單 ${orderNumber} 的款項，因此已將訂單取消。`,
    staff: (orderNumber) => `我們的客服人員已取消訂單 ${orderNumber}。`,
  },
  nothingCharged: '您沒有被扣款；若銀行曾預留額度，將會自動釋出。',
  late: (orderNumber) => `訂單 ${orderNumber} 取消之後，我們才收到您的款項，現在全數退還給您。`,
  released: (orderNumber) => `訂單 ${orderNumber} 已經取消，您的這筆付款不會請款；銀行若為此預留了額度，會將它釋出。`,
  twice: (orderNumber) => `訂單 ${orderNumber} 付了兩次，我們將退還多付的那一筆，訂單照常處理。`,
  excess: (orderNumber) => `訂單 ${orderNumber} 收到的款項多於應付金額，我們將退還多出的部分。`,
  backBy: (amount, day) =>
    `退款 ${amount} 將退回您原本的付款方式，最晚於 ${day} 前完成；銀行入帳通常還需要 5 至 10 個工作天。`,
};

const zhCN: Words = {
  subject: (orderNumber) => `订单 ${orderNumber}：付款尚未完成`,
  reminder: (orderNumber) => `提醒：订单 ${orderNumber} 尚未付款`,
  reasons: {
    details: '付款信息未通过验证，可能是卡号、有效期或安全码输入有误。',
    expired: '您使用的银行卡已过有效期。',
    bank: '您的银行未批准这笔付款，具体原因只有银行能告诉您。',
    amount: '您的银行目前未批准这个金额。',
    other: '这次付款没有成功，请换一张卡或换一种付款方式。',
    again: '您的银行目前无法处理这笔付款，请稍后再试，或换一种付款方式。',
    'provider-fault': '这是支付系统的技术问题，与您的银行卡无关。',
    'not-paid-in-time': '付款期限已过，我们还没有收到款项，原来的付款码或账号可能已失效。',
    'not-finished': '付款开始后没有完成。',
    'not-begun': '我们没有这个订单的付款记录。',
    'authorization-lapsed': '银行之前批准的付款在发货前已失效，需要请您重新付款。',
    underpaid: '我们收到的款项少于订单金额。',
    'late-success': '款项在订单取消之后才到账。',
    'late-authorization': '银行在订单取消之后才批准了这笔付款。',
    'paid-twice': '这个订单重复付款了。',
    overpaid: '我们收到的款项多于订单金额。',
  },
  opening: (orderNumber, reason) => `您的订单 ${orderNumber} 付款尚未完成。${reason}`,
  notCharged: '您没有被扣款，订单仍为您保留。',
  perhapsPaid: '订单仍为您保留。如果您已经付款，请不要再次付款，并与我们联系。',
  rest: (amount) => `还需支付 ${amount}，已收到的款项会计入这个订单。`,
  methods: (names) => `您可以使用以下方式付款：${names}。`,
  sameOrder: '请直接在同一个订单上付款，无需重新下单。',
  action: '选择付款方式',
  unit: '付款',
  payWith: (name) => `使用${name}付款`,
  refund: (amount) => `退款 ${amount}`,
  release: '释放银行冻结的额度',
  cancelOrder: '取消订单',
  list: '、',
  doneSubject: (orderNumber) => `订单 ${orderNumber}：付款事宜已处理`,
  paid: (orderNumber) => `谢谢您，订单 ${orderNumber} 的付款已完成，我们会继续为您处理，您无需再做任何事。`,
  cancelledBy: {
    customer: (orderNumber) => `已按您的要求取消订单 ${orderNumber}。`,
    time: (orderNumber) => `我们没有收到订单 ${orderNumber} 的款项，因此已将订单取消。`,
    staff: (orderNumber) => `我们的客服人员已取消订单 ${orderNumber}。`,
  },
  nothingCharged: '您没有被扣款；如果银行曾冻结额度，将会自动解冻。',
  late: (orderNumber) => `订单 ${orderNumber} 取消之后，我们才收到您的款项，现在全额退还给您。`,
  released: (orderNumber) => `订单 ${orderNumber} 已经取消，您的这笔付款不会被扣款；银行如已为此冻结额度，会将其解冻。`,
  twice: (orderNumber) => `订单 ${orderNumber} 付了两次，我们将退还多付的那一笔，订单照常处理。`,
  excess: (orderNumber) => `订单 ${orderNumber} 收到的款项多于应付金额，我们将退还多出的部分。`,
  backBy: (amount, day) =>
    `退款 ${amount} 将退回您原来的付款方式，最迟在 ${day} 前完成；银行到账通常还需要 5 至 10 个工作日。`,
};

const en: Words = {
  subject: (orderNumber) => `Order ${orderNumber}: the payment is not complete yet`,
  reminder: (orderNumber) => `Reminder: order ${orderNumber} is not paid yet`,
  reasons: {
    details: 'The details could not be verified: please check the card number, its date and its security code.',
    expired: 'The card that you used has passed its expiry date.',
    bank: 'Your bank did not approve this payment; only your bank can tell you why.',
    amount: 'Your bank did not approve this amount at the moment.',
    other: 'The payment did not go through; please use another card or another method.',
    again: 'Your bank could not handle the payment just now: please try again later, or use another method.',
    'provider-fault': 'This was a technical problem of the payment system; nothing is wrong with your card.',
    'not-paid-in-time':
      'The time to pay is over and nothing has reached us; the code or account number may no longer work.',
    'not-finished': 'The payment was begun and not finished.',
    'not-begun': 'We have no payment for it on record.',
    'authorization-lapsed':
      "Your bank's approval ran out before the parcel was sent, so we have to ask you to pay again.",
    underpaid: 'We received less than the order costs.',
    'late-success': 'The payment arrived after the order had been cancelled.',
    'late-authorization': 'The payment was approved after the order had been cancelled.',
    'paid-twice': 'The order was paid twice.',
    overpaid: 'We received more than the order costs.',
  },
  opening: (orderNumber, reason) => `The payment for your order ${orderNumber} is not complete yet. ${reason}`,
  notCharged: 'You have not been charged, and we are keeping the order for you.',
  perhapsPaid: 'We are keeping the order for you. If you have paid already, please do not pay again, and contact us.',
  rest: (amount) => `${amount} is still to be paid; what we have received counts towards this order.`,
  methods: (names) => `You can pay by: ${names}.`,
  sameOrder: 'Please pay for this same order; there is no need to order again.',
  action: 'Choose how to pay',
  unit: 'Payment',
  payWith: (name) => `Pay with ${name}`,
  refund: (amount) => `Refund ${amount}`,
  release: 'Release what the bank has set aside',
  cancelOrder: 'Cancel the order',
  list: ', ',
  doneSubject: (orderNumber) => `Order ${orderNumber}: the payment has been taken care of`,
  paid: (orderNumber) =>
    `Thank you: the payment for your order ${orderNumber} is complete. We carry on with it, and there is nothing left for you to do.`,
  cancelledBy: {
    customer: (orderNumber) => `Your order ${orderNumber} has been cancelled, as you asked.`,
    time: (orderNumber) => `We have not received a payment for your order ${orderNumber}, so it has been cancelled.`,
    staff: (orderNumber) => `Our team has cancelled your order ${orderNumber}.`,
  },
  nothingCharged: 'You have not been charged; an amount that your bank had set aside is released by itself.',
  late: (orderNumber) =>
    `Your payment reached us after order ${orderNumber} had been cancelled. We are giving all of it back.`,
  released: (orderNumber) =>
    `Your payment for order ${orderNumber}, which has been cancelled, will not be taken: what your bank has set aside for it is released.`,
  twice: (orderNumber) =>
    `Your order ${orderNumber} was paid twice. We are giving the second payment back; the order goes on as usual.`,
  excess: (orderNumber) =>
    `We received more for your order ${orderNumber} than it costs, and are giving the difference back.`,
  backBy: (amount, day) =>
    `The refund of ${amount} goes back to the way you paid, by ${day} at the latest; banks usually take another 5 to 10 working days to show it.`,
};

export const words: Readonly<Record<Language, Words>> = { 'zh-TW': zhTW, 'zh-CN': zhCN, en };
