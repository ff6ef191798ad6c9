"""Who may open and send what: every address of the portal, for everyone who could ask for it.

Two tables say it in words. A new page or a new model of the admin joins them, or the first tests fail.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from django.conf import settings
from django.contrib import admin
from django.db import connection, transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from cooperatives.models import CeasedOrganisation, Organisation
from events.models import (
    Award,
    CertificateDesign,
    Conclusion,
    Conference,
    Decision,
    Delegate,
    Invitation,
    Paper,
    Photo,
    Proposal,
    Resolution,
)
from events.passes import code_of
from news.models import Album, Article, Attachment, Category, Document, Page, Picture, Series, Tag
from office.models import ImportRun, Job, User
from reports.models import Report
from returns.models import Campaign, Period, ReportingLink
from tests.settlement import settle

LOGIN, NO, YES, NONE = "đăng nhập", "từ chối", "được", "không có"
ROLES = ("stranger", "staff", "leader", "editor")
KINDS = ("cooperative", "creditfund", "union", "group", "enterprise", "organisation")
TAKEN_FROM_FILES = (*KINDS, "lifeevent", "alliancemembership", "annualreturn", "award", "figure", "target")
APPS = {"annualreturn": "returns", "award": "events", "figure": "reports", "target": "reports"}  # else cooperatives
OF_A_RECORD = ("change", "delete", "history")
OF_A_LIST = ("changelist", "add", "luu-bo-loc")
STANDARD = (*OF_A_LIST, *OF_A_RECORD)

OLD_ADDRESS, ANY_OTHER, OLD_VERSION = "admin:<path:object_id>/", "admin:(?P<url>.*)$", "{model}_simple_history"
TELLING = (CeasedOrganisation, ImportRun, Job)  # their pages only tell: what is sent there is not read
LOGIN_PAGES = ("admin/login.html", ["admin/login.html"], "admin/sign_in_again.html")
ASKED = {
    "admin:autocomplete": "?app_label=returns&model_name=annualreturn&field_name=organisation&term=a",
    "news:author": "?ten=Ban+biên+tập",
}

SLUGS = {  # addresses of a record by its slug
    **dict.fromkeys(("news:album", "news:album_picture"), Album),
    **dict.fromkeys(("news:category", "news:category_feed"), Category),
    **dict.fromkeys(("news:document", "news:document_file"), Document),
    "news:page": Page,
    "news:series": Series,
    "news:tag": Tag,
}
EMULATION = {
    Proposal: ("events:proposal", "events:proposal_workbook", "events:submission_file"),
    Decision: ("events:decision_file",),
    CertificateDesign: ("events:certificate_design", "events:certificate_sample"),
}

# What each role may do with the records of a model of the admin; "–" is nothing. A stranger meets the login everywhere.
# model, staff, leader, editor
MODELS = """
office.office                    xem                     xem       –
office.committee                 xem                     xem       –
office.signatory                 xem                     xem       –
office.importrun                 xem                     –         –
office.user                      –                       –         –
office.savedview                 xem                     xem       xem
cooperatives.lifeevent           xem, thêm, sửa          xem       –
office.job                       xem                     xem       –
cooperatives.member              xem, thêm, sửa          xem       –
cooperatives.alliancemembership  xem, sửa                xem       –
cooperatives.cooperative         xem, thêm, sửa          xem       –
cooperatives.creditfund          xem, thêm, sửa          xem       –
cooperatives.union               xem, thêm, sửa          xem       –
cooperatives.group               xem, thêm, sửa          xem       –
cooperatives.enterprise          xem, thêm, sửa          xem       –
cooperatives.organisation        xem, sửa                xem       –
cooperatives.ceasedorganisation  xem                     xem       –
cooperatives.place               xem                     xem       –
cooperatives.post                xem, thêm, sửa, xóa     xem       –
cooperatives.product             xem, thêm, sửa, xóa     xem       –
cooperatives.certificate         xem, thêm, sửa, xóa     xem       –
cooperatives.chaincontract       xem, thêm, sửa, xóa     xem       –
cooperatives.practice            xem, thêm, sửa, xóa     xem       –
cooperatives.sizerule            xem                     xem       –
cooperatives.loansource          xem, thêm, sửa          xem       –
cooperatives.loan                xem, thêm, sửa, xóa     xem       –
cooperatives.unionmembership     xem, thêm, sửa, xóa     xem       –
returns.campaign                 xem, thêm, sửa          xem       –
returns.reportinglink            xem                     xem       –
returns.correction               xem                     xem       –
returns.memberminimum            xem                     xem       –
returns.contact                  xem, thêm, sửa          xem       –
returns.annualreturn             xem, thêm, sửa, xóa     xem       –
returns.period                   xem, thêm, sửa          xem       –
returns.ratingscheme             xem                     xem       –
returns.submission               xem                     xem       –
events.activity                  xem, thêm, sửa, xóa     xem       –
events.body                      xem, thêm, sửa          xem       –
events.conference                xem, thêm, sửa          xem       –
events.awardkind                 xem, thêm, sửa          xem       –
events.award                     xem, thêm, sửa          xem       –
events.movement                  xem, thêm, sửa          xem       –
events.opencase                  xem, thêm, sửa          xem       –
events.block                     xem, thêm, sửa          xem       –
events.blockyear                 xem, thêm, sửa          xem       –
events.contestant                xem, sửa                xem       –
events.proposal                  xem, thêm, sửa          xem       –
events.decision                  xem                     xem       –
events.certificatedesign         xem, thêm, sửa          xem       –
events.person                    xem, thêm, sửa          xem       –
events.seat                      xem, thêm, sửa          xem       –
events.delegate                  xem, sửa, xóa           xem       –
events.resolution                xem, thêm, sửa          xem       –
events.conclusion                xem, thêm, sửa          xem       –
reports.target                   xem, thêm, sửa, xóa     xem       –
reports.figure                   xem, thêm, sửa, xóa     xem       –
reports.officeindicator          xem, thêm, sửa          xem       –
news.document                    –                       xem       xem, thêm, sửa
news.documenttype                –                       xem       xem, thêm, sửa
news.documentarea                –                       xem       xem, thêm, sửa
news.category                    –                       xem       xem, thêm, sửa
news.article                     –                       xem       xem, thêm, sửa
news.tag                         –                       xem       xem, sửa
news.series                      –                       xem       xem, thêm, sửa
news.picture                     –                       xem       xem, thêm, sửa, xóa
news.album                       –                       xem       xem, thêm, sửa
news.videolink                   –                       xem       xem, thêm, sửa, xóa
news.menuitem                    –                       xem       xem, thêm, sửa, xóa
news.page                        –                       xem       xem, thêm, sửa
news.homeblock                   –                       xem       xem, thêm, sửa, xóa
news.link                        –                       xem       xem, thêm, sửa, xóa
news.banner                      –                       xem       xem, thêm, sửa, xóa
news.contactmessage              xem                     xem       xem
news.disclosure                  –                       xem, sửa  –
axes.accessattempt               –                       –         –
axes.accesslog                   –                       –         –
axes.accessfailurelog            –                       –         –
"""

# {kind}: each of KINDS; {file}: each of TAKEN_FROM_FILES. What is shown and what is sent is answered alike.
# address, stranger, staff, leader, editor
PAGES = """
admin:index                               đăng nhập   được                 được                 được
admin:login                               đăng nhập   đăng nhập / được     đăng nhập / được     đăng nhập / được
admin:logout                              được        được                 được                 được
admin:password_change                     đăng nhập   được                 được                 được
admin:password_change_done                đăng nhập   được                 được                 được
admin:autocomplete                        đăng nhập   được                 được                 từ chối
admin:jsi18n                              đăng nhập   được                 được                 được
admin:view_on_site                        đăng nhập   không có             không có             không có
admin:<path:object_id>/                   đăng nhập   được                 được                 được
admin:office_importrun_download           đăng nhập   được                 từ chối              từ chối
admin:office_importrun_hoan-tac           đăng nhập   được                 từ chối              từ chối
admin:auth_user_password_change           đăng nhập   từ chối              từ chối              từ chối
admin:cooperatives_lifeevent_document     đăng nhập   không có             không có             từ chối
{file}_template                           đăng nhập   được                 từ chối              từ chối
{file}_import_reading                     đăng nhập   được                 từ chối              từ chối
{file}_import_mapping                     đăng nhập   được                 từ chối              từ chối
{file}_import_marked                      đăng nhập   được                 từ chối              từ chối
{file}_import_plan                        đăng nhập   được                 từ chối              từ chối
{file}_export                             đăng nhập   được                 được                 từ chối
{file}_process_import                     đăng nhập   được                 từ chối              từ chối
{file}_import                             đăng nhập   được                 từ chối              từ chối
admin:cooperatives_lifeevent_huy          đăng nhập   được                 từ chối              từ chối
admin:office_job_confirm                  đăng nhập   được                 từ chối              không có
admin:office_job_copy                     đăng nhập   không có             không có             không có
admin:office_job_cancel                   đăng nhập   được                 từ chối              không có
admin:cooperatives_member_import          đăng nhập   được                 từ chối              từ chối
admin:cooperatives_member_template        đăng nhập   được                 từ chối              từ chối
admin:cooperatives_member_export          đăng nhập   được                 được                 từ chối
{kind}_xac-minh                           đăng nhập   được                 từ chối              từ chối
{kind}_ket-nap                            đăng nhập   được                 từ chối              từ chối
{kind}_ra-khoi                            đăng nhập   được                 từ chối              từ chối
{kind}_vao-lien-hiep                      đăng nhập   được                 từ chối              từ chối
{kind}_ra-lien-hiep                       đăng nhập   được                 từ chối              từ chối
{kind}_doi-ten                            đăng nhập   được                 từ chối              từ chối
{kind}_chuyen-dia-ban                     đăng nhập   được                 từ chối              từ chối
{kind}_tam-ngung                          đăng nhập   được                 từ chối              từ chối
{kind}_hoat-dong-lai                      đăng nhập   được                 từ chối              từ chối
{kind}_tach                               đăng nhập   được                 từ chối              từ chối
{kind}_chia                               đăng nhập   được                 từ chối              từ chối
{kind}_hop-nhat                           đăng nhập   được                 từ chối              từ chối
{kind}_sap-nhap                           đăng nhập   được                 từ chối              từ chối
{kind}_chuyen-doi                         đăng nhập   được                 từ chối              từ chối
{kind}_giai-the                           đăng nhập   được                 từ chối              từ chối
{kind}_pha-san                            đăng nhập   được                 từ chối              từ chối
{kind}_huy-su-kien                        đăng nhập   được                 từ chối              từ chối
admin:returns_campaign_board              đăng nhập   được                 được                 từ chối
admin:returns_campaign_board_xlsx         đăng nhập   được                 được                 từ chối
admin:returns_campaign_links_xlsx         đăng nhập   được                 được                 từ chối
admin:returns_campaign_form_xlsx          đăng nhập   được                 được                 từ chối
admin:returns_campaign_form_pdf           đăng nhập   được                 được                 từ chối
admin:returns_campaign_forms_zip          đăng nhập   được                 được                 từ chối
admin:returns_campaign_cap-duong-dan      đăng nhập   được                 từ chối              từ chối
admin:returns_campaign_gia-han            đăng nhập   được                 từ chối              từ chối
admin:returns_campaign_intake             đăng nhập   được                 từ chối              từ chối
admin:returns_campaign_drop               đăng nhập   không có             không có             từ chối
admin:returns_campaign_copy               đăng nhập   không có             không có             từ chối
admin:returns_reportinglink_thu-hoi       đăng nhập   được                 từ chối              từ chối
admin:returns_contact_radar               đăng nhập   được                 được                 từ chối
admin:returns_annualreturn_missing        đăng nhập   được                 được                 từ chối
admin:returns_annualreturn_chap-nhan      đăng nhập   được                 từ chối              từ chối
admin:returns_annualreturn_xep-loai       đăng nhập   được                 từ chối              từ chối
admin:returns_period_cong-bo              đăng nhập   từ chối              được                 từ chối
admin:returns_period_thoi-cong-bo         đăng nhập   từ chối              được                 từ chối
admin:returns_period_cho-sua              đăng nhập   từ chối              được                 từ chối
admin:returns_submission_nhan             đăng nhập   được                 từ chối              từ chối
admin:returns_submission_tra-lai          đăng nhập   được                 từ chối              từ chối
admin:returns_submission_de-rieng         đăng nhập   được                 từ chối              từ chối
admin:returns_submission_doi-chieu        đăng nhập   được                 từ chối              từ chối
admin:reports_target_dieu-chinh           đăng nhập   được                 từ chối              từ chối
admin:reports_target_copy                 đăng nhập   được                 từ chối              từ chối
admin:reports_figure_duyet                đăng nhập   từ chối              được                 từ chối
admin:news_article_dang                   đăng nhập   từ chối              từ chối              được
admin:news_article_go                     đăng nhập   từ chối              từ chối              được
admin:news_article_gui-duyet              đăng nhập   từ chối              từ chối              được
admin:news_article_tra-lai                đăng nhập   từ chối              từ chối              được
admin:news_article_han-hien-thi           đăng nhập   từ chối              từ chối              được
admin:news_article_xem-truoc              đăng nhập   từ chối              từ chối              được
admin:news_article_phien-ban              đăng nhập   từ chối              được                 được
admin:news_article_khoi-phuc              đăng nhập   từ chối              từ chối              được
admin:news_article_giu-ban-chua-luu       đăng nhập   từ chối              từ chối              được
admin:news_article_bo-ban-chua-luu        đăng nhập   từ chối              được                 được
admin:news_album_dang                     đăng nhập   từ chối              từ chối              được
admin:news_album_go                       đăng nhập   từ chối              từ chối              được
admin:news_album_them-anh                 đăng nhập   từ chối              từ chối              được
admin:news_album_lay-anh-hoi-nghi         đăng nhập   từ chối              từ chối              được
admin:app_list                            đăng nhập   được                 được                 không có
admin:(?P<url>.*)$                        đăng nhập   không có             không có             không có
office:health                             được        được                 được                 được
returns:fill_in                           được        được                 được                 được
admin:events_award_thu-hoi                đăng nhập   từ chối              được                 từ chối
admin:events_blockyear_dien-so            đăng nhập   được                 từ chối              từ chối
admin:events_blockyear_xep-hang           đăng nhập   được                 từ chối              từ chối
admin:events_contestant_cham-diem         đăng nhập   được                 từ chối              từ chối
admin:events_proposal_lay-tu-khoi         đăng nhập   được                 từ chối              từ chối
admin:events_proposal_trinh-hoi-dong      đăng nhập   được                 từ chối              từ chối
admin:events_proposal_bieu-quyet          đăng nhập   được                 từ chối              từ chối
admin:events_proposal_duyet               đăng nhập   từ chối              được                 từ chối
admin:events_proposal_tra-lai             đăng nhập   từ chối              được                 từ chối
admin:events_proposal_ban-hanh            đăng nhập   được                 từ chối              từ chối
admin:events_proposal_ghi-quyet-dinh      đăng nhập   được                 từ chối              từ chối
admin:events_decision_trao                đăng nhập   được                 từ chối              từ chối
admin:events_decision_ngoai-de-nghi       đăng nhập   được                 từ chối              từ chối
admin:events_decision_sua-ghi-nham        đăng nhập   được                 từ chối              từ chối
events:awards                             đăng nhập   được                 được                 từ chối
admin:events_certificatedesign_anh-nen    đăng nhập   được                 từ chối              từ chối
events:submission_file                    đăng nhập   được                 được                 từ chối
events:decision_file                      đăng nhập   được                 được                 từ chối
events:certificate_design                 đăng nhập   được                 từ chối              từ chối
events:certificate_sample                 đăng nhập   được                 từ chối              từ chối
events:certificates                       đăng nhập   được                 từ chối              từ chối
events:awards_workbook                    đăng nhập   được                 được                 từ chối
events:proposal                           đăng nhập   được                 được                 từ chối
events:proposal_workbook                  đăng nhập   được                 được                 từ chối
events:honours                            được        được                 được                 được
events:honour                             được        được                 được                 được
admin:cooperatives_loan_tra-no            đăng nhập   được                 từ chối              từ chối
admin:cooperatives_loan_bo-lan-tra        đăng nhập   được                 từ chối              từ chối
cooperatives:loans                        đăng nhập   được                 được                 từ chối
cooperatives:loans_workbook               đăng nhập   được                 được                 từ chối
reports:activities                        đăng nhập   được                 được                 từ chối
reports:activities_workbook               đăng nhập   được                 được                 từ chối
events:index                              đăng nhập   được                 được                 từ chối
events:conference                         đăng nhập   được                 được                 từ chối
events:bodies                             đăng nhập   được                 được                 từ chối
events:proceedings                        đăng nhập   được                 được                 từ chối
events:outcome                            đăng nhập   được                 được                 từ chối
events:delegates                          đăng nhập   được                 được                 từ chối
events:draw                               đăng nhập   được                 từ chối              từ chối
events:roll_call                          đăng nhập   được                 từ chối              từ chối
events:door                               đăng nhập   được                 từ chối              từ chối
events:check_in                           đăng nhập   được                 từ chối              từ chối
events:invitations                        đăng nhập   được                 từ chối              từ chối
events:invitation_file                    đăng nhập   được                 từ chối              từ chối
events:personnel                          đăng nhập   được                 từ chối              từ chối
events:minutes_file                       đăng nhập   được                 được                 từ chối
events:resolution_file                    đăng nhập   được                 được                 từ chối
events:paper_file                         đăng nhập   không có             không có             từ chối
events:photos                             đăng nhập   được                 từ chối / được       từ chối
events:photo_file                         đăng nhập   không có             không có             từ chối
admin:events_resolution_ban-hanh          đăng nhập   được                 từ chối              từ chối
admin:events_conclusion_da-thuc-hien      đăng nhập   được                 từ chối              từ chối
admin:events_conclusion_chua-xong         đăng nhập   được                 từ chối              từ chối
reports:dashboard_latest                  đăng nhập   được                 được                 từ chối
reports:dashboard                         đăng nhập   được                 được                 từ chối
reports:member_register                   đăng nhập   được                 được                 từ chối
reports:movement                          đăng nhập   được                 được                 từ chối
reports:movement_workbook                 đăng nhập   được                 được                 từ chối
reports:movement_names                    đăng nhập   được                 được                 từ chối
reports:index                             đăng nhập   được                 từ chối / được       từ chối
reports:report                            đăng nhập   không có / được      từ chối / được       từ chối
reports:report_file                       đăng nhập   được                 được                 từ chối
reports:report_details                    đăng nhập   được                 từ chối              từ chối
reports:report_section                    đăng nhập   được                 từ chối              từ chối
reports:report_give_back                  đăng nhập   được                 từ chối              từ chối
reports:behind                            đăng nhập   được                 được                 từ chối
reports:behind_workbook                   đăng nhập   được                 được                 từ chối
reports:chart                             đăng nhập   được                 được                 từ chối
reports:chart_workbook                    đăng nhập   được                 được                 từ chối
reports:explore                           đăng nhập   được                 được                 từ chối
reports:explore_file                      đăng nhập   được                 được                 từ chối
reports:base_year                         đăng nhập   được                 được                 từ chối
reports:base_year_workbook                đăng nhập   được                 được                 từ chối
reports:funds                             đăng nhập   được                 được                 từ chối
reports:like_for_like                     đăng nhập   được                 được                 từ chối
reports:oddities                          đăng nhập   được                 được                 từ chối
reports:reconciliation                    đăng nhập   được                 được                 từ chối
reports:reconciliation_workbook           đăng nhập   được                 được                 từ chối
reports:brief_pdf                         đăng nhập   được                 được                 từ chối
reports:year_end_file                     đăng nhập   được                 được                 từ chối
reports:seal                              đăng nhập   được                 được                 từ chối
reports:report_step                       đăng nhập   được                 từ chối              từ chối
reports:note_erratum                      đăng nhập   không có             không có             từ chối
reports:sealed_file                       đăng nhập   không có             không có             từ chối
reports:read_back                         đăng nhập   được                 từ chối              từ chối
reports:conclusions                       đăng nhập   được                 được                 từ chối
reports:plan_conclusion                   đăng nhập   được                 được                 từ chối
reports:proofreading                      đăng nhập   được                 được                 được
news:proofread_article                    đăng nhập   từ chối              từ chối              được
news:preview                              không có    không có             không có             không có
news:preview_picture                      không có    không có             không có             không có
news:drafting                             đăng nhập   từ chối              từ chối              được
news:statistics                           đăng nhập   từ chối              được                 được
news:statistics_workbook                  đăng nhập   từ chối              được                 được
news:home                                 được        được                 được                 được
news:list                                 được        được                 được                 được
news:category                             được        được                 được                 được
news:article                              được        được                 được                 được
news:picture                              không có    không có             không có             không có
news:attachment                           không có    không có             không có             không có
news:albums                               được        được                 được                 được
news:album                                được        được                 được                 được
news:album_picture                        được        được                 được                 được
news:choose_figure                        đăng nhập   từ chối              từ chối              được
news:corrections                          đăng nhập   từ chối              từ chối / được       được
news:feed                                 được        được                 được                 được
news:category_feed                        được        được                 được                 được
news:sitemap                              được        được                 được                 được
news:robots                               được        được                 được                 được
news:tag                                  không có    không có             không có             không có
news:series                               không có    không có             không có             không có
news:author                               được        được                 được                 được
news:archive                              được        được                 được                 được
news:archive_year                         được        được                 được                 được
news:archive_month                        được        được                 được                 được
news:article_pdf                          được        được                 được                 được
news:rate                                 được        được                 được                 được
news:search                               được        được                 được                 được
news:documents                            được        được                 được                 được
news:document                             được        được                 được                 được
news:document_file                        không có    không có             không có             không có
admin:news_document_dang                  đăng nhập   từ chối              từ chối              được
admin:news_document_go                    đăng nhập   từ chối              từ chối              được
admin:news_document_thay-the              đăng nhập   từ chối              từ chối              được
admin:news_document_bo-thay-the           đăng nhập   từ chối              từ chối              được
news:banner                               không có    không có             không có             không có
news:about                                được        được                 được                 được
news:page                                 được        được                 được                 được
news:english_office                       được        được                 được                 được
news:english                              không có    không có             không có             không có
news:contact                              được        được                 được                 được
news:products                             được        được                 được                 được
news:contact_sent                         được        được                 được                 được
office:colours                            được        được                 được                 được
office:logo                               không có    không có             không có             không có
admin:office_office_bieu-trung            đăng nhập   từ chối              từ chối              từ chối
admin:office_office_bo-bieu-trung         đăng nhập   từ chối              từ chối              từ chối
admin:news_banner_anh                     đăng nhập   từ chối              từ chối              được
admin:news_contactmessage_da-xu-ly        đăng nhập   được                 từ chối              được
admin:news_contactmessage_thu-rac         đăng nhập   được                 từ chối              được
admin:news_contactmessage_mo-lai          đăng nhập   được                 từ chối              được
news:organisations                        được        được                 được                 được
news:organisation                         được        được                 được                 được
news:figures                              được        được                 được                 được
news:years_file                           được        được                 được                 được
news:figures_of_year                      được        được                 được                 được
news:year_file                            được        được                 được                 được
news:open_data                            được        được                 được                 được
news:openapi                              được        được                 được                 được
news:api_years                            được        được                 được                 được
news:api_year                             được        được                 được                 được
news:api_year_table                       được        được                 được                 được
news:api_indicators                       được        được                 được                 được
news:api_organisations                    được        được                 được                 được
news:api_organisation                     được        được                 được                 được
news:api_awards                           được        được                 được                 được
news:api_articles                         được        được                 được                 được
news:api_none                             không có    không có             không có             không có
news:api_nothing                          không có    không có             không có             không có
{model}_simple_history                    đăng nhập   được                 được                 được
"""


def lines(table: str) -> dict[str, tuple[str, ...]]:
    """The cells of a table by the first of each line; two blanks or more part cells."""
    rows = [[cell.strip() for cell in line.split("  ") if cell.strip()] for line in table.strip().splitlines()]
    return {name: tuple(cells) for name, *cells in rows}


def names_of(line: str) -> list[str]:
    """The names of addresses that a line of PAGES speaks of."""
    if line == OLD_VERSION:
        return [name for name in known_addresses() if name.endswith("_simple_history")]
    if "{kind}" in line:
        return [f"admin:cooperatives_{line.format(kind=kind)}" for kind in KINDS]
    if "{file}" in line:
        return [f"admin:{APPS.get(name, 'cooperatives')}_{line.format(file=name)}" for name in TAKEN_FROM_FILES]
    return [line]


def addresses(resolver, space: str = "") -> Iterator[tuple[str, list[str]]]:
    """The name of every address, of those without one what they look like; and what stands open in it."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield space + (one.name or str(one.pattern)), [*one.pattern.converters, *one.pattern.regex.groupindex]
        else:
            yield from addresses(one, space + (f"{one.namespace}:" if one.namespace else ""))


