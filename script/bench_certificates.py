"""The part of script/bench about certificates.

certificates  a thousand certificates, each with the office's picture below and a square of its own, as one job, against
              a thousand rendered one by one as a page would (of which some are measured); the memory of the job and of
              its children, and how much more of it a thousand take than a hundred

The ways are measured in turn, each in a process of its own. A path names how many.
"""

import io
import time
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from measuring import WAYS, median, tell, way
from PIL import Image

from events.emulation.certificates import awards_on, background_of, place_as_usual, put_background, sheets
from events.jobs import order
from events.models import Award, AwardKind, CertificateDesign
from office import jobs
from office.models import Office, User
from printing.joined import sheets_pdf

MANY, FEW, SINGLY = 1000, 100, 10
ROUNDS = 3
DAY, SITE = date(2023, 12, 20), "https://example.vn/"


def _award_many() -> None:
    """A decision of many awards and one of few, and a design with a picture that does not compress well."""
    names = ("name", "short_name", "province_name", "issuer_line", "place_name")
    Office.objects.get_or_create(pk=Office.ONLY, defaults=dict.fromkeys(names, "Liên minh đo lường"))
    by = User.objects.get_or_create(username="do-thu", defaults={"is_superuser": True, "is_staff": True})[0]
    kind = AwardKind.objects.create(form="Giấy khen", level="Liên minh đo lường")
    for count in (MANY, FEW):
        Award.objects.bulk_create(
            Award(
                kind=kind,
                person_name=f"Nguyễn Thị Được Khen {number}",
                person_post="Giám đốc Hợp tác xã đo lường",
                achievement="Đã có thành tích xuất sắc trong phong trào thi đua phát triển kinh tế tập thể",
                achievement_year=2023,
                decision=str(count),
                decided_on=DAY,
            )
            for number in range(count)
        )
    design = CertificateDesign.objects.create(name="Mẫu đo", width=297, height=210)
    place_as_usual(design)
    noise = io.BytesIO()
    Image.effect_noise((1754, 1240), 20).convert("RGB").save(noise, "JPEG")
    put_background(design, SimpleUploadedFile("nen.jpg", noise.getvalue()), by=by)


def _one_of(path: Path) -> Award:
    """One award of the decision that a path names."""
    return Award.objects.filter(decision=path.name).first()


def as_one_job(path: Path) -> float:
    by = User.objects.get(username="do-thu")
    start = time.perf_counter()
    job = order(CertificateDesign.objects.get(), like=_one_of(path), site=SITE, by=by)
    jobs.perform(jobs.claim())
    took = time.perf_counter() - start
    job.refresh_from_db()
    assert job.state == "done", job.result
    return took


def singly(path: Path) -> float:
    """Seconds that `path` many would take, told from some of them."""
    design = CertificateDesign.objects.get()
    some = awards_on(design, like=_one_of(path))[:SINGLY]
    start = time.perf_counter()
    for sheet in sheets(design, some, site=SITE):
        sheets_pdf([sheet], background=background_of(design))
    return (time.perf_counter() - start) * int(path.name) / SINGLY


WAYS |= {"as-one-job": as_one_job, "singly": singly}


def bench_certificates() -> None:
    _award_many()
    ratios, held, more = [], [], []
    for _ in range(ROUNDS):
        together, memory = way("as-one-job", Path(str(MANY)))
        apart, _ = way("singly", Path(str(MANY)))
        _, memory_of_few = way("as-one-job", Path(str(FEW)))
        ratios.append(together / apart)
        held.append(memory)
        more.append(memory / memory_of_few)
    tell("certificates", median(ratios), f"× in riêng từng bằng, {MANY} bằng", ratios)
    tell("certificates memory", max(held), "MB", held)
    tell("certificates memory growth", median(more), f"× bộ nhớ khi in {FEW} bằng", more)


PARTS = {"certificates": bench_certificates}
