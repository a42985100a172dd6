"""`python -m tests.carriers.write FOLDER [CARRIER …]`: the samples with their facts beside them."""

import dataclasses
import json
import sys
from decimal import Decimal
from pathlib import Path

from tests.carriers.facts import Form
from tests.carriers.samples import CARRIERS, samples


def facts_of(form: Form) -> dict[str, object]:
    """A form as plain values: only what is printed."""
    found = {
        name: value
        for name, value in dataclasses.asdict(form).items()
        if value not in (None, (), "")
    }
    found["money"] = {
        "/".join(key): {"text": money.text, "unit": money.unit, "yuan": money.yuan}
        for key, money in form.money
    }
    return found


def _plain(value: object) -> str:
    assert isinstance(value, Decimal)
    return f"{value:f}"


def write(folder: Path, carriers: list[str] | None = None) -> int:
    """Writes the samples and one JSON of facts a sample; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    made = list(samples(carriers))
    for sample in made:
        place = folder / sample.carrier
        place.mkdir(exist_ok=True)
        (place / sample.name).write_bytes(sample.data)
        facts = [facts_of(form) for form in sample.forms]
        (place / f"{sample.name}.json").write_text(
            json.dumps(facts, ensure_ascii=False, indent=1, default=_plain), encoding="utf-8"
        )
    return len(made)


def main() -> None:
    if len(sys.argv) < 2 or set(sys.argv[2:]) - set(CARRIERS):
        sys.exit(f"usage: python -m tests.carriers.write FOLDER [{' | '.join(CARRIERS)} …]")
    print(f"{write(Path(sys.argv[1]), sys.argv[2:] or None)} samples in {sys.argv[1]}")


if __name__ == "__main__":
    main()
