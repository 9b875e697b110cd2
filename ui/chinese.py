"""Makes Qt's own dialogs and formats Chinese."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LOCALE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)

_LEFT_OUT = {
    ("QFileDialog", "&Look in:"): "查找范围(&L)：",
    ("QFileDialog", "Files of &type:"): "文件类型(&T)：",
    ("QAbstractFileIconProvider", "Drive"): "驱动器",
    ("QAbstractFileIconProvider", "Folder"): "文件夹",
    ("QPageSetupWidget", "Pages &per sheet:"): "每张页数(&P)：",
    ("QPageSetupWidget", "Page &order:"): "页面顺序(&O)：",
    ("QPrintSettingsOutput", "Page &Set:"): "页面范围(&S)：",
}


class Supplement(QTranslator):
    """The texts of Qt's dialogs that its Chinese translation leaves in English."""

    def translate(
        self,
        context: str,
        sourceText: str,  # noqa: N803 - Qt's own name
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str | None:
        """Return the Chinese text; None lets Qt ask the next translator."""
        return _LEFT_OUT.get((context, sourceText))

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to ask for."""
        return False


def install(application: QCoreApplication) -> bool:
    """Load Qt's Chinese texts into ``application``; tell whether they were found."""
    QLocale.setDefault(LOCALE)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load(LOCALE, "qtbase", "_", folder)
    return (
        found
        and application.installTranslator(translator)
        and application.installTranslator(Supplement(application))
    )
