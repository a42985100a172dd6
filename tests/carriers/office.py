"""Office files converted by LibreOffice: to PDF, from XLSX to XLS, from DOCX to DOC."""

import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

CACHE = Path(tempfile.gettempdir()) / "carriers-converted"


def is_here() -> bool:
    """Whether LibreOffice can be started on this machine."""
    return shutil.which("soffice") is not None


def converted(sources: list[tuple[bytes, str]], to: str) -> list[bytes]:
    """Each file (bytes and suffix) as the format `to`; made once, kept in the temporary folder."""
    CACHE.mkdir(parents=True, exist_ok=True)
    names = [f"{hashlib.sha256(data).hexdigest()[:24]}{suffix}" for data, suffix in sources]
    wanted = {
        name: data
        for name, (data, _) in zip(names, sources)
        if not (CACHE / f"{name}.{to}").exists()
    }
    if wanted:
        _convert(wanted, to)
    return [(CACHE / f"{name}.{to}").read_bytes() for name in names]


def _convert(wanted: dict[str, bytes], to: str) -> None:
    """Converts the files in one run; RuntimeError where LibreOffice leaves one out."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, data in wanted.items():
            (place / name).write_bytes(data)
        profile = f"-env:UserInstallation={(place / 'profile').as_uri()}"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            to,
            "--outdir",
            str(place / "out"),
        ]
        subprocess.run(
            [*command, *map(str, sorted(place.glob("*.*sx")) + sorted(place.glob("*.docx")))],
            check=True,
            capture_output=True,
        )
        for name in wanted:
            made = place / "out" / f"{Path(name).stem}.{to}"
            if not made.exists():
                raise RuntimeError(f"LibreOffice did not convert {name} to {to}")
            shutil.move(made, CACHE / f"{name}.{to}")
