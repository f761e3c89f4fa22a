"""The screen shown in a meeting. It asks for what is done here, and shows it once told that it is on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeyEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from checklist.progress import Progress, Status
from content.duty import Duty
from ui.fonts import Role
from ui.presenting.big_text import BigText
from ui.presenting.duty_head import DutyHead, sized
from ui.presenting.frame import Foot, Head, RecordLine
from ui.presenting.slides import Programme, Slide
from ui.presenting.step_list import StepList
from ui.theme import Theme

_HINTS = "→ 下一屏　← 上一屏　C 选择内容　+ − 字号　G 到正文　Esc 退出"
_DUTY_HINTS = "1–9 勾选步骤　Ctrl+回车 办结　E 会议记录　"
_NO_DUTY = "本屏不是县级事项，会议记录请在事项屏上填写。"
_EMPTY = "没有可以投屏的内容。按 C 另选，按 Esc 退出。"
_PART, _LEAST_TYPE = 0.024, 16
_MOST_DIGIT = 9


class PresentationView(QWidget):
    """A window of its own over the whole screen; `show_progress` answers `step_toggled` and `done_toggled`."""

    step_toggled = Signal(str, str, bool)
    done_toggled = Signal(str, bool)
    entry_requested = Signal(str, str)
    place_requested = Signal(str, str)
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme = theme
        self._slides: tuple[Slide, ...] = ()
        self._at = 0
        self._progress: dict[str, Progress] = {}
        self._programmes: tuple[Programme, ...] = ()
        self.head, self.duty_head, self.text = Head(), DutyHead(theme), BigText()
        self.foot, self.record_line = Foot(), RecordLine()
        self.steps = StepList(theme)
        self._menu = QMenu(self)
        self._keys = self._build_keys()
        self.setObjectName("presentation")
        self.setWindowTitle("会议投屏")
        self.setAccessibleName("会议投屏")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self.text.set_color(theme.text)
        self.head.choose.clicked.connect(self._choose)
        self.text.paged.connect(self._show_place)
        self.steps.wished.connect(self._toggle_step)
        self.record_line.given.connect(self._give_entry)
        self.record_line.left.connect(self._leave_entry)

    # what the view is asked to do

    @property
    def slide(self) -> Slide | None:
        """The slide on screen, None where there is none."""
        return self._slides[self._at] if self._slides else None

    def offer(self, programmes: tuple[Programme, ...]) -> None:
        """What a person can choose to be shown."""
        self._programmes = programmes
        self._menu.clear()
        for programme in programmes:
            action = self._menu.addAction(f"{programme.title}　{len(programme.slides)} 屏")
            action.triggered.connect(partial(self._take, programme))
        self.head.choose.setVisible(bool(programmes))

    def present(self, slides: tuple[Slide, ...], at: int = 0) -> None:
        """Fill the screen with slides, beginning with number `at`."""
        self._slides = slides
        self.showFullScreen()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self._go_to(at)

    def set_progress(self, progress: Mapping[str, Progress]) -> None:
        """All progress, by duty id."""
        self._progress = dict(progress)
        self._show_state()

    def show_progress(self, progress: Progress) -> None:
        """One duty's progress changed on disk."""
        self._progress[progress.duty] = progress
        self._show_state()

    def say(self, words: str) -> None:
        """A sentence at the foot, until the next slide."""
        self.foot.said.setText(words)

    def set_theme(self, theme: Theme) -> None:
        self._theme = theme
        self.duty_head.set_theme(theme)
        self.steps.set_theme(theme)
        self.text.set_color(theme.text)
        self._show_slide()

    # building

    def _build(self) -> None:
        self._column = QVBoxLayout(self)
        parts: tuple[QWidget, ...] = (self.head, self.duty_head, self.text, self.steps, self.record_line, self.foot)
        for part in parts:
            self._column.addWidget(part, int(part is self.text))

    def _build_keys(self) -> dict[tuple[Qt.Key, bool], Callable[[], object]]:
        """What each key does, with Ctrl held down or not."""
        key, forward, back = Qt.Key, partial(self._step, 1), partial(self._step, -1)
        turning = dict.fromkeys((key.Key_Right, key.Key_Down, key.Key_Space, key.Key_PageDown), forward)
        turning |= dict.fromkeys((key.Key_Left, key.Key_Up, key.Key_Backspace, key.Key_PageUp), back)
        plain: dict[Qt.Key, Callable[[], object]] = {
            **turning,
            key.Key_Home: partial(self._go_to, 0),
            key.Key_End: self._go_to_last,
            key.Key_Plus: partial(self.text.enlarge, 1),
            key.Key_Equal: partial(self.text.enlarge, 1),
            key.Key_Minus: partial(self.text.enlarge, -1),
            key.Key_C: self._choose,
            key.Key_E: self._begin_entry,
            key.Key_G: self._leave_for_text,
            key.Key_S: self._change_screen,
            key.Key_Escape: self.close,
        }
        plain |= {Qt.Key(key.Key_1 + n): partial(self._toggle_step, n) for n in range(_MOST_DIGIT)}
        keys = {(one, False): run for one, run in plain.items()}
        return keys | dict.fromkeys(((key.Key_Return, True), (key.Key_Enter, True)), self._toggle_done)

    # the window itself

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_held = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        run = self._keys.get((Qt.Key(event.key()), is_held))
        if run is None:
            super().keyPressEvent(event)
            return
        run()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.angleDelta().y():
            self._step(-1 if event.angleDelta().y() > 0 else 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        unit = self._unit
        self._column.setContentsMargins(3 * unit, unit, 3 * unit, unit)
        self._column.setSpacing(unit)
        for part in (self.head, self.duty_head, self.steps, self.foot):
            part.scale(unit)
        self.record_line.setFont(sized(Role.INTERFACE, unit))

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.closed.emit()

    @property
    def _unit(self) -> int:
        """Size in pixels of the type around the text."""
        return max(_LEAST_TYPE, round(self.height() * _PART))

    # going on and back

    def _step(self, by: int) -> None:
        """To the next page of a long text, or the next slide."""
        if self.text.turn(by):
            return
        if 0 <= self._at + by < len(self._slides):
            self._go_to(self._at + by)
            if by < 0:
                self.text.turn_to_last()

    def _go_to(self, at: int) -> None:
        self._at = max(0, min(at, len(self._slides) - 1))
        self.say("")
        self._leave_entry()
        self._show_slide()

    def _go_to_last(self) -> None:
        self._go_to(len(self._slides) - 1)

    def _take(self, programme: Programme, checked: bool = False) -> None:
        """Show another programme, from the clause that is on screen if it has it."""
        clause = self.slide.clause if self.slide else ""
        self.present(programme.slides, next((n for n, one in enumerate(programme.slides) if one.clause == clause), 0))

    def _choose(self) -> None:
        corner = self.head.choose.mapToGlobal(self.head.choose.rect().bottomLeft())
        self._menu.popup(corner)

    def _leave_for_text(self) -> None:
        if self.slide is not None:
            self.place_requested.emit(self.slide.doc, self.slide.clause)
        self.close()

    def _change_screen(self) -> None:
        """To the next screen of the desk: from the laptop to the projector."""
        screens = QGuiApplication.screens()
        following = screens[(screens.index(self.screen()) + 1) % len(screens)]
        self.setGeometry(following.geometry())
        self.showFullScreen()

    # what the keys ask for

    @property
    def _duty(self) -> Duty | None:
        return self.slide.duty if self.slide else None

    def _toggle_step(self, number: int) -> None:
        duty = self._duty
        if duty is not None and number < len(duty.steps):
            step = duty.steps[number].id
            self.step_toggled.emit(duty.id, step, step not in self._progress_of(duty).steps)

    def _toggle_done(self) -> None:
        duty = self._duty
        if duty is not None:
            self.done_toggled.emit(duty.id, self._progress_of(duty).status is not Status.DONE)

    def _begin_entry(self) -> None:
        if self._duty is None:
            self.say(_NO_DUTY)
        else:
            self.record_line.begin()

    def _give_entry(self, text: str) -> None:
        if self._duty is not None:
            self.entry_requested.emit(self._duty.id, text)

    def _leave_entry(self) -> None:
        self.record_line.hide()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # showing

    def _progress_of(self, duty: Duty) -> Progress:
        return self._progress.get(duty.id, Progress(duty.id))

    def _show_slide(self) -> None:
        slide, duty = self.slide, self._duty
        self.steps.show_steps(duty.steps if duty else ())
        self.duty_head.setVisible(duty is not None)
        self.head.path.setText(slide.path if slide else "")
        self.head.source.setText(slide.source if slide else "")
        self.foot.hints.setText((_DUTY_HINTS if duty else "") + _HINTS)
        if duty is not None:
            self.duty_head.show_duty(duty)
        self.text.show_text(slide.text if slide else _EMPTY, slide.lead if slide else 0)
        self._show_state()

    def _show_state(self) -> None:
        """The ticks of the duty on screen, as they are on disk."""
        duty = self._duty
        if duty is not None:
            progress = self._progress_of(duty)
            self.duty_head.show_progress(duty, progress)
            self.steps.show_progress(progress)

    def _show_place(self) -> None:
        page = f"本条第 {self.text.page + 1}/{self.text.pages} 页" if self.text.pages > 1 else ""
        self.foot.show_place(self._at, len(self._slides), page)
