import type { Customer } from '../../../src/contracts/datasets.ts';
import { gtinCheckDigit } from '../../../src/domain/gtin.ts';
import { pickOne } from '../../../src/sync/testing/seeded-random.ts';

const FIRST = [
  'Anna',
  'Anouk',
  'Ben',
  'Carla',
  'Chloé',
  'Claire',
  'David',
  'Elena',
  'Émile',
  'Eva',
  'Félix',
  'Grace',
  'Inês',
  'Jean',
  'João',
  'Jonas',
  'Julie',
  'Kim',
  'Lara',
  'Léa',
  'Liam',
  'Luc',
  'Marc',
  'Marie',
  'Mia',
  'Nico',
  'Noah',
  'Paul',
  'René',
  'Sophie',
  'Thérèse',
  'Tom',
  'Yann',
  'Zoé',
];
const LAST = [
  'Alvarez',
  'Bauer',
  'Becker',
  'Braun',
  'Carvalho',
  'Clément',
  'Da Silva',
  'Dupont',
  'Faber',
  'Ferreira',
  'Fischer',
  'Garnier',
  'Hoffmann',
  'Jäger',
  'Klein',
  'König',
  'Krämer',
  'Lefèvre',
  'Lopes',
  'Majerus',
  'Martin',
  'Müller',
  'Nguyen',
  'Pereira',
  'Reuter',
  'Schäfer',
  'Schmit',
  'Schröder',
  'Steffen',
  'Theisen',
  'Thill',
  'Wagner',
  'Weber',
  'Welter',
  'Weiß',
  'Ziegler',
];
const PLACES = [
  'Bettembourg',
  'Diekirch',
  'Differdange',
  'Dudelange',
  'Echternach',
  'Esch-sur-Alzette',
  'Ettelbruck',
  'Grevenmacher',
  'Käerjeng',
  'Luxembourg',
  'Mamer',
  'Mersch',
  'Pétange',
  'Remich',
  'Vianden',
  'Wiltz',
];
const PREFIX = '295';
const FIGURES = 9;

export type SeedMember = { number: string; customer: Customer };

/** Made-up members of the demo's club, numbered from 1; one seed makes the same people everywhere. */
export function makeMembers(count: number, random: () => number): SeedMember[] {
  return Array.from({ length: count }, (_, at) => {
    const figures = `${PREFIX}${String(at + 1).padStart(FIGURES, '0')}`;
    const name = `${pickOne(random, FIRST)} ${pickOne(random, LAST)}`;
    const number = `${figures}${gtinCheckDigit(figures)}`;
    return { number, customer: { name, place: pickOne(random, PLACES) } };
  });
}
