# SPDX-License-Identifier: MPL-2.0
"""What allauth's forms, messages and letters say here: in our own words, so that they are complete in both languages."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LABELS: Final[dict[str, Promise]] = {
    "login": gettext_lazy("E-mail"),
    "email": gettext_lazy("E-mail"),
    "password": gettext_lazy("Password"),
    "oldpassword": gettext_lazy("The password you have now"),
    "password1": gettext_lazy("New password"),
    "password2": gettext_lazy("The new password once more"),
    "code": gettext_lazy("Code"),
    "recipient": gettext_lazy("Send the code to"),
    "name": gettext_lazy("Name"),
    "passwordless": gettext_lazy("May sign in without a password"),
}
HINTS: Final[dict[str, Promise]] = {
    "password1": gettext_lazy("At least 12 characters, and not one that many use."),
    "name": gettext_lazy("So that you can tell your passkeys apart, such as “work phone”."),
    "passwordless": gettext_lazy("The device then asks for a fingerprint, a face or its own code."),
}
ERRORS: Final[dict[str, Promise]] = {
    "email_password_mismatch": gettext_lazy(
        "E-mail and password do not fit together. Try again, or ask the plan coordinator."
    ),
    "too_many_login_attempts": gettext_lazy("Too many attempts. Wait a quarter of an hour, then try again."),
    "rate_limited": gettext_lazy("Too many attempts. Wait a quarter of an hour, then try again."),
    "incorrect_code": gettext_lazy("The code does not fit. Look once more, or ask for a new one."),
    "incorrect_password": gettext_lazy("The password does not fit. Try again."),
    "enter_current_password": gettext_lazy("This is not the password you have now. Try again."),
    "invalid_password_reset": gettext_lazy("The link has been used, or is too old. Ask for a new one."),
    "cannot_generate_recovery_codes": gettext_lazy("Recovery codes are for whoever signs in with two factors."),
    "no_password": gettext_lazy("This is your only way in. Choose a password first, then disconnect."),
}
SAID: Final[dict[str, Promise]] = {
    "account/messages/logged_out.txt": gettext_lazy("You have signed out."),
    "account/messages/password_changed.txt": gettext_lazy("Your password has been changed."),
    "account/messages/password_set.txt": gettext_lazy("You have a password now."),
    "mfa/messages/totp_activated.txt": gettext_lazy("The app is in use: signing in now takes a code from it."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is no longer used for signing in."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("Here are your recovery codes."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey has been added."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey has been removed."),
    "usersessions/messages/sessions_logged_out.txt": gettext_lazy("You are signed out everywhere but here."),
    "socialaccount/messages/account_connected.txt": gettext_lazy("The other sign-in now leads to this one."),
    "socialaccount/messages/account_connected_updated.txt": gettext_lazy("The other sign-in now leads to this one."),
    "socialaccount/messages/account_disconnected.txt": gettext_lazy("The other sign-in no longer leads to this one."),
    "socialaccount/messages/account_connected_other.txt": gettext_lazy(
        "That sign-in already leads to somebody else's. Ask the plan coordinator."
    ),
}
"""What allauth tells on the next page, by its own template's name. What is not here it keeps to itself."""

NOTICES: Final[dict[str, Promise]] = {
    "account/email/password_changed": gettext_lazy("Your password was changed."),
    "account/email/password_set": gettext_lazy("Your sign-in was given a password."),
    "account/email/password_reset": gettext_lazy("Your password was changed, by the link that was sent to you."),
    "mfa/email/totp_activated": gettext_lazy("An app with codes was set up for signing in."),
    "mfa/email/totp_deactivated": gettext_lazy("The app with codes was removed from your sign-in."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Your sign-in was given new recovery codes."),
    "mfa/email/webauthn_added": gettext_lazy("A passkey was added to your sign-in."),
    "mfa/email/webauthn_removed": gettext_lazy("A passkey was removed from your sign-in."),
    "socialaccount/email/account_connected": gettext_lazy("Your sign-in was connected with another organisation's."),
    "socialaccount/email/account_disconnected": gettext_lazy(
        "Your sign-in is no longer connected with another organisation's."
    ),
}
"""What is also told by mail, so that whoever did not do it learns of it."""

CONFIRMATIONS: Final[dict[str, Promise]] = {
    "reauthenticate": gettext_lazy("With your password"),
    "reauthenticate_by_code": gettext_lazy("With a code by mail"),
    "mfa_reauthenticate": gettext_lazy("With your app, or a recovery code"),
    "mfa_reauthenticate:webauthn": gettext_lazy("With a passkey"),
}
"""How one shows again that it is oneself."""

BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS: Final = (
    *(("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows")),
    *(("Mac OS", "Mac"), ("CrOS", "Chromebook"), ("Linux", "Linux")),
)


def device(user_agent: str) -> str:
    """ "Firefox on Windows", out of what a browser calls itself."""
    browser = next((word for mark, word in BROWSERS if mark in user_agent), _("A browser"))
    system = next((word for mark, word in SYSTEMS if mark in user_agent), "")
    return _("{browser} on {system}").format(browser=browser, system=system) if system else browser
