"""A list of proposals on its way: who may move it, who must not, what an edit undoes, what its numbers are."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from events.emulation import proposing, states
from events.emulation.proposing import Vote
from events.models import Block, BlockYear, Contestant, Nomination, OpenCase, Proposal
from office.worklist import tasks_for

pytestmark = pytest.mark.django_db
State = Proposal.State


def vote_for_all(proposal: Proposal, *, by, met_on: date = date(2023, 11, 15)) -> None:
    votes = {line.pk: Vote(9, 0, True) for line in proposal.nominations.all()}
    proposing.vote(proposal, met_on=met_on, minutes="03/BB", present=9, votes=votes, by=by)


def moved(proposal: Proposal, to: State, *, staff, leader) -> Proposal:
    """The list brought as far as `to` by those whose work it is."""
    steps = {
        State.SUBMITTED: lambda: proposing.submit(proposal, by=staff),
        State.VOTED: lambda: vote_for_all(proposal, by=staff),
        State.APPROVED: lambda: proposing.approve(proposal, seen=proposing.digest_of(proposal), by=leader),
        State.ISSUED: lambda: proposing.issue(proposal, on=date(2023, 11, 20), by=staff),
    }
    for state, step in steps.items():
        if proposal.state == to:
            break
        step()
        proposal.refresh_from_db()
        assert proposal.state == state
    return proposal


@pytest.fixture
def proposal(staff, certificate, founded):
    """A draft of two lines, drawn up by the clerk."""
    one = Proposal.objects.create(title="Khen thưởng năm 2023", year=2023, addressee="Cấp trên", created_by=staff)
    for code in ("H1", "H2"):
        line = Nomination(proposal=one, kind=certificate, basis="merit", organisation=founded(code))
        line._history_user = staff
        line.save()
    return one


def test_a_list_goes_from_draft_to_a_numbered_submission(proposal, staff, leader, office):
    moved(proposal, State.ISSUED, staff=staff, leader=leader)

    assert (proposal.reference, proposal.number, proposal.approved_by) == ("01/TTr-LMHTX", 1, leader)


@pytest.mark.parametrize("name", list(states.TRANSITIONS))
@pytest.mark.parametrize("role", ["staff", "leader", "administrator"])
@pytest.mark.parametrize("hand", ["opened it", "wrote a line"])
def test_who_had_a_hand_in_a_list_never_approves_it(name, role, hand, certificate, founded, request):
    actor = request.getfixturevalue(role)
    one = Proposal.objects.create(title="Của chính mình", year=2023, addressee="Cấp trên", state="voted")
    line = Nomination(proposal=one, kind=certificate, basis="merit", organisation=founded("H1"))
    if hand == "opened it":
        one.created_by = actor
        one.save()
    else:
        line._history_user = actor
    line.save()
    transition = states.TRANSITIONS[name]
    one.state = transition.sources[0]
    one.save()

    assert states.can(name, one, actor) is (actor.has_perm(transition.permission) and name != "approve")


def test_the_database_too_refuses_an_approval_by_who_opened_the_list(proposal, staff):
    approved = {"approved_by": staff, "approved_at": "2023-11-16T00:00Z", "approved_digest": "a" * 64}

    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(pk=proposal.pk).update(**approved)


def test_self_approval_is_refused_in_words_and_nothing_changes(proposal, administrator, staff, browser):
    Proposal.objects.filter(pk=proposal.pk).update(created_by=administrator)
    moved(proposal, State.VOTED, staff=staff, leader=None)
    sent = {"seen": proposing.digest_of(proposal)}

    said = browser(administrator).post(reverse("admin:events_proposal_duyet", args=[proposal.pk]), sent)

    proposal.refresh_from_db()
    assert (said.status_code, proposal.state) == (403, State.VOTED)
    assert "không tự duyệt danh sách" in said.text


@pytest.mark.parametrize("name", list(states.TRANSITIONS))
def test_a_change_is_refused_from_every_other_state(name, proposal, administrator):
    refused = set()
    for state in State:
        proposal.state = state
        try:
            states.check_can(name, proposal, administrator)
        except ValidationError:
            refused.add(state)

    assert refused == set(State) - set(states.TRANSITIONS[name].sources)


def test_an_empty_list_is_not_submitted(staff):
    one = Proposal.objects.create(title="Trống", year=2023, addressee="Cấp trên", created_by=staff)

    with pytest.raises(ValidationError, match="Danh sách chưa có ai"):
        proposing.submit(one, by=staff)


def test_an_approval_of_a_list_that_changed_since_it_was_read_is_refused(proposal, staff, leader):
    moved(proposal, State.VOTED, staff=staff, leader=leader)
    seen = proposing.digest_of(proposal)
    proposal.nominations.update(achievement="Thành tích khác")

    with pytest.raises(ValidationError, match="vừa được sửa sau khi bạn mở trang"):
        proposing.approve(proposal, seen=seen, by=leader)


def test_a_list_changed_behind_its_approval_gets_no_number(proposal, staff, leader, office):
    moved(proposal, State.APPROVED, staff=staff, leader=leader)
    proposal.nominations.first().delete()

    with pytest.raises(ValidationError, match="không còn đúng như khi được duyệt"):
        proposing.issue(proposal, on=date(2023, 11, 20), by=staff)


@pytest.mark.parametrize("state", [State.VOTED, State.APPROVED])
def test_a_case_opened_after_the_list_was_submitted_stops_it(state, proposal, staff, leader, office):
    moved(proposal, state, staff=staff, leader=leader)
    one = proposal.nominations.first().organisation
    OpenCase.objects.create(organisation=one, kind="inspection", opened_on=date(2023, 11, 1))

    steps = {
        State.VOTED: lambda: proposing.approve(proposal, seen=proposing.digest_of(proposal), by=leader),
        State.APPROVED: lambda: proposing.issue(proposal, on=date(2023, 11, 20), by=staff),
    }

    with pytest.raises(ValidationError, match="đang có việc thanh tra, kiểm tra"):
        steps[state]()

    proposal.refresh_from_db()
    assert proposal.state == state


def test_whoever_approves_reads_what_stands_against_a_line(proposal, staff, leader, browser):
    moved(proposal, State.VOTED, staff=staff, leader=leader)
    one = proposal.nominations.first().organisation
    OpenCase.objects.create(organisation=one, kind="inspection", opened_on=date(2023, 11, 1))

    said = browser(leader).get(reverse("admin:events_proposal_duyet", args=[proposal.pk])).text

    assert f"{one.name}, Bằng khen của Liên minh HTX Việt Nam. Cần xem lại: {one.name} đang có việc" in said


def test_an_edit_makes_a_draft_again_of_an_approved_list(proposal, staff, leader, browser):
    moved(proposal, State.APPROVED, staff=staff, leader=leader)

    said = edit(proposal, browser(staff), "nominations-0-achievement", "Sửa sau khi duyệt")

    proposal.refresh_from_db()
    assert (proposal.state, proposal.approved_by, proposal.approved_digest) == (State.DRAFT, None, "")
    assert set(proposal.nominations.values_list("votes_for", "agreed")) == {(None, True)}
    assert "trở lại đang lập" in said.text


def test_saving_without_an_edit_leaves_an_approved_list_approved(proposal, staff, leader, browser):
    moved(proposal, State.APPROVED, staff=staff, leader=leader)

    edit(proposal, browser(staff), "title", proposal.title)

    proposal.refresh_from_db()
    assert proposal.state == State.APPROVED


def test_who_sent_a_list_back_may_approve_it_when_it_comes_again(proposal, staff, leader):
    moved(proposal, State.VOTED, staff=staff, leader=leader)
    proposing.send_back(proposal, by=leader)
    proposal.refresh_from_db()

    moved(proposal, State.APPROVED, staff=staff, leader=leader)

    assert proposal.approved_by == leader


def test_what_was_sent_out_is_edited_no_more(proposal, staff, leader, office, browser):
    moved(proposal, State.ISSUED, staff=staff, leader=leader)
    address = reverse("admin:events_proposal_change", args=[proposal.pk])

    assert browser(staff).post(address, {"title": "Khác"}).status_code == 403


def edit(proposal: Proposal, client, name: str, value: str):
    """Send the page of a list as it is shown, with one box changed."""
    address = reverse("admin:events_proposal_change", args=[proposal.pk])
    shown = client.get(address).context
    formset = shown["inline_admin_formsets"][0].formset
    forms = [shown["adminform"].form, formset.management_form, *formset.initial_forms]
    sent = {}
    for form in forms:
        for box in form:
            given = box.value()
            sent[box.html_name] = (
                [one.pk for one in given] if isinstance(given, list) else "" if given is None else given
            )
    return client.post(address, sent | {name: value}, follow=True)


def test_a_submission_is_not_dated_before_the_council_met(proposal, staff, leader, office):
    moved(proposal, State.APPROVED, staff=staff, leader=leader)

    with pytest.raises(ValidationError, match="Hội đồng họp ngày 15/11/2023"):
        proposing.issue(proposal, on=date(2023, 11, 14), by=staff)


def test_a_line_that_most_were_against_is_not_recorded_as_agreed(proposal, staff, leader):
    submitted = moved(proposal, State.SUBMITTED, staff=staff, leader=leader)
    votes = {line.pk: Vote(0, 9, True) for line in submitted.nominations.all()}

    with pytest.raises(ValidationError, match="0 phiếu đồng ý, 09 phiếu không đồng ý mà ghi là nhất trí"):
        proposing.vote(submitted, met_on=date(2023, 11, 15), minutes="03/BB", present=9, votes=votes, by=staff)

    submitted.refresh_from_db()
    assert submitted.state == State.SUBMITTED


def test_more_votes_than_were_present_are_refused_at_their_line(proposal, staff, leader, browser):
    moved(proposal, State.SUBMITTED, staff=staff, leader=leader)
    first, second = proposal.nominations.all()
    sent = {"met_on": "15/11/2023", "minutes": "03/BB", "present": "8"}
    sent |= {f"agreed_{one.pk}": "on" for one in (first, second)}
    sent |= {f"for_{first.pk}": "8", f"for_{second.pk}": "8", f"against_{second.pk}": "1"}

    said = browser(staff).post(reverse("admin:events_proposal_bieu-quyet", args=[proposal.pk]), sent)

    proposal.refresh_from_db()
    assert said.context["form"].errors == {
        f"for_{second.pk}": [
            f"{second.recipient_name}: 09 phiếu mà chỉ 08 người dự họp. Hãy xem lại số phiếu, số người dự."
        ]
    }
    assert proposal.state == State.SUBMITTED


def test_whom_the_council_leaves_out_is_kept_but_not_proposed(proposal, staff):
    proposing.submit(proposal, by=staff)
    first, second = proposal.nominations.all()
    votes = {first.pk: Vote(9, 0, True), second.pk: Vote(2, 7, False)}

    proposing.vote(proposal, met_on=date(2023, 11, 15), minutes="03/BB", present=9, votes=votes, by=staff)

    assert (list(proposal.nominations.carried()), proposal.nominations.count()) == ([first], 2)


def test_ranks_of_the_blocks_are_taken_over_once(proposal, staff, certificate):
    year = BlockYear.objects.create(block=Block.objects.create(name="Khối số 1"), year=2023)
    ranked = proposal.nominations.first().organisation
    Contestant.objects.create(block_year=year, organisation=ranked, rank="first")
    other = Contestant.objects.create(block_year=year, organisation=_another(), rank="second")

    added = [
        proposing.take_ranked(proposal, kinds={"first": certificate, "second": certificate}, by=staff) for _ in "ab"
    ]

    line = proposal.nominations.get(organisation=other.organisation)
    assert (added, line.block_and_rank) == ([1, 0], "Khối số 1, hạng nhì")


def _another():
    from_fixture = Nomination.objects.last().organisation
    one = type(from_fixture)(code="H9", name="HTX khác", kind="cooperative", founded_on=date(2015, 1, 1))
    one.save()
    return one


def test_five_identical_submissions_move_a_list_once(proposal, staff):
    proposing.submit(proposal, by=staff)

    for _ in range(4):
        with pytest.raises(ValidationError, match="có thể người khác vừa làm trước"):
            proposing.submit(proposal, by=staff)
    assert Proposal.history.filter(id=proposal.pk, history_change_reason="Trình Hội đồng").count() == 1


def test_the_leader_reads_the_year_of_a_list_as_a_year(proposal, leader, browser):
    page = browser(leader).get(reverse("admin:events_proposal_change", args=[proposal.pk])).text

    assert (">2023<" in page, "2.023" in page) == (True, False)


def test_the_clerk_does_not_approve(proposal, staff):
    with pytest.raises(PermissionDenied, match="Bạn không có quyền"):
        proposing.approve(proposal, seen="", by=staff)


def test_each_is_told_of_the_lists_that_wait_for_them(proposal, staff, leader, editor, office):
    def told(user) -> list[str]:
        return [task.sentence for task in tasks_for(user) if "khen thưởng" in task.sentence]

    moved(proposal, State.VOTED, staff=staff, leader=leader)
    voted = told(staff), told(leader), told(editor)
    proposing.approve(proposal, seen=proposing.digest_of(proposal), by=leader)

    assert voted == ([], ["01 danh sách khen thưởng chờ duyệt"], [])
    assert (told(staff), told(leader)) == (["01 danh sách khen thưởng đã duyệt, chờ ban hành tờ trình"], [])
