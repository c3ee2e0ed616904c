import { Type, type Static } from 'typebox';
import { BusinessDate, Ms, SeqOrZero } from './ids.ts';
import { DayPictures } from './day-pictures.ts';
import { StoreClosedBody } from './store-close.ts';
import { StoreDayAnswer } from './store-day.ts';

/** What head office's console and its site tell each other; the site that served the page answers. */

const StoreNo = Type.String({ pattern: '^[0-9]{4}$' });

/** What a browser takes of a cookie, 4,096 bytes, holds so many with room to spare. */
export const MOST_STORES = 250;

/** `it`: the whole region. `manager`: the stores named, and nothing of any other. */
export const ConsoleRole = Type.Union([Type.Literal('it'), Type.Literal('manager')]);
export type ConsoleRole = Static<typeof ConsoleRole>;

/** Why a sign-in led back to the console's door: `?refused=` of its address. */
export const SIGN_IN_REFUSED = [
  'again',
  'no-right',
  'not-set-up',
  'provider-away',
  'too-many-stores',
] as const;
export type SignInRefused = (typeof SIGN_IN_REFUSED)[number];

/** Who is signed in, as the region's identity provider says. */
export const ConsoleMe = Type.Object({
  subject: Type.String({ minLength: 1, maxLength: 100 }),
  name: Type.String({ maxLength: 100 }),
  role: ConsoleRole,
  /** Empty of `it`, who sees all. */
  stores: Type.Array(StoreNo, { maxItems: MOST_STORES }),
  /** When the sign-in ends, ms since 1970. */
  expires_ms: Ms,
});
export type ConsoleMe = Static<typeof ConsoleMe>;

export const ConsoleSite = Type.Object({
  region: Type.String(),
  site: Type.String(),
  me: ConsoleMe,
});
export type ConsoleSite = Static<typeof ConsoleSite>;

const MaybeCount = Type.Union([SeqOrZero, Type.Null()]);

/** One till as this site last heard of it. `null`: it never told. */
export const FleetTill = Type.Object({
  store: StoreNo,
  till: Type.String(),
  build: Type.Union([Type.String(), Type.Null()]),
  /** Since this site last heard of it, ms; null: only ops of it came, over the other site. */
  silent_ms: MaybeCount,
  waiting: MaybeCount,
  /** Age of the oldest op that waits, as the till said, ms. */
  oldest_ms: MaybeCount,
  parked: MaybeCount,
  /** Ops here and not yet at the other site. */
  behind: SeqOrZero,
  streams: SeqOrZero,
  forked: Type.Boolean(),
  last_cashier: Type.Union([Type.String(), Type.Null()]),
  /** Since it last asked this site for its build, ms; null: never, as tills in a browser of before. */
  build_asked_ms: MaybeCount,
  /** The last build that it came back from by itself. */
  build_failed: Type.Union([Type.String(), Type.Null()]),
  /** Why it came back from it, `crash`, `hang`, or `damaged` on its own disk. */
  build_why: Type.Union([Type.String(), Type.Null()]),
  /** What it was last told to run and does not take. */
  build_refused: Type.Union([Type.String(), Type.Null()]),
  /**
   * The set of app servers that it uses, what was the set's to answer in this life of the till, and what
   * of it the champion answered. Null: the champion, as far as it told.
   */
  back_end: Type.Union([
    Type.Object({
      set: Type.String(),
      asked: SeqOrZero,
      fell_back: SeqOrZero,
    }),
    Type.Null(),
  ]),
  /**
   * `not-asking`: it is heard, and has not asked for its build for more than a day. `no-room`: it fetched
   * the build that it was told and could not keep it.
   */
  alerts: Type.Array(
    Type.Union([
      Type.Literal('set-aside'),
      Type.Literal('waiting'),
      Type.Literal('silent'),
      Type.Literal('not-asking'),
      Type.Literal('no-room'),
    ]),
  ),
});
export type FleetTill = Static<typeof FleetTill>;

/** Answer of `GET /console/api/fleet`: every till that the asker may see, by store and number. */
export const FleetAnswer = Type.Object({ server_ms: Ms, tills: Type.Array(FleetTill) });
export type FleetAnswer = Static<typeof FleetAnswer>;

/** Answer of `GET /console/api/stores/{store}/days/{day}`. */
export const ConsoleDay = Type.Object({
  day: StoreDayAnswer,
  store_name: Type.String(),
  /** None where nothing was sold and no Z is here. */
  pictures: Type.Array(DayPictures),
});
export type ConsoleDay = Static<typeof ConsoleDay>;

/** The business day that it is in the store now, by the clock of its place: not by the asker's. */
export const ConsoleToday = Type.Object({ day: BusinessDate });
export type ConsoleToday = Static<typeof ConsoleToday>;

/** Body of `POST /console/api/stores/{store}/days/{day}/close`. */
export const CloseDayAsk = Type.Object({
  /** Made by the page: asking twice closes once. */
  close_id: Type.String({ pattern: '^[0-9a-f-]{36}$' }),
  /** Tills the asker was shown as missing; where others are missing by now the close is refused. */
  missing: StoreClosedBody.properties.missing,
  /** How many closes of the day the asker was shown; where there are more by now they look first. */
  closes: SeqOrZero,
  note: StoreClosedBody.properties.note,
});
export type CloseDayAsk = Static<typeof CloseDayAsk>;

export const ConsoleStorePath = Type.Object({ store: StoreNo });
export type ConsoleStorePath = Static<typeof ConsoleStorePath>;

export const ConsoleDayPath = Type.Object({ store: StoreNo, day: BusinessDate });
export type ConsoleDayPath = Static<typeof ConsoleDayPath>;
