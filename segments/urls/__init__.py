from segments.urls import explorer, imports, profile, talk

app_name = "segments"
urlpatterns = [
    *explorer.urlpatterns,
    *imports.urlpatterns,
    *talk.urlpatterns,
    *profile.urlpatterns,
]
