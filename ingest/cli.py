"""The `jixiao` program: filings in, a tested warehouse and a dashboard out.

Exit status: 0 all was done; 1 something was set aside, partial or held no form; 2 wrong use,
nothing could be done, or the build failed.
"""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.errors import CannotProceed
from ingest.folders import DataFolder

if TYPE_CHECKING:
    from ingest.facts import Fact
    from ingest.load import FilingOutcome, Progress
    from ingest.warehouse import Build

DONE, SET_ASIDE, NOT_DONE = 0, 1, 2
PHASES = ("proposed", "approved", "adjusted", "executed")
FORM_TYPES = ("target", "self_evaluation")
STAGES = ("submitted", "approved", "published")
FORMATS = ("csv", "xlsx", "parquet")

Command = Callable[[argparse.Namespace, DataFolder], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """The exit status of one command; what stops it is said in one sentence on stderr."""
    given = _parser().parse_args(arguments)
    command: Command = given.command
    folder = DataFolder.chosen(given.data)
    try:
        _check_data(folder, is_made=command is load)
        return command(given, folder)
    except CannotProceed as error:
        print(f"jixiao: {error}", file=sys.stderr)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read the output has seen enough
    except OSError as error:
        print(f"jixiao: {_system_sentence(error, folder)}", file=sys.stderr)
    except KeyboardInterrupt:
        print("jixiao: stopped; what was done whole stays.", file=sys.stderr)
    except Exception as error:
        if sys.flags.dev_mode:
            raise
        print(
            f"jixiao: the program itself failed ({type(error).__name__}: {_first_line(error)});"
            " PYTHONDEVMODE=1 shows where.",
            file=sys.stderr,
        )
    return NOT_DONE


def _system_sentence(error: OSError, folder: DataFolder) -> str:
    """What the system refused, where, and what to do where a right is missing."""
    place = error.filename or folder.root
    if isinstance(error, PermissionError):
        return (
            f"{place} cannot be read or written: permission denied;"
            " get the right to it, or keep everything elsewhere with --data DIR."
        )
    return f"{error.strerror or error}: {place}."


def load(given: argparse.Namespace, folder: DataFolder) -> int:
    """Read filings (files, folders, zips) into data/raw; unchanged ones are skipped."""
    _check_paths(given.paths)
    from ingest.load import load_paths
    from ingest.retries import Limits

    limits = Limits(given.seconds, given.memory)
    report = _say_event if given.json else _say_progress
    loaded = load_paths(given.paths, folder, report, limits)
    outcomes = loaded.outcomes
    if not outcomes:
        places = ", ".join(str(path) for path in given.paths)
        raise CannotProceed(f"There is no file in {places}: name a filing or a folder of filings.")
    incomplete = [outcome for outcome in outcomes if outcome.status != "loaded"]
    if not given.json:
        for outcome in incomplete:
            _say(_outcome_sentence(outcome))
        _say(_load_summary(outcomes))
    for sentence in loaded.unmet:
        print(f"jixiao: {sentence}.", file=sys.stderr)
    return SET_ASIDE if incomplete or loaded.unmet else DONE


def build(given: argparse.Namespace, folder: DataFolder) -> int:
    """Make data/warehouse.duckdb from what was loaded, test it, then publish it."""
    from ingest.warehouse import build_warehouse

    build_warehouse(folder, _say, is_forced=given.force)
    return DONE


def dashboard(given: argparse.Namespace, folder: DataFolder) -> int:
    """Open the dashboard in a browser; it runs until it is stopped."""
    from ingest.serving import serve

    return serve(folder, given.port, _say, is_opened=not given.no_browser)


def show(given: argparse.Namespace, folder: DataFolder) -> int:
    """Show one fact and the lines of the filing that print it."""
    from ingest.facts import LINES_SHOWN, find_fact, value_text
    from ingest.warehouse import open_current

    with open_current(folder) as connection:
        fact = find_fact(connection, given.fact_id)
    print(f"marts.{fact.table}")
    for name, value in fact.values.items():
        print(f"  {name}: {value_text(name, value)}".rstrip())
    if fact.lines:
        print("printed:")
    for line in fact.lines[:LINES_SHOWN]:
        print(f"{'>' if line.is_place else ' '}{line.line_number:6}  {line.line_text}")
    if len(fact.lines) > LINES_SHOWN:
        print(f"        ... and {len(fact.lines) - LINES_SHOWN} lines more")
    if fact.values.get("source_page"):
        path = _write_picture(folder, given, fact)
        print(f"page {fact.values['source_page']} with the place marked: {path}")
    return DONE


def _write_picture(folder: DataFolder, given: argparse.Namespace, fact: "Fact") -> Path:
    """The path of the page's picture, which it writes."""
    from ingest.pictures import page_picture

    received = folder.received / str(fact.values["filing_id"])
    page, box = fact.values["source_page"], fact.values.get("source_box")
    picture = page_picture(received.read_bytes(), page, box, fact.withheld_boxes)
    path: Path = given.output or folder.extracts / f"{given.fact_id}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(picture)
    return path


def export(given: argparse.Namespace, folder: DataFolder) -> int:
    """Write rows of a mart as CSV, XLSX or Parquet, with the notes that say what they are."""
    from ingest.extracts import Wanted, describe_rows, select_rows, write_files
    from ingest.warehouse import current_build, open_current

    wanted = Wanted(
        given.table, given.year, given.phase, given.department, given.form_type, given.stage
    )
    kind = _format(given.format, given.output)
    with open_current(folder) as connection:
        made = current_build(folder)
        assert made
        frame = select_rows(connection, wanted)
        notes = describe_rows(connection, frame, wanted, made)
    path = given.output or folder.extracts / f"{given.table}-{made.build_id}.{kind}"
    files = write_files(frame, notes, path, kind)
    written = " and ".join(str(file) for file in files)
    _say(f"{_counted(len(frame), 'row')} of {given.table}: {written}")
    return DONE


def status(given: argparse.Namespace, folder: DataFolder) -> int:
    """Tell which filings are loaded and what the current build holds."""
    from ingest.status import read_status, status_text

    found = read_status(folder)
    print(json.dumps(found, ensure_ascii=False, indent=2) if given.json else status_text(found))
    return DONE


def withdraw(given: argparse.Namespace, folder: DataFolder) -> int:
    """Take filings out of the next build, all of them or none; nothing is deleted."""
    from ingest.ledger import withdraw_filings

    names = withdraw_filings(folder, given.filing_ids, given.reason)
    are, them = ("is", "it") if len(names) == 1 else ("are", "them")
    _say(f"{', '.join(names)} {are} withdrawn; run `jixiao build` for a warehouse without {them}.")
    return DONE


def rollback(given: argparse.Namespace, folder: DataFolder) -> int:
    """Publish the build before the current one again."""
    from ingest.warehouse import roll_back

    previous = roll_back(folder)
    _say(f"Build {previous.build_id} of {_printed_time(previous)} is published again.")
    return DONE


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="jixiao", description=__doc__)
    parser.add_argument(
        "--data", type=Path, metavar="DIR", help="data folder (or JIXIAO_DATA; default: data)"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_load_options(_add(commands, load))
    _add(commands, build).add_argument(
        "--force", action="store_true", help="build and run every test although nothing has changed"
    )
    serving = _add(commands, dashboard)
    serving.add_argument("--port", type=int, default=8501, help="default: 8501")
    serving.add_argument("--no-browser", action="store_true", help="only print the address")
    showing = _add(commands, show)
    showing.add_argument("fact_id", metavar="FACT_ID")
    showing.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="where the page's picture (PNG) goes"
    )
    _add_export_options(_add(commands, export))
    _add(commands, status).add_argument("--json", action="store_true")
    withdrawing = _add(commands, withdraw)
    withdrawing.add_argument("filing_ids", nargs="+", metavar="FILING_ID")
    withdrawing.add_argument("--reason", default="withdrawn by hand", metavar="TEXT")
    _add(commands, rollback)
    return parser


