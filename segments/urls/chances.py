from django.urls import path

from segments.views import chances, figure_titles, reach, reach_export

urlpatterns = [
    path("doelgroepen/kansen/", chances.chances, name="chances"),
    path("doelgroepen/kansen/export.csv", reach_export.chances_csv, name="chances_csv"),
    path("doelgroepen/kansen/export.xlsx", reach_export.chances_xlsx, name="chances_xlsx"),
    path("doelgroepen/kansen/niet-nu/", chances.chance_put_aside, name="chance_put_aside"),
    path("doelgroepen/kansen/<int:pk>/toch-wel/", chances.chance_take_up, name="chance_take_up"),
    path("doelgroepen/bereik/", reach.reach, name="reach"),
    path("doelgroepen/bereik/export.csv", reach_export.reach_csv, name="reach_csv"),
    path("doelgroepen/bereik/export.xlsx", reach_export.reach_xlsx, name="reach_xlsx"),
    path("doelgroepen/segmenten/titels/", figure_titles.figure_titles, name="figure_titles"),
]
