import type { DelayReason } from '#shared/domain/delay-reasons.ts';
import type { Language } from '#shared/domain/primitives.ts';

/** What a carrier is written to about: why a parcel is late and where it is, or that what is lost is made good. */
export const inquiries = [
  'trace-late',
  'trace-no-scan',
  'trace-attempt-failed',
  'trace-delayed',
  'claim-lost',
  'claim-damaged',
  'claim-expired',
  'claim-returned',
  'claim-rejected',
] as const;
export type Inquiry = (typeof inquiries)[number];
type Kind = 'trace' | 'claim';

/** `trace` = where is it and until when, `claim` = make it good. */
export const kindOf = (about: Inquiry): Kind => (about.startsWith('claim') ? 'claim' : 'trace');

/** What one language says to a carrier; days and moments come formatted. */
export interface InquiryWords {
  readonly subjects: Readonly<Record<Kind, (trackingNumber: string, orderNumber: string) => string>>;
  readonly greeting: string;
  /** What is wrong; `detail` = since when nothing was heard, or the reason that the carrier's own status gave. */
  readonly wrong: Readonly<Record<Inquiry, (detail?: string) => string>>;
  /** Reasons as a status of a carrier names them. */
  readonly reported: Readonly<Partial<Record<DelayReason, string>>>;
  readonly promised: (day: string) => string;
  readonly tracking: (trackingNumber: string) => string;
  readonly ourReference: (orderNumber: string, caseId: string) => string;
  readonly yourReference: (reference: string) => string;
  readonly asks: Readonly<Record<Kind, string>>;
  readonly answerBy: (moment: string) => string;
  /** Why the carrier gets it. */
  readonly why: string;
}

const english: InquiryWords = {
  subjects: {
    trace: (trackingNumber, orderNumber) => `Parcel ${trackingNumber}: where is it? (our order ${orderNumber})`,
    claim: (trackingNumber, orderNumber) => `Parcel ${trackingNumber}: claim (our order ${orderNumber})`,
  },
  greeting: 'Dear Sir or Madam,',
  wrong: {
    'trace-late': () => 'a parcel that we gave to you is late and has not been delivered yet.',
    'trace-no-scan': (since = '') => `your tracking has shown nothing new about a parcel of ours since ${since}.`,
    'trace-attempt-failed': () => 'according to your tracking, a parcel of ours could not be handed over.',
    'trace-delayed': (reason) =>
      `according to your tracking, a parcel of ours is delayed${reason ? `: ${reason}` : ''}.`,
    'claim-lost': () => 'according to your tracking, a parcel that we gave to you is lost.',
    'claim-damaged': () => 'according to your tracking, a parcel that we gave to you was damaged on its way.',
    'claim-expired': () =>
      'your tracking has had no news of a parcel of ours for so long that we have to take it for lost.',
    'claim-returned': () =>
      'according to your tracking, a parcel that we gave to you was sent back to us without having been delivered.',
    'claim-rejected': () =>
      'according to your tracking, a parcel of ours that you had taken over will not be carried any further.',
  },
  reported: {
    weather: 'bad weather',
    customs: 'customs clearance',
    processing: 'delay in processing',
    external: 'circumstances beyond your control',
  },
  promised: (day) => `Promised delivery date: ${day}`,
  tracking: (trackingNumber) => `Tracking number: ${trackingNumber}`,
  ourReference: (orderNumber, caseId) => `Our reference: order ${orderNumber}, case ${caseId}`,
  yourReference: (reference) => `Your reference: ${reference}`,
  asks: {
    trace: 'Please tell us where the parcel is, why it is late, and on which day you will deliver it.',
    claim:
      'We claim compensation for it. Please confirm that you have received our claim, and tell us what you need from us to settle it.',
  },
  answerBy: (moment) => `Please reply to this e-mail by ${moment}.`,
  why: 'You receive this e-mail because you carry parcels for us.',
};