@cache
def known_addresses() -> dict[str, list[str]]:
    return dict(addresses(get_resolver()))


def standard_pages() -> set[str]:
    return {f"admin:{label.replace('.', '_')}_{page}" for label in models() for page in STANDARD}


def models() -> dict[str, type]:
    return {model._meta.label_lower: model for model in admin.site._registry}


class TestTheTables:
    def test_every_address_has_a_line(self):
        known = {name for line in lines(PAGES) for name in names_of(line)} | standard_pages()

        assert sorted(set(known_addresses()) - known) == []

    def test_every_line_has_an_address(self):
        there = set(known_addresses())

        assert [name for line in lines(PAGES) for name in names_of(line) if name not in there] == []

    def test_every_model_of_the_admin_has_a_line(self):
        assert set(lines(MODELS)) == set(models())


class Visitor:
    """One who asks for addresses; whatever that does is undone."""

    def __init__(self, user: User | None):
        self.user, self.client = user, Client()

    def outcome(self, method: str, address: str) -> str | None:
        """What comes of it, in a word; None where the address does not answer to the method."""
        if self.user and settings.SESSION_COOKIE_NAME not in self.client.cookies:
            self.client.force_login(self.user, backend="django.contrib.auth.backends.ModelBackend")
        wrote: list[str] = []
        with transaction.atomic(), connection.execute_wrapper(_noting(wrote)):
            response = getattr(self.client, method)(address)
            said = _word(response)
            transaction.set_rollback(True)
        assert said == YES or wrote == [], (method, address, wrote)
        if not self.client.cookies.get(settings.SESSION_COOKIE_NAME, "") or address.endswith("logout/"):
            self.client.cookies.clear()
        return said

    def both(self, address: str) -> str:
        """What comes of opening an address and of sending something to it: one word, where it is the same."""
        said = {self.outcome(method, address) for method in ("get", "post")} - {None}
        return " / ".join(sorted(said)) or NONE


