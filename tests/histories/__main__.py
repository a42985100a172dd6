"""`python -m tests.histories OUT_DIR --seed N`: a history as raw tables of a data folder."""

import argparse
import csv
from dataclasses import asdict, fields
from pathlib import Path

from ingest.folders import DataFolder
from ingest.tables import write_batch
from tests.histories.maker import History, Label, make_history


def write_history(folder: DataFolder, history: History) -> Path:
    """The table of labels; beside it the raw tables are written."""
    write_batch(folder, history.load_id, history.records)
    path = folder.root / "labels.csv"
    with path.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.DictWriter(lines, [field.name for field in fields(Label)])
        rows.writeheader()
        for label in history.labels:
            signs = "; ".join(f"{sign}: {evidence}" for sign, evidence in label.signs.items())
            rows.writerow({**asdict(label), "signs": signs})
    return path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.histories", description=__doc__)
    parser.add_argument("out_dir", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    history = make_history(arguments.seed)
    path = write_history(DataFolder(arguments.out_dir), history)
    for table, rows in sorted(history.records.items()):
        print(f"{arguments.out_dir}/raw/{table}/{history.load_id}.parquet: {len(rows)} rows")
    print(f"{path}: {len(history.labels)} labels")


if __name__ == "__main__":
    main()
