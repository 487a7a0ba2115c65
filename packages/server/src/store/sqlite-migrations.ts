/**
 * How the tables of the embedded database came about, step by step. A step that was released is never changed:
 * what is to be different is a new step at the end.
 */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

/** Step 1 is the first of the list. */
export const sqliteMigrations: readonly Migration[] = [
  {
    name: 'agreements, rooms and people',
    sql: `
      CREATE TABLE agreements (
        id TEXT PRIMARY KEY NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        opened_at TEXT NOT NULL,
        changed_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE events (
        agreement TEXT NOT NULL REFERENCES agreements (id),
        version INTEGER NOT NULL CHECK (version > 0),
        at TEXT NOT NULL,
        by_person TEXT,
        event TEXT NOT NULL,
        PRIMARY KEY (agreement, version)
      ) STRICT;

      CREATE TABLE import_reports (
        agreement TEXT PRIMARY KEY NOT NULL REFERENCES agreements (id),
        report TEXT NOT NULL
      ) STRICT;

      CREATE TABLE sources (
        agreement TEXT PRIMARY KEY NOT NULL REFERENCES agreements (id),
        sha256 TEXT NOT NULL,
        bytes BLOB NOT NULL
      ) STRICT;

      CREATE TABLE rooms (
        id TEXT PRIMARY KEY NOT NULL,
        agreement TEXT NOT NULL REFERENCES agreements (id),
        seq INTEGER NOT NULL CHECK (seq >= 0)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX rooms_of_agreement ON rooms (agreement);

      CREATE TABLE updates (
        room TEXT NOT NULL REFERENCES rooms (id),
        seq INTEGER NOT NULL CHECK (seq > 0),
        bytes BLOB NOT NULL,
        person TEXT,
        at TEXT NOT NULL,
        PRIMARY KEY (room, seq)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE snapshots (
        room TEXT PRIMARY KEY NOT NULL REFERENCES rooms (id),
        seq INTEGER NOT NULL CHECK (seq > 0),
        state BLOB NOT NULL
      ) STRICT;

      CREATE TABLE leases (
        room TEXT NOT NULL REFERENCES rooms (id),
        client INTEGER NOT NULL,
        person TEXT,
        PRIMARY KEY (room, client)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE projections (
        room TEXT PRIMARY KEY NOT NULL REFERENCES rooms (id),
        seq INTEGER NOT NULL,
        json TEXT NOT NULL
      ) STRICT;

      CREATE TABLE persons (
        id TEXT PRIMARY KEY NOT NULL,
        name TEXT NOT NULL,
        convener INTEGER NOT NULL CHECK (convener IN (0, 1)),
        subject TEXT UNIQUE
      ) STRICT;

      CREATE TABLE sessions (
        token_hash TEXT PRIMARY KEY NOT NULL,
        person TEXT NOT NULL,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX sessions_by_expiry ON sessions (expires_at);

      CREATE TABLE sightings (
        person TEXT PRIMARY KEY NOT NULL,
        at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE invitations (
        id TEXT PRIMARY KEY NOT NULL,
        token_hash TEXT NOT NULL UNIQUE,
        agreement TEXT,
        name TEXT NOT NULL,
        capacity TEXT,
        created_by TEXT,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        accepted_at TEXT
      ) STRICT;
      CREATE INDEX invitations_of_agreement ON invitations (agreement);
    `,
  },
  {
    name: 'histories of rooms',
    sql: `
      CREATE TABLE histories (
        room TEXT PRIMARY KEY NOT NULL REFERENCES rooms (id),
        seq INTEGER NOT NULL CHECK (seq > 0),
        bytes BLOB NOT NULL
      ) STRICT;
    `,
  },
  {
    // Clauses that are parked, and those that were deleted while they were, stay frozen.
    name: 'frozen rooms',
    sql: `
      ALTER TABLE rooms ADD COLUMN frozen INTEGER NOT NULL DEFAULT 0 CHECK (frozen IN (0, 1));
      UPDATE rooms SET frozen = 1 WHERE (
        SELECT event ->> '$.type' FROM events
        WHERE events.agreement = rooms.agreement
          AND event ->> '$.clause' = rooms.id
          AND event ->> '$.type' IN ('clause-parked', 'clause-taken-up')
        ORDER BY version DESC LIMIT 1
      ) = 'clause-parked';
    `,
  },
  {
    name: 'texts of decisions, visits',
    sql: `
      CREATE TABLE texts (
        agreement TEXT NOT NULL REFERENCES agreements (id),
        hash TEXT NOT NULL,
        canonical TEXT NOT NULL,
        PRIMARY KEY (agreement, hash)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE visits (
        person TEXT NOT NULL,
        agreement TEXT NOT NULL,
        version INTEGER NOT NULL CHECK (version > 0),
        PRIMARY KEY (person, agreement)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'ledgers',
    sql: `
      CREATE TABLE ledgers (
        agreement TEXT PRIMARY KEY NOT NULL REFERENCES agreements (id),
        size INTEGER NOT NULL CHECK (size > 0),
        frontier BLOB NOT NULL,
        pseudonym_key BLOB NOT NULL
      ) STRICT;

      CREATE TABLE ledger_salts (
        agreement TEXT NOT NULL REFERENCES agreements (id),
        version INTEGER NOT NULL CHECK (version > 0),
        salt BLOB NOT NULL,
        PRIMARY KEY (agreement, version)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE ledger_nodes (
        agreement TEXT NOT NULL REFERENCES agreements (id),
        level INTEGER NOT NULL CHECK (level >= 0),
        place INTEGER NOT NULL CHECK (place >= 0),
        hash BLOB NOT NULL,
        PRIMARY KEY (agreement, level, place)
      ) STRICT, WITHOUT ROWID;
    `,
  },
  {
    name: 'comments',
    sql: `
      CREATE TABLE comment_streams (
        agreement TEXT PRIMARY KEY NOT NULL REFERENCES agreements (id),
        version INTEGER NOT NULL CHECK (version >= 0),
        secret BLOB NOT NULL
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE comment_events (
        agreement TEXT NOT NULL REFERENCES comment_streams (agreement),
        version INTEGER NOT NULL CHECK (version > 0),
        at TEXT NOT NULL,
        by_person TEXT,
        event TEXT NOT NULL,
        PRIMARY KEY (agreement, version)
      ) STRICT;
    `,
  },
  {
    name: 'proposals',
    sql: `
      CREATE TABLE proposal_streams (
        agreement TEXT PRIMARY KEY NOT NULL REFERENCES agreements (id),
        version INTEGER NOT NULL CHECK (version >= 0)
      ) STRICT, WITHOUT ROWID;

      CREATE TABLE proposal_events (
        agreement TEXT NOT NULL REFERENCES proposal_streams (agreement),
        version INTEGER NOT NULL CHECK (version > 0),
        at TEXT NOT NULL,
        by_person TEXT NOT NULL,
        event TEXT NOT NULL,
        PRIMARY KEY (agreement, version)
      ) STRICT;

      CREATE TABLE proposal_texts (
        agreement TEXT NOT NULL REFERENCES proposal_streams (agreement),
        hash TEXT NOT NULL,
        canonical TEXT NOT NULL,
        PRIMARY KEY (agreement, hash)
      ) STRICT;
    `,
  },
];
