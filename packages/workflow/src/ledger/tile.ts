/**
 * Tiles: the tree cut into files of at most 256 hashes, so that a log can be mirrored by copying files
 * (C2SP tlog-tiles v0.1.0). The tile of `level` l and `index` n holds the hashes of the complete subtrees of
 * 256^l leaves from number 256 n on.
 */
import type { NodeCoordinate } from './tree.ts';

export const tileWidth = 256;
const tileHeight = 8;
const maxLevel = 63;

export interface Tile {
  readonly level: number;
  readonly index: number;
  /** Number of its hashes: 256, or fewer at the right edge of the tree. */
  readonly width: number;
}

/** `0/x001/234`, with `.p/17` behind it for a tile of 17 hashes. */
export function tilePath({ level, index, width }: Tile): string {
  const groups = [String(index % 1000).padStart(3, '0')];
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  }
  return `${level}/${groups.join('/')}${width < tileWidth ? `.p/${width}` : ''}`;
}

/** null: not the path of a tile. Each tile has one path. */
export function parseTilePath(path: string): Tile | null {
  const [, level, groups, width] =
    /^(\d{1,2})\/((?:x\d{3}\/){0,4}\d{3})(?:\.p\/(\d{1,3}))?$/.exec(path) ?? [];
  if (level === undefined || groups === undefined) return null;
  const tile = {
    level: Number(level),
    index: Number(groups.replaceAll(/[x/]/g, '')),
    width: width === undefined ? tileWidth : Number(width),
  };
  const fits = tile.level <= maxLevel && tile.width >= 1 && (width === undefined || tile.width < tileWidth);
  return fits && tilePath(tile) === path ? tile : null;
}

/** How many hashes the tile has in a tree of `size` leaves; 0 when it has none yet. */
export function widthIn(size: number, { level, index }: Pick<Tile, 'level' | 'index'>): number {
  const complete = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, complete - index * tileWidth));
}

/** The hashes of a tile, as the nodes of the tree that they are: one level, `width` of them, side by side. */
export function firstNodeOf({ level, index }: Tile): NodeCoordinate {
  return { level: level * tileHeight, index: index * tileWidth };
}
