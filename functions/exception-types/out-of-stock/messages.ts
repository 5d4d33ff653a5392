import type { LineOffer, Offer } from '#shared/domain/case.ts';
import { currencies, type Money } from '#shared/domain/money.ts';
import type { Order } from '#shared/domain/order.ts';
import type { Language } from '#shared/domain/primitives.ts';
import type { TypeMessages } from '../exception-type.ts';

const amountIn = (language: Language) => (amount: Money) =>
  new Intl.NumberFormat(language, {
    style: 'currency',
    currency: amount.currencyCode,
    trailingZeroDisplay: 'stripIfInteger',
  }).format(amount.centAmount / 10 ** currencies[amount.currencyCode].fractionDigits);

const dayIn = (language: Language, timeZone: string) => (instant: string) =>
  new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone }).format(new Date(instant));

interface Words {
  readonly question: (orderNumber: string, items: string) => { subject: string; paragraphs: string[]; action: string };
  readonly reminder: (orderNumber: string) => string;
  readonly done: (orderNumber: string, outcome: string) => { subject: string; paragraphs: string[] };
  readonly substitute: (title: string) => string;
  readonly backByAmount: (amount: string) => string;
  readonly wait: (day: string) => string;
  readonly restLater: (now: number, day: string) => string;
  readonly restRefunded: (now: number, amount: string) => string;
  readonly refundLine: (amount: string) => string;
  readonly cancelOrder: string;
  readonly item: (unit: LineOffer) => string;
}

function speak(language: Language, words: Words): TypeMessages {
  const amount = amountIn(language);
  const question = (order: Order, offer: Offer) =>
    words.question(order.orderNumber, offer.lines.map(words.item).join(', '));
  return {
    question,
    reminder: (order, offer) => ({ ...question(order, offer), subject: words.reminder(order.orderNumber) }),
    done: (order, outcome) => words.done(order.orderNumber, outcome),
    option: (choice, unit, order) => {
      const day = dayIn(language, order.customer.timeZone);
      const option = unit.options.find((each) => each.choice === choice);
      switch (option?.kind) {
        case 'substitute':
          return option.refund.centAmount > 0
            ? `${words.substitute(option.title)} ${words.backByAmount(amount(option.refund))}`
            : words.substitute(option.title);
        case 'wait':
          return words.wait(day(option.until));
        case 'ship-rest-later':
          return words.restLater(option.now, day(option.until));
        case 'ship-refund-rest':
          return words.restRefunded(option.now, amount(option.refund));
        case 'refund-line':
          return words.refundLine(amount(option.refund));
        default:
          return words.cancelOrder;
      }
    },
  };
}

export const messages: Record<Language, TypeMessages> = {
  'zh-TW': speak('zh-TW', {
    question: (orderNumber, items) => ({
      subject: `訂單 ${orderNumber}:有商品缺貨,請告訴我們如何處理`,
      paragraphs: [
        `很抱歉,您的訂單 ${orderNumber} 中有商品目前缺貨:${items}。`,
        '請選擇您希望的處理方式。我們絕不會要求您提供卡號、驗證碼或操作 ATM。',
      ],
      action: '選擇處理方式',
    }),
    reminder: (orderNumber) => `提醒:訂單 ${orderNumber} 仍在等待您的選擇`,
    done: (orderNumber) => ({
      subject: `訂單 ${orderNumber}:已依您的選擇處理`,
      paragraphs: [`您的訂單 ${orderNumber} 已處理完成。`],
    }),
    substitute: (title) => `改寄替代商品:${title}`,
    backByAmount: (value) => `(退還差額 ${value})`,
    wait: (day) => `等待到貨,預計 ${day}`,
    restLater: (now, day) => `先寄出現有 ${now} 件,其餘預計 ${day} 寄出`,
    restRefunded: (now, value) => `先寄出現有 ${now} 件,其餘退款 ${value}`,
    refundLine: (value) => `取消此商品並退款 ${value}`,
    cancelOrder: '取消整筆訂單並退款',
    item: ({ title, short }) => `${title} × ${short}`,
  }),
  'zh-CN': speak('zh-CN', {
    question: (orderNumber, items) => ({
      subject: `订单 ${orderNumber}:有商品缺货,请告诉我们如何处理`,
      paragraphs: [
        `很抱歉,您的订单 ${orderNumber} 中有商品目前缺货:${items}。`,
        '请选择您希望的处理方式。我们绝不会向您索要卡号、验证码或要求您操作 ATM。',
      ],
      action: '选择处理方式',
    }),
    reminder: (orderNumber) => `提醒:订单 ${orderNumber} 仍在等待您的选择`,
    done: (orderNumber) => ({
      subject: `订单 ${orderNumber}:已按您的选择处理`,
      paragraphs: [`您的订单 ${orderNumber} 已处理完成。`],
    }),
    substitute: (title) => `改发替代商品:${title}`,
    backByAmount: (value) => `(退还差价 ${value})`,
    wait: (day) => `等待到货,预计 ${day}`,
    restLater: (now, day) => `先发出现有 ${now} 件,其余预计 ${day} 发出`,
    restRefunded: (now, value) => `先发出现有 ${now} 件,其余退款 ${value}`,
    refundLine: (value) => `取消此商品并退款 ${value}`,
    cancelOrder: '取消整个订单并退款',
    item: ({ title, short }) => `${title} × ${short}`,
  }),
  en: speak('en', {
    question: (orderNumber, items) => ({
      subject: `Order ${orderNumber}: an item is out of stock, please choose`,
      paragraphs: [
        `We are sorry: part of your order ${orderNumber} is out of stock: ${items}.`,
        'Please choose what we should do. We never ask for card numbers, codes or ATM operations.',
      ],
      action: 'Choose what we should do',
    }),
    reminder: (orderNumber) => `Reminder: order ${orderNumber} is waiting for your choice`,
    done: (orderNumber) => ({
      subject: `Order ${orderNumber}: done as you chose`,
      paragraphs: [`Your order ${orderNumber} has been taken care of.`],
    }),
    substitute: (title) => `Send the substitute: ${title}`,
    backByAmount: (value) => `(${value} comes back to you)`,
    wait: (day) => `Wait until it is in stock, expected ${day}`,
    restLater: (now, day) => `Ship ${now} now and the rest later, expected ${day}`,
    restRefunded: (now, value) => `Ship ${now} now and refund the rest, ${value}`,
    refundLine: (value) => `Remove the item and refund ${value}`,
    cancelOrder: 'Cancel the whole order and refund it',
    item: ({ title, short }) => `${title} × ${short}`,
  }),
};
