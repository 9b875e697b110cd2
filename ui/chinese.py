"""Makes Qt's own dialogs and formats Chinese."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LOCALE = QLocale(QLocale.Language.Chinese, QLocale.Country.China)


def install(application: QCoreApplication) -> bool:
    """Load Qt's Chinese texts into ``application``; tell whether they were found."""
    QLocale.setDefault(LOCALE)
    translator = QTranslator(application)
    folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
    found = translator.load(LOCALE, "qtbase", "_", folder)
    return found and application.installTranslator(translator)
