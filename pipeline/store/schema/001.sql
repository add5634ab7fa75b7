-- vankho store, schema 1. docs/STORE.md explains tables, columns and views; the views are what outside tools may rely on.
-- Lists that are only ever read as a whole are JSON. Decimals are exact TEXT, with a REAL beside them for sorting.
-- Columns *_key hold NameKey(...) of the column without _key.

CREATE TABLE documents (
  id INTEGER PRIMARY KEY,
  sha256 TEXT NOT NULL UNIQUE CHECK (length(sha256) = 64),
  file_name TEXT NOT NULL,
  media_type TEXT NOT NULL,
  size INTEGER NOT NULL,
  page_count INTEGER NOT NULL,
  added_at TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('complete', 'partial')),
  damage TEXT NOT NULL,
  type TEXT,
  number TEXT,
  number_key TEXT,
  issuer TEXT,
  issuer_key TEXT,
  issued_place TEXT,
  issued_date TEXT,
  issued_year INTEGER GENERATED ALWAYS AS (CAST(substr(issued_date, 1, 4) AS INTEGER)) VIRTUAL,
  title TEXT,
  title_key TEXT,
  -- all NULL where there is no signature; '' where a part of it is not printed
  signer_name TEXT,
  signer_title TEXT,
  signer_mode TEXT,
  signer_on_behalf_of TEXT,
  header_confidence REAL NOT NULL
) STRICT;
CREATE INDEX documents_number ON documents (number_key);
CREATE INDEX documents_issued ON documents (issued_date);

