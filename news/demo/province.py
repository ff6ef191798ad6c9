"""Builds the demo province, whole or not at all."""

from datetime import date

from django.db import transaction

from cooperatives.models import Organisation, Place
from cooperatives.place_loading import load_places
from cooperatives.size_loading import load_size_rules
from news.demo import plan
from news.demo.articles import publish_news
from news.demo.awards import give_awards
from news.demo.belongings import build_belongings
from news.demo.conferences import hold_conferences
from news.demo.documents import fill_library
from news.demo.emulation import build_emulation
from news.demo.frame import put_up_frame
from news.demo.ledger import keep_ledger
from news.demo.media import show_media
from news.demo.newsroom import fill_newsroom
from news.demo.organisations import build_register
from news.demo.people import Cast, make_cast, set_up_office
from news.demo.readings import count_readings
from news.demo.recording import REASON, record
from news.demo.register import Register
from news.demo.reports import prepare_reports
from news.demo.returns import build_returns
from news.demo.work import build_work
from news.years.releases import keep
from office.models import Office
from returns.models import Period

PROVINCE_OF_TODAY, PROVINCE_THEN = "33", "Tỉnh Thái Bình"
FIRST_ORGANISATION = "TB-HTX-001"
# Official figures come out once the year is over and told, after its conference.
PUBLISHED_ON = {2020: date(2021, 1, 28), 2021: date(2022, 1, 20), 2022: date(2023, 1, 12), 2023: date(2024, 1, 18)}


class OccupiedByOthers(Exception):
    """The database holds an office's own data; the message says what to do."""


def stands() -> bool:
    """Whether the demo province has been built here."""
    return Organisation.objects.filter(code=FIRST_ORGANISATION).exists()


def occupied() -> bool:
    """Whether somebody has begun to work here: there are organisations or an office."""
    return Organisation.objects.exists() or Office.objects.exists()


@transaction.atomic
def build() -> bool:
    """Build the demo province; return False, with nothing changed, where it stands. Raises OccupiedByOthers."""
    if stands():
        return False
    if occupied():
        raise OccupiedByOthers(
            "Cơ sở dữ liệu này đã có dữ liệu riêng nên không dựng tỉnh minh họa. "
            "Hãy dùng một cơ sở dữ liệu trống (biến DATABASE_URL)."
        )
    cast = make_cast()
    set_up_office(by=cast.administrator)
    load_places(PROVINCE_OF_TODAY)
    register = build_register(_communes())
    _write(register, by=cast.staff)
    load_size_rules()
    for rows in build_belongings(register):
        record(rows, by=cast.staff)
    periods = _open_periods(cast)
    returns = record(build_returns(register, periods), by=cast.staff)
    conferences = hold_conferences(periods, by=cast.staff)
    awards = give_awards(register, returns, conferences, by=cast.staff)
    build_emulation(register, returns, awards, cast)
    build_work(register, cast)
    keep_ledger(periods, cast)
    _publish(periods, cast)
    prepare_reports(periods, cast)
    articles = publish_news(by=cast.editor)
    fill_newsroom(articles, conferences[2020], by=cast.editor)
    show_media(by=cast.editor)
    count_readings(articles)
    put_up_frame(by=cast.editor)
    fill_library(by=cast.editor)
    return True


def _communes() -> list[Place]:
    """The communes of the province of that time, by code."""
    then = Place.objects.communes().filter(valid_from=None, former_province__name=PROVINCE_THEN)
    return list(then.select_related("parent").order_by("code"))


def _write(register: Register, *, by) -> None:
    for rows in (
        register.organisations,
        register.events,
        register.participants,
        register.activity,
        register.memberships,
    ):
        record(rows, by=by)


def _open_periods(cast: Cast) -> dict[int, Period]:
    """The years reported and the year that is planned."""
    years = [year.year for year in plan.YEARS]
    periods = {year: Period.from_code(str(year)) for year in (*years, years[-1] + 1)}
    record(periods.values(), by=cast.leader)
    return periods


def _publish(periods: dict[int, Period], cast: Cast) -> None:
    """The leader publishes the years reported, once everything of them is entered."""
    for year, day in PUBLISHED_ON.items():
        periods[year].published_on, periods[year].published_by = day, cast.leader
        periods[year]._history_user, periods[year]._change_reason = cast.leader, REASON
        periods[year].save()
        keep(periods[year])
