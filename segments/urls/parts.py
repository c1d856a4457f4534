from django.urls import path

from segments.views import parts, parts_change, parts_export

urlpatterns = [
    path("collectie/onderdelen/", parts.collection_parts, name="collection_parts"),
    path(
        "collectie/onderdelen/export.csv",
        parts_export.collection_parts_file,
        {"kind": "csv"},
        name="collection_parts_csv",
    ),
    path(
        "collectie/onderdelen/export.xlsx",
        parts_export.collection_parts_file,
        {"kind": "xlsx"},
        name="collection_parts_xlsx",
    ),
    path(
        "collectie/onderdelen/begin/",
        parts_change.collection_parts_begin,
        name="collection_parts_begin",
    ),
    path(
        "collectie/onderdelen/nieuw/",
        parts_change.collection_part_add,
        name="collection_part_add",
    ),
    path("collectie/onderdelen/<int:pk>/", parts.collection_part, name="collection_part"),
    path(
        "collectie/onderdelen/<int:pk>/wijzigen/",
        parts_change.collection_part_edit,
        name="collection_part_edit",
    ),
    path(
        "collectie/onderdelen/<int:pk>/bedoeld-voor/",
        parts_change.collection_part_mean,
        name="collection_part_mean",
    ),
    path(
        "collectie/onderdelen/<int:pk>/weg/",
        parts_change.collection_part_archive,
        name="collection_part_archive",
    ),
    path(
        "collectie/onderdelen/<int:pk>/terug/",
        parts_change.collection_part_restore,
        name="collection_part_restore",
    ),
]