def _word(response) -> str | None:
    if response.status_code == 405:
        return None
    to_start = response.status_code == 302 and response.url == reverse("admin:index")
    if response.status_code == 404 or (to_start and not response.wsgi_request.path.endswith(("login/", "logout/"))):
        return NONE  # a record that one may not know of is told to be none
    to_login = response.status_code == 302 and response.url.startswith(reverse("admin:login"))
    if to_login or getattr(response, "template_name", "") in LOGIN_PAGES:
        return LOGIN
    return NO if response.status_code == 403 else YES


def _noting(wrote: list[str]):
    """Write down every statement that changes rows, but for those of sessions."""

    def note(execute, sql, params, many, context):
        if sql.startswith(("INSERT", "UPDATE", "DELETE")) and "django_session" not in sql:
            wrote.append(sql)
        return execute(sql, params, many, context)

    return note


@pytest.fixture
def everything(administrator, monkeypatch):
    """At least one row of all; pages and papers are not drawn, which takes long and is asked elsewhere."""
    monkeypatch.setattr(SimpleTemplateResponse, "rendered_content", "")
    monkeypatch.setattr("returns.admin.campaigns.form_pdf_bytes", lambda *asked: b"%PDF")
    monkeypatch.setattr("events.invitation_pages.invitations_pdf", lambda *asked, **more: b"%PDF")
    monkeypatch.setattr("reports.views.brief_pdf_bytes", lambda *asked, **more: b"%PDF")
    monkeypatch.setattr("events.emulation.certificate_pages.sheets_pdf", lambda *asked, **more: b"%PDF")
    monkeypatch.setattr("news.article_paper.render_pdf", lambda *asked, **more: b"%PDF")
    fill(administrator)


