import type { Lendable } from '../lent.ts';
import { widened } from '../widened.ts';
import { createLabelTable } from './label-table.ts';
import { sameLabels } from './labels.ts';
import { createOwners, type OwnersState } from './owners.ts';
import { createSeriesPacker, type PackedSeries, unpackSeries } from './packed-series.ts';
import type { Labels, SeriesRef } from './types.ts';

export interface RegistryOptions {
  readonly watch: string;
  /** Each group becomes one series a quantile; empty: one series. */
  readonly quantiles: readonly number[];
  /** Series at most; what comes after goes to one group with the label `overflow="true"`; the lane counts it. */
  readonly maxSeries: number;
  /** Whether so many more may be started, of whatever watch, for the token that is named; default: yes. */
  readonly mayStart?: MayStart;
  /** Gives process-wide unique series ids, each larger than the one before. */
  readonly nextId: () => number;
}

/** @param token of a sender whose series are limited */
export type MayStart = (series: number, token: string | undefined) => boolean;

export interface RegistryState {
  readonly series: PackedSeries;
  /** By row: 1 is live. */
  readonly live: Uint8Array;
  /** Absent in what was saved before senders could be limited. */
  readonly owners?: OwnersState;
}

/** As checkpoints had it while series were a list of objects, with the rows that are not live. */
export interface RegistryStateOfRefs extends Pick<RegistryState, 'owners'> {
  readonly refs: readonly SeriesRef[];
  readonly retired: readonly number[];
}

export const OVERFLOW_LABELS: Labels = Object.freeze({ overflow: 'true' });
const QUANTILE = 'quantile';
/** Label objects that are remembered beyond one a group: senders whose objects are new each time must not fill memory. */
const SPARE_OBJECTS = 1024;

/**
 * The series of one watch. Contributions come by **group** (the labels of the group-by); a group is one series, or one a
 * quantile. Groups are numbered as they come; a group's series stand at rows `group · width` and on, which is where their
 * learned state stands in every column. Rows are dense and never reused while the process lives.
 *
 * A row is **live** from the first closed step that has a value for it until it is retired.
 */
