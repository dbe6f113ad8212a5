# SPDX-License-Identifier: MPL-2.0
"""What is kept with an item: attached, released, removed and handed out."""

from dataclasses import replace
from typing import Any, Final

from django import forms
from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from udmoent import clock
from udmoent.desk.access import Visitor, needs, refused
from udmoent.desk.fields import TextField
from udmoent.desk.item.editing import Editing, at_item
from udmoent.desk.item.seen import seen_today, the_item
from udmoent.desk.sent import is_done
from udmoent.desk.where import item_address, the_plan
from udmoent.documents.files import keep, place
from udmoent.lib.refusal import Refused
from udmoent.lib.text import clean
from udmoent.organisation import rules
from udmoent.plan.actions import Act
from udmoent.plan.attachment_rules import ATTACHED, LARGEST_FILE
from udmoent.plan.attachments import NewAttachment, attach, remove, show_to, why_not_keep
from udmoent.plan.facts import Visibility
from udmoent.plan.models import Attachment, Item

BEGINNING: Final = 1024
"""How many of a file's bytes are looked at to see what it is."""


class AttachForm(forms.Form):
    """A file, or an address in the town's document system."""

    title = TextField(label=gettext_lazy("Title"), max_length=300)
    file = forms.FileField(label=gettext_lazy("A file"), required=False, max_length=200)
    address = forms.CharField(
        label=gettext_lazy("Or an address"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("From the document system; begins with https://"),
    )

    def __init__(self, told: Any = None, files: Any = None) -> None:
        super().__init__(told, files, auto_id="attach-%s")
        kinds = _("{kinds}; at most {most} MB")
        self.fields["file"].help_text = kinds.format(kinds=", ".join(ATTACHED), most=LARGEST_FILE // 1_000_000)

    def new(self) -> NewAttachment:
        """What is to be kept, its file with it; refused before a file is kept that may not be."""
        told, file = self.cleaned_data, self.cleaned_data["file"]
        new = NewAttachment(title=told["title"], address=told["address"].strip())
        if file:
            content = file.read()
            new = replace(new, file_name=clean(file.name), size=file.size, begins=content[:BEGINNING])
        Refused.if_any(why_not_keep(new))
        return replace(new, file_sha256=keep(content, settings.UDMOENT_FILES)) if file else new


@at_item(rules.CONTRIBUTE, Visitor.why_not_edit)
def attach_to_item(at: Editing) -> HttpResponse:
    """Keep a file, or an address, with the item; internal until it is released."""
    form = AttachForm(at.sent, at.request.FILES or None)
    if is_done(form, lambda: attach(at.item, form.new(), act=_act(at))):
        return at.done(_("It is attached. It is internal until you release it."))
    return at.page("desk/item/attach.html", form, _("Attach"))


def _act(at: Editing) -> Act:
    return Act(by=at.visitor.person, now=clock.now(), applies_on=clock.today())


@at_item(rules.CONTRIBUTE, Visitor.why_not_edit)
def change_attachment(at: Editing, attachment_id: int = 0) -> HttpResponse:
    """Release an attachment, make it internal again, or remove it."""
    attachment = at.item.attachments.filter(pk=attachment_id, removed_on=None).first()
    if attachment is None:
        raise Http404(_("There is no such attachment."))
    match at.request.POST.get("act"):
        case "remove":
            remove(attachment, act=_act(at))
            return at.done(_("The attachment is removed from the item."))
        case "release" | "make_internal" as asked:
            return _shown_to(at, attachment, Visibility.PUBLIC if asked == "release" else Visibility.INTERNAL)
    return redirect(item_address(at.item))


def _shown_to(at: Editing, attachment: Attachment, visibility: Visibility) -> HttpResponse:
    """What is public is told by whoever answers for the item; contributing is not enough."""
    if refusal := at.visitor.why_not_close(at.content):
        return refused(at.request, refusal)
    show_to(attachment, visibility, act=_act(at))
    is_public = visibility == Visibility.PUBLIC
    return at.done(_("The attachment is released.") if is_public else _("The attachment is internal."))


@needs(rules.READ)
@require_safe
def get_attachment(request: HttpRequest, plan_id: int, number: str, attachment_id: int) -> HttpResponseBase:
    """The file, to be saved and never shown in the browser: what it holds is not ours to vouch for."""
    attachment = _visible(request, the_item(the_plan(request, plan_id), number), attachment_id)
    file = place(settings.UDMOENT_FILES, attachment.file_sha256)
    if not attachment.file_sha256 or not file.is_file():
        raise Http404(_("The file is not kept here."))
    kind = "application/octet-stream"
    return FileResponse(file.open("rb"), as_attachment=True, filename=attachment.file_name, content_type=kind)


def _visible(request: HttpRequest, item: Item, attachment_id: int) -> Attachment:
    """An attachment that is with the item today, of an item that the visitor sees; in part only what is released."""
    sight = seen_today(request, item)
    attachment = item.attachments.filter(pk=attachment_id).first()
    if attachment is None or sight.content is None:
        raise Http404(_("There is no such attachment."))
    is_released = attachment.visibility == Visibility.PUBLIC and attachment.removed_on is None
    if not sight.is_whole and not is_released:
        raise Http404(_("There is no such attachment."))
    return attachment