def fill(by: User) -> None:
    """At least one row of all, what can be public made so."""
    settle(1, by=by)
    published = Period.from_code("1999")
    published.published_on, published.published_by = timezone.localdate(), by
    published.save()
    Job.objects.update(kind="members")
    Article.objects.update(status="published", published_at=timezone.now(), author="Ban biên tập")
    Article.objects.update(status="published", published_at=timezone.now())
    Document.objects.update(is_public=True, published_at=timezone.now())
    report = Report.objects.get(kind="year_end", period=Conference.objects.first().period_reported)
    Report.objects.filter(pk=report.pk).update(state="draft", submitted_by=None, submitted_at=None)
    report.passages.create(section="unions", text="Lời của cán bộ.")


@pytest.fixture(params=ROLES)
def visitor(request, everything) -> tuple[int, Visitor]:
    """Each role, by the place of its column."""
    place = ROLES.index(request.param)
    return place, Visitor(request.getfixturevalue(request.param) if place else None)


def rows() -> dict[str, object]:
    """What stands open in addresses, filled in with what is there."""
    campaign = Campaign.objects.first()
    return {
        "key": campaign.pk,
        "whose": campaign.expected().values_list("pk", flat=True).first(),
        "code": "2020",
        "pk": Conference.objects.first().pk,
        "resolution": Resolution.objects.first().pk,
        "invitation": Invitation.objects.first().pk,
        "paper": Paper.objects.first().pk,
        "photo": Photo.objects.first().pk,
        "size": "anh",
        "conclusion": Conclusion.objects.first().pk,
        "step": "dau-ky",
        "ending": "csv",
        "table": "chi-tieu",
        "year": "1999",
        "rest": "khong-co/",
        "token": ReportingLink.objects.first().token,
        "slug": Article.objects.first().slug,
        "month": f"{timezone.localdate():%m}",
        "row": "htx",
        "indicator": "cooperatives",
        "name": "so-luong-cac-nam",
        "number": 1,
        "drop": 1,
        "app_label": "cooperatives",
        "content_type_id": 1,
        "object_id": 1,
        "id": User.objects.first().pk,
    }


