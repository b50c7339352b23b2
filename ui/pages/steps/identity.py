"""Step 3: what was compared on the identity document, what stands against it, and what is still needed."""

from __future__ import annotations

from typing import Any

from caseman.domain.actions import Action
from caseman.domain.authority import PartyRole
from caseman.domain.documents import DocumentKind
from caseman.domain.identity_policy import CheckResult
from caseman.domain.lifecycle import Step
from caseman.errors import CasemanError
from caseman.services.corrections import remove_correction, undo_cure
from caseman.services.identity import IdentityAdvice, advise, check_identity, remove_check
from caseman.services.inputs import IdentityInput
from caseman.services.staff import list_staff
from caseman.services.views import CaseView
from caseman.text import Text
from ui.i18n import current_language, tell
from ui.pages.steps.base import StepPanel
from ui.pages.steps.corrections import CorrectionsPart
from ui.pages.steps.removal import Removable, RemovalPart
from ui.session import OfficeSession
from ui.widgets.labels import Notice, button, label, panel
from ui.widgets.name_compare import NameCompare

_ON_DOCUMENT = (
    "name_agrees",
    "address_agrees",
    "birth_date_agrees",
    "form",
    "sharp",
    "back_side",
    "masked",
)
_NUMBERED = (DocumentKind.DRIVERS_LICENCE, DocumentKind.PASSPORT)


