from django.urls import path

from events import views
from events.emulation import certificate_pages, honour_pages, pages, paper_pages

app_name = "events"
urlpatterns = [
    path("hoi-nghi/", views.index, name="index"),
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
]
