-- vankho store, schema 2: pages of documents that are not complete yet, copies of one paper, and what was done by hand.

-- A page that was read, until its document is complete. `reader` names what read it: program, engine, its data, options.
CREATE TABLE pages_in_hand (
  sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
  reader TEXT NOT NULL,
  number INTEGER NOT NULL,
  page TEXT NOT NULL,  -- JSON of the page, before restoration
  PRIMARY KEY (sha256, reader, number)
) STRICT;

-- The same paper scanned twice: `same_as` names the leading copy; NULL for a leading copy and for a paper that is there
-- once. `sketch` is the MinHash signature of the text in hexadecimal ('': none).
ALTER TABLE documents ADD COLUMN sketch TEXT NOT NULL DEFAULT '';
ALTER TABLE documents ADD COLUMN same_as INTEGER REFERENCES documents ON DELETE SET NULL;
CREATE INDEX documents_same_as ON documents (same_as) WHERE same_as IS NOT NULL;

CREATE TABLE sketch_bands (
  band TEXT NOT NULL,  -- which rows of the signature, and their values
  document_id INTEGER NOT NULL REFERENCES documents ON DELETE CASCADE,
  PRIMARY KEY (band, document_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX sketch_bands_document ON sketch_bands (document_id);

-- What a person did to documents of the store. Rows are never changed.
CREATE TABLE audit (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  action TEXT NOT NULL CHECK (action IN ('forget', 'reprocess', 'retry')),
  sha256 TEXT NOT NULL,
  file_name TEXT NOT NULL,
  detail TEXT NOT NULL,
  user TEXT NOT NULL  -- name of the account
) STRICT;

DROP VIEW v_documents;
CREATE VIEW v_documents AS
SELECT id AS document_id, sha256, file_name, media_type, size, page_count AS pages, type, number, issuer, issued_place,
       issued_date, title, nullif(signer_name, '') AS signer_name, nullif(signer_title, '') AS signer_title,
       nullif(signer_mode, '') AS signer_mode, nullif(signer_on_behalf_of, '') AS signer_on_behalf_of, state, added_at,
       same_as AS leading_document_id
FROM documents;
