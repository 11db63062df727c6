"""Coverage-guided fuzzing of the readers of files from outside: `make fuzz`.

    python tests/fuzz/atheris_readers.py NAME SECONDS

One reader each call. A reader may refuse in words of ours; any other exception ends with code 77
and the input is kept in build/fuzz/NAME. Needs the extra `fuzz` (atheris: Linux and macOS).
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["qn_assist"]):
    from qn_assist.basics import text
    from qn_assist.basics.errors import DataFileError, OperatorError
    from qn_assist.basics.masking import mask
    from qn_assist.case.plan_file import load_plan
    from qn_assist.case.tickets import parse_remarks
    from qn_assist.cli.answers import AnswersFile
    from qn_assist.datafiles.reader import parse, validate
    from qn_assist.datafiles.sheets import sheet_of
    from qn_assist.facts.kinds import TABLES
    from qn_assist.facts.table import read_table
    from qn_assist.secrets import vault

HERE = Path(tempfile.mkdtemp(prefix="qn-fuzz-"))


def tables(raw: bytes) -> None:
    """CSV: any bytes under any kind's headers, then every row as a record."""
    kind = list(TABLES.values())[raw[0] % len(TABLES) if raw else 0]
    headers = ",".join(column.headers[0] for column in kind.columns).encode()
    with suppress(DataFileError):
        read_table(sheet_of(headers + b"\n" + raw[1:], "f.csv", packed=False), kind)
    with suppress(DataFileError):
        sheet_of(raw, "f.csv", packed=False)


def workbooks(raw: bytes) -> None:
    with suppress(DataFileError):
        sheet_of(raw, "f.xlsx", packed=True)


def plans(raw: bytes) -> None:
    path = HERE / "plan.json"
    path.write_bytes(raw)
    with suppress(DataFileError):
        load_plan(path)


def passwords(raw: bytes) -> None:
    path = HERE / "credentials.json"
    path.write_bytes(raw)
    with suppress(OperatorError):
        vault.get(path, "short", "a")


def yaml_files(raw: bytes) -> None:
    with suppress(DataFileError):
        validate(parse(raw.decode("utf-8", "replace")), AnswersFile)


def texts(raw: bytes) -> None:
    shown = raw.decode("utf-8", "surrogatepass" if raw[:1] < b"\x80" else "replace")
    for read in (text.parse_id, text.parse_time, text.parse_duration, text.parse_money):
        with suppress(ValueError):
            read(shown)
    parse_remarks(shown)
    assert mask(mask(shown)) == mask(shown)


def safe_texts(raw: bytes) -> None:
    with suppress(UnicodeDecodeError):
        texts(raw)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "tables": tables,
    "workbooks": workbooks,
    "plans": plans,
    "passwords": passwords,
    "yaml_files": yaml_files,
    "texts": safe_texts,
}


def seeds(name: str, folder: Path) -> None:
    """Something true to begin with, so that the first layers are passed at once."""
    root = Path(__file__).resolve().parents[2]
    facts = sorted(root.glob("shops/practice/facts/*.csv"))
    found = {
        "tables": [b"\x00" + path.read_bytes() for path in facts],
        "workbooks": [_workbook()],
        "plans": [b'{"version": 2, "shop": "a", "entries": [{"ticket_id": "1", "actions": []}]}'],
        "passwords": [b'{"salt": "AAAA", "cost": 131072, "entries": {"a": "b"}}'],
        "yaml_files": [b'- {ticket: "*", do: skip}\n- {ticket: a, do: edit, text: b}\n'],
        "texts": [
            "催过【小青｜06-18 09:00:00】 ￥1,250.00 已超时2天3小时 2026-06-18 10:00".encode()
        ],
    }
    for number, raw in enumerate(found[name]):
        (folder / f"seed-{number}").write_bytes(raw)


def _workbook() -> bytes:
    from qn_assist.report.sheets import ReportSheet, workbook

    return workbook([ReportSheet("库存", ["商家编码", "可用库存"], [["QH-1", "5"]])])


def main() -> None:
    name, seconds = sys.argv[1], int(sys.argv[2])
    kept = Path("build/fuzz") / name
    kept.mkdir(parents=True, exist_ok=True)
    seeds(name, kept)
    options = [
        f"-max_total_time={seconds}",
        f"-artifact_prefix={kept}/fault-",
        "-max_len=20000",
        "-timeout=20",
        "-rss_limit_mb=2000",
        "-verbosity=0",
        "-print_final_stats=1",
        str(kept),
    ]
    atheris.Setup([sys.argv[0], *options], TARGETS[name])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
