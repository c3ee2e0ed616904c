import type { Range } from './range.ts';

/** An American grocery store. */
export const NA_RANGE: Range = {
  gs1Prefixes: ['060', '061', '069', '070', '071', '072', '073', '074', '076', '078', '080', '087'],
  brands: [
    'Prairie Oak',
    'Cedar Hollow',
    'Maple & Main',
    'Bluewater',
    'Sunny Ridge',
    'Old Mill',
    'Harvest Lane',
    'Red Barn',
    'Willow Creek',
    'Stonebridge',
    'Golden Acre',
    'Juniper',
    'Copper Kettle',
    'Lakeshore',
    'Westfield',
    'Morning Star Farm',
    'Granite Peak',
    'Honey Hill',
    'Two Rivers',
    'Birch Street',
    'Evergreen Pantry',
    'Silver Lake',
    'Fox & Fern',
    'Union Square',
  ],
  shelves: [
    {
      dept: 'Dairy',
      tax: 'food',
      products:
        'Whole Milk 329, Reduced Fat Milk 319, Buttermilk 289, Half and Half 349, Oat Milk 399, Almond Milk 379, Chocolate Milk 359, Kefir 429',
      variants:
        'Original, Organic, Lactose Free, Grass Fed, Vanilla, Unsweetened, Farm Style, Ultra Filtered',
      sizes: '1 pt*0.6, 1 qt*0.8, 1/2 gal*1, 1 gal*1.6',
    },
    {
      dept: 'Dairy',
      tax: 'food',
      products:
        'Cheddar 499, Monterey Jack 479, Mozzarella 449, Colby 459, Swiss 549, Greek Yogurt 189, Cottage Cheese 329, Cream Cheese 349',
      variants: 'Sharp, Mild, Sliced, Shredded, Organic, Light, Block, Reserve',
      sizes: '6 oz*0.7, 8 oz*1, 16 oz*1.8, 32 oz*3.2',
    },
    {
      dept: 'Bakery and deli',
      tax: 'food',
      products:
        'Sandwich Bread 349, Sourdough 499, Bagels 429, English Muffins 399, Hamburger Buns 379, Tortillas 329, Dinner Rolls 399, Cinnamon Bread 479',
      variants:
        'White, Whole Wheat, Multigrain, Organic, Honey, Gluten Free, Old Fashioned, Low Sodium',
      sizes: '12 oz*0.8, 16 oz*1, 20 oz*1.2, 24 oz*1.35',
    },
    {
      dept: 'Bakery and deli',
      tax: 'prepared',
      products:
        'Turkey Sandwich 699, Chicken Salad 749, Cobb Salad 849, Mac and Cheese 649, Rotisserie Chicken 999, Chili 599, Burrito Bowl 899, Tomato Soup 549',
      variants: 'Classic, Spicy, Light, House, Southwest, Garden, Loaded, Rustic',
      sizes: 'Small*0.7, Regular*1, Large*1.4, Family*2.6',
    },
    {
      dept: 'Produce',
      tax: 'food',
      products:
        'Gala Apples 399, Navel Oranges 449, Baby Carrots 249, Russet Potatoes 379, Spinach 349, Grape Tomatoes 399, Strawberries 499, Avocados 549',
      variants: 'Organic, Local, Washed, Premium, Small, Jumbo, Value Pack, Hand Picked',
      sizes: '8 oz*0.6, 1 lb*1, 2 lb*1.8, 3 lb*2.5',
    },
    {
      dept: 'Meat and seafood',
      tax: 'food',
      products:
        'Chicken Breast 799, Ground Beef 699, Pork Chops 649, Turkey Bacon 549, Breakfast Sausage 499, Salmon Fillet 1199, Shrimp 1099, Cod 999',
      variants: 'Natural, Organic, Boneless, Lean, Seasoned, Smoked, Wild Caught, Family Pack',
      sizes: '8 oz*0.6, 12 oz*0.8, 1 lb*1, 2 lb*1.9',
    },
    {
      dept: 'Frozen',
      tax: 'food',
      products:
        'Pepperoni Pizza 649, Waffles 349, Mixed Vegetables 249, French Fries 399, Vanilla Ice Cream 549, Fruit Bars 449, Chicken Nuggets 699, Lasagna 799',
      variants:
        'Original, Organic, Thin, Family Size, Extra Crispy, Light, Homestyle, No Sugar Added',
      sizes: '10 oz*0.8, 16 oz*1, 24 oz*1.4, 32 oz*1.8',
    },
    {
      dept: 'Pantry',
      tax: 'food',
      products:
        'Spaghetti 179, Elbow Macaroni 169, Long Grain Rice 249, Black Beans 129, Diced Tomatoes 149, Olive Oil 999, All Purpose Flour 399, Peanut Butter 379',
      variants: 'Classic, Organic, Whole Grain, Low Sodium, Creamy, Crunchy, Extra Fine, Family',
      sizes: '8 oz*0.6, 16 oz*1, 28 oz*1.6, 40 oz*2.2',
    },
    {
      dept: 'Pantry',
      tax: 'food',
      products:
        'Ketchup 349, Yellow Mustard 229, Mayonnaise 449, Barbecue Sauce 329, Salsa 379, Maple Syrup 899, Honey 699, Strawberry Jam 399',
      variants: 'Original, Organic, Spicy, Smoky, No Sugar Added, Squeeze, Small Batch, Sweet',
      sizes: '10 oz*0.7, 15 oz*1, 20 oz*1.25, 38 oz*2',
    },
    {
      dept: 'Pantry',
      tax: 'food',
      products:
        'Corn Flakes 399, Granola 549, Rolled Oats 429, Instant Oatmeal 449, Pancake Mix 379, Raisin Bran 429, Puffed Rice 369, Muesli 579',
      variants: 'Original, Honey, Cinnamon, Organic, Maple, High Protein, Gluten Free, Berry',
      sizes: '10 oz*0.8, 14 oz*1, 18 oz*1.2, 32 oz*1.9',
    },
    {
      dept: 'Snacks',
      tax: 'food',
      products:
        'Potato Chips 429, Tortilla Chips 399, Pretzels 349, Popcorn 379, Trail Mix 649, Roasted Almonds 799, Crackers 349, Beef Jerky 899',
      variants: 'Sea Salt, Barbecue, Lime, Ranch, Lightly Salted, Kettle, Jalapeno, White Cheddar',
      sizes: '2 oz*0.4, 5 oz*0.8, 8 oz*1, 13 oz*1.5',
    },
    {
      dept: 'Snacks',
      tax: 'general',
      products:
        'Milk Chocolate Bar 199, Dark Chocolate Bar 249, Gummy Bears 229, Caramels 349, Peppermints 179, Peanut Clusters 449, Licorice Twists 249, Lollipops 199',
      variants: 'Original, Mini, Sharing, Sugar Free, Assorted, Holiday, Fruit, Salted',
      sizes: '1.5 oz*0.5, 4 oz*1, 7 oz*1.6, 12 oz*2.5',
    },
    {
      dept: 'Beverages',
      tax: 'general',
      products:
        'Cola 249, Lemon Lime Soda 249, Ginger Ale 269, Root Beer 269, Energy Drink 299, Sports Drink 229, Sparkling Water 199, Iced Tea 239',
      variants: 'Classic, Zero, Diet, Cherry, Lime, Caffeine Free, Peach, Raspberry',
      sizes: '12 oz*0.5, 20 oz*0.9, 1 l*1, 2 l*1.3',
    },
    {
      dept: 'Beverages',
      tax: 'food',
      products:
        'Ground Coffee 899, Whole Bean Coffee 1099, Black Tea 449, Green Tea 479, Orange Juice 499, Apple Juice 399, Cranberry Juice 449, Spring Water 129',
      variants: 'Mild, Dark Roast, Organic, Decaf, House Blend, Fair Trade, Breakfast, Pure',
      sizes: '8 oz*0.6, 12 oz*1, 24 oz*1.8, 36 oz*2.6',
    },
    {
      dept: 'Household',
      tax: 'general',
      products:
        'Laundry Detergent 1199, Fabric Softener 799, Dish Soap 349, Glass Cleaner 429, Bleach 399, Floor Cleaner 549, Stain Remover 599, Dishwasher Pods 999',
      variants: 'Fresh, Free and Clear, Lavender, Lemon, Ultra, Sensitive, Plant Based, Heavy Duty',
      sizes: '16 oz*0.6, 32 oz*1, 64 oz*1.8, 100 oz*2.6',
    },
    {
      dept: 'Household',
      tax: 'general',
      products:
        'Paper Towels 799, Trash Bags 899, Sponges 349, AA Batteries 899, Light Bulbs 699, Candles 999, Food Storage Bags 449, Aluminum Foil 549',
      variants: 'Value, Strong, Extra, Recycled, Long Life, Select, Everyday, Premium',
      sizes: '2 ct*0.6, 4 ct*1, 8 ct*1.8, 12 ct*2.5',
    },
    {
      dept: 'Health and baby',
      tax: 'general',
      products:
        'Shampoo 599, Conditioner 599, Body Wash 549, Hand Lotion 499, Toothpaste 429, Deodorant 529, Face Cleanser 899, Sunscreen 1099',
      variants: 'Sensitive, Aloe, Almond, Fresh, Repair, Kids, Fragrance Free, Daily',
      sizes: '3 oz*0.5, 8 oz*0.8, 12 oz*1, 20 oz*1.5',
    },
    {
      dept: 'Health and baby',
      tax: 'general',
      products:
        'Baby Wipes 399, Diapers 1199, Baby Shampoo 549, Baby Lotion 599, Diaper Cream 799, Bibs 899, Pacifiers 649, Bottles 999',
      variants: 'Sensitive, Newborn, Gentle, Organic, Overnight, Travel, Unscented, Soft',
      sizes: 'S*0.8, M*1, L*1.3, XL*1.6',
    },
    {
      dept: 'Home and garden',
      tax: 'general',
      products:
        'Dry Dog Food 1499, Wet Dog Food 229, Dry Cat Food 1199, Wet Cat Food 149, Dog Treats 599, Cat Litter 999, Bird Seed 799, Fish Flakes 549',
      variants: 'Chicken, Beef, Salmon, Grain Free, Senior, Puppy, Natural, Indoor',
      sizes: '5 oz*0.3, 2 lb*0.7, 5 lb*1, 12 lb*2',
    },
    {
      dept: 'Wine and beer',
      tax: 'general',
      products:
        'Chardonnay 1299, Pinot Noir 1499, Cabernet 1599, Lager 999, Pale Ale 1099, Stout 1199, Hard Cider 1049, Sparkling Wine 1799',
      variants: 'Reserve, Estate, Coastal, Valley, Dry, Hazy, Small Lot, Organic',
      sizes: '12 oz*0.3, 375 ml*0.6, 750 ml*1, 1.5 l*1.8',
    },
    {
      dept: 'Home and garden',
      tax: 'general',
      products:
        'Roses 1499, Tulips 999, Orchid 2499, Potted Basil 399, Lavender 699, Geranium 549, Flower Bulbs 799, Potting Soil 899',
      variants: 'Red, White, Pink, Yellow, Mixed, Mini, Fragrant, Seasonal',
      sizes: 'Small*0.7, Medium*1, Large*1.4, X-Large*1.9',
    },
    {
      dept: 'Home and garden',
      tax: 'general',
      products:
        'Notebook 349, Ballpoint Pens 299, Pencils 249, Greeting Card 399, Gift Wrap 499, Tape 329, Envelopes 279, Markers 599',
      variants: 'Classic, Recycled, College, Bright, Pastel, Floral, Premium, Basic',
      sizes: '1 ct*0.5, 5 ct*1, 10 ct*1.7, 20 ct*2.9',
    },
  ],
};
