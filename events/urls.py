from django.urls import path

from events import (
    delegate_pages,
    door_pages,
    invitation_pages,
    personnel_pages,
    photo_pages,
    proceedings_pages,
    views,
)
from events.emulation import certificate_pages, honour_pages, pages, paper_pages

app_name = "events"
urlpatterns = [
    path("hoi-nghi/", views.index, name="index"),
    path("hoi-nghi/cac-ban/", personnel_pages.bodies, name="bodies"),
    path("hoi-nghi/vao/<str:code>/", door_pages.check_in, name="check_in"),
    path("hoi-nghi/<int:pk>/", views.show, name="conference"),
    path("thi-dua/", pages.show_statistics, name="awards"),
    path("thi-dua/khen-thuong.xlsx", pages.statistics_workbook, name="awards_workbook"),
    path("thi-dua/de-nghi/<int:pk>/", pages.show_proposal, name="proposal"),
    path("thi-dua/de-nghi/<int:pk>/so-sanh.xlsx", pages.proposal_workbook, name="proposal_workbook"),
    path("thi-dua/de-nghi/<int:pk>/to-trinh.<str:ending>", paper_pages.submission_file, name="submission_file"),
    path("thi-dua/quyet-dinh/<int:pk>/phu-luc.<str:ending>", paper_pages.decision_file, name="decision_file"),
    path("thi-dua/mau/<int:pk>/", certificate_pages.show_design, name="certificate_design"),
    path("thi-dua/mau/<int:pk>/mau.pdf", certificate_pages.sample_pdf, name="certificate_sample"),
    path("thi-dua/in-bang/", certificate_pages.order_certificates, name="certificates"),
    path("khen-thuong/", honour_pages.show_roll, name="honours"),
    path("khen-thuong/<slug:code>/", honour_pages.show_honour, name="honour"),
    path("hoi-nghi/<int:pk>/dien-bien/", proceedings_pages.proceedings, name="proceedings"),
    path("hoi-nghi/<int:pk>/nghi-quyet/", proceedings_pages.outcome, name="outcome"),
    path("hoi-nghi/<int:pk>/dai-bieu/", delegate_pages.delegates, name="delegates"),
    path("hoi-nghi/<int:pk>/dai-bieu/lap-danh-sach/", delegate_pages.draw, name="draw"),
    path("hoi-nghi/<int:pk>/diem-danh/", delegate_pages.roll_call, name="roll_call"),
    path("hoi-nghi/<int:pk>/cua-vao/", door_pages.door, name="door"),
    path("hoi-nghi/<int:pk>/giay-moi/", invitation_pages.invitations, name="invitations"),
    path("hoi-nghi/<int:pk>/giay-moi/<int:invitation>.pdf", invitation_pages.invitation_file, name="invitation_file"),
    path("hoi-nghi/<int:pk>/nhan-su/", personnel_pages.personnel, name="personnel"),
    path("hoi-nghi/<int:pk>/bien-ban.<str:ending>", proceedings_pages.minutes_file, name="minutes_file"),
    path(
        "hoi-nghi/<int:pk>/nghi-quyet/<int:resolution>.<str:ending>",
        proceedings_pages.resolution_file,
        name="resolution_file",
    ),
    path("hoi-nghi/<int:pk>/anh/", photo_pages.photos, name="photos"),
    path("hoi-nghi/<int:pk>/anh/<int:photo>/<str:size>.jpg", photo_pages.photo_file, name="photo_file"),
    path("hoi-nghi/<int:pk>/tai-lieu/<int:paper>/", proceedings_pages.paper_file, name="paper_file"),
]