def _add(commands: Any, command: Command) -> argparse.ArgumentParser:
    """The parser of a sub-command that is named and described as its function."""
    name, description = command.__name__, command.__doc__ or ""
    parser: argparse.ArgumentParser = commands.add_parser(
        name, help=description[0].lower() + description[1:].rstrip("."), description=description
    )
    parser.add_argument("--data", type=Path, metavar="DIR", default=argparse.SUPPRESS)
    parser.set_defaults(command=command)
    return parser


def _add_load_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paths", type=Path, nargs="+", metavar="PATH")
    parser.add_argument("--json", action="store_true", help="one JSON object a file on stdout")
    parser.add_argument(
        "--seconds", type=_positive(float), default=600.0, help="the most a file may take (600)"
    )
    parser.add_argument(
        "--memory",
        type=_positive(int),
        default=3_000,
        metavar="MB",
        help="the most memory a file may take (3000)",
    )


def _positive(kind: Callable[[str], Any]) -> Callable[[str], Any]:
    """A reader of options that must be more than nothing."""

    def read(text: str) -> Any:
        value = kind(text)
        if value <= 0:
            raise argparse.ArgumentTypeError(f"{text} is not more than 0")
        return value

    return read


def _add_export_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("table", metavar="TABLE", help="a table of schema marts")
    parser.add_argument("--format", choices=FORMATS, help="default: as the file's name ends")
    parser.add_argument("--year", type=int, help="fiscal year")
    parser.add_argument("--phase", choices=PHASES)
    parser.add_argument("--department", metavar="NAME", help="name or id of a 主管部门")
    parser.add_argument("--form-type", choices=FORM_TYPES)
    parser.add_argument(
        "--stage", choices=STAGES, help="送审稿, 批复稿 or 公开稿; an extract never mixes them"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE")


def _check_data(folder: DataFolder, is_made: bool) -> None:
    """Nothing. Raises CannotProceed where the data folder is none; only a load makes one."""
    if folder.root.exists() and not folder.root.is_dir():
        raise CannotProceed(
            f"{folder.root} is a file, not a data folder: check --data and JIXIAO_DATA."
        )
    if not folder.root.exists() and not is_made:
        raise CannotProceed(
            f"There is no data folder {folder.root}: check --data and JIXIAO_DATA,"
            " or run `jixiao load PATH` first."
        )


def _check_paths(paths: Sequence[Path]) -> None:
    """Nothing. Raises CannotProceed before anything is loaded if a path leads nowhere."""
    missing = [str(path) for path in paths if not path.exists()]
    if missing:
        raise CannotProceed(f"There is no file or folder {', '.join(missing)}: nothing was loaded.")


def _say_progress(progress: "Progress") -> None:
    outcome = progress.outcome
    said = f"{outcome.status} before, unchanged" if outcome.skipped else _read_words(outcome)
    rate = progress.pages_per_second
    speed = f"; {rate:.3g} pages/s" if rate and not outcome.skipped else ""
    left = f"; {progress.seconds_left:.0f} s left" if progress.number < progress.file_count else ""
    name = outcome.path.rpartition("/")[2]
    _say(f"[{progress.number}/{progress.file_count}] {name}: {said}{speed}{left}")


def _read_words(outcome: "FilingOutcome") -> str:
    pages = f", {_counted(outcome.page_count, 'page')}" if outcome.page_count else ""
    withheld = outcome.withheld_count
    starred = f", {_counted(withheld, 'personal detail')} withheld" if withheld else ""
    return f"{outcome.status}, {_counted(outcome.form_count, 'form')}{pages}{starred}"


def _say_event(progress: "Progress") -> None:
    event = {
        **vars(progress.outcome),
        "file_number": progress.number,
        "file_count": progress.file_count,
        "pages_read": progress.pages,
        "seconds": round(progress.seconds, 3),
        "seconds_left": round(progress.seconds_left, 1),
    }
    _say(json.dumps(event, ensure_ascii=False))


def _outcome_sentence(outcome: "FilingOutcome") -> str:
    said = {
        "partial": "was read in part",
        "no_forms": "holds no form",
        "set_aside": "was set aside",
    }
    what = said.get(outcome.status, outcome.status)
    return f"{outcome.path} {what}: {outcome.status_reason or 'no reason given'}"


def _load_summary(outcomes: "Sequence[FilingOutcome]") -> str:
    skipped = sum(outcome.skipped for outcome in outcomes)
    forms = sum(outcome.form_count for outcome in outcomes)
    whole = sum(outcome.status == "loaded" for outcome in outcomes)
    return (
        f"{_counted(len(outcomes), 'filing')} with {_counted(forms, 'form')}: {whole} loaded whole,"
        f" {len(outcomes) - whole} not; loaded before and unchanged: {skipped}."
    )


def _counted(count: int, word: str) -> str:
    """A count with its word: `1 form`, `2,000 forms`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"


def _format(given: str | None, output: Path | None) -> str:
    """The format asked for, else the one the file's name ends in, else csv."""
    suffix = output.suffix.lower().lstrip(".") if output else ""
    if given is None and output and suffix not in FORMATS:
        raise CannotProceed(f"{output} ends in no known format: add --format csv, xlsx or parquet.")
    return given or suffix or "csv"


def _printed_time(made: "Build") -> str:
    return f"{made.built_at.replace(tzinfo=dt.UTC).astimezone():%Y-%m-%d %H:%M}"


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), "no reason given")


def _say(message: object) -> None:
    print(message, flush=True)


if __name__ == "__main__":
    sys.exit(main())
