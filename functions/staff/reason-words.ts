/** Why a case is with staff, in words; the codes are what the case and its alerts carry. */
export const reasonWords: Readonly<Record<string, string>> = {
  NO_ANSWER: 'Nobody answered, and silence decides nothing here. Ask another way, then decide.',
  CUSTOMER_UNREACHABLE: 'Mail does not reach the customer. Ask another way, then decide.',
  NO_MAIL_ADDRESS: 'The order has no mail address that can be written to. Ask another way and put it right, or decide.',
  NOT_ON_MAIL_ALLOW_LIST: 'Only addresses of the allow list are mailed, and this one is not on it.',
  CUSTOMER_NOT_OURS_TO_CONTACT:
    'Customers of this channel are not written to by us. Ask through the channel, then decide.',
  CHANNEL_UNKNOWN: 'The channel of the order is not configured: add it to "channels" of the operations parameter.',
  ORDER_NOT_OURS_TO_CHANGE:
    'Orders of this channel are not changed by us. Change it at the channel, then close the case.',
  LINK_LOCKED: 'The order number was confirmed wrongly too often; the link takes no more answers.',
  REFUND_CAP: 'The refund is above what is paid without staff.',
  OFFER_OUTDATED: 'What was agreed on is no longer on the order.',
  PAYMENT_DISPUTED: 'A payment is disputed: the money is with the bank, and nothing may be refunded beside it.',
  CURRENCY_MISMATCH: 'The order and one of its payments differ in currency.',
  PAYMENT_OUT_OF_BALANCE: 'The amounts of a payment do not add up: mend the row first.',
  REFUNDABLE_NO_MORE: 'The payment can no longer be refunded: pay the customer another way.',
  PARTIAL_REFUND_NOT_POSSIBLE: 'The payment can be refunded whole only.',
  REFUND_EXCEEDS_CAPTURED: 'More would be refunded than was captured.',
  REFUND_FAILED: 'The refund failed and its amount is refundable again.',
  REFUND_OVERDUE: 'The refund has not settled by the day that it was due. Ask finance.',
  REFUND_AMOUNT_DIFFERS: 'Finance reported another amount than was requested. Compare both; nothing was moved.',
  REFUND_SETTLED_TWICE: 'The refund was reported settled twice: it may have been paid twice. Ask finance.',
  REFUND_SETTLED_AFTER_FAILED:
    'The refund was reported settled after it had failed. Check before anything is paid again.',
  CREDIT_DOCUMENT_FAILED: 'The credit document could not be issued. The money is not held up by it.',
  CREDIT_DOCUMENT_OVERDUE: 'The credit document has not been issued. The money is not held up by it.',
  OVERPAID:
    'More was captured than the order costs. Give the difference back (--choose payment=refund), or close the case.',
  AUTHORIZATION_LAPSES:
    'What was authorised can soon be captured no more, and the order has not gone out. Ship or capture it, or have it authorised anew.',
  LATE_OR_NOT:
    'Captured money of a cancelled order stands, and its rows do not tell whether it came in time. Give it back if nobody else does (--choose payment=refund), or close the case.',
  PARTLY_PAID:
    'Its time to be paid is over, and a part of the price is here. Cancel the order to give it back, or close.',
  NO_METHOD_TO_OFFER: 'No payment method can be offered: see "methods" and "payUrl" of the configuration.',
  WAREHOUSE_SILENT:
    'The warehouse has not said whether it stopped the goods. Its answer lets the case go on; else find out, then decide.',
  REQUEST_UNCLEAR: 'The request names lines that the order does not have. Ask the customer, then decide.',
  DIGITAL_CONTENT: 'Digital content has been delivered and does not come back. Look at what was agreed, then decide.',
  RETURN_PERIOD_OVER: 'The time in which goods may come back is over. Decide whether they are taken back all the same.',
  RETURN_INCOMPLETE: 'The warehouse reported the return as not complete. Look at the goods, then decide.',
  RETURN_OVERDUE: 'The goods have not come back, and no posting was proven. Ask the customer, then decide.',
  LOOP_GUARD:
    'The order got one case after another: no other opens on it until this one is closed. Find out what writes it, then close.',
  RUN_FAILED: 'Its workflow failed.',
  RUN_TIMED_OUT: 'Its workflow timed out.',
  RUN_ABORTED: 'Its workflow was stopped by hand.',
  RUN_ENDED: 'Its workflow has ended and left it open.',
};
