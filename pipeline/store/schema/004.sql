-- vankho store, schema 4: what the pages of the desk ask most is read from indexes; a copy of a paper hides only what its
-- leading copy says too; one log of what people did.

-- The last day on which a recurring duty can fall, from its rule alone.
ALTER TABLE deadlines ADD COLUMN rule_end TEXT GENERATED ALWAYS AS (
  CASE WHEN rrule IS NULL THEN NULL
       WHEN instr(rrule, 'UNTIL=') = 0 THEN '9999-12-31'
       ELSE substr(rrule, instr(rrule, 'UNTIL=') + 6, 4) || '-' || substr(rrule, instr(rrule, 'UNTIL=') + 10, 2) || '-'
            || substr(rrule, instr(rrule, 'UNTIL=') + 12, 2) END) VIRTUAL;
DROP INDEX deadlines_due;
CREATE INDEX deadlines_due ON deadlines (due_day) WHERE due_day IS NOT NULL;
DROP INDEX deadlines_undated;
CREATE INDEX deadlines_rule_end ON deadlines (rule_end) WHERE due_day IS NULL AND rrule IS NOT NULL;
CREATE INDEX deadlines_undated ON deadlines (relative_unit) WHERE due_day IS NULL AND rrule IS NULL;

-- The load of an agency is counted without its records.
ALTER TABLE record_agencies ADD COLUMN kind TEXT NOT NULL DEFAULT '';
UPDATE record_agencies SET kind = (SELECT kind FROM records r WHERE r.id = record_id);
CREATE INDEX record_agencies_load ON record_agencies (name, kind);
CREATE INDEX records_rejected ON records (id) WHERE review = 'rejected';

-- 1: the leading copy of the same paper holds this record too. What only a copy says stays in every answer.
ALTER TABLE records ADD COLUMN repeated INTEGER NOT NULL DEFAULT 0;
UPDATE records SET repeated = 1 WHERE document_id IN (SELECT id FROM documents WHERE same_as IS NOT NULL);
CREATE INDEX records_repeated ON records (id) WHERE repeated = 1;

-- What people did, at the desk and by command. Rows are never changed.
ALTER TABLE audit RENAME TO audit_before;
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  who TEXT NOT NULL,      -- the account
  address TEXT NOT NULL,  -- where from; '' for a command
  action TEXT NOT NULL,
  sha256 TEXT NOT NULL,   -- of the document; '' where there is none
  object TEXT NOT NULL,   -- what was done it to: a file name, a record's kind, a user
  detail TEXT NOT NULL
) STRICT;
INSERT INTO audit (at, who, address, action, sha256, object, detail)
  SELECT at, who, address, action, sha256, object, detail FROM (
    SELECT at, user AS who, '' AS address, action, sha256, file_name AS object, detail, id FROM audit_before
    UNION ALL SELECT at, who, address, action, '', object, detail, id FROM desk_log) ORDER BY at, id;
DROP TABLE audit_before;
DROP TABLE desk_log;
CREATE INDEX audit_sha256 ON audit (sha256);
