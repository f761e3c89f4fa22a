"""Tests that ask for what only Linux has, each with the reason why Windows leaves it out."""

from __future__ import annotations

PIPES = "Windows keeps no pipes and devices among its files"
FORKS = "Windows cannot fork"
MARKS = "Windows itself refuses to replace a file that an office program has open; no marks are looked for"
HELD = "Windows removes and renames no file that is being read"
NAMES = "Windows allows no such name"
DISPLAYS = "Windows always has a display"
LINKS = "Windows makes links for administrators alone"
WATCHES = "the watch on opened files is Linux's inotify"
FACES = (
    "Qt's offscreen plugin draws a bold face twice on Windows, where its text is read twice; its own plugin does not"
)
NAMES_KEPT = "the simulated disk forgets names whose folder was not synced, for which Windows has no call"
ELSEWHERE = "it is about the systems that are not Windows"
DRIVES = "on Windows a path from the root has a drive before it"
BYTES = "names of files are not bytes on Windows"
SOCKET = "there a library of Python's own names socket; the bundle has a stand-in for it, and its check looks"
WORDS = "Windows says it in other words"
WIDTHS = "the page was measured with a face that Qt's offscreen plugin does not find on Windows"

# The beginning of a test's name, with its file.
TESTS = {
    "test_checklist_copies.py::test_a_copy_of_any_name_is_opened_read_only[a?b": NAMES,
    "test_checklist_evidence.py::test_what_is_no_file_is_refused[pipe": PIPES,
    "test_checklist_evidence.py::test_what_is_no_file_is_refused[device": PIPES,
    "test_checklist_evidence.py::test_a_file_that_changes_while_copied_is_refused[vanish": HELD,
    "test_checklist_evidence.py::test_a_file_that_changes_while_copied_is_refused[swap": HELD,
    "test_checklist_faults.py::test_nothing_is_lost_and_the_control_fails[power_cuts": NAMES_KEPT,
    "test_checklist_papers_targets.py::test_what_stood_there_stays[open in": MARKS,
    "test_checklist_recovery.py::test_a_newer_record_killed_before_it_was_written_out_is_left_with_its_wal": FORKS,
    "test_checklist_storage.py::test_elsewhere_a_refusal_is_said_at_once": ELSEWHERE,
    "test_commands.py::test_no_display_is_a_sentence_not_an_abort": DISPLAYS,
    "test_commands_opening.py::test_which_arguments_are_files[arguments0": DRIVES,
    "test_commands_opening.py::test_which_arguments_are_files[arguments1": DRIVES,
    "test_commands_opening.py::test_which_arguments_are_files[arguments2": DRIVES,
    "test_commands_opening.py::test_a_request_is_handed_on_once": BYTES,
    "test_commands_opening.py::test_a_request_that_is_no_file_is_not_read": PIPES,
    "test_content_importing.py::test_reading_loads_no_network_module": SOCKET,
    "test_content_import_limits.py::test_why_a_file_cannot_be_read": WORDS,
    "test_content_importing.py::test_only_files_are_read": PIPES,
    "test_ui_handing_out.py::test_a_table_that_an_office_program_has_open_is_not_touched": MARKS,
    "test_ui_handing_out.py::test_bad_targets_are_said[a\\x00b": NAMES,
    "test_ui_handing_words.py::test_a_pdf_holds_whatever_a_county_writes": FACES,
    "test_ui_hostile.py::test_no_click_leaves_the_page": WATCHES,
    "test_ui_ledger_evidence.py::test_a_name_is_made_fit_and_shown_as_it_is": NAMES,
    "test_ui_ledger_evidence.py::test_what_cannot_be_kept_is_said_and_leaves_nothing[a_pipe": PIPES,
    "test_ui_ledger_evidence.py::test_what_cannot_be_kept_is_said_and_leaves_nothing[vanishing": HELD,
    "test_ui_manual.py::test_it_is_printed_with_contents_that_are_right": FACES,
    "test_ui_packs.py::test_a_pack_that_is_refused_says_why": NAMES,
    "test_ui_presenting.py::test_what_does_not_fit_is_turned_page_by_page": WIDTHS,
    "test_ui_printing_pdf.py::test_a_title_that_is_hostile_is_text": FACES,
    "test_ui_printing_pdf.py::test_the_outline_leads_to_every_heading": FACES,
    "test_ui_proofing.py::test_text_from_a_file_is_only_text": NAMES,
    "test_ui_safety_places.py::test_a_link_into_a_cloud_folder_is_found": LINKS,
}


def reason(test: str) -> str:
    """Why a test, by its node id (tests/file.py::name), is left out on Windows; nothing where it is not."""
    file, _, rest = test.partition("::")
    name = f"{file.rpartition('/')[2]}::{rest}"
    return next((words for beginning, words in TESTS.items() if name.startswith(beginning)), "")
