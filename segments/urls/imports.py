from django.urls import path

from segments import views
from segments.views.covers import cover, import_rights

urlpatterns = [
    path("beheer/import/", views.import_list, name="import_list"),
    path("beheer/import/nieuw/", views.import_new, name="import_new"),
    path("beheer/import/voorbeeld-<slug:slug>.csv", views.import_sample, name="import_sample"),
    path(
        "beheer/import/profielen/<int:pk>/vergeten/",
        views.import_profile_remove,
        name="import_profile_remove",
    ),
    path(
        "beheer/import/profielen/terug/",
        views.import_profile_restore,
        name="import_profile_restore",
    ),
    path("beheer/import/<int:pk>/", views.import_open, name="import_open"),
    path("beheer/import/<int:pk>/indeling/", views.import_layout, name="import_layout"),
    path("beheer/import/<int:pk>/kolommen/", views.import_columns, name="import_columns"),
    path("beheer/import/<int:pk>/rechten/", import_rights, name="import_rights"),
    path("collectie/omslag/<int:number>.jpg", cover, name="cover"),
    path("beheer/import/<int:pk>/controle/", views.import_check, name="import_check"),
    path("beheer/import/<int:pk>/antwoord/", views.import_answer, name="import_answer"),
    path("beheer/import/<int:pk>/voortgang/", views.import_progress, name="import_progress"),
    path("beheer/import/<int:pk>/stoppen/", views.import_stop, name="import_stop"),
    path("beheer/import/<int:pk>/opnieuw/", views.import_retry, name="import_retry"),
    path("beheer/import/<int:pk>/rapport/", views.import_report, name="import_report"),
    path("beheer/import/<int:pk>/fouten.csv", views.import_errors, name="import_errors"),
    path("beheer/import/<int:pk>/terugdraaien/", views.import_undo, name="import_undo"),
]
