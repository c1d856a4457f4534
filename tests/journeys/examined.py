"""A page as axe finds it, once it has come to rest."""

from axe_playwright_python.base import AxeResults
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

# What is being fetched is dim, and between two colours no contrast is what it will be.
AT_REST = """() => document.readyState === "complete"
    && !document.querySelector("[aria-busy=true]")
    && document.getAnimations().every(each => each.playState === "finished")"""


def examined(page: Page) -> AxeResults:
    page.wait_for_function(AT_REST)
    return Axe().run(page)