def address_of(name: str, values: dict[str, object]) -> str:  # noqa: PLR0912  one case a line
    """An address of that name; where it is of a record, of one that is there."""
    if name == OLD_ADDRESS:
        return reverse("admin:office_office_change", args=[1]).removesuffix("change/")
    if name == ANY_OTHER:
        return reverse("admin:index") + "khong-co-trang-nay/"
    if name.endswith("_simple_history"):
        return reverse(name, args=[1, 1])
    if name.startswith("news:archive_"):
        values = values | {"year": f"{timezone.localdate():%Y}"}
    if name == "news:proofread_article":
        return reverse(name, args=[Article.objects.first().pk])
    if name in ("news:picture", "news:preview_picture"):
        values = values | {"name": Picture.objects.first().name, "side": 400}
    if name == "news:attachment":
        values = values | {"pk": Attachment.objects.first().pk}
    if model := SLUGS.get(name):
        values = values | {"slug": model.objects.first().slug, "pk": 1}
    if own := next(
        (model for label, model in models().items() if name.startswith(f"admin:{label.replace('.', '_')}_")), None
    ):
        values = values | {"object_id": own._default_manager.values_list("pk", flat=True).first() or 1}
        values |= {"pk": values["object_id"]}
    if name == "admin:returns_annualreturn_missing":
        values = values | {"code": Campaign.objects.first().period.code}
    if name in ("news:figures_of_year", "news:year_file"):
        values = values | {"code": "1999"}
    if name in ("news:organisation", "news:api_organisation"):
        values = values | {"code": Organisation.objects.first().code}
    if name == "events:honour":
        values = values | {"code": Award.objects.first().code}
    if own := next((model for model, names in EMULATION.items() if name in names), None):
        values = values | {"pk": own.objects.first().pk, "ending": "xlsx"}
    if name in ("reports:year_end_file", "reports:report_file"):
        values = values | {"ending": "xlsx"}
    if name in ("events:minutes_file", "events:resolution_file"):
        values = values | {"ending": "docx"}
    if name == "events:check_in":
        values = values | {"code": code_of(Delegate.objects.first())}
    of_a_conference = ("reports:conclusions", "reports:plan_conclusion")
    if name.startswith("reports:") and "pk" in known_addresses()[name] and name not in of_a_conference:
        values = values | {"pk": Report.objects.first().pk, "slug": "trinh", "section": "unions"}
    asked = {key: values[key] for key in known_addresses()[name]}
    return reverse(name, kwargs=asked) + ASKED.get(name, "")


