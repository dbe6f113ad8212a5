# SPDX-License-Identifier: MPL-2.0
"""The addresses of signing in and of one's own account. Their names are those by which allauth looks them up."""

from allauth.account import views as entry
from allauth.mfa.base import views as two_factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from allauth.socialaccount import views as others
from allauth.socialaccount.providers.openid_connect import views as oidc
from allauth.socialaccount.providers.saml import views as saml
from allauth.usersessions import views as sessions
from django.urls import URLPattern, path, re_path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from udmoent.desk.access import open_to_all, signed_in
from udmoent.desk.account.pages import Told, View, account_home, duty, other_sign_ins, page, places, step, ways_in


def door(address: str, view: View, title: str | Promise, name: str, *, told: Told | None = None) -> URLPattern:
    """On the way in: for anybody."""
    return path(address, open_to_all(page(view, title, told=told)), name=name)


def own(address: str, view: View, title: str | Promise, name: str, *, told: Told | None = None) -> URLPattern:
    """About one's own sign-in."""
    return path(f"konto/{address}", signed_in(page(view, title, told=told, is_account=True)), name=name)


def beyond(address: str, view: View, name: str) -> URLPattern:
    """Where browsers are sent to and from another organisation's sign-in."""
    return path(f"log-ind/{address}", open_to_all(step(view)), name=name)


addresses = [
    door("log-ind/", entry.login, _("Sign in"), "account_login", told=ways_in),
    door("log-ud/", entry.logout, _("Sign out"), "account_logout"),
    door("log-ind/kode/", entry.request_login_code, _("A code by mail"), "account_request_login_code"),
    door("log-ind/kode/indtast/", entry.confirm_login_code, _("Write the code"), "account_confirm_login_code"),
    door("log-ind/to-faktor/", two_factors.authenticate, _("One step more"), "mfa_authenticate"),
    door("log-ind/adgangsnoegle/", passkeys.login_webauthn, _("Sign in"), "mfa_login_webauthn"),
    door("log-ind/lukket/", entry.account_inactive, _("Closed sign-in"), "account_inactive"),
    door("log-ind/afbrudt/", others.login_cancelled, _("Not signed in"), "socialaccount_login_cancelled"),
    door("glemt-adgangskode/", entry.password_reset, _("Forgotten your password?"), "account_reset_password"),
    door("glemt-adgangskode/sendt/", entry.password_reset_done, _("Look in your mail"), "account_reset_password_done"),
    door(
        "glemt-adgangskode/faerdig/",
        entry.password_reset_from_key_done,
        _("Your password has been changed"),
        "account_reset_password_from_key_done",
    ),
    re_path(
        r"^glemt-adgangskode/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        open_to_all(page(entry.password_reset_from_key, _("Choose a password"))),
        name="account_reset_password_from_key",
    ),
    beyond("oidc/<slug:provider_id>/", oidc.login, "openid_connect_login"),
    beyond("oidc/<slug:provider_id>/svar/", oidc.callback, "openid_connect_callback"),
    beyond("saml/<slug:organization_slug>/", saml.login, "saml_login"),
    beyond("saml/<slug:organization_slug>/svar/", saml.acs, "saml_acs"),
    beyond("saml/<slug:organization_slug>/faerdig/", saml.finish_acs, "saml_finish_acs"),
    beyond("saml/<slug:organization_slug>/log-ud/", saml.sls, "saml_sls"),
    beyond("saml/<slug:organization_slug>/metadata/", saml.metadata, "saml_metadata"),
    path("konto/", account_home, name="account_home"),
    own("adgangskode/", entry.password_change, _("Change the password"), "account_change_password"),
    own("adgangskode/ny/", entry.password_set, _("Choose a password"), "account_set_password"),
    own("bekraeft/", entry.reauthenticate, _("Is it you?"), "account_reauthenticate"),
    own(
        "bekraeft/kode/",
        entry.request_reauthentication_code,
        _("Is it you?"),
        "account_request_reauthentication_code",
    ),
    own(
        "bekraeft/kode/indtast/",
        entry.confirm_reauthentication_code,
        _("Is it you?"),
        "account_confirm_reauthentication_code",
    ),
    own("bekraeft/to-faktor/", two_factors.reauthenticate, _("Is it you?"), "mfa_reauthenticate"),
    own("bekraeft/adgangsnoegle/", passkeys.reauthenticate_webauthn, _("Is it you?"), "mfa_reauthenticate_webauthn"),
    own("to-faktor/", two_factors.index, _("Two factors"), "mfa_index", told=duty),
    own("to-faktor/app/", app.activate_totp, _("Set up an app"), "mfa_activate_totp"),
    own("to-faktor/app/fjern/", app.deactivate_totp, _("Stop using the app"), "mfa_deactivate_totp"),
    own("to-faktor/koder/", codes.view_recovery_codes, _("Recovery codes"), "mfa_view_recovery_codes"),
    own("to-faktor/koder/nye/", codes.generate_recovery_codes, _("New recovery codes"), "mfa_generate_recovery_codes"),
    own("to-faktor/koder/hent/", codes.download_recovery_codes, "", "mfa_download_recovery_codes"),
    own("adgangsnoegler/", passkeys.list_webauthn, _("Passkeys"), "mfa_list_webauthn"),
    own("adgangsnoegler/ny/", passkeys.add_webauthn, _("Add a passkey"), "mfa_add_webauthn"),
    own("adgangsnoegler/<int:pk>/navn/", passkeys.edit_webauthn, _("Rename the passkey"), "mfa_edit_webauthn"),
    own("adgangsnoegler/<int:pk>/fjern/", passkeys.remove_webauthn, _("Remove the passkey"), "mfa_remove_webauthn"),
    own(
        "andet-log-ind/",
        others.connections,
        _("Your organisation's sign-in"),
        "socialaccount_connections",
        told=other_sign_ins,
    ),
    own("sessioner/", sessions.list_usersessions, _("Where you are signed in"), "usersessions_list", told=places),
]
