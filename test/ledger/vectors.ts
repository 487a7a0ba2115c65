/**
 * The published vectors, as they lie in `vectors/`.
 */
import { readFileSync } from 'node:fs';

interface Proved {
  readonly name: string;
  readonly proof: readonly string[];
  readonly wantErr: boolean;
}
interface Inclusion extends Proved {
  readonly leafIdx: number;
  readonly treeSize: number;
  readonly root: string | null;
  readonly leafHash: string | null;
}
interface Consistency extends Proved {
  readonly size1: number;
  readonly size2: number;
  readonly root1: string | null;
  readonly root2: string | null;
}
type JcsName = 'arrays' | 'french' | 'structures' | 'unicode' | 'values' | 'weird';

export const vectors = {
  merkle: read('merkle') as {
    readonly inclusion: readonly Inclusion[];
    readonly consistency: readonly Consistency[];
  },
  jcs: read('jcs') as Readonly<Record<JcsName, { readonly input: string; readonly output: string }>>,
};

function read(name: string): unknown {
  return JSON.parse(readFileSync(new URL(`vectors/${name}.json`, import.meta.url), 'utf8'));
}
