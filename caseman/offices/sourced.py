"""What each table of a procedure is made of: it is closed, names its source, and writes names in both languages."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from caseman.text import Language

MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]

OFFICE_SETTING = "office setting"


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Sourced(Part):
    """A part whose statements come from one place."""

    source: str = Field(min_length=1, description="The place in the office's document, or “office setting”.")


class BothLanguages(Part):
    """A name as it is written in Japanese and in English."""

    ja: str
    en: str

    def in_language(self, language: Language) -> str:
        return self.ja if language is Language.JA else self.en

    def say(self, language: Language) -> str:
        return self.in_language(language)
