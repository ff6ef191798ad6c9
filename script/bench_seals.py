"""The part of script/bench about sealed reports: what it takes to find them whole, against hashing the same bytes.

verify  500 reports checked, as a multiple of one SHA-256 over the same files and texts, and in seconds of the
        processor; then a thousand bits, each turned alone, of which none may be missed
"""

import hashlib
import random
import tempfile
import time
from collections.abc import Callable

from django.db import transaction
from django.test import override_settings
from django.utils import timezone
from measuring import median, paired, tell

from office.models import User
from reports.models import Report, Seal
from reports.sealing import chain, files, issuing
from reports.sealing.canonical import canonical
from reports.sealing.verify import verify
from returns.models import Period
from tests.reports.sealing.flips import missed_flips

REPORTS, FLIPS = 500, 1_000
SIZES = {"pdf": 300_000, "docx": 60_000, "xlsx": 30_000}  # bytes of the files of a report of a year
WORDS = 150_000  # letters of its content


def bench_verify() -> None:
    with tempfile.TemporaryDirectory() as private, override_settings(PRIVATE_ROOT=private):
        _seal_many()
        if found := verify().differences:
            raise ValueError(str(found[0]))
        ratios = paired(verify, _hash)
        tell("verify", median(ratios), "× băm cùng số byte ấy", ratios)
        tell("verify seconds", _processor_seconds(verify), f"giây máy cho {REPORTS} báo cáo")
        missed = missed_flips(Seal.objects.get(position=1), FLIPS)
        tell("verify missed", len(missed), f"bit không thấy trong {FLIPS} bit bị lật")


def _processor_seconds(work: Callable[[], object]) -> float:
    before = time.process_time()
    work()
    return time.process_time() - before


def _hash() -> None:
    """Every byte that `verify` has to look at, and nothing else done with it."""
    for seal in Seal.objects.order_by("position").iterator(chunk_size=20):
        hashlib.sha256(seal.canonical.encode()).hexdigest()
        for ending in chain.ENDINGS:
            files.digest(str(getattr(seal, ending)))


def _seal_many() -> None:
    """Editions of one report, each correcting the one before, with files that are noise."""
    writer, leader = (User.objects.create(username=name) for name in ("nguoi-lap", "nguoi-duyet"))
    period, before, chance = Period.from_code("2023"), None, random.Random(2023)
    period.save()
    for number in range(1, REPORTS + 1):
        now = timezone.now()
        before = Report.objects.create(
            kind=Report.Kind.YEAR_END,
            period=period,
            edition=number,
            corrects=before,
            state=Report.State.APPROVED,
            begun_by=writer,
            submitted_by=writer,
            submitted_at=now,
            approved_by=leader,
            approved_at=now,
            number=number,
            number_year=2024,
        )
        text = canonical({"report": chain.facts_of(before), "document": "số liệu " * (WORDS // 8)})
        made = issuing.Made(text, now.date(), {ending: chance.randbytes(size) for ending, size in SIZES.items()})
        stored = files.keep(issuing.file_name(before), made.contents)
        with transaction.atomic():
            issuing.sealed(before, before, made, stored, by=leader)


PARTS = {"verify": bench_verify}
