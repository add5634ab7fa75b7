-- vankho store, schema 5: deadlines that count from an event are found by the words that name it.

DROP INDEX deadlines_undated;
CREATE INDEX deadlines_undated ON deadlines (relative_unit, relative_anchor) WHERE due_day IS NULL AND rrule IS NULL;
