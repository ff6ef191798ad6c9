"""The cast that every test knows: a clerk, the leader, the editor, and a stranger who has no account."""

import gc
from datetime import date

import pytest
from django.contrib.auth.models import Group
from django.test import Client, TransactionTestCase, override_settings

from alliance import roles
from cooperatives import workflow
from cooperatives.models import Kind, Organisation, Sector
from office.models import Office, User
from office.roles import sync_roles
from returns.models import AnnualReturn, Period
from tests.settlement import settle
from tests.undoing import empty, undone_in_the_end

QUICK = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_finish():
    """What was collected stays to the end: looking through it for garbage again and again took a fifth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """A new database knows the roles, as after `manage.py migrate` and `sync_roles`."""
    with django_db_blocker.unblock():
        sync_roles()


@pytest.fixture(autouse=True, scope="session")
def emptied_quickly():
    """After a test that commits, what it wrote is taken out (tests/undoing.py)."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda test: empty())
        yield


@pytest.fixture(autouse=True, scope="session")
def private_files(tmp_path_factory):
    """Each process of the tests keeps files, and its turn at printing, to itself."""
    with override_settings(PRIVATE_ROOT=tmp_path_factory.mktemp("private")):
        yield


@pytest.fixture(autouse=True)
def quick_passwords(settings):
    """Hashing is slow on purpose; tests do not need it to be."""
    settings.PASSWORD_HASHERS = QUICK


@pytest.fixture
def person(db):
    """Make an account with a role: person("Cán bộ", "canbo")."""

    def make(role: str | None, username: str) -> User:
        user = User.objects.create_user(
            username, password="mật khẩu thử 1", is_staff=True, full_name=f"Người {username}"
        )
        if role:
            user.groups.add(Group.objects.get(name=role))
        return user

    return make


@pytest.fixture
def staff(person):
    return person(roles.STAFF, "canbo")


@pytest.fixture
def leader(person):
    return person(roles.LEADER, "lanhdao")


@pytest.fixture
def editor(person):
    return person(roles.EDITOR, "bientap")


@pytest.fixture
def administrator(db):
    return _administrator()


@pytest.fixture(scope="class")
def settled(django_db_setup, django_db_blocker):
    """One row of every model (tests/settlement.py) by the administrator, made once for all the tests of a class.

    What each test changes is undone after it as ever; the rows go with the class.
    """
    with override_settings(PASSWORD_HASHERS=QUICK), undone_in_the_end(django_db_blocker):
        settle(1, by=_administrator())
        yield


def _administrator() -> User:
    return User.objects.create_superuser("quantri", password="mật khẩu thử 1", full_name="Người quản trị")


@pytest.fixture
def browser():
    """A client signed in as somebody; browser() is the stranger."""

    def sign_in(user: User | None = None) -> Client:
        client = Client()
        if user:
            client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return sign_in


@pytest.fixture
def office(db):
    return Office.objects.create(
        name="Liên minh Hợp tác xã tỉnh Thử Nghiệm",
        short_name="Liên minh HTX tỉnh Thử Nghiệm",
        province_name="tỉnh Thử Nghiệm",
        parent_line="LIÊN MINH HỢP TÁC XÃ VIỆT NAM",
        issuer_line="LIÊN MINH HỢP TÁC XÃ TỈNH THỬ NGHIỆM",
        place_name="Thử Nghiệm",
    )


@pytest.fixture
def founded(db):
    """Enter an organisation through the front door: founded("HTX1", kind=Kind.GROUP, on=date(2020, 5, 1))."""

    def make(
        code: str, *, kind: Kind = Kind.COOPERATIVE, on: date = date(2015, 1, 1), by=None, **fields
    ) -> Organisation:
        if kind is Kind.COOPERATIVE:
            fields.setdefault("sector", Sector.AGRICULTURE)
        organisation = Organisation(
            code=code, name=fields.pop("name", f"Tổ chức thử {code}"), kind=kind, founded_on=on, **fields
        )
        workflow.found(organisation, by=by)
        return organisation

    return make


@pytest.fixture
def reported(db):
    """Enter what an organisation declared: reported(htx, "2023", members=120)."""

    def make(organisation: Organisation, code: str = "2023", **values) -> AnnualReturn:
        period = Period.objects.named(code)
        if period.pk is None:
            period.save()
        return AnnualReturn.objects.create(organisation=organisation, period=period, **values)

    return make
