import { exampleGtin, examplePrice } from './generated-gtin';
import type { PlannedProduct } from './planned-product';

interface Shelf {
  readonly categoryId: string;
  readonly name: string;
  readonly tax: 'standard' | 'reduced' | 'zero';
  readonly goods: readonly string[];
  readonly sizes: readonly string[];
  readonly minimumAge?: number;
}

const BRANDS = ['Harbour', 'Kilkee Farm', 'Daily'];

const SHELVES: readonly Shelf[] = [
  { categoryId: 'dairy', name: 'Dairy', tax: 'zero', goods: ['Milk', 'Butter', 'Natural yoghurt', 'Cheddar', 'Cream', 'Cottage cheese', 'Buttermilk'], sizes: ['250 g', '500 g', '1 kg'] },
  { categoryId: 'bakery', name: 'Bakery', tax: 'zero', goods: ['Soda bread', 'Wholemeal loaf', 'Rolls', 'Bagels'], sizes: ['small', 'large'] },
  { categoryId: 'pantry', name: 'Pantry', tax: 'zero', goods: ['Porridge oats', 'Rice', 'Spaghetti', 'Chopped tomatoes', 'Red lentils', 'Flour', 'Sugar'], sizes: ['500 g', '1 kg', '2 kg'] },
  { categoryId: 'sweets', name: 'Sweets', tax: 'standard', goods: ['Milk chocolate', 'Dark chocolate', 'Fruit gums', 'Biscuits', 'Crisps'], sizes: ['100 g', '200 g', '300 g'] },
  { categoryId: 'drinks', name: 'Drinks', tax: 'standard', goods: ['Still water', 'Sparkling water', 'Apple juice', 'Orange juice', 'Cola'], sizes: ['330 ml', '1 l', '2 l'] },
  { categoryId: 'alcohol', name: 'Beer, wine and spirits', tax: 'standard', goods: ['Lager', 'Stout', 'Red wine', 'White wine', 'Whiskey'], sizes: ['500 ml', '750 ml'], minimumAge: 18 },
  { categoryId: 'household', name: 'Household', tax: 'standard', goods: ['Washing powder', 'Dish soap', 'Kitchen roll', 'Bin bags', 'Sponges'], sizes: ['small', 'large', 'family'] },
  { categoryId: 'care', name: 'Care', tax: 'standard', goods: ['Shampoo', 'Shower gel', 'Toothpaste', 'Hand cream'], sizes: ['75 ml', '250 ml', '400 ml'] },
  { categoryId: 'frozen', name: 'Frozen', tax: 'zero', goods: ['Peas', 'Chips', 'Fish fingers', 'Pizza', 'Vanilla ice cream'], sizes: ['400 g', '750 g', '1 kg'] },
  { categoryId: 'pets', name: 'Pets', tax: 'standard', goods: ['Cat food', 'Dog food', 'Bird seed', 'Cat litter'], sizes: ['400 g', '1 kg', '3 kg'] },
  { categoryId: 'baby', name: 'Baby', tax: 'zero', goods: ['Nappies', 'Baby rice', 'Wipes', 'Infant formula'], sizes: ['small', 'large'] },
  { categoryId: 'hot-food', name: 'Hot food', tax: 'reduced', goods: ['Soup', 'Coffee', 'Tea', 'Sausage roll'], sizes: ['small', 'large'] },
]; // prettier-ignore

const PRODUCE = [
  'Bananas',
  'Apples',
  'Pears',
  'Carrots',
  'Potatoes',
  'Onions',
  'Tomatoes',
  'Grapes',
  'Broccoli',
  'Mushrooms',
  'Peppers',
  'Oranges',
];
const KEYED = ['Flowers', 'Magazine', 'Greeting card', 'Cake, whole'];

