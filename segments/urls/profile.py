from django.urls import path

from segments.views import profile, profile_edit

SEGMENT = "doelgroepen/segmenten/<slug:code_slug>/"

urlpatterns = [
    path(
        "doelgroepen/segmenten/vloer/<int:pk>/weg/",
        profile_edit.quote_archive,
        name="quote_archive",
    ),
    path(SEGMENT, profile.segment, name="segment"),
    path(f"{SEGMENT}wie/", profile_edit.segment_text, name="segment_text"),
    path(f"{SEGMENT}kanalen/", profile_edit.segment_channels, name="segment_channels"),
    path(f"{SEGMENT}vloer/", profile_edit.quote_add, name="quote_add"),
]
