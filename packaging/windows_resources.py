"""What Windows shows of a program file: its version, name and maker, for PyInstaller, windres and NSIS alike."""

from __future__ import annotations

import re

NAME = "县策"
DESCRIPTION = "县策：离线政策阅读器"
COMPANY = "Xiance contributors"
COPYRIGHT = "MIT 许可"
# 0804 is Chinese as in mainland China, 04B0 is UTF-16.
LANGUAGE, CODE_PAGE = 0x0804, 1200


def four_numbers(version: str) -> tuple[int, int, int, int]:
    """
    A version as Windows compares it. Raises ValueError where it does not begin with a number.

    >>> four_numbers("1.2.3"), four_numbers("0.10.0rc1")
    ((1, 2, 3, 0), (0, 10, 0, 0))
    """
    numbers = [int(number) for number in re.findall(r"(?:^|\.)(\d+)", version)]
    if not numbers:
        raise ValueError(version)
    padded = [*numbers, 0, 0, 0][:4]
    return padded[0], padded[1], padded[2], padded[3]


def strings_of(file: str, version: str) -> dict[str, str]:
    """The words of the version resource of a program file of ours."""
    return {
        "CompanyName": COMPANY,
        "FileDescription": DESCRIPTION,
        "FileVersion": version,
        "InternalName": file.removesuffix(".exe"),
        "LegalCopyright": COPYRIGHT,
        "OriginalFilename": file,
        "ProductName": NAME,
        "ProductVersion": version,
    }


def version_file(file: str, version: str) -> str:
    """The version resource as PyInstaller reads it: an expression in names of its own."""
    strings = ", ".join(f"StringStruct({name!r}, {words!r})" for name, words in strings_of(file, version).items())
    numbers = four_numbers(version)
    return (
        f"VSVersionInfo(ffi=FixedFileInfo(filevers={numbers}, prodvers={numbers}), kids=["
        f"StringFileInfo([StringTable('{LANGUAGE:04X}{CODE_PAGE:04X}', [{strings}])]), "
        f"VarFileInfo([VarStruct('Translation', [{LANGUAGE}, {CODE_PAGE}])])])\n"
    )


def resource_script(file: str, version: str, icon: str, manifest: str) -> str:
    """The resources of a program as windres reads them: icon, manifest, version; UTF-8."""
    numbers = ",".join(map(str, four_numbers(version)))
    strings = "\n".join(f'      VALUE "{name}", "{words}"' for name, words in strings_of(file, version).items())
    return f"""#pragma code_page(65001)
1 ICON "{icon}"
1 24 "{manifest}"
1 VERSIONINFO
FILEVERSION {numbers}
PRODUCTVERSION {numbers}
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "{LANGUAGE:04X}{CODE_PAGE:04X}"
    BEGIN
{strings}
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", {LANGUAGE}, {CODE_PAGE}
  END
END
"""
