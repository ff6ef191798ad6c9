"""What staff and leadership fill in to move a list, record what was decided, judge a block."""

from collections import defaultdict

from django import forms
from django.utils import timezone

from cooperatives.forms.fields import LineInput, OrganisationsField, day_field
from events.award_rules import RULES, candidate_of_award, findings_about
from events.emulation import certificates, deciding, proposing, ranking
from events.models import AwardKind, Basis, Conference, Nomination, Proposal, Rank
from office.documents import LARGEST
from office.form_fields import DecimalField, IntegerField
from office.guard import GuardedForm
from office.verbs import VerbForm
from printing import numbers

MOST_VOTES = 500
TO_BE_READ = "Điều cần xem lại"
RANKS = [("", "không xếp hạng"), *Rank.choices]


class AwardKindForm(GuardedForm):
    """A kind of award: the rules it asks are ticked."""

    rules = forms.MultipleChoiceField(
        label="Điều kiện xét",
        required=False,
        choices=[(code, label) for code, (label, _) in RULES.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text="Ngoài điều kiện chung: hình thức đang áp dụng, tổ chức đang tồn tại, không có vụ việc đang xem xét",
    )


class AwardForm(GuardedForm):
    """An award entered by hand: what the rules say against it is told once it is saved."""

    def warnings(self) -> list[str]:
        award = self.instance
        if self.errors or not self.has_changed():
            return []
        return [found.message for found in findings_about(candidate_of_award(award))]


def _to_be_read(proposal: Proposal) -> list[str]:
    return [found.message for _, found in proposing.findings_of(proposal)]


class SubmitForm(VerbForm):
    consequences_title = TO_BE_READ
    explanation = "Danh sách được trình Hội đồng thi đua, khen thưởng. Sửa danh sách sau đó thì phải trình lại."
    done = "Đã trình Hội đồng."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.consequences = _to_be_read(self.subject)

    def perform(self, *, by) -> None:
        proposing.submit(self.subject, by=by)


class VoteForm(VerbForm):
    explanation = (
        "Ghi kết quả họp Hội đồng: mỗi dòng số phiếu thuận, phiếu chống; bỏ đánh dấu dòng không được nhất trí."
    )
    done = "Đã ghi kết quả biểu quyết."

    met_on = day_field("Hội đồng họp ngày")
    minutes = LineInput(label="số biên bản", max_length=60)
    present = IntegerField(label="số người dự họp", min_value=1, max_value=MOST_VOTES)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(self.subject.nominations.in_order())
        for line in self.lines:
            name = f"{line.recipient_name}, {line.kind}"
            votes = {"required": False, "min_value": 0, "max_value": MOST_VOTES}
            self.fields[f"agreed_{line.pk}"] = forms.BooleanField(label=name, required=False, initial=True)
            self.fields[f"for_{line.pk}"] = IntegerField(label="phiếu thuận", **votes)
            self.fields[f"against_{line.pk}"] = IntegerField(label="phiếu chống", **votes)

    def perform(self, *, by) -> None:
        typed = self.cleaned_data
        votes = {
            line.pk: proposing.Vote(typed[f"for_{line.pk}"], typed[f"against_{line.pk}"], typed[f"agreed_{line.pk}"])
            for line in self.lines
        }
        meeting = {name: typed[name] for name in ("met_on", "minutes", "present")}
        proposing.vote(self.subject, **meeting, votes=votes, by=by)


class ApproveForm(VerbForm):
    explanation = "Duyệt đúng danh sách dưới đây; danh sách sửa sau khi duyệt thì trở lại đang lập và phải duyệt lại."
    done = "Đã duyệt danh sách."
    consequences_title = "Danh sách được duyệt"

    seen = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seen"].initial = proposing.digest_of(self.subject)
        against = defaultdict(list)
        for line, found in proposing.findings_of(self.subject):
            against[line.pk].append(found.message)
        self.consequences = [_told(line, against[line.pk]) for line in self.subject.nominations.in_order().carried()]

    def perform(self, *, by) -> None:
        proposing.approve(self.subject, seen=self.cleaned_data["seen"], by=by)


def _told(line: Nomination, against: list[str]) -> str:
    """A line as who approves it reads it, with what is to be looked at."""
    told = ", ".join(filter(None, (line.recipient_name, str(line.kind), line.block_and_rank)))
    return f"{told}. Cần xem lại: {' '.join(against)}" if against else told


class SendBackForm(VerbForm):
    explanation = "Danh sách trở lại đang lập: kết quả biểu quyết và việc duyệt được bỏ, lịch sử vẫn giữ."
    done = "Đã trả danh sách lại."

    def perform(self, *, by) -> None:
        proposing.send_back(self.subject, by=by)


class IssueForm(VerbForm):
    explanation = "Tờ trình được cấp số tiếp theo trong sổ của năm. Sau đó danh sách không sửa được nữa."
    done = "Đã cấp số tờ trình."

    on = day_field("ngày tờ trình")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].initial = timezone.localdate()

    def perform(self, *, by) -> None:
        proposing.issue(self.subject, on=self.cleaned_data["on"], by=by)