CREATE TABLE recipients (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE provenance (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (document_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE pages (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  number INTEGER NOT NULL,
  width_pt REAL NOT NULL,
  height_pt REAL NOT NULL,
  origin TEXT NOT NULL,
  reason TEXT NOT NULL,
  engine TEXT NOT NULL,
  turned_degrees INTEGER NOT NULL,
  skew_degrees REAL NOT NULL,
  confidence REAL NOT NULL,
  grids TEXT NOT NULL,
  PRIMARY KEY (document_id, number)
) STRICT, WITHOUT ROWID;

-- One printed line: what was seen and what it was restored to. `position` counts from 0 over the document.
CREATE TABLE lines (
  document_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  page INTEGER NOT NULL,
  number INTEGER NOT NULL,
  class TEXT NOT NULL,
  seen_text TEXT NOT NULL,
  text TEXT NOT NULL,
  confidence REAL NOT NULL,
  x0 REAL NOT NULL,
  y0 REAL NOT NULL,
  x1 REAL NOT NULL,
  y1 REAL NOT NULL,
  words TEXT NOT NULL,      -- [[text, confidence, x0, y0, x1, y1, [[alternative, confidence], ...]?], ...]
  alignment TEXT NOT NULL,  -- [new size, old size, ...] piece by piece; [] is the identity
  edits TEXT NOT NULL,      -- [[seen begin, seen end, restored begin, restored end, reason, confidence, [[rival, confidence], ...]], ...]
  PRIMARY KEY (document_id, position),
  FOREIGN KEY (document_id, page) REFERENCES pages (document_id, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX lines_page ON lines (document_id, page);

CREATE TABLE diagnostics (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  of_page INTEGER,  -- the page that reported it; NULL: the document
  code TEXT NOT NULL,
  message TEXT NOT NULL,
  page INTEGER,
  line INTEGER,
  PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

-- Structure. Byte offsets count in the lines' texts joined by newlines.
CREATE TABLE zones (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  span_begin INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE sections (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  parent INTEGER,
  level INTEGER NOT NULL,
  label TEXT NOT NULL,
  heading TEXT NOT NULL,
  page INTEGER NOT NULL,
  heading_begin INTEGER NOT NULL,
  heading_end INTEGER NOT NULL,
  body_begin INTEGER NOT NULL,
  body_end INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE tables (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  span_begin INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  row_count INTEGER NOT NULL,
  column_count INTEGER NOT NULL,
  header_rows INTEGER NOT NULL,
  cells TEXT NOT NULL,
  PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE abbreviations (
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  abbreviation TEXT NOT NULL,
  expansion TEXT NOT NULL,
  span_begin INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  PRIMARY KEY (document_id, ordinal)
) STRICT, WITHOUT ROWID;

-- What full-text search finds: the paragraphs (`paragraph` is their place in the document) and the lines outside them.
CREATE TABLE passages (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  paragraph INTEGER,
  zone TEXT,
  section INTEGER,
  page INTEGER NOT NULL,
  line_numbers TEXT NOT NULL,
  span_begin INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  pieces TEXT NOT NULL,
  text TEXT NOT NULL,
  tones TEXT NOT NULL,  -- MatchKey(text): lower case, one way of placing tones
  bare TEXT NOT NULL,   -- BareKey(text): without diacritics
  UNIQUE (document_id, ordinal)
) STRICT;

CREATE VIRTUAL TABLE passages_tones USING fts5 (
  tones, content = 'passages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE VIRTUAL TABLE passages_bare USING fts5 (
  bare, content = 'passages', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TRIGGER passages_insert AFTER INSERT ON passages BEGIN
  INSERT INTO passages_tones (rowid, tones) VALUES (new.id, new.tones);
  INSERT INTO passages_bare (rowid, bare) VALUES (new.id, new.bare);
END;
CREATE TRIGGER passages_delete AFTER DELETE ON passages BEGIN
  INSERT INTO passages_tones (passages_tones, rowid, tones) VALUES ('delete', old.id, old.tones);
  INSERT INTO passages_bare (passages_bare, rowid, bare) VALUES ('delete', old.id, old.bare);
END;
CREATE TRIGGER passages_update AFTER UPDATE OF tones, bare ON passages BEGIN
  INSERT INTO passages_tones (passages_tones, rowid, tones) VALUES ('delete', old.id, old.tones);
  INSERT INTO passages_bare (passages_bare, rowid, bare) VALUES ('delete', old.id, old.bare);
  INSERT INTO passages_tones (rowid, tones) VALUES (new.id, new.tones);
  INSERT INTO passages_bare (rowid, bare) VALUES (new.id, new.bare);
END;

-- Records. What all kinds share stands here, with the printed words behind it.
CREATE TABLE records (
  id INTEGER PRIMARY KEY,
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('reference', 'criterion', 'target', 'deadline', 'assignment', 'rating_band')),
  ordinal INTEGER NOT NULL,
  confidence REAL NOT NULL,
  flags TEXT NOT NULL,  -- ["sum-mismatch", ...]
  page INTEGER NOT NULL,
  line_numbers TEXT NOT NULL,
  boxes TEXT NOT NULL,  -- [[x0, y0, x1, y1], ...]
  text TEXT NOT NULL,
  ocr_text TEXT NOT NULL,
  rule TEXT NOT NULL,
  spans TEXT NOT NULL,         -- [[begin, end], ...]
  derivation TEXT NOT NULL,    -- Evidence::rule
  UNIQUE (document_id, kind, ordinal)
) STRICT;

-- The agencies of a record, in order. An assignment has one. Deadlines give no roles.
CREATE TABLE record_agencies (
  record_id INTEGER NOT NULL REFERENCES records ON DELETE CASCADE,
  ordinal INTEGER NOT NULL,
  name TEXT NOT NULL,
  name_key TEXT NOT NULL,
  role TEXT CHECK (role IN ('lead', 'coordinate', 'advise', 'implement', 'receive')),
  PRIMARY KEY (record_id, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX record_agencies_name ON record_agencies (name_key);

CREATE TABLE document_references (
  record_id INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  type TEXT,
  number TEXT,
  number_key TEXT,
  date TEXT,
  issuer TEXT,
  role TEXT NOT NULL CHECK (role IN ('basis', 'mention'))
) STRICT;
CREATE INDEX document_references_number ON document_references (number_key);

CREATE TABLE criteria (
  record_id INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  source TEXT NOT NULL CHECK (source IN ('body', 'annex')),
  index_name TEXT,
  index_key TEXT,
  code TEXT,
  name TEXT,
  max_score TEXT,
  score TEXT,
  score_year INTEGER,
  target_score TEXT,
  target_year INTEGER,
  delta TEXT,
  max_score_real REAL GENERATED ALWAYS AS (CAST(max_score AS REAL)) VIRTUAL,
  score_real REAL GENERATED ALWAYS AS (CAST(score AS REAL)) VIRTUAL,
  target_score_real REAL GENERATED ALWAYS AS (CAST(target_score AS REAL)) VIRTUAL,
  delta_real REAL GENERATED ALWAYS AS (CAST(delta AS REAL)) VIRTUAL
) STRICT;
CREATE INDEX criteria_index ON criteria (index_key);

CREATE TABLE targets (
  record_id INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  subject TEXT,
  comparator TEXT,
  value TEXT,
  value_to TEXT,
  unit TEXT,
  out_of TEXT,
  year INTEGER,
  has_baseline INTEGER NOT NULL,
  baseline_value TEXT,
  baseline_unit TEXT,
  baseline_rank TEXT,
  baseline_out_of TEXT,
  baseline_year INTEGER,
  value_real REAL GENERATED ALWAYS AS (CAST(value AS REAL)) VIRTUAL,
  value_to_real REAL GENERATED ALWAYS AS (CAST(value_to AS REAL)) VIRTUAL
) STRICT;

CREATE TABLE deadlines (
  record_id INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  words TEXT,
  kind TEXT NOT NULL CHECK (kind IN ('date', 'month', 'quarter', 'year', 'recurring', 'relative', 'period')),
  due TEXT,
  due_day TEXT,  -- the last day of `due`, which may be only a month or a year
  rrule TEXT,
  relative_amount INTEGER,
  relative_unit TEXT,
  relative_anchor TEXT,
  action TEXT,
  covers_from TEXT,
  covers_to TEXT
) STRICT;
CREATE INDEX deadlines_due ON deadlines (due_day);
CREATE INDEX deadlines_undated ON deadlines (kind) WHERE due_day IS NULL;

CREATE TABLE assignments (
  record_id INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  task TEXT
) STRICT;

CREATE TABLE rating_bands (
  record_id INTEGER PRIMARY KEY REFERENCES records ON DELETE CASCADE,
  label TEXT,
  from_value TEXT,
  to_value TEXT,
  from_inclusive INTEGER NOT NULL,
  to_inclusive INTEGER NOT NULL,
  from_real REAL GENERATED ALWAYS AS (CAST(from_value AS REAL)) VIRTUAL,
  to_real REAL GENERATED ALWAYS AS (CAST(to_value AS REAL)) VIRTUAL
) STRICT;

-- Every file that was ever offered. Rows are never changed but for document_id, when a document is taken out.
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  path TEXT NOT NULL,
  sha256 TEXT,
  size INTEGER NOT NULL,
  outcome TEXT NOT NULL CHECK (outcome IN ('ingested', 'partial', 'duplicate', 'failed')),
  error_code TEXT,
  message TEXT,
  document_id INTEGER REFERENCES documents ON DELETE SET NULL
) STRICT;
CREATE INDEX ledger_outcome ON ledger (outcome);
CREATE INDEX ledger_document ON ledger (document_id);
CREATE INDEX ledger_sha256 ON ledger (sha256);

-- Views with stable names for other tools.
CREATE VIEW v_documents AS
SELECT id AS document_id, sha256, file_name, media_type, size, page_count AS pages, type, number, issuer, issued_place,
       issued_date, title, nullif(signer_name, '') AS signer_name, nullif(signer_title, '') AS signer_title,
       nullif(signer_mode, '') AS signer_mode, nullif(signer_on_behalf_of, '') AS signer_on_behalf_of, state, added_at
FROM documents;

CREATE VIEW v_record AS
SELECT r.id AS record_id, r.document_id, d.number AS document_number, d.issuer, d.issued_date, d.file_name, r.kind AS record_kind,
       r.ordinal + 1 AS position,
       (SELECT group_concat(name, '; ') FROM (SELECT name FROM record_agencies a WHERE a.record_id = r.id ORDER BY a.ordinal))
         AS agencies,
       r.page, r.line_numbers AS lines, r.text AS printed_text, r.ocr_text, r.rule, r.confidence, r.flags
FROM records r JOIN documents d ON d.id = r.document_id;

CREATE VIEW v_deadlines AS
SELECT v.record_id, v.document_id, v.document_number, v.issuer, v.issued_date, v.file_name, v.position, x.words AS text,
       x.kind, x.due, x.due_day, x.rrule, x.relative_amount, x.relative_unit, x.relative_anchor, x.action, v.agencies,
       x.covers_from, x.covers_to, v.page, v.lines, v.printed_text, v.ocr_text, v.rule, v.confidence, v.flags
FROM deadlines x JOIN v_record v USING (record_id);

CREATE VIEW v_criteria AS
SELECT v.record_id, v.document_id, v.document_number, v.issuer, v.issued_date, v.file_name, v.position, x.source,
       x.index_name, x.code, x.name, x.max_score, x.score, x.score_year, x.target_score, x.target_year, x.delta,
       x.max_score_real, x.score_real, x.target_score_real, x.delta_real, v.agencies, v.page, v.lines, v.printed_text,
       v.ocr_text, v.rule, v.confidence, v.flags
FROM criteria x JOIN v_record v USING (record_id);

CREATE VIEW v_targets AS
SELECT v.record_id, v.document_id, v.document_number, v.issuer, v.issued_date, v.file_name, v.position, x.subject,
       x.comparator, x.value, x.value_to, x.unit, x.out_of, x.year, x.baseline_value, x.baseline_unit, x.baseline_rank,
       x.baseline_out_of, x.baseline_year, x.value_real, x.value_to_real, v.page, v.lines, v.printed_text, v.ocr_text,
       v.rule, v.confidence, v.flags
FROM targets x JOIN v_record v USING (record_id);

CREATE VIEW v_assignments AS
SELECT v.record_id, v.document_id, v.document_number, v.issuer, v.issued_date, v.file_name, v.position, a.name AS agency,
       a.role, x.task, v.page, v.lines, v.printed_text, v.ocr_text, v.rule, v.confidence, v.flags
FROM assignments x JOIN v_record v USING (record_id) LEFT JOIN record_agencies a USING (record_id);

CREATE VIEW v_references AS
SELECT v.record_id, v.document_id, v.document_number, v.issuer AS document_issuer, v.file_name, v.position, x.type,
       x.number, x.date, x.issuer, x.role, v.page, v.lines, v.printed_text, v.ocr_text, v.rule, v.confidence, v.flags,
       (SELECT min(d.id) FROM documents d WHERE d.number_key = x.number_key
          AND (x.date IS NULL OR d.issued_date IS NULL OR d.issued_date = x.date)) AS cited_document_id
FROM document_references x JOIN v_record v USING (record_id);

CREATE VIEW v_rating_bands AS
SELECT v.record_id, v.document_id, v.document_number, v.issuer, v.issued_date, v.file_name, v.position, x.label,
       x.from_value, x.to_value, x.from_inclusive, x.to_inclusive, x.from_real, x.to_real, v.page, v.lines,
       v.printed_text, v.ocr_text, v.rule, v.confidence, v.flags
FROM rating_bands x JOIN v_record v USING (record_id);

CREATE VIEW v_ledger AS
SELECT id AS ledger_id, at, path, sha256, size, outcome, error_code, message, document_id FROM ledger;
