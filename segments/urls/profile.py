from django.urls import path

from segments.views import (
    profile,
    profile_edit,
    profile_export,
    profile_later,
    profile_overview,
    profile_sheet,
    profile_trend,
)

SEGMENT = "doelgroepen/segmenten/<slug:code_slug>/"

urlpatterns = [
    path(
        "doelgroepen/segmenten/vloer/<int:pk>/weg/",
        profile_edit.quote_archive,
        name="quote_archive",
    ),
    path(
        "doelgroepen/segmenten/bladen/<int:pk>/",
        profile_sheet.segment_sheet,
        name="segment_sheet",
    ),
    path(
        "doelgroepen/segmenten/bladen/<int:pk>/blad.pdf",
        profile_sheet.segment_sheet_pdf,
        name="segment_sheet_pdf",
    ),
    path(
        "doelgroepen/segmenten/overzicht/",
        profile_overview.segment_overview,
        name="segment_overview",
    ),
    path(SEGMENT, profile.segment, name="segment"),
    path(f"{SEGMENT}verloop/", profile_trend.segment_trend, name="segment_trend"),
    path(f"{SEGMENT}plaatsen/", profile_later.segment_places, name="segment_places"),
    path(f"{SEGMENT}delen/", profile_later.segment_parts, name="segment_parts"),
    path(f"{SEGMENT}aanbod/", profile_later.segment_supply, name="segment_supply"),
    path(f"{SEGMENT}wie/", profile_edit.segment_text, name="segment_text"),
    path(f"{SEGMENT}kanalen/", profile_edit.segment_channels, name="segment_channels"),
    path(f"{SEGMENT}vloer/", profile_edit.quote_add, name="quote_add"),
    path(f"{SEGMENT}export.csv", profile_export.segment_csv, name="segment_csv"),
    path(f"{SEGMENT}export.xlsx", profile_export.segment_xlsx, name="segment_xlsx"),
    path(f"{SEGMENT}blad/", profile_sheet.segment_freeze, name="segment_freeze"),
]
