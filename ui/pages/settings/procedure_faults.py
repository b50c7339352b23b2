"""The text of a procedure with what is wrong in it: each mistake with its line and key; one chosen is gone to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from caseman.offices.checker import Finding
from ui.i18n import tell
from ui.widgets.text_editor import FaultyText
from ui.widgets.toml_editor import TomlEditor


class ProcedureText(FaultyText[TomlEditor]):
    """The text of a procedure, its mistakes marked in it and listed below."""

    def __init__(self, longest: int) -> None:
        super().__init__(TomlEditor(self.tr("Text of the procedure"), longest), self.tr("Mistakes in the text"))
        self.show_checking()

    @property
    def text(self) -> str:
        return self.edit.text

    def show_text(self, text: str) -> None:
        """Show another text, from its beginning; there is no way back from it."""
        self.edit.show_text(text)

    def show_checking(self) -> None:
        """The text changed, and is not checked yet; the mistakes of before stay until then."""
        self.tell_state(self.tr("The text is being checked."), "quiet")

    def show_refusal(self, sentence: str) -> None:
        """The text cannot be checked at all."""
        self._list((), 0)
        self.tell_state(sentence, "late")

    def show_findings(self, findings: Sequence[Finding], more: int) -> None:
        """List what was found; `more` is how many are not among these."""
        self._list(findings, more)
        errors = sum(each.severity == "error" for each in findings)
        if errors:
            told = self.tr("Errors: {count}. Choose one to go to its line.").format(count=errors + more)
            self.tell_state(told, "late")
        elif findings:
            told = self.tr("No errors. To be weighed: {count}").format(count=len(findings))
            self.tell_state(told, "good")
        else:
            self.tell_state(self.tr("The text has no errors."), "good")

    def go_to(self, where: Any) -> None:
        self.edit.go_to_line(where)

    def _list(self, findings: Sequence[Finding], more: int) -> None:
        self.list_faults(((self._told(each), each.line) for each in findings), more)
        self.edit.mark_lines((each.line, each.severity == "error") for each in findings)

    def _told(self, finding: Finding) -> str:
        sentence = tell(finding.message)
        if finding.severity == "warning":
            sentence = self.tr("To be weighed: {sentence}").format(sentence=sentence)
        if not finding.key:
            return self.tr("Line {line}: {sentence}").format(line=finding.line, sentence=sentence)
        return self.tr("Line {line}, {key}: {sentence}").format(line=finding.line, key=finding.key, sentence=sentence)
