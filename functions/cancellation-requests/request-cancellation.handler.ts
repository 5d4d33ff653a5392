import { requestByShop } from './request-by-shop.ts';
import { shopHandler } from './shop-handler.ts';

/** POST /orders/{orderId}/cancellation-requests: the shop passes on what its customer wants. */
export const handler = shopHandler(requestByShop);
