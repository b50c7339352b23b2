"""A new passphrase, typed twice, with how strong it is."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from caseman.errors import CasemanError
from ui import settings
from ui.i18n import tell
from ui.tasks import TaskRunner
from ui.widgets.form import Form
from ui.widgets.labels import label


class PassphraseFields(QWidget):
    """Two fields and the strength. Nothing of it is ever kept as a draft."""

    def __init__(self, runner: TaskRunner, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._runner = runner
        self.form = Form()
        self.form.line(
            "passphrase",
            self.tr("New passphrase"),
            secret=True,
            hint=self.tr("At least {count} characters; several words are best.").format(
                count=settings.workstation_rules().passphrase_length
            ),
        )
        self.form.line("again", self.tr("New passphrase again"), secret=True)
        self.strength = label("", "quiet", wrap=True)
        self.form.widget("", self.strength)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.form)
        self.form.control("passphrase").textChanged.connect(self._weigh)

    @property
    def passphrase(self) -> str:
        return str(self.form.values()["passphrase"])

    def complete(self) -> bool:
        """Whether both say the same; else it is told beside the field."""
        self.form.clear_faults()
        values = self.form.values()
        if not values["passphrase"]:
            self.form.set_fault("passphrase", self.tr("Type a new passphrase."))
            return False
        if values["passphrase"] != values["again"]:
            self.form.set_fault("again", self.tr("The two passphrases are not the same."))
            return False
        return True

    def type_both(self, passphrase: str) -> None:
        """Put the same into both fields."""
        self.form.set_values({"passphrase": passphrase, "again": passphrase})

    def forget(self) -> None:
        """Empty both fields."""
        self.type_both("")
        self.form.clear_faults()

    def show_failure(self, error: CasemanError) -> str:
        """Tell a failure beside its field; what belongs to none is returned."""
        return self.form.show_faults(error)

    def _weigh(self, typed: str) -> None:
        def strength() -> object:
            from caseman.security.passphrase import strength as weigh

            return weigh(typed)

        if not typed:
            self.strength.setText("")
            return
        self._runner.run(strength, lambda found: self._show_strength(typed, found))

    def _show_strength(self, typed: str, found: object) -> None:
        if typed == self.passphrase:
            strength = self.tr("Strength: {strength}.").format(strength=tell(found.label))  # type: ignore[attr-defined]
            self.strength.setText(f"{strength} {tell(found.hint)}")  # type: ignore[attr-defined]
