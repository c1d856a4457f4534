from django.urls import path

from segments.views.collection import collection
from segments.views.collection_arrivals import acquisitions
from segments.views.collection_files import collection_file
from segments.views.collection_title import title
from segments.views.collection_titles import titles, titles_next
from segments.views.collection_weeding import weeding

FILES = {
    "collection": "collectie/",
    "titles": "collectie/titels/",
    "acquisitions": "collectie/aanwinsten/",
    "weeding": "collectie/saneren/",
}
urlpatterns = [
    path("collectie/", collection, name="collection"),
    path("collectie/titels/", titles, name="titles"),
    path("collectie/titels/verder/", titles_next, name="titles_next"),
    path("collectie/titels/<int:number>/", title, name="title"),
    path("collectie/aanwinsten/", acquisitions, name="acquisitions"),
    path("collectie/saneren/", weeding, name="weeding"),
    *(
        path(
            f"{where}export.{kind}",
            collection_file,
            {"name": name, "kind": kind},
            name=f"{name}_{kind}",
        )
        for name, where in FILES.items()
        for kind in ("csv", "xlsx")
    ),
]
