from django.urls import path

from planning.views import (
    item_add,
    item_bin,
    item_changes,
    item_people,
    item_series,
    items,
    items_bulk,
)

urlpatterns = [
    path("momenten/nieuw/", item_add.item_add, name="item_add"),
    path("momenten/prullenbak/", item_bin.item_bin, name="item_bin"),
    path("momenten/samen-wijzigen/", items_bulk.items_bulk, name="items_bulk"),
    path("momenten/<int:pk>/", items.item, name="item"),
    path("momenten/<int:pk>/wijzigen/", item_changes.item_edit, name="item_edit"),
    path("momenten/<int:pk>/verplaatsen/", item_changes.item_move, name="item_move"),
    path("momenten/<int:pk>/status/", item_changes.item_status, name="item_status"),
    path("momenten/<int:pk>/herhalen/", item_series.item_repeat, name="item_repeat"),
    path("momenten/<int:pk>/meedoen/", item_people.item_join, name="item_join"),
    path("momenten/<int:pk>/uitstappen/", item_people.item_leave, name="item_leave"),
    path("momenten/<int:pk>/verwijderen/", item_bin.item_archive, name="item_archive"),
    path("momenten/<int:pk>/terugzetten/", item_bin.item_restore, name="item_restore"),
    path("momenten/<int:pk>/ongedaan/", item_bin.item_undo, name="item_undo"),
    path("momenten/<int:pk>/opmerking/", items.item_comment, name="item_comment"),
]
