"""Where everything lies: the project's own files and the data folder."""

import os
from dataclasses import dataclass
from pathlib import Path

PROJECT_ROOT = Path(__file__).resolve().parent.parent
DBT_PROJECT = PROJECT_ROOT / "dbt_project"
DATA_VARIABLE = "JIXIAO_DATA"


@dataclass(frozen=True)
class DataFolder:
    """The paths below one data folder."""

    root: Path

    @classmethod
    def chosen(cls, given: str | os.PathLike[str] | None = None) -> "DataFolder":
        """The folder given by name, else the one in JIXIAO_DATA, else the project's `data`."""
        name = given or os.environ.get(DATA_VARIABLE) or PROJECT_ROOT / "data"
        return cls(Path(name).expanduser().absolute())

    @property
    def filings(self) -> Path:
        """The filings as published; no code writes here."""
        return self.root / "filings"

    @property
    def received(self) -> Path:
        """The bytes of what was loaded, one file a filing_id."""
        return self.root / "received"

    @property
    def raw(self) -> Path:
        """What the loaders read, a folder of append-only Parquet batches for every table."""
        return self.root / "raw"

    @property
    def builds(self) -> Path:
        """The last builds, one DuckDB file each."""
        return self.root / "builds"

    @property
    def warehouse(self) -> Path:
        """The current build, under the name that readers know."""
        return self.root / "warehouse.duckdb"

    @property
    def reviews(self) -> Path:
        """What people decided about findings and links."""
        return self.root / "reviews"

    @property
    def extracts(self) -> Path:
        """Where `jixiao export` writes unless told otherwise."""
        return self.root / "extracts"

    def lock(self, name: str) -> Path:
        """The file that a process locks while it alone may do what `name` says."""
        return self.root / f"{name}.lock"