/** What drinks in bottles and cans come with; in-house codes, for empties that are taken back by hand. */
const DEPOSITS = [
  { productId: '701', name: 'Deposit, small', unitPrice: '0.15' },
  { productId: '702', name: 'Deposit, large', unitPrice: '0.25' },
] as const;
/** Its price is what a slip says. */
const SLIP = { productId: '985', name: 'Slip of the bottle machine', unitPrice: '0' } as const;
const BOTTLED = ['Harbour Lemonade 330 ml', 'Harbour Lemonade 1 l', 'Kilkee Farm Cider 500 ml', 'Kilkee Farm Cider 1 l'];

export const DEMO_CATEGORIES = [
  ...SHELVES.map(({ categoryId, name }) => ({ categoryId, name })),
  { categoryId: 'deposits', name: 'Deposits' },
  { categoryId: 'produce', name: 'Fruit and vegetables' },
  { categoryId: 'various', name: 'Various' },
];

/**
 * About 500 products: packed ones with GTINs (drinks also as a six-pack), weighed ones with in-house codes, some for adults, some with a
 * keyed price, some with a deposit.
 */
export function demoAssortment(): PlannedProduct[] {
  const packed = SHELVES.flatMap(packedProducts).map(withNumber);
  return [
    ...packed,
    ...PRODUCE.map(weighed),
    ...KEYED.map(keyed),
    ...DEPOSITS.map(deposit),
    { ...deposit(SLIP), mustKeyInPrice: true },
    ...BOTTLED.map(bottled),
  ];
}

type Unnumbered = Omit<PlannedProduct, 'productId' | 'barcodes' | 'unitPrice'>;

function packedProducts({ categoryId, tax, goods, sizes, minimumAge }: Shelf): Unnumbered[] {
  return goods.flatMap((good) =>
    sizes.flatMap((size) => BRANDS.map((brand) => ({ name: `${brand} ${good} ${size}`, categoryId, itemTaxGroupId: tax, minimumAge }))),
  );
}

function withNumber(product: Unnumbered, index: number): PlannedProduct {
  const single = { code: exampleGtin(index), quantity: '1' };
  const sixPack = { code: exampleGtin(100_000 + index), quantity: '6' };
  const barcodes = product.categoryId === 'drinks' ? [single, sixPack] : [single];
  return { ...product, productId: `P${String(index + 1).padStart(4, '0')}`, unitPrice: examplePrice(index), barcodes };
}

/** In-house codes of five digits, as labels of the scale carry them. */
function weighed(name: string, index: number): PlannedProduct {
  const code = String(10_001 + index);
  const unitPrice = examplePrice(index + 1);
  return {
    productId: code,
    name: `${name}, loose`,
    categoryId: 'produce',
    itemTaxGroupId: 'zero',
    unitPrice,
    isWeighed: true,
    barcodes: [{ code, quantity: '1' }],
  };
}

function keyed(name: string, index: number): PlannedProduct {
  const code = String(501 + index);
  return {
    productId: code,
    name,
    categoryId: 'various',
    itemTaxGroupId: 'standard',
    unitPrice: '0',
    mustKeyInPrice: true,
    barcodes: [{ code, quantity: '1' }],
  };
}

function deposit({ productId, name, unitPrice }: Pick<PlannedProduct, 'productId' | 'name' | 'unitPrice'>): PlannedProduct {
  const barcodes = [{ code: productId, quantity: '1' }];
  return { productId, name, categoryId: 'deposits', itemTaxGroupId: 'zero', unitPrice, barcodes, isDeposit: true };
}

function bottled(name: string, index: number): PlannedProduct {
  const [small, large] = DEPOSITS;
  const number = 50_000 + index;
  return {
    productId: `B${String(index + 1).padStart(4, '0')}`,
    name,
    categoryId: 'drinks',
    itemTaxGroupId: 'standard',
    unitPrice: examplePrice(number),
    barcodes: [{ code: exampleGtin(number), quantity: '1' }],
    depositId: name.endsWith('ml') ? small.productId : large.productId,
  };
}
