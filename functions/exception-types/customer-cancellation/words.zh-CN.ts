import type { Words } from './words.ts';

export const simplifiedChinese: Words = {
  notices: {
    received: (orderNumber) => `订单 ${orderNumber}：已收到您的取消申请`,
    'withdrawal-received': (orderNumber) => `订单 ${orderNumber}：解除合同通知回执`,
    'return-asked': (orderNumber) => `订单 ${orderNumber}：请将商品寄回`,
    'return-reminder': (orderNumber) => `订单 ${orderNumber}：我们还没有收到您寄回的商品`,
  },
  received: (moment, orderNumber) => `我们已于 ${moment} 收到您取消订单 ${orderNumber} 的申请。`,
  withdrawn: (moment, orderNumber) =>
    `我们已于 ${moment} 收到您就订单 ${orderNumber} 解除合同的通知。本邮件即为回执，请妥善保存。`,
  itIsAbout: (items) => `申请内容：${items}。`,
  wholeOrder: '整个订单',
  stopping: '我们正在确认商品不会发出，有结果会马上通知您，您无需再做任何操作。',
  notStopped: (orderNumber) => `您的订单 ${orderNumber} 已经出库，来不及拦截；您的申请仍然有效。`,
  sendBack: (day, orderNumber) =>
    `请在 ${day} 前将商品寄回，并在包裹内注明订单号 ${orderNumber}，同时保留快递单据。如果包裹还没有送到，直接拒收即可。`,
  paidBack: '收到退回的商品，或您提供寄件凭证后，我们会退还您为这些商品支付的款项。',
  paidBackWithDelivery:
    '收到退回的商品，或您提供寄件凭证后，我们会退还您为这些商品支付的款项；如果整单退回，标准运费也会一并退还。',
  notBackYet: (orderNumber) => `您要退回的订单 ${orderNumber} 的商品还没有到达。如果已经寄出，请忽略本邮件。`,
  doneSubject: (orderNumber) => `订单 ${orderNumber}：关于您的取消申请`,
  cancelledSubject: (orderNumber) => `订单 ${orderNumber} 已取消`,
  cancelled: (orderNumber) => `您的订单 ${orderNumber} 已按您的申请取消，商品不会发出。`,
  noAnswerNeeded: '如果之前就这个订单询问过您，或您已经回复过，都以这次取消为准，您无需再回复。',
  done: (orderNumber) => `您对订单 ${orderNumber} 的申请已处理完成：`,
  neverCameBack: (orderNumber) =>
    `订单 ${orderNumber} 的商品一直没有退回，因此我们已结束这次申请，不会退款。如果您已经寄出，请提供寄件凭证与我们联系。`,
  outcome: {
    cancel: (item) => `已取消：${item}`,
    refund: (item) => `已退回：${item}`,
    keep: (item) => `按原订单：${item}`,
  },
  refund: (amount, day) =>
    `退款 ${amount} 将退回您原来的付款方式，最迟在 ${day} 前完成；银行到账通常还需要 5 至 10 个工作日。`,
  nothingToPayBack: '这部分尚未扣款，因此没有款项需要退还；如果银行卡曾有预授权，额度会释放。',
  settledByStaff: (orderNumber) => `我们的客服人员已处理您对订单 ${orderNumber} 的申请。`,
  noLongerOpen: (orderNumber) =>
    `由于已有更新的申请，或订单已经变更，我们不再处理这次对订单 ${orderNumber} 的申请。已给您的书面确认仍然有效。`,
  choose: (orderNumber, items) => `请告诉我们，您的订单 ${orderNumber} 要如何处理：${items}。`,
  action: '选择处理方式',
  options: {
    cancel: (amount) => `取消并退款 ${amount}`,
    refund: (amount) => `退回并退款 ${amount}`,
    keep: () => '按原订单处理',
  },
  shipping: '运费',
  list: '、',
};
