from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "config"

    def ready(self) -> None:
        # Tasks that a web process sends must know the broker.
        from config import celery  # noqa: F401

        _name_fields_of_campaigns()
        _name_what_stands_beside_the_plan()
        _name_where_titles_are_shown()


def _name_where_titles_are_shown() -> None:
    """A title is in the light by a tip, a campaign or a slide; segments knows nothing of these."""
    from campaigns.queries import highlighted, tips
    from segments import highlighting

    highlighting.sources += [tips.highlights, highlighted.in_campaigns, highlighted.on_screens]


def _name_what_stands_beside_the_plan() -> None:
    """A word on a campaign is about its content too, of which planning knows nothing."""
    from campaigns import material
    from campaigns.actions import reviewing as actions
    from campaigns.actions import screens
    from campaigns.queries import lessons, reviewing
    from planning import beside

    beside.kinds["campaign"] = beside.Beside(
        contents=reviewing.contents,
        differences=material.differences,
        address=reviewing.address,
        settled=actions.settle,
        outcomes=lessons.outcomes,
        changed=screens.follow,
    )


def _name_fields_of_campaigns() -> None:
    """History and conflicts of the plan can speak of what a campaign says."""
    from campaigns import core

    core.introduce()
