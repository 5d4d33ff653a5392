import type { LineOffer, Offer } from '#shared/domain/case.ts';
import { amountIn, dayIn } from '#shared/domain/formats.ts';
import type { Money } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { MailText, Outcome, TypeMessages } from '../exception-type.ts';
import { asShortageOption, chosen, type ShortageOption } from './options.ts';

interface Words {
  readonly question: (orderNumber: string, items: string) => MailText;
  readonly reminder: (orderNumber: string) => string;
  readonly doneSubject: (orderNumber: string) => string;
  readonly doneBecause: Record<Exclude<Outcome['by'], 'events' | 'supersede'>, (orderNumber: string) => string>;
  readonly inStock: (orderNumber: string) => string;
  readonly cancelled: string;
  readonly refund: (amount: string, day: string) => string;
  readonly substitute: (title: string) => string;
  readonly backByAmount: (amount: string) => string;
  readonly wait: (day: string) => string;
  readonly restLater: (now: number, day: string) => string;
  readonly restRefunded: (now: number, amount: string) => string;
  readonly refundLine: (amount: string) => string;
  readonly cancelOrder: string;
  readonly list: string;
  readonly colon: string;
}

function speak(language: Language, words: Words): TypeMessages {
  const amount = (value: Money) => amountIn(language, value);
  const itemOf = ({ title, short }: LineOffer) => `${title} × ${short}`;
  const question = ({ orderNumber }: Order, offer: Offer) =>
    words.question(orderNumber, offer.lines.map(itemOf).join(words.list));

  const say = (option: ShortageOption, order: Order): string => {
    const day = (instant: string) => dayIn(language, order.customer.timeZone, instant);
    switch (option.kind) {
      case 'substitute':
        return option.refund.centAmount > 0
          ? `${words.substitute(option.title)}${words.backByAmount(amount(option.refund))}`
          : words.substitute(option.title);
      case 'wait':
        return words.wait(day(option.until));
      case 'ship-rest-later':
        return words.restLater(option.now, day(option.until));
      case 'ship-refund-rest':
        return words.restRefunded(option.now, amount(option.refund));
      case 'refund-line':
        return words.refundLine(amount(option.refund));
    }
  };

  const done = (order: Order, { by, offer, answer, refund }: Outcome): string[] => {
    if (by === 'events' || by === 'supersede' || !offer || !answer) return [words.inStock(order.orderNumber)];
    const chosenLines = chosen(offer, answer).map(
      ([unit, option]) => `${itemOf(unit)}${words.colon}${say(option, order)}`,
    );
    return [
      words.doneBecause[by](order.orderNumber),
      ...('cancelOrder' in answer ? [words.cancelled] : chosenLines),
      ...(refund ? [words.refund(amount(refund.amount), dayIn(language, order.customer.timeZone, refund.dueBy))] : []),
    ];
  };

  return {
    question,
    reminder: (order, offer) => ({ ...question(order, offer), subject: words.reminder(order.orderNumber) }),
    done: (order, outcome) => ({ subject: words.doneSubject(order.orderNumber), paragraphs: done(order, outcome) }),
    option: (choice, unit, order) => {
      const option = unit.options.find((each) => each.choice === choice);
      return option ? say(asShortageOption(option), order) : words.cancelOrder;
    },
    unit: itemOf,
  };
}

