"""Writes what a bundle is made of: licences/ with every text, and sbom.cdx.json, a CycloneDX list of materials.

Run with the Python of the environment that the bundle was made in: `make_sbom.py BUNDLE WORK`, WORK being PyInstaller's
folder. What is inside is read from PyInstaller's own tables, so nothing is listed that is not there, and nothing is
there that is not listed.
"""

from __future__ import annotations

import ast
import json
import shutil
import sys
import sysconfig
import uuid
from collections.abc import Iterator
from pathlib import Path

from bundle_parts import Part, debian_part, distribution_parts, parts_within

ROOT = Path(__file__).resolve().parent.parent
_TEXTS = ROOT / "packaging" / "licences"
_NAMESPACE = uuid.UUID("6f0c2f6e-7d0b-4c57-9a5e-8d3a2b6f1c60")
_HEAD = """县策包含的各部分及其许可。县策本身以 MIT 许可发布，见上一层的 LICENSE.txt。
Qt 与 PySide6 以 LGPL-3.0 许可使用，是 _internal/PySide6 中独立的动态库，可以换成自己编译的同版本库；
源代码见 https://download.qt.io/official_releases/ 。

"""


def main(bundle: Path, work: Path) -> None:
    parts = sorted(set(found_parts(bundle, work)), key=lambda part: part.name.lower())
    folder = bundle / "licences"
    shutil.rmtree(folder, ignore_errors=True)
    for part in parts:
        _copy_texts(part, folder / part.name)
    lines = [f"{part.name} {part.version}\t{part.licence}\n" for part in parts]
    (folder / "README.txt").write_text(_HEAD + "".join(lines), encoding="utf-8")
    sbom = json.dumps(bill_of_materials(parts), ensure_ascii=False, indent=1)
    (bundle / "sbom.cdx.json").write_text(sbom + "\n", encoding="utf-8")
    print(f"== licences/：{len(parts)} 个组成部分")


def found_parts(bundle: Path, work: Path) -> Iterator[Part]:
    """The parts that the files of the bundle belong to. Raises LookupError where a file belongs to none."""
    owners = {path: part for part in distribution_parts() for path in part.files}
    standard = Path(sysconfig.get_path("stdlib")).resolve()
    yield _python(standard)
    yield next(part for part in distribution_parts() if part.name == "pyinstaller")
    for source in _sources(bundle, work):
        if source in owners:
            yield owners[source]
            yield from parts_within(owners[source].name, source.name)
        elif (ROOT in source.parents and "site-packages" not in source.parts) or _is_pythons(source, standard):
            continue
        else:
            yield debian_part(source)
    if sys.platform == "win32":
        yield Part("Microsoft Visual C++ Runtime", "14", "Microsoft redistributable", "pkg:generic/vcredist@14")
    yield Part("Noto Sans CJK SC", "2.004", "OFL-1.1", "pkg:generic/noto-sans-cjk@2.004", texts=(_font_licence(),))


def _sources(bundle: Path, work: Path) -> Iterator[Path]:
    """Where each module and file of the bundle came from; what was trimmed away does not count."""
    folder = work / "bundle"
    for table, inside in (("PYZ-00.toc", None), ("COLLECT-00.toc", bundle / "_internal")):
        content = ast.literal_eval((folder / table).read_text(encoding="utf-8"))
        for name, source, kind in next(part for part in content if isinstance(part, list) and part):
            is_there = inside is None or (inside / name).is_file()
            if source not in ("", "-") and kind not in ("EXECUTABLE", "SYMLINK") and is_there:
                yield Path(source).resolve()


def _is_pythons(source: Path, standard: Path) -> bool:
    made = source.name == "base_library.zip" or "PyInstaller" in source.parts
    home = standard.parent if sys.platform == "win32" else standard  # there its libraries stand beside Lib
    return made or home in source.parents or source.name.startswith("libpython")


def _python(standard: Path) -> Part:
    version = sys.version.split()[0]
    texts = tuple(path for path in (standard / "LICENSE.txt", standard.parent / "LICENSE.txt") if path.exists())
    return Part("CPython", version, "PSF-2.0", f"pkg:generic/cpython@{version}", texts=texts)


def _font_licence() -> Path:
    return ROOT / "ui" / "typefaces" / "OFL.txt"


def _copy_texts(part: Part, folder: Path) -> None:
    folder.mkdir(parents=True)
    for text in (*part.texts, *(_TEXTS / name for name in part.our_copies)):
        shutil.copy(text, folder / text.name)


def bill_of_materials(parts: list[Part]) -> dict[str, object]:
    """CycloneDX 1.5. The serial number depends on the content alone, so that the same bundle has the same list."""
    components = [part.component() for part in parts]
    serial = uuid.uuid5(_NAMESPACE, json.dumps(components, sort_keys=True))
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "xiance", "bom-ref": "xiance"}},
        "components": components,
        "dependencies": [{"ref": "xiance", "dependsOn": [part.address for part in parts]}],
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
