-- vankho store, schema 3: what people say about records, users of the desk, the log of what they did, the change feed.

-- NULL: nobody looked. A rejected record stays here and leaves every view, query and export.
ALTER TABLE records ADD COLUMN review TEXT CHECK (review IN ('confirmed', 'corrected', 'rejected'));
CREATE INDEX records_waiting ON records (kind, (flags = '[]'), confidence) WHERE review IS NULL;

-- One thing that one person said about one record; rows are never deleted. What the machine read stands in
-- machine_value; the tables above hold the value that counts. sha256, kind, page, line_numbers and rank (the how manieth
-- of its kind on these lines) find the record again after the document was read anew; record_id is NULL while there is
-- none. kind 'document' speaks of the document's own columns.
CREATE TABLE judgements (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  verb TEXT NOT NULL CHECK (verb IN ('confirm', 'correct', 'reject', 'done')),
  sha256 TEXT NOT NULL,
  kind TEXT NOT NULL,
  page INTEGER NOT NULL,
  line_numbers TEXT NOT NULL,
  rank INTEGER NOT NULL,
  ocr_text TEXT NOT NULL,
  record_id INTEGER REFERENCES records ON DELETE SET NULL,
  field TEXT NOT NULL,  -- correct: which one; done: the day that was due, '' where none is known
  machine_value TEXT,
  value TEXT,
  note TEXT NOT NULL,
  undone_at TEXT,
  undone_by TEXT
) STRICT;
CREATE INDEX judgements_record ON judgements (record_id) WHERE undone_at IS NULL;
CREATE INDEX judgements_sha256 ON judgements (sha256);

-- One duty in several documents is found by its words.
CREATE INDEX deadlines_action ON deadlines (action) WHERE action IS NOT NULL;
CREATE INDEX judgements_done ON judgements (record_id, field) WHERE verb = 'done' AND undone_at IS NULL;
-- The load of an agency without reading its records.
CREATE INDEX records_document_page ON records (document_id, page);

CREATE TABLE users (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL CHECK (role IN ('reader', 'reviewer', 'admin')),
  password TEXT NOT NULL,  -- scrypt$N$r$p$salt$hash, hexadecimal
  created_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Every write through the desk. Rows are never changed.
CREATE TABLE desk_log (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,
  address TEXT NOT NULL,
  action TEXT NOT NULL,
  object TEXT NOT NULL,
  detail TEXT NOT NULL
) STRICT;

-- What changed, ascending in time: other programs ask for what came after the last number that they saw.
CREATE TABLE changes (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%SZ', 'now')),
  what TEXT NOT NULL CHECK (what IN ('document-added', 'document-removed', 'judged', 'judgement-undone')),
  sha256 TEXT NOT NULL,
  kind TEXT,
  record_id INTEGER  -- as it was then
) STRICT;
INSERT INTO changes (at, what, sha256) SELECT added_at, 'document-added', sha256 FROM documents ORDER BY id;
CREATE TRIGGER changes_document_added AFTER INSERT ON documents BEGIN
  INSERT INTO changes (what, sha256) VALUES ('document-added', new.sha256);
END;
CREATE TRIGGER changes_document_removed AFTER DELETE ON documents BEGIN
  INSERT INTO changes (what, sha256) VALUES ('document-removed', old.sha256);
END;
CREATE TRIGGER changes_judged AFTER INSERT ON judgements BEGIN
  INSERT INTO changes (what, sha256, kind, record_id) VALUES ('judged', new.sha256, new.kind, new.record_id);
END;
CREATE TRIGGER changes_undone AFTER UPDATE OF undone_at ON judgements WHEN new.undone_at IS NOT NULL BEGIN
  INSERT INTO changes (what, sha256, kind, record_id) VALUES ('judgement-undone', new.sha256, new.kind, new.record_id);
END;

DROP VIEW v_record;
CREATE VIEW v_record AS
SELECT r.id AS record_id, r.document_id, d.number AS document_number, d.issuer, d.issued_date, d.file_name, r.kind AS record_kind,
       r.ordinal + 1 AS position,
       (SELECT group_concat(name, '; ') FROM (SELECT name FROM record_agencies a WHERE a.record_id = r.id ORDER BY a.ordinal))
         AS agencies,
       r.page, r.line_numbers AS lines, r.text AS printed_text, r.ocr_text, r.rule, r.confidence, r.flags
FROM records r JOIN documents d ON d.id = r.document_id WHERE r.review IS NOT 'rejected';

CREATE VIEW v_judgements AS
SELECT id AS judgement_id, at, who, verb, sha256, kind AS record_kind, record_id, page, line_numbers AS lines, ocr_text,
       field, machine_value, value, note, undone_at, undone_by
FROM judgements;
