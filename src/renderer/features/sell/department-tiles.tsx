import { memo } from 'react';
import { GridList, GridListItem, Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import type { ArticleHit } from '../../shared/till-api.ts';
import { HitPrice } from './hit-price.tsx';
import type { Department } from './use-departments.ts';

/** As many hues as the tokens have; departments take them in turn. */
const HUES = 8;
/** A word of so many letters fills a tile from edge to edge. */
const LONG_WORD = 16;

type DepartmentTilesProps = {
  departments: Department[];
  at: number;
  onChoose: (at: number) => void;
  onArticle: (article: string) => void;
};

/** Articles without a barcode, one press each. Drawn anew only when departments change. */
export const DepartmentTiles = memo(function DepartmentTiles(props: DepartmentTilesProps) {
  const { departments, at, onChoose, onArticle } = props;
  return (
    <Tabs
      className="departments"
      selectedKey={String(at)}
      onSelectionChange={(key) => onChoose(Number(key))}
    >
      <TabList className="department-tabs" aria-label="Departments">
        {departments.map(({ name }, index) => (
          <Tab key={name} id={String(index)} className={`department-tab ${hueOf(index)}`}>
            {name}
          </Tab>
        ))}
      </TabList>
      {departments.map(({ name, articles }, index) => (
        <TabPanel key={name} id={String(index)} className="department-panel">
          <Tiles name={name} articles={articles} hue={hueOf(index)} onArticle={onArticle} />
        </TabPanel>
      ))}
    </Tabs>
  );
});

type TilesProps = {
  name: string;
  articles: ArticleHit[];
  hue: string;
  onArticle: (article: string) => void;
};

function Tiles({ name, articles, hue, onArticle }: TilesProps) {
  return (
    <GridList
      className={`tiles ${hue}`}
      aria-label={`Articles of ${name}`}
      layout="grid"
      disallowTypeAhead
      onAction={(key) => onArticle(String(key))}
    >
      {articles.map((article) => (
        <GridListItem
          key={article.article}
          id={article.article}
          textValue={article.name}
          className="tile"
        >
          <span className="tile-name" data-long={hasLongWord(article.name) || undefined}>
            {article.name}
          </span>
          <span className="tile-price">
            <HitPrice hit={article} />
          </span>
        </GridListItem>
      ))}
    </GridList>
  );
}

/** Tab and tiles of a department share one colour; the name says the same without it. */
function hueOf(index: number): string {
  return `hue-${(index % HUES) + 1}`;
}

function hasLongWord(name: string): boolean {
  return name.split(/[\s-]+/).some((word) => word.length >= LONG_WORD);
}
