"""At least one row of every model that the admin shows, made anew for each number: settle(1), settle(2), …

A model that joins the admin joins this settlement: the tests over the registry need a row of each.
"""

from datetime import date, timedelta

from django.utils import timezone

from cooperatives import workflow
from cooperatives.models import (
    Certificate,
    ChainContract,
    Kind,
    Level,
    Loan,
    LoanSource,
    Member,
    Organisation,
    Place,
    PlaceSuccession,
    Post,
    Practice,
    Product,
    Sector,
    Size,
    SizeRule,
)
from events.models import (
    Activity,
    AgendaItem,
    Attendee,
    Award,
    AwardKind,
    Block,
    BlockYear,
    Body,
    CertificateDesign,
    Chair,
    Conclusion,
    Conference,
    ConferenceBody,
    Contestant,
    Contribution,
    Criterion,
    Decision,
    Delegate,
    Invitation,
    Movement,
    Nomination,
    OpenCase,
    Paper,
    Person,
    Photo,
    Proposal,
    Resolution,
    Score,
    Seat,
    Term,
    Vote,
)
from news.models import (
    Album,
    Article,
    Attachment,
    Banner,
    Category,
    ContactMessage,
    Disclosure,
    Document,
    DocumentArea,
    DocumentFile,
    DocumentType,
    HomeBlock,
    Link,
    MenuItem,
    Page,
    Picture,
    Placing,
    Series,
    Tag,
    VideoLink,
)
from office.models import Committee, ImportRun, Job, Office, SavedView, Signatory, User
from reports.models import Figure, OfficeIndicator, Report
from returns import workflow as workflow_of_returns
from returns.models import (
    AnnualReturn,
    Campaign,
    Contact,
    CriterionPoints,
    MemberMinimum,
    Period,
    RatingCriterion,
    RatingGrade,
    RatingScheme,
)


def settle(number: int, *, by: User) -> dict[Kind, Organisation]:
    """Make the rows of one number and return its organisations by kind."""
    place = _places(number)
    organisations = {kind: _organisation(number, kind, place, by) for kind in Kind}
    _belongings(number, organisations, by)
    period = _reports(number, organisations[Kind.COOPERATIVE], by)
    _events(number, organisations[Kind.COOPERATIVE], period)
    _work(number, organisations[Kind.COOPERATIVE], by)
    _ledger(number, period, by)
    _news(number)
    _office(number, by)
    return organisations


def _places(number: int) -> Place:
    old = Place.objects.create(code=f"1{number:04}", name=f"Xã Cũ {number}", level=Level.COMMUNE)
    new = Place.objects.create(code=f"2{number:04}", name=f"Xã Mới {number}", level=Level.COMMUNE)
    PlaceSuccession.objects.create(old=old, new=new, on=date(2025, 7, 1), decree="Nghị quyết thử")
    return old


def _organisation(number: int, kind: Kind, place: Place, by: User) -> Organisation:
    one = Organisation(
        code=f"{kind.short}-{number}",
        name=f"Tổ chức thử {kind.short} {number}",
        kind=kind,
        sector=Sector.AGRICULTURE,
        place=place,
        founded_on=date(2015, 1, 1),
    )
    workflow.found(one, by=by)
    return one


def _belongings(number: int, organisations: dict[Kind, Organisation], by: User) -> None:
    htx, today = organisations[Kind.COOPERATIVE], timezone.localdate()
    workflow.admit(htx, on=date(2021, 5, 1), decision="01/QĐ", by=by)
    workflow.verify_activity(htx, state="ceased", since=date(2021, 6, 1), by=by)
    workflow.join_union(htx, union=organisations[Kind.UNION], on=date(2020, 1, 1), by=by)
    for one in organisations.values():
        Post.objects.create(organisation=one, person=f"Nguyễn Văn {number}", role="director", represents=True)
        product = Product.objects.create(organisation=one, name=f"Gạo thử {number}")
        Certificate.objects.create(
            organisation=one, product=product, kind="ocop", stars=3, number="01", valid_to=today + timedelta(30)
        )
        ChainContract.objects.create(organisation=one, partner=f"Công ty thử {number}", value=1_500_000)
        Practice.objects.create(organisation=one, kind="digital", note="ghi chú")
    Member.objects.create(organisation=htx, code=f"TV{number}", name=f"Trần Thị {number}")
    SizeRule.objects.create(
        sector=Sector.SERVICES,
        size=Size.LARGE,
        least_members=100,
        least_revenue=1,
        least_capital=1,
        valid_from=date(2024, 11, 1) + timedelta(number),
        decree="Nghị định thử",
    )


