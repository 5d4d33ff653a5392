import type { Words } from './words.ts';

export const simplifiedChinese: Words = {
  items: (titles) => titles.join('、'),
  itemOf: (title, quantity) => `${title} × ${quantity}`,
  subjects: {
    delay: (orderNumber) => `订单 ${orderNumber}：包裹将晚于约定时间送达`,
    attempt: (orderNumber) => `订单 ${orderNumber}：快递未能将包裹交给您`,
    pickup: (orderNumber) => `订单 ${orderNumber}：包裹已到自提点，请及时领取`,
    instruction: (orderNumber) => `订单 ${orderNumber}：快递或海关需要您补充资料`,
    address: (orderNumber) => `订单 ${orderNumber}：快递找不到您的收货地址`,
    returning: (orderNumber) => `订单 ${orderNumber}：包裹正在退回`,
    coupon: (orderNumber) => `订单 ${orderNumber}：延迟送达的补偿优惠券`,
  },
  delayedSubject: (orderNumber) => `订单 ${orderNumber}：包裹延迟送达`,
  follow: '查看处理进度',
  delayed: (orderNumber, items) => `很抱歉，您的订单 ${orderNumber} 中有一个包裹会晚于约定日期送达，包含：${items}。`,
  stillDelayed: (orderNumber, items) => `您的订单 ${orderNumber} 中有一个包裹的预计送达日期有变化，包含：${items}。`,
  notLeft: (orderNumber, items) => `很抱歉，您的订单 ${orderNumber} 中有商品还没有发货，会晚于约定日期送达：${items}。`,
  unnamed: {
    delayed: (orderNumber, items) => `很抱歉，您的订单 ${orderNumber} 中有一个包裹延迟送达，包含：${items}。`,
    notLeft: (orderNumber, items) => `很抱歉，您的订单 ${orderNumber} 中有商品还没有发货，会延迟送达：${items}。`,
  },
  expected: (day) => `目前预计 ${day} 送达。`,
  noDate: '目前还没有新的送达日期，一有消息会马上通知您。',
  because: (reason) => `原因：${reason}。`,
  carrierAsked: '我们已向快递公司核实原因。',
  reasons: {
    weather: '当地天气恶劣',
    disaster: '当地发生自然灾害',
    strike: '罢工',
    customs: '海关清关时间比平时长',
    external: '快递公司无法控制的因素',
    volume: '近期快件量过大',
    processing: '分拣中心处理延误',
    breakdown: '运输车辆故障',
    misrouted: '包裹发错中转站，正在转运',
    lost: '快递公司找不到包裹',
    damaged: '包裹在运输途中破损',
    rejected: '快递公司没有揽收',
    'not-handed-over': '我们备货的时间比预期长',
    address: '快递公司找不到收货地址',
    'recipient-absent': '派送时无人签收',
    refused: '派送时包裹被拒收',
    'pickup-missed': '包裹逾期未取',
    documents: '海关需要补充资料',
    'payment-due': '领取包裹前需先支付费用',
    returned: '快递公司已将包裹退回',
  },
  parcel: (carrier, trackingNumber) => `快递公司和运单号：${carrier}，${trackingNumber}`,
  attempted: (orderNumber, items) =>
    `快递派送过您订单 ${orderNumber} 的包裹（${items}），但没有成功。通常会在下一个工作日再次派送，您也可以直接和快递公司约定时间或地点。`,
  pickup: (orderNumber, items) => `您订单 ${orderNumber} 的包裹（${items}）已到自提点，请尽快领取，以免逾期被退回。`,
  instruction: (orderNumber, items) =>
    `您订单 ${orderNumber} 的包裹（${items}）需要您补充资料后才能继续派送。请按照快递公司或海关的通知办理。`,
  address: (orderNumber, items) =>
    `快递公司找不到您订单 ${orderNumber} 的收货地址（包裹内容：${items}）。请尽快向客服提供正确地址，以免包裹被退回。`,
  returning: (orderNumber, items) =>
    `您订单 ${orderNumber} 的包裹（${items}）正在退回。收到后我们会请您选择重新发货或退款。`,
  coupon: (orderNumber) => `很抱歉让您久等了。您的订单 ${orderNumber} 未能按时送达，送上一张优惠券，以表歉意。`,
  couponCode: (code) => `优惠码：${code}`,
  couponWorth: (amount) => `面额：${amount}`,
  nothingToDo: '您无需做任何操作。',
  asked: {
    late: (orderNumber, items) => `您的订单 ${orderNumber} 中有商品的配送时间超过了约定日期：${items}。`,
    overdue: (orderNumber, items) => `很抱歉，您的订单 ${orderNumber} 中有商品迟迟未能送达：${items}。`,
    'parcel-lost': (orderNumber, items) => `很抱歉，快递公司丢失了您订单 ${orderNumber} 的包裹，包含：${items}。`,
    'parcel-damaged': (orderNumber, items) => `很抱歉，您订单 ${orderNumber} 的包裹在运输途中破损，包含：${items}。`,
    'returned-to-sender': (orderNumber, items) =>
      `您订单 ${orderNumber} 的包裹没有送达，已退回我们这里，包含：${items}。`,
    'rejected-by-carrier': (orderNumber, items) =>
      `很抱歉，快递公司没有揽收您订单 ${orderNumber} 的包裹，包含：${items}。`,
    'tracking-expired': (orderNumber, items) =>
      `很抱歉，您订单 ${orderNumber} 的包裹已很久没有物流信息，我们判断已丢失，包含：${items}。`,
  },
  askSubject: (orderNumber) => `订单 ${orderNumber}：请告诉我们如何处理您的包裹`,
  choice: (until, paid) => {
    const wait = until ? `继续等待到 ${until}，或` : '';
    return `您可以选择${wait}${paid ? '取消并退款' : '直接取消；您尚未付款，取消后不会向您收费'}。`;
  },
  pleaseChoose: '请点击下方按钮选择处理方式，您无需承担任何额外费用。',
  silenceWaits: (until, then) => {
    const after = {
      refunded: '除非您同意再次延期，否则我们会为您退款',
      cancelled: '除非您同意再次延期，否则我们会为您取消',
      theirChoice: '您还是可以取消',
    }[then];
    return `如果没有收到您的回复，我们会视为您愿意等待到 ${until}。届时如果仍未送达，${after}。`;
  },
  silenceRefunds: (paid) =>
    paid ? '如果没有收到您的回复，我们会直接为您退款。' : '如果没有收到您的回复，我们会直接为您取消。',
  action: '选择处理方式',
  reminder: (orderNumber) => `提醒：订单 ${orderNumber} 仍在等待您的选择`,
  options: {
    wait: (day) => `继续等待，预计 ${day} 前送达`,
    reship: (day) => `免费重新发货，预计 ${day} 前送达`,
    refund: (amount) => `取消并退款 ${amount}（含运费）`,
  },
  cancelUnpaid: '取消（您尚未付款，不会收取任何费用）',
  doneSubject: (orderNumber) => `订单 ${orderNumber}：延误的包裹已处理`,
  doneBecause: {
    customer: (orderNumber) => `您的订单 ${orderNumber} 已按您的选择处理：`,
    silence: (orderNumber) => `我们没有收到您的回复，因此已对您的订单 ${orderNumber} 作如下处理：`,
    preference: (orderNumber) => `您的订单 ${orderNumber} 已按您的要求处理：`,
    policy: (orderNumber) => `您的订单 ${orderNumber} 已处理：`,
    staff: (orderNumber) => `我们的客服人员已处理您的订单 ${orderNumber}：`,
  },
  over: (orderNumber) => `您的订单 ${orderNumber} 的延误已解除，您无需做任何操作。`,
  refund: (amount, day) =>
    `退款 ${amount} 将退回您原来的付款方式，最迟在 ${day} 前完成；银行到账通常还需要 5 至 10 个工作日。`,
};
