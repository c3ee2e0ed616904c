import { memo } from 'react';
import { GridList, GridListItem, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { KeyPicture } from '../../shared/ui/key-picture.tsx';
import { HitPrice } from './hit-price.tsx';
import type { Tile, TileGroup } from './tile-groups.ts';
import { say } from '../../shared/words/say.ts';
import { useLanguage } from '../../shared/words/use-language.ts';

/** A word of so many letters fills a tile from edge to edge. */
const LONG_WORD = 16;

type DepartmentTilesProps = {
  groups: TileGroup[];
  at: number;
  onChoose: (at: number) => void;
  onArticle: (article: string) => void;
};

/** The store's own keys and articles without a barcode, one press each. Drawn anew only when they change. */
export const DepartmentTiles = memo(function DepartmentTiles(props: DepartmentTilesProps) {
  useLanguage();
  const { groups, at, onChoose, onArticle } = props;
  return (
    <Tabs
      className="departments"
      selectedKey={groups[at]?.id ?? ''}
      onSelectionChange={(key) => onChoose(groups.findIndex(({ id }) => id === key))}
    >
      <TabList className="department-tabs" aria-label={say('Departments')}>
        {/* By its own name, never by its place: a page that comes from another till moves the others. */}
        {groups.map(({ id, name, hue }) => (
          <Tab key={id} id={id} className={`department-tab ${hueClass(hue)}`}>
            {name}
          </Tab>
        ))}
      </TabList>
      {groups.map((group) => (
        <TabPanel key={group.id} id={group.id} className="department-panel">
          <Tiles group={group} onArticle={onArticle} />
        </TabPanel>
      ))}
    </Tabs>
  );
});

type TilesProps = { group: TileGroup; onArticle: (article: string) => void };

function Tiles({ group, onArticle }: TilesProps) {
  if (group.tiles.length === 0) {
    return (
      <p className="find-empty">
        {say('This page has no keys yet. A manager adds them (More, F5).')}
      </p>
    );
  }
  return (
    <GridList
      className={`tiles ${hueClass(group.hue)}`}
      aria-label={say('Articles of {name}', { name: group.name })}
      layout="grid"
      disallowTypeAhead
      disabledKeys={group.tiles.flatMap(({ hit }, at) => (hit === undefined ? [at] : []))}
      onAction={(key) => {
        const tile = group.tiles[Number(key)];
        if (tile?.hit !== undefined) onArticle(tile.article);
      }}
    >
      {group.tiles.map((tile, at) => (
        <GridListItem
          // One article may have two keys: its place tells them apart.
          key={`${tile.article}-${at}`}
          id={at}
          textValue={tile.label}
          className={`tile ${hueClass(tile.hue)}`}
        >
          <TileFace tile={tile} />
        </GridListItem>
      ))}
    </GridList>
  );
}

function TileFace({ tile: { label, picture, hit } }: { tile: Tile }) {
  return (
    <>
      <span className="tile-name" data-long={hasLongWord(label) || undefined}>
        {label}
      </span>
      <span className="tile-price">
        {hit === undefined ? say('Not sold here') : <HitPrice hit={hit} />}
        <KeyPicture name={picture} />
      </span>
    </>
  );
}

function hueClass(hue: number | undefined): string {
  return hue === undefined ? '' : `hue-${hue}`;
}

function hasLongWord(name: string): boolean {
  return name.split(/[\s-]+/).some((word) => word.length >= LONG_WORD);
}
