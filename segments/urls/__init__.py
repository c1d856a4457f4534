from segments.urls import (
    advice,
    chances,
    collection,
    explorer,
    groups,
    imports,
    parts,
    profile,
    schemes,
    talk,
)

app_name = "segments"
urlpatterns = [
    *advice.urlpatterns,
    *chances.urlpatterns,
    *collection.urlpatterns,
    *explorer.urlpatterns,
    *groups.urlpatterns,
    *imports.urlpatterns,
    *parts.urlpatterns,
    *talk.urlpatterns,
    *profile.urlpatterns,
    *schemes.urlpatterns,
]
