from campaigns.player import urls as player
from campaigns.urls import content, effect, posts, reviews, screens, titles, workspace

app_name = "campaigns"
urlpatterns = [
    *content.urlpatterns,
    *effect.urlpatterns,
    *player.urlpatterns,
    *posts.urlpatterns,
    *reviews.urlpatterns,
    *screens.urlpatterns,
    *titles.urlpatterns,
    *workspace.urlpatterns,
]
