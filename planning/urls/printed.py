from django.urls import path

from planning.views import new_year, sheet

urlpatterns = [
    path("jaarplan/nieuw/", new_year.new_year, name="new_year"),
    path("jaarplan/<int:year>/a3/", sheet.a3, name="a3"),
    path("jaarplan/<int:year>/a3.pdf", sheet.a3_pdf, name="a3_pdf"),
    path("jaarplan/<int:year>/kwartaal/<int:quarter>/", sheet.a4, name="a4"),
    path("jaarplan/<int:year>/kwartaal/<int:quarter>.pdf", sheet.a4_pdf, name="a4_pdf"),
]
