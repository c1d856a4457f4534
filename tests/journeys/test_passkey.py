"""A passkey is made on the profile and opens the door, with Chromium's virtual authenticator."""

import pytest
from playwright.sync_api import Page, expect

from tests import make

pytestmark = pytest.mark.browser
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_passkey_is_made_and_opens_the_door(page: Page, address: str) -> None:
    member = make.member(make.library(is_demonstration=False), "alice")
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})

    page.goto(f"{address}/profiel/")
    page.get_by_label("E-mailadres").fill(member.user.email)
    page.get_by_label("Wachtwoord").fill(make.PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()
    page.get_by_role("link", name="Passkeys").click()
    page.get_by_role("link", name="passkey").first.click()
    page.get_by_label("Naam van deze passkey").fill("Laptop")
    page.get_by_label("zonder wachtwoord").check()
    page.get_by_role("button", name="Voeg toe").click()
    page.wait_for_url("**/recovery-codes/**")

    page.context.clear_cookies()
    page.goto(f"{address}/")
    page.get_by_role("button", name="passkey").click()

    expect(page.get_by_role("heading", level=1)).to_contain_text("Week")
    expect(page.locator("header.top")).to_contain_text("Alice")
