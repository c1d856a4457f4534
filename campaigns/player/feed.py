"""What plays now as RSS 2.0 with pictures, for other systems that feed screens."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Enclosure, Rss201rev2Feed
from django.utils.translation import gettext as _

from campaigns.player import stage

MEDIA = "http://search.yahoo.com/mrss/"
SIZES = {"landscape": (1920, 1080), "portrait": (1080, 1920)}


class PictureFeed(Rss201rev2Feed):
    """RSS 2.0 whose items name their picture twice: some readers know only one of the ways."""

    def rss_attributes(self) -> dict[str, str]:
        return {**super().rss_attributes(), "xmlns:media": MEDIA}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        picture = item["enclosures"][0]
        width, height = item["size"]
        about = {
            "url": picture.url,
            "type": picture.mime_type,
            "medium": "image",
            "width": str(width),
            "height": str(height),
            "duration": str(round(item["seconds"])),
        }
        handler.addQuickElement("media:content", None, about)


def rss(public: Mapping[str, Any], *, base: str, now: datetime) -> str:
    """The feed of a screen, whose address is `base`; with nothing to play, the rest slide."""
    feed = PictureFeed(
        title=f"{public['library']}, {public['screen']}",
        link=base,
        description=_("What plays on this screen now."),
        language="nl",
        feed_url=f"{base}rss",
        ttl=5,
    )
    for slide in stage.now_playing(public, now) or [_rest(public)]:
        picture = f"{base}still-{slide['number']:d}.png?v={_version(slide)}"
        feed.add_item(
            title=slide["heading"],
            link=slide.get("link") or picture,
            description=_said(slide),
            unique_id=f"{slide['key']}#{_version(slide)}",
            unique_id_is_permalink=False,
            pubdate=now,
            # How many bytes a picture has is known when it is drawn; 0 says that it is not.
            enclosures=[Enclosure(picture, "0", "image/png")],
            size=SIZES[public["orientation"]],
            seconds=slide["seconds"],
        )
    return str(feed.writeString("utf-8"))


def _rest(public: Mapping[str, Any]) -> dict[str, Any]:
    hours = "; ".join(" ".join(line) for line in public["hours"])
    return {"key": "rest", "number": 0, "heading": public["library"], "text": hours, "seconds": 30}


def _said(slide: Mapping[str, Any]) -> str:
    """Its words in one paragraph, so that who cannot see the picture has them too."""
    parts = [
        slide.get("sub", ""),
        slide.get("text", ""),
        slide.get("lovers", ""),
        slide.get("by", ""),
        ", ".join(book["title"] for book in slide.get("books", ())),
        slide.get("where", ""),
        slide.get("address", ""),
    ]
    return " · ".join(part for part in parts if part)


def _version(slide: Mapping[str, Any]) -> str:
    """Changes with what is to be seen, so that a reader fetches the picture again."""
    seen = {name: value for name, value in slide.items() if name != "plays"}
    return stage.version_of(seen)
