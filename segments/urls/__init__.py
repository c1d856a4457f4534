from segments.urls import explorer, imports, talk

app_name = "segments"
urlpatterns = [
    *explorer.urlpatterns,
    *imports.urlpatterns,
    *talk.urlpatterns,
]
