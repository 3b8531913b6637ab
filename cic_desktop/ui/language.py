"""The language of the window: texts are bound to widgets and follow every switch.

Bindings live on the widgets themselves; this module only remembers weakly which objects have some.
A closed page therefore takes its bindings with it, and nothing is called on a deleted widget.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal
from shiboken6 import isValid

from cic_desktop.i18n import Text
from cic_desktop.ui.later import later

if TYPE_CHECKING:
    from PySide6.QtCore import QTranslator

Words: TypeAlias = Text | str
_Hook: TypeAlias = Text | Callable[[], object]
_Object = TypeVar("_Object", bound=QObject)
_LOCALES = {"pl": "pl_PL", "uk": "uk_UA", "ru": "ru_RU"}
_HOOKS = "_language_hooks"


class Spoken(NamedTuple):
    """A text in the client's language, whatever the language of the window."""

    text: Text
    lang: str

    def render(self, _lang: str) -> str:
        return self.text.render(self.lang)


class Language(QObject):
    """The one language of the program's windows. `changed` carries the new code, after all bindings ran."""

    changed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.code = "pl"
        self.voice = ""  # the client's language while `speaking`
        self._bound: WeakKeyDictionary[QObject, None] = WeakKeyDictionary()
        self._qt: QTranslator | None = None
        self.veil: Callable[[str], str] | None = None  # hides names (`ui.private.privacy`)

    def set(self, code: str) -> None:
        """Switch to "pl", "uk", "ru", "en" (or the tests' "qps"): Qt's own texts, dates, every binding."""
        self.code = code
        QLocale.setDefault(self.locale(code))
        later(self._translate_qt)
        for owner in list(self._bound):
            if isValid(owner):
                self._refresh(owner)
        self.changed.emit(code)

    @contextmanager
    def speaking(self, code: str) -> Iterator[None]:
        """What is bound or read meanwhile is said in the client's language, and stays in it; "" changes nothing."""
        before, self.voice = self.voice, code or self.voice
        try:
            yield
        finally:
            self.voice = before

    @property
    def spoken(self) -> str:
        """The language something is said in now: the client's while `speaking`, else the window's."""
        return self.voice or self.code

    def locale(self, code: str) -> QLocale:
        """How Qt writes days and months in a language."""
        return QLocale(_LOCALES.get(code, "en_GB"))

    def said(self, words: Words) -> Words:
        """The words held in the client's language while `speaking`."""
        return Spoken(words, self.voice) if self.voice and not isinstance(words, str) else words

    def text(self, words: Words) -> str:
        """The words in the present language; a `str` is data and stays as it is."""
        shown = words if isinstance(words, str) else words.render(self.spoken)
        return self.veil(shown) if self.veil else shown

    def bind(self, owner: _Object, setter: str, words: Words) -> _Object:
        """Call `owner.<setter>(words)` now and on every switch; binding a setter again replaces its words."""
        hooks, words = self._hooks(owner), self.said(words)
        if isinstance(words, str):
            hooks.pop(setter, None)
        else:
            hooks[setter] = words
        getattr(owner, setter)(self.text(words))
        return owner

    def on_change(self, owner: _Object, run: Callable[[], object]) -> _Object:
        """Call `run()` on every switch as long as `owner` lives (not now). What is said to a client never switches."""
        if self.voice:
            return owner
        hooks = self._hooks(owner)
        hooks[f"#{len(hooks)}"] = run
        return owner

    def bound(self) -> int:
        """How many living objects have bindings (for tests)."""
        return sum(isValid(owner) for owner in list(self._bound))

    def _refresh(self, owner: QObject) -> None:
        for name, hook in list(getattr(owner, _HOOKS).items()):
            if callable(hook):
                hook()
            else:
                getattr(owner, name)(self.text(hook))

    def _hooks(self, owner: QObject) -> dict[str, _Hook]:
        found: dict[str, _Hook] | None = getattr(owner, _HOOKS, None)
        if found is None:
            found = {}
            setattr(owner, _HOOKS, found)
            self._bound[owner] = None
        return found

    def _translate_qt(self) -> None:
        """Install Qt's own catalogue. The English one is empty and announces nothing: skip it."""
        from PySide6.QtCore import QLibraryInfo, QTranslator

        app = QCoreApplication.instance()
        if app is None:
            return
        if self._qt is not None:
            app.removeTranslator(self._qt)
            self._qt = None
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if self.code in _LOCALES and translator.load(f"qtbase_{self.code}", folder):
            app.installTranslator(translator)
            self._qt = translator


language = Language()