def _reports(number: int, organisation: Organisation, by: User) -> Period:
    period = Period.from_code(str(2000 + number))
    period.save()
    row = AnnualReturn.objects.create(organisation=organisation, period=period, members=100, revenue=10)
    _campaign(organisation, period, by)
    MemberMinimum.objects.create(kind=Kind.GROUP, least=number, decree="Luật thử")
    scheme = RatingScheme.objects.create(name=f"Bộ tiêu chí thử {number}")
    RatingGrade.objects.create(scheme=scheme, grade="good", least_score=80)
    RatingCriterion.objects.create(scheme=scheme, number=1, name="Vốn")
    judged = RatingCriterion.objects.create(scheme=scheme, number=2, name="Tài sản")
    CriterionPoints.objects.create(annual_return=row, criterion=judged, points=5)
    Contact.objects.create(organisation=organisation, on=date(2024, 1, 1), outcome="reached", by=by)
    return period


def _campaign(organisation: Organisation, period: Period, by: User) -> None:
    day = timezone.localdate()
    campaign = Campaign.objects.create(
        period=period,
        stage="estimate",
        expected_on=day,
        opens_on=day - timedelta(9),
        due_on=day,
        closes_on=day + timedelta(9),
    )
    workflow_of_returns.issue_links(campaign, [organisation], expires_on=day, by=by)
    draft = workflow_of_returns.save_draft(campaign.links.get(), {"members": "9"}, revision=0)
    workflow_of_returns.submit(draft)
    workflow_of_returns.grant_correction(organisation, period, campaign.stage, until=day, reason="Sửa thử", by=by)


def _events(number: int, organisation: Organisation, period: Period) -> None:
    conference = Conference.objects.create(
        title=f"Hội nghị thử {number}",
        kind=Conference.Kind.YEAR_END,
        held_on=date(2023, 12, 26),
        period_reported=period,
    )
    _meeting(number, conference)
    Chair.objects.create(conference=conference, full_name=f"Người chủ trì {number}")
    kind = AwardKind.objects.create(form=f"Bằng khen {number}", level="Liên minh thử")
    Award.objects.create(
        kind=kind,
        organisation=organisation,
        achievement_year=2023,
        decided_on=date(2023, 12, 1),
        presented_at=conference,
    )
    _emulation(number, organisation, kind)


def _emulation(number: int, organisation: Organisation, kind: AwardKind) -> None:
    """A movement, a block with one contestant, a list of one line, a decision that gave nothing yet."""
    Movement.objects.create(name=f"Phong trào thử {number}", starts_on=date(2023, 1, 1))
    OpenCase.objects.create(person_name=f"Người bị kiện {number}", kind="complaint", opened_on=date(2023, 1, 1))
    year = BlockYear.objects.create(block=Block.objects.create(name=f"Khối thử {number}"), year=2023)
    criterion = Criterion.objects.create(block_year=year, name="Doanh thu", most_points=10, declared="revenue")
    one = Contestant.objects.create(block_year=year, organisation=organisation)
    Score.objects.create(contestant=one, criterion=criterion, self_points=9)
    proposal = Proposal.objects.create(title=f"Đề nghị thử {number}", year=2023, addressee="Cấp trên thử")
    Nomination.objects.create(proposal=proposal, kind=kind, basis="merit", organisation=organisation)
    CertificateDesign.objects.create(name=f"Mẫu thử {number}", width=297, height=210)
    paper = Decision(proposal=proposal, issuer="Cấp trên thử", number=f"{number}/QĐ", decided_on=date(2023, 12, 1))
    paper.full_clean()
    paper.save()


def _work(number: int, organisation: Organisation, by: User) -> None:
    """A class with one organisation in it, a loan of which something is paid back."""
    one = Activity.objects.create(kind="training", title=f"Lớp thử {number}", held_on=date(2020, 3, 2), participants=30)
    Attendee.objects.create(activity=one, organisation=organisation, people=2)
    loan = Loan.objects.create(
        organisation=organisation,
        source=LoanSource.objects.create(name=f"Quỹ thử {number}"),
        dossier=f"{number}/HS",
        project=f"Dự án thử {number}",
        applied_on=date(2020, 1, 6),
        requested=9_000_000,
        decided_on=date(2020, 2, 3),
        approved=8_000_000,
        disbursed_on=date(2020, 3, 2),
        disbursed=8_000_000,
        due_on=date(2022, 3, 2),
    )
    workflow.repay(loan, on=date(2020, 9, 1), amount=1_000_000, by=by)


def _meeting(number: int, conference: Conference) -> None:
    body = Body.objects.create(name=f"Ban thử {number}")
    ConferenceBody.objects.create(conference=conference, body=body, ordinal=3)
    Term.objects.create(body=Body.objects.create(name=f"Ban có nhiệm kỳ {number}"), name="2020 - 2025")
    person = Person.objects.create(full_name=f"Ủy viên thử {number}")
    Seat.objects.create(person=person, body=body, post="Ủy viên", seated_on=date(2020, 6, 1))
    Delegate.objects.create(conference=conference, person=person, full_name=person.full_name, titles="Ủy viên")
    Conclusion.objects.create(conference=conference, text=f"Việc thử {number}", responsible="Văn phòng")
    AgendaItem.objects.create(conference=conference, content=f"Phần thử {number}")
    Contribution.objects.create(conference=conference, speaker=f"Người nói thử {number}", summary="Nhất trí")
    Vote.objects.create(conference=conference, subject=f"Việc thử {number}", in_favour=0)
    Paper.objects.create(conference=conference, title=f"Tài liệu thử {number}", file="conferences/thu/thu.pdf")
    stored = {"picture": "photos/thu/anh.jpg", "thumbnail": "photos/thu/anh-nho.jpg"}
    Photo.objects.create(conference=conference, caption=f"Ảnh thử {number}", **stored)
    Resolution.objects.create(conference=conference, title=f"Về việc thử {number}", content="Một điều")
    Invitation.objects.create(
        conference=conference, year=2023, number=number, issued_on=date(2023, 1, 2), addressees="Đại biểu"
    )


