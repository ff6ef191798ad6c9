from django.urls import path

from cooperatives import loan_pages

app_name = "cooperatives"
urlpatterns = [
    path("ho-tro-von/", loan_pages.show_loans, name="loans"),
    path("ho-tro-von.xlsx", loan_pages.loans_workbook, name="loans_workbook"),
]
