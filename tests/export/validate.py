#!/usr/bin/env python3
"""validate.py [--scores] FILE.jsonl...: every line keeps docs/records.schema.json (or scores.schema.json); else prints where
it does not and exits 1."""
import json
import pathlib
import sys
import warnings

warnings.simplefilter("ignore")
import jsonschema  # Debian: python3-jsonschema

DOCS = pathlib.Path(__file__).resolve().parents[2] / "docs"


def main(files):
    name = "scores.schema.json" if files[0] == "--scores" else "records.schema.json"
    files = files[1:] if files[0] == "--scores" else files
    schema = json.loads((DOCS / name).read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    bad = 0
    for file in files:
        for number, line in enumerate(pathlib.Path(file).read_text(encoding="utf-8").splitlines(), 1):
            for error in validator.iter_errors(json.loads(line)):
                where = "/".join(str(part) for part in error.absolute_path)
                print(f"{file}:{number}: {where}: {error.message}")
                bad += 1
    return 1 if bad else 0


sys.exit(main(sys.argv[1:]))
