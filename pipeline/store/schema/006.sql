-- vankho store, schema 6: what a person should look at in the document's own fields, as records.flags has it of records.

ALTER TABLE documents ADD COLUMN header_flags TEXT NOT NULL DEFAULT '[]';

DROP VIEW v_documents;
CREATE VIEW v_documents AS
SELECT id AS document_id, sha256, file_name, media_type, size, page_count AS pages, type, number, issuer, issued_place,
       issued_date, title, nullif(signer_name, '') AS signer_name, nullif(signer_title, '') AS signer_title,
       nullif(signer_mode, '') AS signer_mode, nullif(signer_on_behalf_of, '') AS signer_on_behalf_of, state, added_at,
       same_as AS leading_document_id, header_confidence AS confidence, header_flags AS flags
FROM documents;