class IdentityPanel(StepPanel):
    """The check of identity and authority, with the scan beside it."""

    begins_where_empty = False

    def __init__(self, session: OfficeSession, notice: Notice) -> None:
        super().__init__(session, notice)
        self.form = self.new_form("check")
        self._build_form()
        self.look_at = label("", "quiet", wrap=True)
        self.against = label("", "warn", wrap=True)
        self.minded = label("", "quiet", wrap=True)
        self.form.widget("", self.look_at)
        self.form.widget("", self.against)
        self.form.widget("", self.minded)
        self.form.choice("result", self.tr("Result"), CheckResult)
        self.form.day("checked_on", self.tr("Checked on"))
        self.form.text("note", self.tr("Note"), lines=2)
        self.submit_button = button(self.tr("Record the check"), self.submit, primary=True)
        self.form.submits(self.submit_button)
        self.form.on_change(self._weigh)
        self.form.control("document").currentIndexChanged.connect(lambda _at: self._show_fields())
        self.form.control("role").currentIndexChanged.connect(lambda _at: self._show_fields())
        self._check = self.only(
            Action.CHECK_IDENTITY, panel(self.form, self.submit_button, heading=self.tr("Check a document"))
        )
        self.again_button = button(self.tr("Check another document, or ask for a correction…"), self._check_again)
        self.body.addWidget(self.again_button)
        self.body.addWidget(self._check)
        self.corrections = CorrectionsPart(self)
        self.add_part(self.corrections)
        self.removal = RemovalPart(self, self._removable)
        self.add_part(self.removal)
        self.body.addStretch(1)

    def _build_form(self) -> None:
        form = self.form
        form.choice("role", self.tr("Whose document"), PartyRole)
        form.choice("document", self.tr("Document"), ())
        form.day("issued_on", self.tr("Issued on"))
        form.day("expires_on", self.tr("Valid until"))
        form.line(
            "number_read",
            self.tr("Its number, or the passport's second line"),
            hint=self.tr("Only its check digits are looked at; it is not kept."),
        )
        self.compare = NameCompare(self.tr("The name as the document shows it: compare"))
        self.compare_address = NameCompare(self.tr("The address as the document shows it: compare"))
        form.widget("", self.compare)
        form.widget("", self.compare_address)
        form.check("known_by_agrees", self.tr("It agrees with what the office holds"))
        form.check("name_agrees", self.tr("The name agrees with the form"))
        form.check("address_agrees", self.tr("The address agrees with the form"))
        form.check("birth_date_agrees", self.tr("The date of birth agrees with the form"))
        form.check(
            "masked",
            self.tr("Numbers that must not be kept are masked"),
            hint=self.tr("My Number, basic pension number, and an insurance card's symbol and numbers."),
        )
        register = {
            "register_name_agrees": self.tr("Name and register"),
            "register_address_agrees": self.tr("Address and register"),
        }
        for name, title in register.items():
            choice = form.choice(name, title, (), blank=self.tr("not compared"))
            choice.addItem(self.tr("agree"), True)
            choice.addItem(self.tr("differ"), False)
        copy = form.choice("form", self.tr("What came"), ())
        copy.addItem(self.tr("a copy"), "copy")
        copy.addItem(self.tr("the original"), "original")
        form.check("sharp", self.tr("It is sharp enough to read"))
        form.check("back_side", self.tr("The back was copied too"))
        form.check("authority_agrees", self.tr("The papers show the authority to act"))
        named = form.choice(
            "receipt_named", self.tr("Authority to receive the answer"), (), blank=self.tr("not compared")
        )
        named.addItem(self.tr("named"), True)
        named.addItem(self.tr("not named"), False)
        form.choice("second_reader", self.tr("Second reader"), ())

    def fill(self, case: CaseView) -> None:
        for place, item in enumerate(case.course.papers):
            mark, kind = {True: ("✓ ", "good"), False: ("✗ ", "warn"), None: ("– ", "")}[item.there]
            self.fact("" if place else self.tr("Enclosed?"), mark + tell(item.what), kind)
        for lack in case.course.still_needed:
            self.fact(self.tr("Still needed"), lack, "warn")
        self._checks(case)
        for correction in case.corrections:
            self.fact(self.tr("Correction asked for"), f"{tell(correction.asked_on)}: {correction.defect}")
            self.fact(self.tr("Time limit"), correction.limit_on)
            self.fact(self.tr("Mended on"), correction.cured_on, "good")
        self.fact(self.tr("As the procedure says"), case.course.deficiency_advice, "late")
        allowed = Action.CHECK_IDENTITY in case.course.actions
        done = any(view.step is Step.IDENTITY and view.done for view in case.steps)
        self._check.setVisible(allowed and not done)
        self.again_button.setVisible(allowed and done)
        self.form.show_row("role", visible=case.agent is not None)

    def _checks(self, case: CaseView) -> None:
        for check in case.checks:
            compared = ", ".join(f"{tell(what)} {'✓' if agrees else '✗'}" for what, agrees in check.compared)
            kind = "good" if check.result is CheckResult.CONFIRMED else "warn"
            by = ", ".join(filter(None, (check.checked_by, check.second_reader)))
            self.fact(
                f"{tell(check.role.label)}, {tell(check.checked_on)}",
                f"{self._document(check.document)}: {tell(check.result.label)} ({by})",
                kind,
            )
            self.fact("", f"{compared} {check.note}".strip())

    def start(self, case: CaseView) -> None:
        rules = self.procedure.identity
        document = self.form.control("document")
        document.blockSignals(True)
        document.clear()
        for kind in [accepted.kind for accepted in rules.documents] or [DocumentKind.OTHER]:
            document.addItem(self._document(kind), kind.value)
        if document.findData(DocumentKind.OTHER.value) < 0:
            document.addItem(self._document(DocumentKind.OTHER), DocumentKind.OTHER.value)
        document.blockSignals(False)
        self.form.clear()
        agent_next = case.agent is not None and any(
            c.role is PartyRole.PRINCIPAL and c.result is CheckResult.CONFIRMED for c in case.checks
        )
        self.form.set_values(
            {
                "checked_on": self.session.today(),
                "role": PartyRole.AGENT if agent_next else PartyRole.PRINCIPAL,
                "sharp": True,
            }
        )
        self._show_fields()
        self.session.read(list_staff, done=self._offer_readers)
        self._weigh()

    def _offer_readers(self, names: tuple[str, ...]) -> None:
        others = self.others(names)
        self.offer_staff(self.form, "second_reader", others, blank=self.tr("(nobody)"))
        self.form.show_row("second_reader", visible=bool(others))

    def _document(self, kind: DocumentKind) -> str:
        """A kind by its name; where the office asks for no document, by what it knows a person."""
        known = self.procedure.identity.known_by
        if kind is DocumentKind.OTHER and known is not None:
            return known.in_language(current_language())
        return tell(kind.label)

    def _show_fields(self) -> None:
        """Only the fields that this document and this party have."""
        value = self.form.values()
        kind = DocumentKind(value["document"]) if value["document"] else DocumentKind.OTHER
        agent = value["role"] == PartyRole.AGENT.value
        terms = next((d for d in self.procedure.identity.documents if d.kind is kind), None)
        dated = terms is not None and (terms.issued_within_days is not None or terms.issued_within_months is not None)
        self.form.show_row("issued_on", visible=dated or kind is DocumentKind.PASSPORT)
        held = self._compares_holdings(kind)
        self.form.show_row("expires_on", visible=not held and (kind.facts.has_expiry or kind is DocumentKind.OTHER))
        self.form.show_row("number_read", visible=kind in _NUMBERED)
        self.form.show_row("known_by_agrees", visible=held)
        for name in _ON_DOCUMENT:
            self.form.show_row(name, visible=not held)
        self.form.show_row("document", visible=self.form.control("document").count() > 1 or not held)
        self.form.show_row("authority_agrees", visible=agent)
        self.form.show_row("receipt_named", visible=agent and self.procedure.agents.receive_authority_needed)
        if self.case is not None:
            person = self.case.agent if agent and self.case.agent is not None else self.case.principal
            self.compare.against(person.name)
            self.compare_address.against(person.address)

    def _compares_holdings(self, kind: DocumentKind) -> bool:
        """Whether what the office holds of the person is compared, and no document."""
        return kind is DocumentKind.OTHER and self.procedure.identity.known_by is not None

    def _check_again(self) -> None:
        """Open the forms again for a case whose identity was confirmed."""
        self.again_button.hide()
        self._check.show()
        self.corrections.offer(self.case is not None and Action.ASK_CORRECTION in self.case.course.actions)

    def submit(self) -> None:
        """Record the check."""
        self.send(self.form, self._typed, check_identity, self.tr("The check is recorded."))

    def _typed(self) -> IdentityInput:
        assert self.case is not None
        values: dict[str, Any] = self.form.values()
        for name in ("register_name_agrees", "register_address_agrees", "receipt_named"):
            values[name] = None if values[name] == "" else values[name]
        if values["role"] != PartyRole.AGENT:
            values["authority_agrees"] = values["receipt_named"] = None
        if self._compares_holdings(DocumentKind(values["document"])):
            values |= dict.fromkeys(("name_agrees", "address_agrees", "birth_date_agrees", "masked"))
        else:
            values["known_by_agrees"] = None
        if DocumentKind(values["document"]) not in _NUMBERED:
            values["number_read"] = ""
        values["second_reader"] = values["second_reader"] or ""
        return IdentityInput.read(number=self.case.number, **values)

    def _weigh(self) -> None:
        """Say what to look at and what stands against confirming, while it is filled in."""
        if self.case is None or Action.CHECK_IDENTITY not in self.case.course.actions:
            return
        try:
            typed = self._typed()
        except CasemanError:
            return
        self.session.read(advise, typed, done=self._show_advice, failed=lambda _error: None)

    def _show_advice(self, advice: IdentityAdvice) -> None:
        _listed(self.look_at, self.tr("To look at:"), advice.look_at)
        _listed(self.against, self.tr("This stands against confirming:"), advice.against)
        _listed(self.minded, self.tr("Mind:"), advice.warnings)

    def _removable(self, case: CaseView) -> list[Removable]:
        if Action.CHECK_IDENTITY not in case.course.actions or case.accepted_on is not None:
            return []
        found = []
        for check in case.checks:
            title = self.tr("Check of {day}: {document}").format(
                day=tell(check.checked_on), document=self._document(check.document)
            )
            found.append(Removable(title, remove_check, check.check_id))
        for correction in case.corrections:
            title = self.tr("Correction asked for on {day}").format(day=tell(correction.asked_on))
            found.append(Removable(title, remove_correction, correction.correction_id))
            if correction.cured_on is not None:
                title = self.tr("Correction that came on {day}").format(day=tell(correction.cured_on))
                found.append(Removable(title, undo_cure, correction.correction_id))
        return found


def _listed(shown: Any, title: str, texts: tuple[Text, ...]) -> None:
    shown.setText(title + "\n" + "\n".join(f"• {tell(text)}" for text in texts))
    shown.setVisible(bool(texts))