class DecideForm(VerbForm):
    """Every line with what was decided on it: as proposed, unless it is changed, and then why."""

    explanation = (
        "Mỗi dòng ghi sẵn như đề nghị; sửa dòng nào quyết định khác và ghi lý do. Những khen thưởng được quyết định "
        "vào thẳng sổ khen thưởng."
    )
    done = "Đã ghi quyết định vào sổ khen thưởng."
    consequences_title = TO_BE_READ

    issuer = LineInput(label="cơ quan, người quyết định", max_length=120)
    number = LineInput(label="số, ký hiệu quyết định", max_length=60)
    decided_on = day_field("ngày quyết định")
    signer = LineInput(label="người ký", max_length=100, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.consequences = _to_be_read(self.subject)
        self.fields["issuer"].initial = self.subject.addressee
        self.lines = list(self.subject.nominations.carried().in_order())
        self.kinds = {str(kind.pk): kind for kind in AwardKind.objects.all()}
        choices = [*((key, str(kind)) for key, kind in self.kinds.items()), ("", "không tặng")]
        for number, line in enumerate(self.lines, 1):
            self.fields[f"kind_{line.pk}"] = forms.ChoiceField(
                label=f"{number}. {line.recipient_name}", required=False, choices=choices, initial=str(line.kind_id)
            )
            self.fields[f"rank_{line.pk}"] = forms.ChoiceField(
                label="hạng", required=False, choices=RANKS, initial=line.rank
            )
            self.fields[f"reason_{line.pk}"] = LineInput(label="lý do khác đề nghị", required=False, max_length=300)

    def perform(self, *, by) -> None:
        typed = self.cleaned_data
        outcomes = {
            line.pk: deciding.Outcome(
                self.kinds.get(typed[f"kind_{line.pk}"]), typed[f"rank_{line.pk}"], typed[f"reason_{line.pk}"]
            )
            for line in self.lines
        }
        paper = {name: typed[name] for name in ("issuer", "number", "decided_on", "signer")}
        deciding.decide(self.subject, **paper, outcomes=outcomes, by=by)


class CorrectForm(VerbForm):
    explanation = (
        "Sửa điều ghi nhầm so với văn bản; khen thưởng của quyết định được sửa theo. Quyết định về ai, hình thức nào "
        "thì không sửa ở đây. Lịch sử giữ điều đã ghi và lý do."
    )
    done = "Đã sửa quyết định và các khen thưởng của quyết định."

    issuer = LineInput(label="cơ quan, người quyết định", max_length=120)
    number = LineInput(label="số, ký hiệu quyết định", max_length=60)
    decided_on = day_field("ngày quyết định")
    signer = LineInput(label="người ký", max_length=100, required=False)
    reason = LineInput(label="lý do sửa", max_length=100)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("issuer", "number", "decided_on", "signer"):
            self.fields[name].initial = getattr(self.subject, name)

    def perform(self, *, by) -> None:
        deciding.correct(self.subject, **self.cleaned_data, by=by)


class FromBlocksForm(VerbForm):
    """Takes the ranks of a year's blocks over into a list."""

    explanation = (
        "Thêm vào danh sách các đơn vị đã được khối xếp hạng trong năm, theo hình thức của từng hạng. Để trống hạng "
        "nào thì không lấy hạng ấy; đơn vị đã có trong danh sách thì giữ nguyên."
    )
    done = "Đã lấy các đơn vị được xếp hạng."

    first = forms.ModelChoiceField(label="hạng nhất", queryset=AwardKind.objects.all(), required=False)
    second = forms.ModelChoiceField(label="hạng nhì", queryset=AwardKind.objects.all(), required=False)
    third = forms.ModelChoiceField(label="hạng ba", queryset=AwardKind.objects.all(), required=False)

    def perform(self, *, by) -> None:
        kinds = {Rank(name): kind for name, kind in self.cleaned_data.items() if kind}
        added = proposing.take_ranked(self.subject, kinds=kinds, by=by)
        self.done = f"Đã thêm {numbers.counted(added)} đơn vị được xếp hạng."


class BeyondForm(VerbForm):
    explanation = "Ghi khen thưởng có trong quyết định mà danh sách không đề nghị, kèm lý do."
    done = "Đã ghi khen thưởng ngoài đề nghị."
    error_fields = {"achievement_year": "year"}

    kind = forms.ModelChoiceField(label="hình thức", queryset=AwardKind.objects.all())
    basis = forms.ChoiceField(label="loại hình khen thưởng", choices=Basis.choices)
    year = IntegerField(label="năm thành tích", min_value=1945, max_value=2100)
    organisation = OrganisationsField(label="tập thể", required=False)
    person_name = LineInput(label="họ tên cá nhân", required=False, max_length=100)
    person_post = LineInput(label="chức vụ, đơn vị", required=False, max_length=200)
    block = LineInput(label="khối thi đua", required=False, max_length=100)
    rank = forms.ChoiceField(label="hạng", required=False, choices=RANKS)
    achievement = LineInput(label="thành tích", required=False, max_length=300)
    beyond = LineInput(label="lý do ngoài đề nghị", max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.subject.proposal:
            self.fields["year"].initial = self.subject.proposal.year

    def clean_organisation(self):
        chosen = list(self.cleaned_data["organisation"])
        if len(chosen) > 1:
            raise forms.ValidationError("Chỉ ghi một tập thể mỗi lần.")
        return chosen[0] if chosen else None

    def perform(self, *, by) -> None:
        award = deciding.add_beyond(self.subject, **self.cleaned_data, by=by)
        if found := [each.message for each in findings_about(candidate_of_award(award))]:
            self.done = f"{BeyondForm.done} Cần xem lại: {' '.join(found)}"


class PresentForm(VerbForm):
    explanation = "Ghi những khen thưởng của quyết định này đã trao tại hội nghị; đánh dấu ai vắng, chưa nhận."
    done = "Đã ghi việc trao."

    at = forms.ModelChoiceField(label="trao tại hội nghị", queryset=Conference.objects.all())
    absent = forms.MultipleChoiceField(
        label="chưa nhận", required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )
    absence = LineInput(label="lý do chưa nhận", required=False, max_length=300)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        waiting = self.subject.awards.filter(presented_at=None, revoked_on=None).select_related("kind", "organisation")
        self.fields["absent"].choices = [(award.pk, f"{award.recipient_name}, {award.kind}") for award in waiting]

    def perform(self, *, by) -> None:
        absent = {int(key) for key in self.cleaned_data["absent"]}
        told = {name: self.cleaned_data[name] for name in ("at", "absence")}
        given = deciding.present(self.subject, **told, absent=absent, by=by)
        self.done = f"Đã ghi trao {numbers.counted(given)} khen thưởng."


class BackgroundForm(VerbForm):
    explanation = "Ảnh được mã hóa lại và in dưới chữ, vừa khít khổ giấy của mẫu."
    done = "Đã thay ảnh nền."

    picture = forms.FileField(label="ảnh nền", help_text="JPG, PNG hoặc WebP, đến 20 MB")

    def clean_picture(self):
        file = self.cleaned_data["picture"]
        if file.size > LARGEST:
            raise forms.ValidationError("Ảnh lớn hơn 20 MB: hãy giảm dung lượng rồi tải lại.")
        return file

    def perform(self, *, by) -> None:
        certificates.put_background(self.subject, self.cleaned_data["picture"], by=by)


class RevokeForm(VerbForm):
    explanation = (
        "Khen thưởng bị thu hồi vẫn ở trong sổ và lịch sử, nhưng không còn tính vào số liệu; trang tra cứu công khai "
        "nêu rõ đã thu hồi."
    )
    done = "Đã ghi việc thu hồi."
    error_fields = {"revoked_on": "on"}

    on = day_field("ngày thu hồi")
    decision = LineInput(label="quyết định thu hồi", max_length=60)
    reason = LineInput(label="lý do", max_length=300)

    def perform(self, *, by) -> None:
        deciding.revoke(self.subject, **self.cleaned_data, by=by)


class FillForm(VerbForm):
    explanation = "Số liệu báo cáo năm của từng đơn vị được điền bên các tiêu chí lấy số liệu từ báo cáo."
    done = "Đã điền."

    def perform(self, *, by) -> None:
        found = ranking.fill_from_returns(self.subject, by=by)
        self.done = f"Đã điền {numbers.counted(found)} số từ báo cáo năm {self.subject.year}."


class RankForm(VerbForm):
    """The contestants by their points, each with the rank the block settled on."""

    done = "Đã ghi xếp hạng."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        shared = self.subject.block.shared_ranks
        self.explanation = "Xếp hạng theo kết quả bình xét của khối; hạng nào không chọn ai thì để trống. " + (
            "Khối này cho nhiều đơn vị cùng một hạng." if shared else "Khối này mỗi hạng chỉ một đơn vị."
        )
        self.contestants = list(self.subject.contestants.best_first())
        for one in self.contestants:
            points = one.cross_total if one.cross_total is not None else one.self_total
            label = one.name if points is None else f"{one.name}: {numbers.grouped(points)} điểm"
            self.fields[f"rank_{one.pk}"] = forms.ChoiceField(
                label=label, required=False, choices=RANKS, initial=one.rank
            )

    def perform(self, *, by) -> None:
        ranks = {one.pk: self.cleaned_data[f"rank_{one.pk}"] for one in self.contestants}
        ranking.rank(self.subject, ranks=ranks, by=by)


class ScoreForm(VerbForm):
    """Every criterion with the points the contestant gave itself and those of the block."""

    explanation = "Mỗi tiêu chí ghi điểm đơn vị tự chấm và điểm khối chấm; để trống nếu chưa chấm."
    done = "Đã ghi điểm."

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kept = {score.criterion_id: score for score in self.subject.scores.all()}
        self.criteria = list(self.subject.block_year.criteria.all())
        if not self.criteria:
            self.refusal = "Khối chưa có tiêu chí: hãy thêm tiêu chí ở trang của khối trong năm."
        for criterion in self.criteria:
            score = kept.get(criterion.pk)
            declared = score.declared if score else None
            told = "" if declared is None else f"; báo cáo: {numbers.grouped(declared)}"
            most = f"{criterion.name} (tối đa {numbers.grouped(criterion.most_points)} điểm{told})"
            for name, label in (("self", f"{most}, tự chấm"), ("cross", "khối chấm")):
                initial = getattr(score, f"{name}_points") if score else None
                self.fields[f"{name}_{criterion.pk}"] = DecimalField(label=label, required=False, initial=initial)

    def perform(self, *, by) -> None:
        typed = self.cleaned_data
        points = {one.pk: (typed[f"self_{one.pk}"], typed[f"cross_{one.pk}"]) for one in self.criteria}
        ranking.score(self.subject, points=points, by=by)
