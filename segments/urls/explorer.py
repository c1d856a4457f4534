from django.urls import path

from segments import views

urlpatterns = [
    path("doelgroepen/segmenten/", views.explorer, name="explorer"),
    path("doelgroepen/segmenten/export.csv", views.explorer_csv, name="explorer_csv"),
    path("doelgroepen/segmenten/export.xlsx", views.explorer_xlsx, name="explorer_xlsx"),
    path("doelgroepen/segmenten/monitor/<int:year>/", views.monitor_edit, name="monitor_edit"),
    path("doelgroepen/segmenten/aangeleverd/", views.supplied_totals, name="supplied_totals"),
]
