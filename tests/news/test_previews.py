"""One reader sees a post before it is public, until the address expires or is revoked; nobody else does."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from news import workflow
from news.models import Article, Attachment, Category, Illustration, PreviewLink
from news.pictures import image_of
from tests.news.pictures import fetched, kept

pytestmark = pytest.mark.django_db
SECRET = "KÍN-xem-trước"


@pytest.fixture
def draft():
    column = Category.objects.create(name="Hoạt động", slug="hoat-dong")
    return Article.objects.create(
        title=f"Bài {SECRET}", slug="bai-thu", category=column, lead=SECRET, body=f"<p>{SECRET}</p>"
    )


@pytest.fixture
def link(draft, editor):
    return workflow.make_preview(draft, reader="Phó Chủ tịch", days=3, by=editor)


def test_whoever_has_the_address_reads_the_draft_and_nothing_keeps_it(link, office, browser):
    answer = browser().get(link.get_absolute_url())

    assert answer.status_code == 200
    assert SECRET in answer.text
    assert "Bản xem trước, chưa đăng (bản nháp)" in answer.text
    assert '<meta name="robots" content="noindex, nofollow">' in answer.text
    assert (answer["X-Robots-Tag"], set(answer["Cache-Control"].split(", "))) == (
        "noindex, nofollow",
        {"no-store", "private"},
    )


def test_it_ends_when_it_expires_and_when_it_is_revoked(link, draft, editor, office, browser):
    other = workflow.make_preview(draft, reader="Chánh Văn phòng", days=1, by=editor)
    PreviewLink.objects.filter(pk=link.pk).update(
        made_at=timezone.now() - timedelta(4), expires_at=timezone.now() - timedelta(1)
    )
    workflow.revoke_preview(other, by=editor)

    assert [browser().get(each.get_absolute_url()).status_code for each in (link, other)] == [404, 404]


def test_its_reader_sees_its_pictures_and_no_others(link, draft, settings, tmp_path, office, browser):
    settings.PRIVATE_ROOT = tmp_path
    lead, inside, other = kept(alt="Ảnh đầu bài"), kept(), kept()
    draft.picture, draft.body = lead, f"<p>{SECRET}</p><p>{image_of(inside)}</p>"
    draft.save()
    Illustration.objects.create(article=draft, picture=inside)
    client, page = browser(), link.get_absolute_url()

    said = client.get(page).text
    asked = [fetched(client, f"{page.removesuffix('/')}{each.medium_address}") for each in (lead, inside, other)]
    PreviewLink.objects.update(revoked_at=timezone.now())

    assert [f'src="{page.removesuffix("/")}{each.medium_address}"' in said for each in (lead, inside)] == [True, True]
    assert 'src="/anh/' not in said
    assert [each.status_code for each in asked] == [200, 200, 404]
    assert "no-store" in asked[0]["Cache-Control"]
    assert client.get(lead.medium_address).status_code == 404
    assert client.get(f"{page.removesuffix('/')}{lead.medium_address}").status_code == 404


def test_its_reader_is_told_of_the_files_that_come_with_it(link, draft, settings, tmp_path, office, browser):
    settings.PRIVATE_ROOT = tmp_path
    Attachment.objects.create(article=draft, title="Công văn 12", file=ContentFile(b"%PDF-1.7", "a.pdf"))

    assert "Tệp đính kèm, tải được khi bài đã đăng: Công văn 12 (PDF)" in browser().get(link.get_absolute_url()).text


def test_an_address_nobody_signed_is_as_absent_as_any(link, office, browser, editor):
    good = link.get_absolute_url().removesuffix("/")
    tampered = [f"{good[:-1]}{'A' if good[-1] != 'A' else 'B'}/", "/tin-tuc/xem-truoc/1/", "/tin-tuc/xem-truoc/MQ:x/"]

    for user in (None, editor):
        assert [browser(user).get(address).status_code for address in tampered] == [404] * 3


def test_once_public_it_leads_to_the_post(link, draft, editor, office, browser):
    workflow.publish(draft, by=editor)

    assert browser().get(link.get_absolute_url()).url == draft.get_absolute_url()


def test_a_button_makes_it_and_another_revokes_it(draft, editor, browser):
    page, client = reverse("admin:news_article_xem-truoc", args=[draft.pk]), browser(editor)

    client.post(page, {"reader": "Phó Chủ tịch", "days": "3"})
    link = PreviewLink.objects.get()
    shown = client.get(page).text
    client.post(page, {"revoke": link.pk})

    assert link.get_absolute_url() in shown
    assert link.get_absolute_url() not in client.get(page).text
    assert PreviewLink.objects.open().count() == 0
    assert PreviewLink.history.filter(history_user=editor).count() == 2


def test_a_link_of_another_post_is_not_revoked_from_here(link, draft, editor, browser):
    other = Article.objects.create(title="b", slug="b", category=draft.category, lead="x", body="x")

    answer = browser(editor).post(reverse("admin:news_article_xem-truoc", args=[other.pk]), {"revoke": link.pk})

    assert answer.status_code == 404
    assert PreviewLink.objects.open().count() == 1


@pytest.mark.parametrize("key", ["", "abc", "9" * 5000, "-1"])
def test_what_is_no_link_is_not_revoked(key, draft, editor, browser):
    answer = browser(editor).post(reverse("admin:news_article_xem-truoc", args=[draft.pk]), {"revoke": key})

    assert answer.status_code == 404


def test_others_neither_make_nor_see_the_addresses(link, draft, staff, leader, browser):
    page = reverse("admin:news_article_xem-truoc", args=[draft.pk])

    for user in (staff, leader):
        answer = browser(user).get(page)
        assert (answer.status_code, link.get_absolute_url() in answer.text) == (403, False)
        with pytest.raises(PermissionDenied):
            workflow.make_preview(draft, reader="Tôi", days=1, by=user)


@pytest.mark.parametrize("days", [0, 15])
def test_it_lasts_two_weeks_at_most(days, draft, editor):
    with pytest.raises(ValidationError, match="từ 1 đến 14 ngày"):
        workflow.make_preview(draft, reader="Tôi", days=days, by=editor)


@pytest.mark.parametrize("address", ["/", "/tin-tuc/", "/tin-tuc/chuyen-muc/hoat-dong/", "/tin-tuc/bai-thu/"])
def test_no_public_page_shows_the_draft_or_its_address(address, link, office, browser):
    said = browser().get(address).text

    assert SECRET not in said
    assert "xem-truoc" not in said


def test_whoever_withdraws_the_post_takes_it_from_those_readers_too(link, draft, editor, office, browser):
    workflow.publish(draft, by=editor)

    workflow.withdraw(draft, reason="Sai số liệu", by=editor)

    assert browser().get(link.get_absolute_url()).status_code == 404
    assert PreviewLink.history.latest().history_user == editor
