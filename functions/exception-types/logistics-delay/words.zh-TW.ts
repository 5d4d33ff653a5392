import type { Words } from './words.ts';

export const traditionalChinese: Words = {
  items: (titles) => titles.join('、'),
  itemOf: (title, quantity) => `${title} × ${quantity}`,
  subjects: {
    delay: (orderNumber) => `訂單 ${orderNumber}：包裹將比預定時間晚送達`,
    attempt: (orderNumber) => `訂單 ${orderNumber}：物流未能將包裹交到您手中`,
    pickup: (orderNumber) => `訂單 ${orderNumber}：包裹已到取貨點，請前往領取`,
    instruction: (orderNumber) => `訂單 ${orderNumber}：物流或海關需要您提供資料`,
    address: (orderNumber) => `訂單 ${orderNumber}：物流找不到您的收件地址`,
    returning: (orderNumber) => `訂單 ${orderNumber}：包裹正在退回途中`,
    coupon: (orderNumber) => `訂單 ${orderNumber}：延遲送達的補償優惠券`,
  },
  delayedSubject: (orderNumber) => `訂單 ${orderNumber}：包裹延遲送達`,
  follow: '查看處理進度',
  delayed: (orderNumber, items) => `很抱歉，您的訂單 ${orderNumber} 中有一個包裹會比原訂日期晚送達，內容為：${items}。`,
  stillDelayed: (orderNumber, items) => `您的訂單 ${orderNumber} 中有一個包裹的預計送達日期有變動，內容為：${items}。`,
  notLeft: (orderNumber, items) => `很抱歉，您的訂單 ${orderNumber} 中有商品尚未出貨，會比原訂日期晚送達：${items}。`,
  unnamed: {
    delayed: (orderNumber, items) => `很抱歉，您的訂單 ${orderNumber} 中有一個包裹延遲送達，內容為：${items}。`,
    notLeft: (orderNumber, items) => `很抱歉，您的訂單 ${orderNumber} 中有商品尚未出貨，將會延遲送達：${items}。`,
  },
  expected: (day) => `目前預計 ${day} 送達。`,
  noDate: '目前還沒有新的送達日期，一有消息會立即通知您。',
  because: (reason) => `原因：${reason}。`,
  carrierAsked: '我們已向物流公司查詢原因。',
  reasons: {
    weather: '當地天候不佳',
    disaster: '當地發生天然災害',
    strike: '罷工',
    customs: '海關通關時間比平常久',
    external: '物流公司無法控制的因素',
    volume: '近期包裹量過大',
    processing: '物流中心作業延誤',
    breakdown: '運送車輛故障',
    misrouted: '包裹送錯轉運站，正在轉送中',
    lost: '物流公司找不到包裹',
    damaged: '包裹在運送途中受損',
    rejected: '物流公司未收件',
    'not-handed-over': '我們備貨的時間比預期久',
    address: '物流公司找不到收件地址',
    'recipient-absent': '配送時無人收件',
    refused: '配送時包裹遭拒收',
    'pickup-missed': '包裹逾期未取',
    documents: '海關需要補件',
    'payment-due': '領取包裹前需先繳清費用',
    returned: '物流公司已將包裹退回',
  },
  parcel: (carrier, trackingNumber) => `物流公司與追蹤號碼：${carrier}，${trackingNumber}`,
  attempted: (orderNumber, items) =>
    `物流公司曾配送您訂單 ${orderNumber} 的包裹（${items}），但未能送達。通常會在下一個工作天再次配送，您也可以直接與物流公司約定時間或地點。`,
  pickup: (orderNumber, items) =>
    `您訂單 ${orderNumber} 的包裹（${items}）已到取貨點，請儘早前往領取，以免逾期被退回。`,
  instruction: (orderNumber, items) =>
    `您訂單 ${orderNumber} 的包裹（${items}）正等待您提供資料才能繼續配送。請依物流公司或海關的通知補件或繳費。`,
  address: (orderNumber, items) =>
    `物流公司找不到您訂單 ${orderNumber} 的收件地址（包裹內容：${items}）。請儘快向客服提供正確地址，以免包裹被退回。`,
  returning: (orderNumber, items) =>
    `您訂單 ${orderNumber} 的包裹（${items}）正在退回途中。收到後我們會請您選擇重新寄送或退款。`,
  coupon: (orderNumber) => `很抱歉讓您久等了。您的訂單 ${orderNumber} 延遲送達，謹奉上優惠券一張，聊表歉意。`,
  couponCode: (code) => `優惠碼：${code}`,
  couponWorth: (amount) => `面額：${amount}`,
  nothingToDo: '您不需要做任何事。',
  asked: {
    late: (orderNumber, items) => `您的訂單 ${orderNumber} 中有商品的配送時間超過原訂日期：${items}。`,
    overdue: (orderNumber, items) => `很抱歉，您的訂單 ${orderNumber} 中有商品遲遲未能送達：${items}。`,
    'parcel-lost': (orderNumber, items) => `很抱歉，物流公司遺失了您訂單 ${orderNumber} 的包裹，內容為：${items}。`,
    'parcel-damaged': (orderNumber, items) => `很抱歉，您訂單 ${orderNumber} 的包裹在運送途中受損，內容為：${items}。`,
    'returned-to-sender': (orderNumber, items) =>
      `您訂單 ${orderNumber} 的包裹未能送達，已退回給我們，內容為：${items}。`,
    'rejected-by-carrier': (orderNumber, items) =>
      `很抱歉，物流公司未收取您訂單 ${orderNumber} 的包裹，內容為：${items}。`,
    'tracking-expired': (orderNumber, items) =>
      `很抱歉，您訂單 ${orderNumber} 的包裹已久無物流紀錄，研判已遺失，內容為：${items}。`,
  },
  askSubject: (orderNumber) => `訂單 ${orderNumber}：請告訴我們如何處理您的包裹`,
  choice: (until, paid) => {
    const wait = until ? `繼續等候到 ${until}，或` : '';
    return `您可以選擇${wait}${paid ? '取消並退款' : '直接取消；您尚未付款，取消後不會向您收費'}。`;
  },
  pleaseChoose: '請點選下方按鈕選擇處理方式，您不需要負擔任何額外費用。',
  silenceWaits: (until, then) => {
    const after = {
      refunded: '除非您同意再延期，否則我們會為您退款',
      cancelled: '除非您同意再延期，否則我們會為您取消',
      theirChoice: '您還是可以取消',
    }[then];
    return `若未收到您的回覆，我們會視為您願意等候到 ${until}。屆時若仍未送達，${after}。`;
  },
  silenceRefunds: (paid) =>
    paid ? '若未收到您的回覆，我們會直接為您退款。' : '若未收到您的回覆，我們會直接為您取消。',
  action: '選擇處理方式',
  reminder: (orderNumber) => `提醒：訂單 ${orderNumber} 仍在等待您的選擇`,
  options: {
    wait: (day) => `繼續等候，預計 ${day} 前送達`,
    reship: (day) => `免費重新寄送，預計 ${day} 前送達`,
    refund: (amount) => `取消並退款 ${amount}（含運費）`,
  },
  cancelUnpaid: '取消（您尚未付款，不會收取任何費用）',
  doneSubject: (orderNumber) => `訂單 ${orderNumber}：延遲的包裹已處理`,
  doneBecause: {
    customer: (orderNumber) => `您的訂單 ${orderNumber} 已依照您的選擇處理：`,
    silence: (orderNumber) => `我們沒有收到您的回覆，因此已為您的訂單 ${orderNumber} 做以下處理：`,
    preference: (orderNumber) => `您的訂單 ${orderNumber} 已依照您的指示處理：`,
    policy: (orderNumber) => `您的訂單 ${orderNumber} 已處理：`,
    staff: (orderNumber) => `我們的客服人員已處理您的訂單 ${orderNumber}：`,
  },
  over: (orderNumber) => `您的訂單 ${orderNumber} 的延遲狀況已解除，您不需要做任何事。`,
  refund: (amount, day) =>
    `退款 ${amount} 將退回您原本的付款方式，最晚於 ${day} 前完成；銀行入帳通常還需要 5 至 10 個工作天。`,
};
