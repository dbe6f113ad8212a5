# SPDX-License-Identifier: MPL-2.0
"""The log's own words: for each act that is recorded, each thing that it is done to, and what is told of it."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = dict[str, str | Promise]

ACTS: Final[Words] = {
    # The town
    "load_municipality": _("Loaded the municipality's configuration"),
    "rename_body": _("Renamed a body"),
    "add_unit": _("Added a unit"),
    "place_unit": _("Placed or ended a unit"),
    "rename_unit": _("Renamed a unit"),
    # People
    "add_person": _("Added a person"),
    "correct_name": _("Corrected a person's name"),
    "erase_name": _("Erased a person's name"),
    "add_position": _("Added a post"),
    "rename_position": _("Renamed a post"),
    "move_position": _("Moved a post to another unit"),
    "appoint": _("Put somebody in a post"),
    "deputise": _("Let somebody stand in"),
    "end_holding": _("Ended a time in a post"),
    "give_role": _("Gave a role"),
    "end_role": _("Ended a role"),
    "take_back": _("Took back what had not begun"),
    "hand_over": _("Handed a post over"),
    "build_demo": _("Built the sample plan"),
    # Templates
    "bring_template": _("Brought a template in"),
    "use_template": _("Took a template in use"),
    "leave_template": _("Went back to Udmønt's own look"),
    "try_template": _("Downloaded a trial of a template"),
    # Signing in
    "sign_in": _("Signed in"),
    "fail_to_sign_in": _("Somebody tried in vain to sign in"),
    "sign_out": _("Signed out"),
    "end_sessions": _("Signed out of other places"),
    "change_sign_in": _("Changed how to sign in"),
    # The plan
    "begin_plan": _("Began a plan"),
    "rename_plan": _("Renamed the plan"),
    "add_heading": _("Added a heading"),
    "rename_heading": _("Renamed a heading"),
    "order_headings": _("Put the headings in order"),
    "remove_heading": _("Removed a heading"),
    "add_items": _("Added items"),
    "change_items": _("Changed items"),
    "split_item": _("Split an item"),
    "set_amounts": _("Changed the amounts"),
    "import_plan": _("Brought a file in"),
    "undo_import": _("Took an import back"),
    "write_note": _("Wrote a note of the directorate"),
    "attach": _("Attached a file or an address"),
    "show_attachment": _("Changed who may see an attachment"),
    "remove_attachment": _("Removed an attachment"),
    # The agreement
    "lay_down_agreement": _("Laid down paragraphs of the agreement"),
    "take_back_agreement": _("Took paragraphs of the agreement back"),
    "describe_agreement": _("Described the agreement"),
    "need_no_item": _("Said why a paragraph needs no item"),
    "link_paragraph": _("Linked a paragraph to items"),
    "unlink_paragraph": _("Parted a paragraph from an item"),
    # Mails
    "send_mails": _("Sent mails"),
    "make_feed_key": _("Made an address for a calendar"),
    "drop_feed_key": _("Took a calendar's address away"),
    # Meetings
    "call_meeting": _("Called a meeting"),
    "move_meeting": _("Moved a meeting"),
    "cancel_meeting": _("Cancelled a meeting"),
    "note_decision": _("Wrote a decision down"),
    "change_calendar": _("Brought several meetings into the calendar"),
    "take_back_calendar": _("Took a change of the calendar back"),
    # Cases
    "begin_case": _("Began a case"),
    "describe_case": _("Changed the facts of a case"),
    "set_route": _("Changed a case's route"),
    "place_case": _("Put a case on the agenda of a meeting"),
    "decide_case": _("Wrote down what a body decided of a case"),
    "carry_out_decision": _("Let a decision take effect in the plan"),
    "drop_case": _("Threw a draft of a case away"),
    # The råderum catalogue
    "begin_catalogue": _("Began a råderum round"),
    "change_catalogue": _("Changed a råderum round"),
    "set_catalogue_targets": _("Set the targets of a råderum round"),
    "close_catalogue": _("Closed a råderum round"),
    "reopen_catalogue": _("Opened a råderum round again"),
    "propose": _("Wrote a råderum proposal"),
    "change_proposal": _("Changed a råderum proposal"),
    "move_proposal": _("Led a råderum proposal to another stage"),
    "adopt_proposal": _("Made an item of a råderum proposal"),
    "record_hearing_answer": _("Kept a hearing answer"),
    "publish_hearing_answer": _("Published a hearing answer"),
    "withhold_hearing_answer": _("Took a published hearing answer back"),
    "save_package": _("Saved a package of proposals"),
    "delete_package": _("Deleted a package of proposals"),
    "export_catalogue": _("Downloaded a råderum catalogue"),
    "compose_case": _("Composed a case's text"),
    "edit_section": _("Edited a section of a case"),
    "take_composed": _("Took the composed text of a section"),
    "keep_edit": _("Kept an edited section beside a newer composed text"),
    "attach_to_case": _("Attached something to a case"),
    "describe_attachment": _("Changed what is told of a case's attachment"),
    "remove_from_case": _("Took an attachment off a case"),
    "send_case": _("Sent a case to a body"),
    "export_case": _("Downloaded a case"),
    # Following up
    "plan_round": _("Planned a round of status"),
    "change_round": _("Changed a round of status"),
    "call_off_round": _("Called a round of status off"),
    "open_round": _("Opened a round of status"),
    "ask_also": _("Let a round ask about more items"),
    "close_round": _("Closed a round of status"),
    "seal_round": _("Sealed a round of status"),
    "report_status": _("Told the status of an item"),
    "raise_follow_up": _("Raised something to follow up"),
    "finish_follow_up": _("Finished what was followed up"),
    "decide_item": _("Wrote down what was decided of an item"),
    # Communication
    "plan_communication": _("Planned who is told what"),
    "change_communication": _("Changed who is told what"),
    "finish_communication": _("Told others what was planned"),
    "drop_communication": _("Dropped what others were to be told"),
    # Views of the list
    "save_view": _("Saved a view"),
    "rename_view": _("Renamed a view"),
    "share_view": _("Shared a view"),
    "unshare_view": _("Shared a view no longer"),
    "delete_view": _("Deleted a view"),
    # Versions, and what left the house
    "seal": _("Sealed a version"),
    "export_plan": _("Downloaded the plan"),
    "export_edition": _("Downloaded a version"),
    "export_comparison": _("Downloaded a comparison"),
    "export_agenda": _("Downloaded the directorate's monthly list"),
    "export_work_plan": _("Downloaded a committee's work plan"),
    "export_context": _("Downloaded what the items serve"),
    "export_involvement": _("Downloaded who is involved"),
    "export_communication": _("Downloaded who is told what"),
    "export_log": _("Downloaded the log"),
}

THINGS: Final[Words] = {
    "organisation.municipality": _("Municipality"),
    "organisation.body": _("Body"),
    "organisation.unit": _("Department"),
    "organisation.position": _("Post"),
    "organisation.holding": _("Holder of a post"),
    "organisation.person": _("Person"),
    "organisation.role": _("Role"),
    "organisation.user": _("Sign-in"),
    "meetings.meeting": _("Meeting"),
    "meetings.decision": _("Decision"),
    "followup.itemdecision": _("Decision"),
    "plan.plan": pgettext_lazy("a thing in the log", "Plan"),
    "plan.item": _("Item"),
    "plan.agreement": _("Agreement"),
    "plan.agreementparagraph": _("Paragraph"),
    "plan.heading": _("Heading"),
    "plan.attachment": _("Attachment"),
    "plan.note": _("Note"),
    "followup.round": _("Round"),
    "followup.statusreport": _("Status report"),
    "followup.followup": _("Follow-up"),
    "editions.edition": _("Version"),
    "editions.communication": _("Communication"),
    "editions.savedview": _("Saved view"),
    "cases.case": _("Case"),
    "catalogue.catalogueround": _("Råderum round"),
    "catalogue.proposal": _("Råderum proposal"),
    "catalogue.hearinganswer": _("Hearing answer"),
    "catalogue.package": _("Package"),
    "documents.template": _("Template"),
    "followup.feedkey": _("Calendar"),
    "intake.import": pgettext_lazy("a thing in the log", "Import"),
    "intake.calendarchange": _("Change of the calendar"),
}

TOLD: Final[Words] = {
    "name": _("name"),
    "items": _("items"),
    "count": _("number of items"),
    "postings": _("amounts"),
    "sha256": "sha256",
    "file_sha256": "sha256",
    "why": _("why"),
    "because": _("why"),
    "before": _("before"),
    "after": _("after"),
    "number": _("number"),
    "paragraphs": _("paragraphs"),
    "first": _("from number"),
    "note": _("note"),
    "visibility": _("visibility"),
    "body": _("committee"),
    "as_of": _("as of"),
    "form": _("file"),
    "since": _("from"),
    "until": _("to"),
    "rows": _("rows"),
    "query": _("chosen"),
    "title": _("title"),
    "into": _("into"),
    "was": _("before"),
    "unit": _("unit"),
    "parent": _("part of"),
    "position": _("post"),
    "role": _("role"),
    "valid_from": _("from"),
    "valid_to": _("to"),
    "to": _("to"),
    "headings": _("headings"),
    "item": _("item"),
    "round": _("round"),
    "held_on": _("meeting"),
    "outcome": _("outcome"),
    "documents": _("documents"),
    "way": _("how"),
    "ways": _("how"),
    "sent": _("sent"),
    "failed": _("not taken"),
    "what": _("what"),
    "year": _("year"),
    "meetings": _("number of meetings"),
    "bodies": _("committees"),
}

WAYS: Final[Words] = {
    "password": _("password"),
    "password_reset": _("link in a mail"),
    "code": _("code by mail"),
    "mfa": _("two factors"),
    "two_factors": _("two factors"),
    "socialaccount": _("the organisation's sign-in"),
    "password_changed": _("password"),
    "password_set": _("password"),
    "totp_activated": _("app with codes set up"),
    "totp_deactivated": _("app with codes removed"),
    "recovery_codes_generated": _("new recovery codes"),
    "webauthn_added": _("passkey added"),
    "webauthn_removed": _("passkey removed"),
    "account_connected": _("the organisation's sign-in"),
}
"""How somebody came in, or what was changed about it."""


def act_word(act: str) -> str:
    return str(ACTS.get(act, act.replace("_", " ")))


def thing_word(thing: str) -> str:
    return str(THINGS.get(thing, thing.partition(".")[2]))


def told_word(name: str) -> str:
    return str(TOLD.get(name, name.replace("_", " ")))


def way_words(ways: str | list[str]) -> str:
    return ", ".join(str(WAYS.get(way, way)) for way in ([ways] if isinstance(ways, str) else ways))
