"""Who may do what: the four roles of the office, as permissions of the models they touch.

`manage.py sync_roles` writes them to the database (office/roles.py); a test compares both. Only a system
administrator (superuser) edits users and roles.
"""

STAFF, LEADER, EDITOR, WRITER = "Cán bộ", "Lãnh đạo", "Biên tập viên", "Người viết tin"


def _crud(*models: str) -> list[str]:
    return [_permission(model, verb) for model in models for verb in ("view", "add", "change")]


def _view(*models: str) -> list[str]:
    return [_permission(model, "view") for model in models]


def _permission(model: str, verb: str) -> str:
    app, name = model.split(".")
    return f"{app}.{verb}_{name}"


ORGANISATIONS = (
    "cooperatives.organisation",
    "cooperatives.cooperative",
    "cooperatives.creditfund",
    "cooperatives.union",
    "cooperatives.group",
    "cooperatives.enterprise",
)
REGISTER = (
    *ORGANISATIONS,
    "cooperatives.lifeevent",
    "cooperatives.participant",
    "cooperatives.activityrecord",
    "cooperatives.alliancemembership",
    "cooperatives.unionmembership",
    "cooperatives.post",
    "cooperatives.member",
    "cooperatives.product",
    "cooperatives.certificate",
    "cooperatives.chaincontract",
    "cooperatives.practice",
    "cooperatives.loansource",
    "cooperatives.loan",
)
RETURNS = (
    "returns.period",
    "returns.annualreturn",
    "returns.campaign",
    "returns.submission",
    "returns.criterionpoints",
    "returns.overruling",
    "returns.contact",
)
EMULATION = (
    "events.movement",
    "events.opencase",
    "events.block",
    "events.blockyear",
    "events.criterion",
    "events.contestant",
    "events.proposal",
    "events.nomination",
    "events.decision",
    "events.certificatedesign",
)
EVENTS = (
    "events.activity",
    "events.attendee",
    "events.body",
    "events.conference",
    "events.conferencebody",
    "events.chair",
    "events.term",
    "events.person",
    "events.seat",
    "events.delegate",
    "events.agendaitem",
    "events.contribution",
    "events.vote",
    "events.conclusion",
    "events.resolution",
    "events.paper",
    "events.photo",
    "events.awardkind",
    "events.award",
    *EMULATION,
)
LEDGER = ("reports.target", "reports.figure", "reports.officeindicator")
REPORTS = ("reports.report", "reports.passage")
SEALS = ("reports.seal", "reports.erratum")
NEWS = ("news.category", "news.article")
NEWSROOM = ("news.tag", "news.series", "news.articletag", "news.previewlink")  # beside NEWS, how posts come to be
MEDIA = ("news.picture", "news.attachment", "news.album", "news.placing", "news.videolink")
MEDIA_REMOVABLE = [name.replace(".", ".delete_") for name in MEDIA]
LISTS = ("cooperatives.ceasedorganisation",)
PLACES = ("cooperatives.place", "cooperatives.placesuccession")
OFFICE = ("office.office", "office.committee", "office.signatory")
RULES = (
    "cooperatives.sizerule",
    "returns.memberminimum",
    "returns.ratingscheme",
    "returns.ratinggrade",
    "returns.ratingcriterion",
)
WORK = ("office.job", "office.importrun")
VIEWS = [*_crud("office.savedview"), "office.delete_savedview"]  # their own only: the page sees to that
# What was typed by mistake may go again: its history stays.
PARTS_OF_A_CONFERENCE = ("agendaitem", "contribution", "vote", "paper", "photo")
REMOVABLE = ("unionmembership", "post", "product", "certificate", "chaincontract", "practice", "loan")

ROLES: dict[str, list[str]] = {
    STAFF: [
        *_crud(*REGISTER, *RETURNS, *EVENTS, *LEDGER, *REPORTS),
        *_view("cooperatives.repayment", *LISTS, *PLACES, *OFFICE, *RULES, *WORK, *SEALS, "returns.correction"),
        "reports.add_erratum",
        "office.undo_importrun",
        "returns.view_reportinglink",
        "returns.change_reportinglink",
        "cooperatives.import_organisation",
        "cooperatives.import_member",
        "cooperatives.import_lifeevent",
        "cooperatives.import_alliancemembership",
        "returns.import_annualreturn",
        "events.import_award",
        "returns.delete_annualreturn",
        "returns.delete_criterionpoints",
        "reports.import_figure",
        "reports.delete_figure",
        "reports.delete_target",
        "events.delete_activity",
        "events.delete_attendee",
        "events.delete_conferencebody",
        "events.delete_criterion",
        "events.delete_contestant",
        "events.delete_nomination",
        *(f"events.delete_{name}" for name in ("chair", "delegate", *PARTS_OF_A_CONFERENCE)),
        *(f"cooperatives.delete_{name}" for name in REMOVABLE),
        *VIEWS,
    ],
    LEADER: [
        *_view(*REGISTER, *LISTS, *RETURNS, *EVENTS, *LEDGER, *PLACES, *OFFICE, *RULES, *NEWS),
        *_view(*MEDIA),
        *_view(*REPORTS, *SEALS, "cooperatives.repayment", "returns.correction", "returns.reportinglink", "office.job"),
        *_view(*NEWSROOM, "news.categoryeditor", "news.statistics"),
        "reports.approve_report",
        "reports.seal_report",
        "returns.publish_period",
        "reports.approve_figure",
        "events.approve_proposal",
        "events.revoke_award",
        *VIEWS,
    ],
    EDITOR: [
        *_crud(*NEWS),
        "news.publish_article",
        *_crud(*NEWSROOM),
        *_view("news.categoryeditor", "news.statistics"),
        *[*_crud(*MEDIA), *MEDIA_REMOVABLE, "news.publish_album", "news.take_photos"],
        *VIEWS,
    ],
    WRITER: [
        *_crud("news.article", "news.picture", "news.attachment"),
        *_view("news.category", *NEWSROOM),
        "news.delete_attachment",
        *VIEWS,
    ],
}
