-- vankho store, schema 7: how good the picture of a page is ("text", "clean", "office", "photocopy", "bad"); '' where it is
-- not known, as of pages that were read before.

ALTER TABLE pages ADD COLUMN grade TEXT NOT NULL DEFAULT '';
