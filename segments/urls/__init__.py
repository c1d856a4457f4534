from segments.urls import explorer, imports

app_name = "segments"
urlpatterns = [
    *explorer.urlpatterns,
    *imports.urlpatterns,
]
