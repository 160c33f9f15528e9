/** What somebody takes, and how many agorot a promotion takes off it. */
export interface ByHand {
  readonly basket: readonly Taken[];
  readonly saving: number;
}

export interface Taken {
  readonly barcode: string;
  readonly count: number;
  /** Agorot; what the branch asks unless it has no price. */
  readonly price?: number;
}

/** Buy one of these, get that: the branch has no price for the gift on the day, and gives it as soon as it has one, be it 50.00. */
const withGift = (id: string, barcode: string, gift: string): [string, ByHand] => [id, { basket: [{ barcode, count: 1 }, { barcode: gift, count: 1, price: 5_000 }], saving: 5_000 }]; // prettier-ignore

/** Promotions whose gift the branch had no price for on the day; ten days later they had other terms. */
export const GIFT_NOT_SOLD: ReadonlyMap<string, ByHand> = new Map<string, ByHand>([
  // "Buy garden furniture, get a rain cover", "a wardrobe, a set of 40 hangers", "camping goods, a portable fan".
  withGift('4572389', '7297770097948', '7296073470441'), withGift('4572390', '7290005650086', '847539089447'), withGift('4572391', '7290015519335', '7290122461503'),
]); // prettier-ignore

/** Promotions whose columns say less than their texts, by id. */
export const SPECIAL: ReadonlyMap<string, ByHand> = new Map<string, ByHand>([
  // "Buy Double Wear make-up, get a pump as a gift": make-up at 250.00, the pump at 48.00 is free.
  ['4542303', { basket: [{ barcode: '887167494077', count: 1 }, { barcode: '887167785076', count: 1 }], saving: 4_800 }],
  // "Textiles and household: 50 off a purchase of 250": 13 pieces at 20.00 make 260.00.
  ['4545560', { basket: [{ barcode: '7053700044662', count: 13 }], saving: 5_000 }],
  // "Pick your own, 2.90": the price of a kilogram, though the least weight stands beside it. Tomatoes 6.90, cucumbers 6.90, onions 7.90, cabbage 4.90.
  ['4573301', { basket: [{ barcode: '7290000000022', count: 1 }], saving: 400 }],
  ['4573302', { basket: [{ barcode: '7290000000046', count: 1 }], saving: 400 }],
  ['4573303', { basket: [{ barcode: '7290000001036', count: 1 }], saving: 500 }],
  ['4573304', { basket: [{ barcode: '7290000000138', count: 1 }], saving: 200 }],
  // "The second at half price": two at 19.90, half of one is 9.95.
  ['910370465', { basket: [{ barcode: '7290011923143', count: 2 }], saving: 995 }],
  // "Coupon: 3 shekels off cold infusions", though the columns say 100 per cent: 26.50 - 3.00.
  ['0011423746', { basket: [{ barcode: '7290019232568', count: 1 }], saving: 300 }],
  // "Materna Extra Care": a row on no article says one for 100.00, the others two; their rate, 22.96 per cent, is that of two for 100.00
  // at 64.90: 129.80 - 100.00.
  ['0011439501', { basket: [{ barcode: '7290013083661', count: 2 }], saving: 2_980 }],
  // "Buy 3 Yaakobi products, get a Vileda Glitzi sponge": 27.50, 26.50 and 13.90, and the sponge at 15.20 is free. One product less, no sponge.
  ['0011425123', { basket: [{ barcode: '7290002921240', count: 1 }, { barcode: '7290005296246', count: 1 }, { barcode: '7290005296260', count: 1 }, { barcode: '3838447000331', count: 1 }], saving: 1_520 }],
]); // prettier-ignore

/**
 * What no rule can decide, and why. 4334943: "from 599 on, a gift to choose, online": neither text nor columns name a gift, and a register
 * is not online. 4562063: "SBOX for who pays with our own credit card": no column names a card, and the branch has no price for the box.
 * 0011408579: "buy wet wipes, 400 sheets": bought is what the branch has no price for, and what is given for it is not said.
 */
