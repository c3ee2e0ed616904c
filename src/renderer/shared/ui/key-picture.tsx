import {
  Apple,
  Banana,
  Beef,
  Beer,
  Cake,
  Candy,
  Carrot,
  Cherry,
  Coffee,
  Cookie,
  Croissant,
  CupSoda,
  Egg,
  Fish,
  Flower2,
  Gift,
  IceCreamCone,
  Leaf,
  Milk,
  Newspaper,
  Package,
  Pizza,
  Recycle,
  Salad,
  Sandwich,
  ShoppingBag,
  Wine,
  type LucideIcon,
} from 'lucide-react';

/** The built-in pictures of quick keys, by the names that travel. A name is never given to another picture. */
const PICTURES: Readonly<Record<string, LucideIcon>> = {
  croissant: Croissant,
  sandwich: Sandwich,
  cake: Cake,
  cookie: Cookie,
  coffee: Coffee,
  cup: CupSoda,
  milk: Milk,
  egg: Egg,
  apple: Apple,
  banana: Banana,
  cherry: Cherry,
  carrot: Carrot,
  salad: Salad,
  leaf: Leaf,
  meat: Beef,
  fish: Fish,
  pizza: Pizza,
  ice: IceCreamCone,
  candy: Candy,
  beer: Beer,
  wine: Wine,
  bottle: Recycle,
  bag: ShoppingBag,
  gift: Gift,
  flower: Flower2,
  paper: Newspaper,
  box: Package,
};

export const PICTURE_NAMES = Object.keys(PICTURES);

/** A key's picture; nothing for a name that this till does not know. */
export function KeyPicture({ name, size = 26 }: { name: string | undefined; size?: number }) {
  const Icon = name === undefined ? undefined : PICTURES[name];
  return Icon === undefined ? undefined : <Icon size={size} aria-hidden="true" />;
}
