import type { Words } from './words.ts';

export const traditionalChinese: Words = {
  notices: {
    received: (orderNumber) => `訂單 ${orderNumber}：已收到您的取消申請`,
    'withdrawal-received': (orderNumber) => `訂單 ${orderNumber}：解除契約通知收執`,
    'return-asked': (orderNumber) => `訂單 ${orderNumber}：請將商品寄回`,
    'return-reminder': (orderNumber) => `訂單 ${orderNumber}：我們尚未收到您寄回的商品`,
  },
  received: (moment, orderNumber) => `我們已於 ${moment} 收到您取消訂單 ${orderNumber} 的申請。`,
  withdrawn: (moment, orderNumber) =>
    `我們已於 ${moment} 收到您就訂單 ${orderNumber} 解除契約的通知。本郵件即為您的收執證明，請妥善保存。`,
  itIsAbout: (items) => `申請內容：${items}。`,
  wholeOrder: '整筆訂單',
  stopping: '我們正在確認商品不會寄出，一有結果會立即通知您，您不需要再做任何事。',
  notStopped: (orderNumber) => `您的訂單 ${orderNumber} 已經離開倉庫，來不及攔下；您的申請仍然有效。`,
  sendBack: (day, orderNumber) =>
    `請於 ${day} 前將商品寄回，並在包裹內註明訂單編號 ${orderNumber}，同時保留寄件證明。如果包裹尚未送達，直接拒收即可。`,
  paidBack: '收到退回的商品，或您提供寄件證明後，我們會退還您為這些商品支付的款項。',
  paidBackWithDelivery:
    '收到退回的商品，或您提供寄件證明後，我們會退還您為這些商品支付的款項；若整筆訂單退回，標準運費也會一併退還。',
  notBackYet: (orderNumber) => `您要退回的訂單 ${orderNumber} 商品目前尚未送達。如果已經寄出，請忽略此郵件。`,
  doneSubject: (orderNumber) => `訂單 ${orderNumber}：關於您的取消申請`,
  cancelledSubject: (orderNumber) => `訂單 ${orderNumber} 已取消`,
  cancelled: (orderNumber) => `您的訂單 ${orderNumber} 已依您的申請取消，商品不會寄出。`,
  noAnswerNeeded: '若先前曾就這筆訂單詢問您，或您已經回覆過，均以這次取消為準，您不需要再回覆。',
  done: (orderNumber) => `您對訂單 ${orderNumber} 的申請已處理完成：`,
  neverCameBack: (orderNumber) =>
    `訂單 ${orderNumber} 的商品一直沒有退回，因此我們已結束這次申請，不會退款。如果您已經寄出，請提供寄件證明與我們聯絡。`,
  outcome: {
    cancel: (item) => `已取消：${item}`,
    refund: (item) => `已退回：${item}`,
    keep: (item) => `維持原訂：${item}`,
  },
  refund: (amount, day) =>
    `退款 ${amount} 將退回您原本的付款方式，最晚於 ${day} 前完成；銀行入帳通常還需要 5 至 10 個工作天。`,
  nothingToPayBack: '這部分尚未請款，因此沒有款項需要退還；若信用卡曾預先授權，額度將會釋放。',
  settledByStaff: (orderNumber) => `我們的客服人員已處理您對訂單 ${orderNumber} 的申請。`,
  noLongerOpen: (orderNumber) =>
    `因為已有更新的申請，或訂單已經變更，我們不再處理這次對訂單 ${orderNumber} 的申請。已給您的書面確認仍然有效。`,
  choose: (orderNumber, items) => `請告訴我們，您的訂單 ${orderNumber} 要如何處理：${items}。`,
  action: '選擇處理方式',
  options: {
    cancel: (amount) => `取消並退款 ${amount}`,
    refund: (amount) => `退回並退款 ${amount}`,
    keep: () => '維持原訂',
  },
  shipping: '運費',
  list: '、',
};