def _ledger(number: int, period: Period, by: User) -> None:
    """A published value of an indicator of the office, and a plan."""
    OfficeIndicator.objects.create(code=f"so_{number}", name=f"Số cuộc thử {number}", unit="cuộc")
    Figure.objects.create(indicator=f"so_{number}", period=period, value=number, stage="published", entered_by=by)
    Figure.objects.create(indicator="training_classes", period=period, value=9, stage="plan", entered_by=by)
    Report.objects.create(kind=Report.Kind.YEAR_END, period=period, begun_by=by)


def _news(number: int) -> None:
    Disclosure.objects.get_or_create()
    category = Category.objects.create(name=f"Tin thử {number}", slug=f"tin-{number}")
    Article.objects.create(
        title=f"Bài thử {number}", slug=f"bai-{number}", category=category, lead="Mở đầu", body="<p>Nội dung</p>"
    )
    Tag.objects.create(name=f"thẻ thử {number}")
    Series.objects.create(name=f"Loạt thử {number}", slug=f"loat-{number}")
    _frame(number, category)
    _media(number)
    _library(number)


def _media(number: int) -> None:
    """A picture in an album that is public, a video, a file of a post."""
    stored = dict.fromkeys(("small", "medium", "large"), "pictures/thu/anh.jpg")
    picture = Picture.objects.create(alt=f"Ảnh thử {number}", width=4, height=3, **stored)
    day = date(2023, 1, 2)
    album = Album.objects.create(title=f"Album thử {number}", slug=f"album-{number}", held_on=day, published_on=day)
    Placing.objects.create(album=album, picture=picture)
    address = f"https://vtv.vn/{number}"
    VideoLink.objects.create(title=f"Video thử {number}", address=address, held_on=day, still=picture)
    article = Article.objects.get(slug=f"bai-{number}")
    Attachment.objects.create(article=article, title=f"Tệp thử {number}", file="attachments/thu/thu.pdf")


def _library(number: int) -> None:
    document = Document.objects.create(
        number=str(number),
        symbol="QĐ-TN",
        issued_on=date(2024, 1, 1),
        issuer="Cơ quan thử",
        type=DocumentType.objects.create(name=f"Loại thử {number}", slug=f"loai-{number}"),
        area=DocumentArea.objects.create(name=f"Lĩnh vực thử {number}", slug=f"linh-vuc-{number}"),
        subject=f"Trích yếu thử {number}",
    )
    DocumentFile.objects.create(document=document, file=f"library/{number}/tep.pdf")


def _frame(number: int, category: Category) -> None:
    page = Page.objects.create(title=f"Trang {number}", slug=f"trang-{number}", body="<p>Nội dung</p>", published=True)
    MenuItem.objects.create(label=f"Mục {number}", page=page)
    HomeBlock.objects.create(kind=HomeBlock.Kind.CATEGORY, category=category)
    Link.objects.create(name=f"Nơi {number}", address=f"https://noi-{number}.example/")
    Banner.objects.create(name=f"Biểu ngữ {number}")
    ContactMessage.objects.create(
        name="Người gửi", contact="0912 345 678", subject=f"Việc {number}", message="Nội dung", sender_mark="thử"
    )


def _office(number: int, by: User) -> None:
    if not Office.objects.exists():
        names = ("name", "short_name", "province_name", "issuer_line", "place_name")
        Office.objects.create(**dict.fromkeys(names, "Liên minh thử"))
    for kind in Committee.Kind:
        Committee.objects.get_or_create(kind=kind, name=kind.label, issuer_line=kind.label, document_symbol="BAN")
    Signatory.objects.create(full_name=f"Người ký {number}", post="CHỦ TỊCH", valid_from=date(2020, 1, 1))
    User.objects.create_user(f"nguoi{number}", full_name=f"Người số {number}")
    SavedView.objects.create(
        owner=by, model="cooperatives.cooperative", name=f"Bộ lọc {number}", query="ton_tai=con", shared=True
    )
    ImportRun.objects.create(kind="organisations", file_name=f"tep-{number}.xlsx", digest="0" * 64, by=by)
    Job.objects.create(kind="thu", title=f"Việc thử {number}", by=by)