export function createRegistry({ watch, quantiles, maxSeries, nextId, mayStart = () => true }: RegistryOptions) {
  const width = Math.max(1, quantiles.length);
  const groups = createLabelTable(isGroup);
  /** The left side gives the same object for the same group each time: no key needs to be made of it. */
  const byObject = new Map<Labels, number>();
  /** The object that was seen last of each group. */
  const objects: (Labels | undefined)[] = [];
  /** The group that was found last. */
  let latest = 0;
  const refs: SeriesRef[] = [];
  const packer = createSeriesPacker();
  let live = new Uint8Array(0);
  const owners = createOwners(width);
  let version = 0;

  /** The group of these labels, made when new; −1 when it is new and there is no room. */
  function groupOf(labels: Labels, token?: string): number {
    // Who sends tells of the same series in the same order, of each in one step or two: nearly all are found here, with
    // what stands beside it in memory.
    if (objects[latest] === labels) return latest;
    if (objects[latest + 1] === labels) return ++latest;
    const group = lookUp(labels, token);
    if (group < 0) return group;
    while (objects.length <= group) objects.push(undefined);
    objects[(latest = group)] = labels;
    return group;
  }

  function lookUp(labels: Labels, token?: string): number {
    const remembered = byObject.get(labels);
    if (remembered !== undefined) return remembered;
    const known = groups.find(labels);
    const group = known >= 0 || !fits(token) ? known : add(labels, token);
    if (group >= 0) {
      if (byObject.size >= 2 * groups.size() + SPARE_OBJECTS) byObject.clear();
      byObject.set(labels, group);
    }
    return group;
  }

  /** The first group of a watch always does, as far as it alone is asked. */
  const fits = (token: string | undefined): boolean =>
    (refs.length === 0 || refs.length + width <= maxSeries) && mayStart(width, token);

  /** Whether these are a group's labels: those of its first series, without the quantile. */
  function isGroup(labels: Labels, group: number): boolean {
    return sameLabels(labels, groupLabelsOf(refs[group * width]!.labels));
  }

  function add(labels: Labels, token?: string): number {
    // The sender's own object, which `byObject` holds anyway.
    if (quantiles.length === 0) push({ id: nextId(), watch, labels: Object.freeze(labels) });
    for (const quantile of quantiles) {
      push({ id: nextId(), watch, labels: Object.freeze({ ...labels, [QUANTILE]: String(quantile) }) });
    }
    const group = groups.add(labels);
    if (token !== undefined) owners.started(group, token);
    return group;
  }

  function push(ref: SeriesRef): void {
    if (refs.length >= live.length) live = widened(live, Math.max(16, live.length * 2));
    refs.push(ref);
    packer.push(ref);
  }

  function setLive(row: number, value: 0 | 1): void {
    if (live[row] === value) return;
    live[row] = value;
    version++;
  }

  /** Group and place within it; −1 where it is none of them. */
  function find(labels: Labels): number {
    if (quantiles.length === 0) return groups.find(labels);
    const group = groups.find(groupLabelsOf(labels));
    const place = quantiles.findIndex((one) => String(one) === labels[QUANTILE]);
    return group < 0 || place < 0 ? -1 : group * width + place;
  }

  function groupLabelsOf(labels: Labels): Labels {
    if (quantiles.length === 0) return labels;
    const { [QUANTILE]: _quantile, ...rest } = labels;
    return rest;
  }

  /** Ids grow with rows. */
  function rowOfId(id: number): number {
    let from = 0;
    let to = refs.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (refs[middle]!.id < id) from = middle + 1;
      else to = middle;
    }
    return refs[from]?.id === id ? from : -1;
  }

  const lives = () => ({ live: live.slice(0, refs.length), owners: owners.snapshot() });

  return {
    width,
    groupOf,
    /** Where contributions go for which there is no room: those of a token that is limited to a series of its own. */
    overflowGroup(token?: string): number {
      const labels = token === undefined ? OVERFLOW_LABELS : { ...OVERFLOW_LABELS, token };
      const known = groups.find(labels);
      return known >= 0 ? known : add(labels);
    },
    /** Series that this token started and that are followed. */
    countOf: owners.countOf,
    /** The row of these labels, `quantile` among them; −1 when there is none. */
    find,
    /** −1 when the id is of another watch. */
    rowOfId,
    ref: (row: number): SeriesRef => refs[row]!,
    rowsOf: (group: number): number[] => Array.from({ length: width }, (_, place) => group * width + place),
    /** Rows in use, those that are not live included. */
    size: () => refs.length,
    /** A closed step has something of this group. */
    revive(group: number): void {
      for (let row = group * width; row < (group + 1) * width; row++) {
        owners.revived(row);
        setLive(row, 1);
      }
    },
    /** The series is gone: it is left out of steps until it reports again. */
    retire(row: number): void {
      owners.retired(row);
      setLive(row, 0);
    },
    isLive: (row: number): boolean => live[row] === 1,
    /** Changes whenever a row becomes live or is retired. */
    version: () => version,
    live: (): SeriesRef[] => refs.filter((_ref, row) => live[row] === 1),
    snapshot: (): RegistryState => ({ series: packer.snapshot(), ...lives() }),
    /** For a checkpoint that is written while series come and go. */
    lend: (): Lendable<RegistryState> => ({ series: packer.lend(), ...lives() }),
    /**
     * Only on an empty registry.
     *
     * @returns false, and changes nothing, where the rows are not whole groups of these quantiles
     */
    restore(state: RegistryState | RegistryStateOfRefs): boolean {
      const saved = 'refs' in state ? state.refs : unpackSeries(watch, state.series);
      const groupLabels: Labels[] = [];
      for (let row = 0; row < saved.length; row++) {
        const labels = groupLabelsOf(saved[row]!.labels);
        const place = row % width;
        if (place === 0) groupLabels.push(labels);
        else if (!sameLabels(labels, groupLabels.at(-1)!)) return false;
        if (quantiles.length > 0 && saved[row]!.labels[QUANTILE] !== String(quantiles[place])) return false;
      }
      if (saved.length % width !== 0) return false;
      saved.forEach(push);
      groupLabels.forEach(groups.add);
      if ('refs' in state) {
        live.fill(1, 0, saved.length);
        for (const row of state.retired) live[row] = 0;
      } else live.set(state.live);
      if (state.owners !== undefined) owners.restore(state.owners);
      version++;
      return true;
    },
  };
}

export type Registry = ReturnType<typeof createRegistry>;
