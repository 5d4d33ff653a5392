import type { Language } from '#shared/domain/primitives.ts';
import type { ProblemCode } from './problem.ts';

interface PageWords {
  readonly submit: string;
  readonly confirmLabel: string;
  readonly cancelOrder: string;
  readonly thanks: string;
  readonly thanksText: string;
  readonly neverAsk: string;
  readonly sorry: string;
  readonly problem: Partial<Record<ProblemCode, string>> & { readonly other: string };
}

/** What the reply page says, apart from what the type of exception says. */
export const words: Record<Language, PageWords> = {
  'zh-TW': {
    submit: '送出',
    confirmLabel: '若選擇涉及退款或取消,請輸入訂單編號末四碼',
    cancelOrder: '取消整筆訂單並退款',
    thanks: '已收到您的選擇',
    thanksText: '涉及退款或取消的選擇在 10 分鐘內仍可更改。',
    neverAsk: '我們絕不會要求您提供卡號、驗證碼或操作 ATM。',
    sorry: '抱歉',
    problem: {
      LINK_INVALID: '此連結無效,請使用最新郵件中的完整連結,或與我們聯絡。',
      LINK_EXPIRED: '此連結已過期。',
      ALREADY_CLOSED: '此問題已處理完成。',
      SUPERSEDED: '已有較新的通知取代此連結。',
      CONFIRMATION_MISMATCH: '訂單編號末四碼不正確。',
      CHOICE_REQUIRED: '請選擇一個處理方式。',
      OFFER_CHANGED: '可選方案已更新,請重新選擇。',
      other: '無法處理這個回覆,請返回上一頁重試。',
    },
  },
  'zh-CN': {
    submit: '提交',
    confirmLabel: '若选择涉及退款或取消,请输入订单编号后四位',
    cancelOrder: '取消整个订单并退款',
    thanks: '已收到您的选择',
    thanksText: '涉及退款或取消的选择在 10 分钟内仍可更改。',
    neverAsk: '我们绝不会向您索要卡号、验证码或要求您操作 ATM。',
    sorry: '抱歉',
    problem: {
      LINK_INVALID: '此链接无效,请使用最新邮件中的完整链接,或与我们联系。',
      LINK_EXPIRED: '此链接已过期。',
      ALREADY_CLOSED: '此问题已处理完成。',
      SUPERSEDED: '已有较新的通知取代此链接。',
      CONFIRMATION_MISMATCH: '订单编号后四位不正确。',
      CHOICE_REQUIRED: '请选择一个处理方式。',
      OFFER_CHANGED: '可选方案已更新,请重新选择。',
      other: '无法处理这个回复,请返回上一页重试。',
    },
  },
  en: {
    submit: 'Send',
    confirmLabel: 'If your choice refunds or cancels, enter the last 4 characters of the order number',
    cancelOrder: 'Cancel the whole order and refund it',
    thanks: 'We have your choice',
    thanksText: 'A choice that refunds or cancels can still be changed for 10 minutes.',
    neverAsk: 'We never ask for card numbers, codes or ATM operations.',
    sorry: 'Sorry',
    problem: {
      LINK_INVALID: 'This link is not valid. Use the whole link of the newest e-mail, or contact us.',
      LINK_EXPIRED: 'This link has expired.',
      ALREADY_CLOSED: 'This has been taken care of already.',
      SUPERSEDED: 'A newer message has taken the place of this link.',
      CONFIRMATION_MISMATCH: 'The last 4 characters of the order number do not match.',
      CHOICE_REQUIRED: 'Please make a choice.',
      OFFER_CHANGED: 'The offer has changed; please choose again.',
      other: 'This reply could not be taken. Please go back and try again.',
    },
  },
};