def test_every_page_lets_in_those_it_is_for(visitor, everything):
    column, one = visitor
    values = rows()
    found = {}
    for number, line in enumerate(lines(PAGES)):
        names = names_of(line)
        found[line] = one.both(address_of(names[number % len(names)], values))

    told = {line: cells[column] for line, cells in lines(PAGES).items()}
    wrong = [(line, word, told[line]) for line, word in found.items() if word != told[line]]
    assert wrong == [], wrong


def test_the_records_of_every_model_are_for_those_named(visitor, everything):
    column, one = visitor
    found = {label: may(one, model) for label, model in models().items()}

    told = {label: (LOGIN, *cells)[column] for label, cells in lines(MODELS).items()}
    assert [(label, words, told[label]) for label, words in found.items() if words != told[label]] == []


def may(one: Visitor, model: type) -> str:
    """What somebody may do with the records of a model, in the words of MODELS."""
    key = model._default_manager.values_list("pk", flat=True).first() or 1
    start = f"admin:{model._meta.app_label}_{model._meta.model_name}_"
    page = {
        name: reverse(start + name, args=[key] if name in OF_A_RECORD else [])
        for name in (*OF_A_LIST, *OF_A_RECORD)
        if start + name in known_addresses()
    }
    outcomes = {
        "xem": {one.outcome("get", page[name]) for name in page if name not in ("add", "delete")},
        "thêm": {one.both(page["add"])},
        "sửa": {one.outcome("post", page["change"]) if model not in TELLING else one.outcome("post", page["add"])},
        "xóa": {one.both(page["delete"])},
    }
    if all(outcome == {LOGIN} for outcome in outcomes.values()):
        return LOGIN
    assert all(outcome == {YES} or YES not in outcome for outcome in outcomes.values()), (model, outcomes)
    return ", ".join(word for word, outcome in outcomes.items() if outcome == {YES}) or "–"


def test_lists_offer_to_do_with_many_what_a_role_may(everything, staff, leader, editor):
    def offered(user: User) -> dict[str, list[str]]:
        request = RequestFactory().get("/")
        request.user = user
        shown = [page for page in admin.site._registry.values() if page.has_view_permission(request)]
        return {page.opts.label_lower: names for page in shown if (names := [*page.get_actions(request)])}

    assert offered(staff) == {f"cooperatives.{kind}": ["assign_officer"] for kind in KINDS}
    assert (offered(leader), offered(editor)) == ({}, {})


@pytest.mark.parametrize(("role", "given"), [("staff", 1), ("leader", 0), ("editor", 0)])
def test_what_a_list_does_not_offer_is_not_done_when_it_is_sent(role, given, request, everything, browser):
    one, user = Organisation.objects.first(), request.getfixturevalue(role)
    sent = {"action": "assign_officer", "_selected_action": [one.pk], "officer": user.pk, "assign": "1"}

    browser(user).post(reverse("admin:cooperatives_organisation_changelist"), sent)

    assert Organisation.objects.exclude(officer=None).count() == given