export const messages: Record<Language, TypeMessages> = {
  'zh-TW': speak('zh-TW', {
    question: (orderNumber, items) => ({
      subject: `訂單 ${orderNumber}：有商品缺貨，請告訴我們如何處理`,
      paragraphs: [
        `很抱歉，您的訂單 ${orderNumber} 中有商品目前缺貨：${items}。`,
        '請點選下方按鈕，選擇您希望的處理方式。',
      ],
      action: '選擇處理方式',
    }),
    reminder: (orderNumber) => `提醒：訂單 ${orderNumber} 仍在等待您的選擇`,
    doneSubject: (orderNumber) => `訂單 ${orderNumber}：缺貨商品已處理`,
    doneBecause: {
      customer: (orderNumber) => `您的訂單 ${orderNumber} 已依照您的選擇處理：`,
      silence: (orderNumber) => `我們沒有收到您的回覆，因此已為您的訂單 ${orderNumber} 做以下處理：`,
      preference: (orderNumber) => `訂單 ${orderNumber} 中有商品缺貨，已依照您下單時的指示處理：`,
      policy: (orderNumber) => `您的訂單 ${orderNumber} 已處理：`,
      staff: (orderNumber) => `我們的客服人員已處理您的訂單 ${orderNumber}：`,
    },
    inStock: (orderNumber) => `好消息：您的訂單 ${orderNumber} 中原本缺貨的商品已到貨，您不需要再做任何選擇。`,
    cancelled: '整筆訂單已取消。',
    refund: (value, day) =>
      `退款 ${value} 將退回您原本的付款方式，最晚於 ${day} 前完成；銀行入帳通常還需要 5 至 10 個工作天。`,
    substitute: (title) => `改寄替代商品：${title}`,
    backByAmount: (value) => `（退還差額 ${value}）`,
    wait: (day) => `等待到貨，預計 ${day}`,
    restLater: (now, day) => `先寄出現有 ${now} 件，其餘預計 ${day} 寄出`,
    restRefunded: (now, value) => `先寄出現有 ${now} 件，其餘退款 ${value}`,
    refundLine: (value) => `取消此商品並退款 ${value}`,
    cancelOrder: '取消整筆訂單並退款',
    list: '、',
    colon: '：',
  }),
  'zh-CN': speak('zh-CN', {
    question: (orderNumber, items) => ({
      subject: `订单 ${orderNumber}：有商品缺货，请告诉我们如何处理`,
      paragraphs: [
        `很抱歉，您的订单 ${orderNumber} 中有商品目前缺货：${items}。`,
        '请点击下方按钮，选择您希望的处理方式。',
      ],
      action: '选择处理方式',
    }),
    reminder: (orderNumber) => `提醒：订单 ${orderNumber} 仍在等待您的选择`,
    doneSubject: (orderNumber) => `订单 ${orderNumber}：缺货商品已处理`,
    doneBecause: {
      customer: (orderNumber) => `您的订单 ${orderNumber} 已按您的选择处理：`,
      silence: (orderNumber) => `我们没有收到您的回复，因此已对您的订单 ${orderNumber} 作如下处理：`,
      preference: (orderNumber) => `订单 ${orderNumber} 中有商品缺货，已按您下单时的要求处理：`,
      policy: (orderNumber) => `您的订单 ${orderNumber} 已处理：`,
      staff: (orderNumber) => `我们的客服人员已处理您的订单 ${orderNumber}：`,
    },
    inStock: (orderNumber) => `好消息：您的订单 ${orderNumber} 中原本缺货的商品已到货，您无需再做任何选择。`,
    cancelled: '整个订单已取消。',
    refund: (value, day) =>
      `退款 ${value} 将退回您原来的付款方式，最迟在 ${day} 前完成；银行到账通常还需要 5 至 10 个工作日。`,
    substitute: (title) => `改发替代商品：${title}`,
    backByAmount: (value) => `（退还差价 ${value}）`,
    wait: (day) => `等待到货，预计 ${day}`,
    restLater: (now, day) => `先发出现有 ${now} 件，其余预计 ${day} 发出`,
    restRefunded: (now, value) => `先发出现有 ${now} 件，其余退款 ${value}`,
    refundLine: (value) => `取消此商品并退款 ${value}`,
    cancelOrder: '取消整个订单并退款',
    list: '、',
    colon: '：',
  }),
  en: speak('en', {
    question: (orderNumber, items) => ({
      subject: `Order ${orderNumber}: an item is out of stock, please choose`,
      paragraphs: [
        `We are sorry: part of your order ${orderNumber} is out of stock: ${items}.`,
        'Please use the button below to choose what we should do.',
      ],
      action: 'Choose what we should do',
    }),
    reminder: (orderNumber) => `Reminder: order ${orderNumber} is waiting for your choice`,
    doneSubject: (orderNumber) => `Order ${orderNumber}: the missing item has been taken care of`,
    doneBecause: {
      customer: (orderNumber) => `Your order ${orderNumber} has been taken care of as you chose:`,
      silence: (orderNumber) => `We did not hear from you, so this is what we did with your order ${orderNumber}:`,
      preference: (orderNumber) =>
        `An item of your order ${orderNumber} was out of stock. We did what you had asked for when you ordered:`,
      policy: (orderNumber) => `Your order ${orderNumber} has been taken care of:`,
      staff: (orderNumber) => `Our staff have taken care of your order ${orderNumber}:`,
    },
    inStock: (orderNumber) =>
      `Good news: what was out of stock in your order ${orderNumber} has arrived. There is nothing left to choose.`,
    cancelled: 'The whole order is cancelled.',
    refund: (value, day) =>
      `${value} goes back to the way you paid, by ${day} at the latest; banks usually take another 5 to 10 business days to show it.`,
    substitute: (title) => `Send the substitute: ${title}`,
    backByAmount: (value) => ` (${value} comes back to you)`,
    wait: (day) => `Wait until it is in stock, expected ${day}`,
    restLater: (now, day) => `Ship ${now} now and the rest later, expected ${day}`,
    restRefunded: (now, value) => `Ship ${now} now and refund the rest, ${value}`,
    refundLine: (value) => `Remove the item and refund ${value}`,
    cancelOrder: 'Cancel the whole order and refund it',
    list: ', ',
    colon: ': ',
  }),
};