export const UNDECIDED: readonly string[] = ['4334943', '4562063', '0011408579'];

export const BY_HAND: readonly (ByHand & { readonly what: string; readonly id: string })[] = [
  // זוג שקיות מזון ... 2 ב 16: two for 16.00; 9.90 each. 2 x 9.90 = 19.80; 19.80 - 16.00 = 3.80.
  { what: 'two for 16', id: '0001113023', basket: [{ barcode: '7290122830767', count: 2 }], saving: 380 },
  // The same, three in the basket: the third stays at 9.90.
  { what: 'two for 16, of three', id: '0001113023', basket: [{ barcode: '7290122830767', count: 3 }], saving: 380 },
  // 1+1 חמאת בוטנים: buy one peanut butter, get one; 14.90 each, the second is free. Two kinds count together.
  { what: 'one and one free', id: '260950', basket: [{ barcode: '7290019926573', count: 1 }, { barcode: '7290019926627', count: 1 }], saving: 1_490 },
  // פרגית לשיפוד טרי 2 ב 150: two kilograms for 150, counted from 1.850 kg for 138.75, which is 75.00 a kilogram instead of 89.90.
  // 2 kg: 179.80 - 150.00 = 29.80. 1.5 kg is below the least weight: nothing.
  { what: 'two kilograms for 150', id: '0001114763', basket: [{ barcode: '7290004226756', count: 2 }], saving: 2_980 },
  { what: 'two kilograms for 150, of less', id: '0001114763', basket: [{ barcode: '7290004226756', count: 1.5 }], saving: 0 },
  // 25% הנחה גרגירי תירס: a quarter off 28.90 is 7.225, commercially 7.23; the file's own 21.68 leaves 7.22.
  { what: 'a quarter off', id: '4571559', basket: [{ barcode: '7290013994776', count: 1 }], saving: 723 },
  // 9.90 פילה אמנון ... for members of the club: 9.90 a kilogram instead of 22.90; 1 kg saves 13.00.
  { what: 'a price for the club, by weight', id: '379723', basket: [{ barcode: '228252', count: 1 }], saving: 1_300 },
  // נקניק תה ... במשקל: 250 g for 12.00, 48.00 a kilogram instead of 55.00. 0.25 kg: 13.75 - 12.00 = 1.75.
  { what: 'a quarter of a kilogram for 12', id: '602715', basket: [{ barcode: '7290000530024', count: 0.25 }], saving: 175 },
  // פיצוי 6 בקבוקים פריגת: a compensation by coupon, six bottles of 8.20 for nothing: 49.20, also of several kinds, and only once.
  { what: 'six bottles by coupon', id: '0011254231', basket: [{ barcode: '7290110114961', count: 4 }, { barcode: '7290110114985', count: 8 }], saving: 4_920 },
  // The same by hand as above: two products of three bring no sponge.
  { what: 'a gift, of less than its three', id: '0011425123', basket: [{ barcode: '7290002921240', count: 1 }, { barcode: '7290005296246', count: 1 }, { barcode: '3838447000331', count: 1 }], saving: 0 },
  // חומוס צבר השני ב50%: the second at half price; 13.90 each: 6.95.
  { what: 'the second at half price', id: '103029', basket: [{ barcode: '7290106573642', count: 1 }, { barcode: '7290106573628', count: 1 }], saving: 695 },
  // קופון ח"ע 5ש"ח הנחה דייסות מטרנה: 5 shekels off by coupon, once: of two at 15.90 it is 5.00.
  { what: 'five off by coupon', id: '4345526', basket: [{ barcode: '7290006992161', count: 2 }], saving: 500 },
  // 2ב27 פיניש: two of several for 27.00: 20.90 + 21.90 = 42.80; 42.80 - 27.00 = 15.80.
  { what: 'two of several for 27', id: '494284', basket: [{ barcode: '3141360054405', count: 1 }, { barcode: '8410104045111', count: 1 }], saving: 1_580 },
]; // prettier-ignore