const traditionalChinese: InquiryWords = {
  subjects: {
    trace: (trackingNumber, orderNumber) => `包裹 ${trackingNumber}：請協助查詢配送狀況（本店訂單 ${orderNumber}）`,
    claim: (trackingNumber, orderNumber) => `包裹 ${trackingNumber}：申請理賠（本店訂單 ${orderNumber}）`,
  },
  greeting: '您好：',
  wrong: {
    'trace-late': () => '本店交由貴公司配送的一件包裹已逾期，至今尚未送達。',
    'trace-no-scan': (since = '') => `本店交由貴公司配送的一件包裹，自 ${since} 起就沒有新的貨態紀錄。`,
    'trace-attempt-failed': () => '依貴公司的貨態紀錄，本店的一件包裹配送未成功。',
    'trace-delayed': (reason) => `依貴公司的貨態紀錄，本店的一件包裹配送延誤${reason ? `，原因為：${reason}` : ''}。`,
    'claim-lost': () => '依貴公司的貨態紀錄，本店交寄的一件包裹已遺失。',
    'claim-damaged': () => '依貴公司的貨態紀錄，本店交寄的一件包裹已在運送途中受損。',
    'claim-expired': () => '本店交寄的一件包裹已久無貨態紀錄，研判已遺失。',
    'claim-returned': () => '依貴公司的貨態紀錄，本店交寄的一件包裹未送達收件人，已退回本店。',
    'claim-rejected': () => '依貴公司的貨態紀錄，本店交寄的一件包裹於收件後遭貴公司拒絕運送。',
  },
  reported: {
    weather: '天候不佳',
    customs: '海關通關',
    processing: '作業延誤',
    external: '貴公司無法控制的因素',
  },
  promised: (day) => `原訂送達日期：${day}`,
  tracking: (trackingNumber) => `追蹤號碼：${trackingNumber}`,
  ourReference: (orderNumber, caseId) => `本店編號：訂單 ${orderNumber}，案件 ${caseId}`,
  yourReference: (reference) => `貴公司編號：${reference}`,
  asks: {
    trace: '請告知包裹目前所在位置、延誤原因，以及預計送達日期。',
    claim: '本店就此包裹申請理賠，請確認已收到本申請，並告知辦理所需的文件與資料。',
  },
  answerBy: (moment) => `請於 ${moment} 前直接回覆本郵件，謝謝。`,
  why: '您收到這封郵件，是因為貴公司為本店配送包裹。',
};

const simplifiedChinese: InquiryWords = {
  subjects: {
    trace: (trackingNumber, orderNumber) => `快件 ${trackingNumber}：请协助核实派送情况（我店订单 ${orderNumber}）`,
    claim: (trackingNumber, orderNumber) => `快件 ${trackingNumber}：申请理赔（我店订单 ${orderNumber}）`,
  },
  greeting: '您好！',
  wrong: {
    'trace-late': () => '我店交由贵公司派送的一个快件已逾期，至今尚未送达。',
    'trace-no-scan': (since = '') => `我店交由贵公司派送的一个快件，从 ${since} 起没有新的物流信息。`,
    'trace-attempt-failed': () => '贵公司的物流信息显示，我店的一个快件派送未成功。',
    'trace-delayed': (reason) => `贵公司的物流信息显示，我店的一个快件派送延误${reason ? `，原因：${reason}` : ''}。`,
    'claim-lost': () => '贵公司的物流信息显示，我店寄出的一个快件已丢失。',
    'claim-damaged': () => '贵公司的物流信息显示，我店寄出的一个快件在运输途中破损。',
    'claim-expired': () => '我店寄出的一个快件长时间没有物流信息，我们判断已经丢失。',
    'claim-returned': () => '贵公司的物流信息显示，我店寄出的一个快件未能派送给收件人，已退回我店。',
    'claim-rejected': () => '贵公司的物流信息显示，我店寄出的一个快件在揽收后被贵公司拒绝运输。',
  },
  reported: {
    weather: '天气恶劣',
    customs: '海关清关',
    processing: '分拣处理延误',
    external: '贵公司无法控制的因素',
  },
  promised: (day) => `约定送达日期：${day}`,
  tracking: (trackingNumber) => `运单号：${trackingNumber}`,
  ourReference: (orderNumber, caseId) => `我店编号：订单 ${orderNumber}，工单 ${caseId}`,
  yourReference: (reference) => `贵公司编号：${reference}`,
  asks: {
    trace: '请告知快件目前在哪里、延误的原因以及预计送达的日期。',
    claim: '我店就此快件申请理赔，请确认已收到本申请，并告知办理理赔需要的材料。',
  },
  answerBy: (moment) => `请在 ${moment} 前直接回复本邮件，谢谢。`,
  why: '您收到这封邮件，是因为贵公司为我店派送快件。',
};

export const inquiryWords: Readonly<Record<Language, InquiryWords>> = {
  'zh-TW': traditionalChinese,
  'zh-CN': simplifiedChinese,
  en: english,
};
