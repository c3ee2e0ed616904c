import type { Range } from './range.ts';

/** A Luxembourg supermarket: German, French and English names side by side. */
export const EU_RANGE: Range = {
  gs1Prefixes: ['400', '402', '405', '413', '300', '304', '325', '338', '540', '541', '501', '505'],
  brands: [
    'Lindenhof',
    'Morgentau',
    'Silberbach',
    'Kornblume',
    'Waldrain',
    'Steinberger Gut',
    'Alzettal',
    'Val Clair',
    'Moulin Bleu',
    'Petit Sillon',
    'Bonne Aune',
    'Trois Puits',
    'Clos Fauvette',
    'Rive d’Or',
    'Harrow & Wren',
    'Northgate',
    'Thistledown',
    'Fernwood',
    'Copperfield',
    'Larkspur',
    'Ardenna',
    'Moselstern',
    'Gut Reben',
    'Maison Orval',
  ],
  shelves: [
    {
      dept: 'Dairy',
      tax: 'food',
      products:
        'Joghurt 79, Quark 109, Frischkäse 169, Schmand 119, Kefir 139, Skyr 149, Buttermilch 99, Grießpudding 89',
      variants: 'Natur, Bio, Laktosefrei, Vanille, Erdbeere, Heidelbeere, Fettarm, Griechische Art',
      sizes: '150 g*0.6, 250 g*1, 500 g*1.8, 1 kg*3.2',
    },
    {
      dept: 'Dairy',
      tax: 'food',
      products:
        'Comté râpé 349, Emmental 289, Camembert 239, Brie 249, Fromage de chèvre 299, Raclette 399, Morbier 379, Beurre de baratte 289',
      variants: 'Doux, Affiné, Bio, Fermier, Léger, Au lait cru, Demi-sel, Extra',
      sizes: '125 g*0.6, 200 g*1, 350 g*1.6, 500 g*2.2',
    },
    {
      dept: 'Bakery',
      tax: 'food',
      products:
        'Roggenbrot 249, Dinkelbrot 329, Vollkornbrot 279, Toastbrot 159, Laugenbrezel 99, Körnerbrötchen 129, Zwieback 189, Knäckebrot 199',
      variants:
        'Klassisch, Bio, Mit Saaten, Geschnitten, Steinofen, Ohne Zuckerzusatz, Hell, Kräftig',
      sizes: '250 g*0.7, 400 g*1, 500 g*1.2, 750 g*1.7',
    },
    {
      dept: 'Bakery',
      tax: 'food',
      products:
        'Croissants 249, Pains au chocolat 289, Brioche tressée 319, Madeleines 229, Galettes 199, Biscottes 179, Financiers 299, Baguettes précuites 189',
      variants:
        'Pur beurre, Bio, Aux pépites, À l’ancienne, Nature, Sans gluten, Tradition, Aux amandes',
      sizes: 'x4*0.7, x6*1, x8*1.25, x12*1.8',
    },
    {
      dept: 'Drinks',
      tax: 'food',
      products:
        'Mineralwasser 69, Apfelschorle 129, Orangensaft 219, Multivitaminsaft 199, Eistee 119, Limonade 99, Traubensaft 249, Karottensaft 229',
      variants: 'Classic, Medium, Bio, Ohne Zucker, Mild, Naturtrüb, Zitrone, Pfirsich',
      sizes: '330 ml*0.6, 500 ml*0.8, 1 l*1, 1.5 l*1.3',
    },
    {
      dept: 'Drinks',
      tax: 'food',
      products:
        'Ground coffee 599, Coffee beans 699, Espresso capsules 399, Black tea 249, Green tea 279, Herbal tea 229, Cocoa 349, Oat drink 189',
      variants: 'Mild, Strong, Organic, Decaf, House blend, Fair trade, Smooth, Single origin',
      sizes: '100 g*0.5, 250 g*1, 500 g*1.9, 1 kg*3.5',
    },
    {
      dept: 'Wine and beer',
      tax: 'intermediate',
      products:
        'Riesling 799, Pinot gris 849, Auxerrois 699, Elbling 549, Pinot noir 999, Rivaner 599, Chardonnay 899, Gewürztraminer 949',
      variants:
        'Grand premier cru, Premier cru, Sec, Demi-sec, Coteaux, Vieilles vignes, Bio, Barrique',
      sizes: '375 ml*0.6, 500 ml*0.8, 750 ml*1, 1.5 l*2.1',
    },
    {
      dept: 'Wine and beer',
      tax: 'standard',
      products:
        'Crémant 1099, Pils 99, Weizenbier 119, Bière blonde 129, Bière brune 149, Cider 199, Kräuterlikör 1299, Quetsch 1899',
      variants: 'Brut, Naturtrüb, Spezial, Réserve, Alkoholfrei, Bio, Hausmarke, Cuvée',
      sizes: '330 ml*0.7, 500 ml*1, 750 ml*1.5, 1 l*1.9',
    },
    {
      dept: 'Fruit and vegetables',
      tax: 'food',
      products:
        'Äpfel 249, Birnen 279, Karotten 149, Kartoffeln 229, Tomaten 269, Zwiebeln 139, Champignons 199, Zucchini 189',
      variants: 'Bio, Regional, Handverlesen, Klein, Mittel, Groß, Gewaschen, Aus dem Gewächshaus',
      sizes: '250 g*0.5, 500 g*0.8, 1 kg*1, 2 kg*1.8',
    },
    {
      dept: 'Fruit and vegetables',
      tax: 'food',
      products:
        'Salade mélangée 189, Roquette 169, Fraises 349, Framboises 299, Raisin blanc 329, Haricots verts 259, Épinards 199, Clémentines 289',
      variants: 'Bio, Du pays, Calibre extra, Lavé, Sans pépins, Primeur, De serre, Plein champ',
      sizes: '125 g*0.6, 250 g*1, 400 g*1.4, 750 g*2.3',
    },
    {
      dept: 'Meat and fish',
      tax: 'food',
      products:
        'Hähnchenbrust 549, Rinderhack 499, Schweineschnitzel 599, Putenwurst 229, Salami 279, Kochschinken 249, Lachsfilet 799, Forelle 649',
      variants: 'Bio, Natur, Gewürzt, Geräuchert, Mager, Bauern-Art, Fein geschnitten, Vom Land',
      sizes: '80 g*0.4, 150 g*0.6, 300 g*1, 500 g*1.5',
    },
    {
      dept: 'Meat and fish',
      tax: 'food',
      products:
        'Jambon cru 399, Pâté gaumais 329, Rillettes 289, Saucisson 349, Thon au naturel 249, Sardines 199, Cabillaud 749, Crevettes 599',
      variants:
        'Supérieur, À l’huile d’olive, Au citron, Au poivre, Fumé, Label, Nature, Aux herbes',
      sizes: '100 g*0.6, 180 g*1, 250 g*1.3, 400 g*2',
    },
    {
      dept: 'Pantry',
      tax: 'food',
      products:
        'Spaghetti 119, Penne 119, Basmati rice 249, Red lentils 199, Chickpeas 129, Chopped tomatoes 99, Olive oil 799, Plain flour 109',
      variants: 'Organic, Wholegrain, Classic, Fine, Extra, Traditional, Gluten free, Family',
      sizes: '250 g*0.6, 500 g*1, 750 g*1.4, 1 kg*1.8',
    },
    {
      dept: 'Pantry',
      tax: 'food',
      products:
        'Confiture 279, Miel 599, Moutarde 189, Vinaigre 219, Mayonnaise 249, Cornichons 229, Soupe 269, Compote 199',
      variants:
        'De fraises, D’abricots, Aux figues, Bio, À l’ancienne, Douce, Forte, Sans sucres ajoutés',
      sizes: '120 g*0.6, 240 g*1, 370 g*1.4, 650 g*2.2',
    },
    {
      dept: 'Sweets and snacks',
      tax: 'food',
      products:
        'Dark chocolate 229, Milk chocolate 199, Shortbread 249, Oat biscuits 219, Potato crisps 189, Salted peanuts 199, Liquorice 179, Wine gums 169',
      variants: 'Sea salt, Hazelnut, Orange, Original, Caramel, Organic, Mini, Sharing',
      sizes: '40 g*0.4, 100 g*1, 200 g*1.8, 300 g*2.5',
    },
    {
      dept: 'Frozen',
      tax: 'food',
      products:
        'Pizza 349, Gemüsepfanne 299, Pommes frites 229, Rahmspinat 189, Fischstäbchen 329, Vanilleeis 399, Beerenmischung 349, Maultaschen 379',
      variants:
        'Klassisch, Bio, Vegan, Familienpackung, Knusprig, Nach Hausart, Mediterran, Ohne Zusätze',
      sizes: '300 g*0.7, 450 g*1, 750 g*1.5, 1 kg*1.9',
    },
    {
      dept: 'Household',
      tax: 'intermediate',
      products:
        'Waschmittel 599, Colorwaschmittel 649, Weichspüler 299, Wollwaschmittel 399, Fleckensalz 349, Feinwaschmittel 449, Hygienespüler 379, Vorwaschspray 329',
      variants:
        'Sensitiv, Frühlingsfrisch, Öko, Konzentrat, Ohne Duft, Lavendel, Kraft, Für Schwarzes',
      sizes: '500 ml*0.6, 1 l*1, 1.5 l*1.4, 3 l*2.6',
    },
    {
      dept: 'Household',
      tax: 'standard',
      products:
        'Éponges 199, Sacs poubelle 279, Papier essuie-tout 329, Bougies 449, Piles 599, Ampoules 499, Filtres à café 179, Allumettes 119',
      variants: 'Classique, Écologique, Extra, Longue durée, Compact, Résistant, Maxi, Standard',
      sizes: 'x2*0.6, x4*1, x8*1.8, x12*2.5',
    },
    {
      dept: 'Health and baby',
      tax: 'standard',
      products:
        'Shampoo 299, Conditioner 299, Shower gel 229, Hand cream 249, Toothpaste 199, Deodorant 289, Face wash 449, Sun lotion 899',
      variants: 'Sensitive, Aloe, Almond, Fresh, Repair, Kids, Unscented, Daily care',
      sizes: '50 ml*0.5, 100 ml*0.7, 200 ml*1, 400 ml*1.7',
    },
    {
      dept: 'Health and baby',
      tax: 'food',
      products:
        'Babybrei 129, Obstgläschen 119, Folgemilch 1299, Reiswaffeln 179, Getreidebrei 299, Gemüsegläschen 119, Fruchtriegel 149, Babytee 249',
      variants: 'Bio, Apfel, Karotte, Pastinake, Ohne Zucker, Ab 6 Monaten, Ab 8 Monaten, Mild',
      sizes: '90 g*0.6, 125 g*0.8, 190 g*1, 400 g*1.9',
    },
    {
      dept: 'Home and leisure',
      tax: 'reduced',
      products:
        'Roses 799, Tulipes 499, Orchidée 1299, Basilic en pot 249, Lavande 399, Géranium 349, Bulbes 449, Terreau 599',
      variants: 'Rouge, Blanc, Rose, Jaune, Mélange, Mini, Parfumé, De saison',
      sizes: 'S*0.7, M*1, L*1.4, XL*1.9',
    },
    {
      dept: 'Home and leisure',
      tax: 'food',
      products:
        'Roman 1299, Krimi 1199, Kochbuch 1999, Cahier de jeux 499, Bande dessinée 1399, Travel guide 1699, Picture book 1099, Crossword book 399',
      variants:
        'Band 1, Band 2, Édition de poche, Hardcover, Sonderausgabe, Édition illustrée, Paperback, Large print',
      sizes: 'DE*1, FR*1.05, EN*1.1, LU*1.15',
    },
  ],
};
