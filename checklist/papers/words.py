"""The words of the papers that leave the building: headings, statuses, the fixed lines of official forms."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checklist.standing import Result, Status
from content.duty import Force

# typefaces of official papers (GB/T 9704), and what a computer without them sets instead

FACE_TITLE, FACE_BODY, FACE_HEADING, FACE_SECTION = "方正小标宋简体", "仿宋_GB2312", "黑体", "楷体_GB2312"
FACE_PLAIN, FACE_LATIN = "宋体", "Times New Roman"
FACES_INSTEAD: Mapping[str, str] = MappingProxyType(
    {
        FACE_TITLE: "方正小标宋_GBK",
        FACE_BODY: "仿宋",
        FACE_SECTION: "楷体",
        FACE_HEADING: "SimHei",
        FACE_PLAIN: "SimSun",
    }
)

# values

STATUS: Mapping[Status, str] = MappingProxyType(
    {
        Status.NOT_STARTED: "未启动",
        Status.IN_PROGRESS: "推进中",
        Status.DONE: "已办结",
        Status.NOT_APPLICABLE: "不适用",
    }
)
RESULT: Mapping[Result, str] = MappingProxyType(
    {
        Result.NOT_ASSESSED: "未评价",
        Result.PARTLY: "部分达到",
        Result.REACHED: "达到",
        Result.NOT_REACHED: "未达到",
    }
)
FORCE: Mapping[Force, str] = MappingProxyType(
    {
        Force.MUST: "必须",
        Force.PROMOTE: "应当推进",
        Force.SUPPORT: "支持",
        Force.ENCOURAGE: "鼓励",
        Force.TARGET: "目标",
    }
)
DAY = "{year}年{month}月{day}日"
DAY_FORMAT = "yyyy-mm-dd"
DAY_TYPED = r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?|(\d{4})(\d{2})(\d{2})"
LIST_MARK, TITLE_MARK = "、", "；"
OWN = "本地事项"
GONE = "现行无此项"
NOT_NAMED = "未明确"

# headings of columns, by their keys

COLUMNS: Mapping[str, str] = MappingProxyType(
    {
        "number": "序号",
        "clause": "条款",
        "quote": "任务原文",
        "title": "县级任务",
        "force": "力度",
        "lead": "牵头单位",
        "supporting": "配合单位",
        "person": "责任人",
        "due": "完成时限",
        "recurring": "报送时间",
        "status": "状态",
        "result": "评价",
        "reason": "不适用原因",
        "entries": "进展情况",
        "funds": "资金使用",
        "problems": "存在问题",
        "measures": "下一步措施",
        "evidence": "佐证材料",
        "done_on": "办结日期",
        "remark": "备注",
        "id": "编号（勿改）",
        "role": "分工",
        "chapter": "章节",
        "total": "应办事项",
        "done": "已办结",
        "in_progress": "推进中",
        "not_started": "未启动",
        "not_applicable": "不适用",
        "share": "办结率",
        "file": "文件",
        "size": "大小（字节）",
        "sha256": "SHA-256",
        "duty": "事项编号",
        "original": "原文件名",
        "state": "核对",
        "count": "佐证份数",
        "item": "项目",
        "content": "内容",
    }
)

# workbook

PAGE_OF_PAGES = "&C&9第 &P 页 / 共 &N 页"
SHEET_NAME = "表"
BASE_SHEET, BASE_NOTE = "基准", "本表由程序用来核对导回的修改，请勿改动"
BAD_TITLE = "请核对"
BAD_CHOICE = "请从下拉列表中选择。"
BAD_DATE = "请填写日历上有的日期，例如 2026-3-31。"
CUT = "……〔此格已满，以下略去{count}字，全文见Word版〕"
NOTE = "注："

# notes

PAPER_NOTE = "注：本表由县策按本县记录生成；政策原文为非官方摘录，以发文机关正式文本为准。流水校验码：{chain}。"
NOTE_GUARDED = "注：有{count}格以 = + - @ 等符号开头，为防被当作公式，前面加了一个单引号（'）。"
NOTE_FILL = "注：底色为浅黄的各列（{columns}）填写后可以导回；“编号”列用来对应事项，请勿改动。"
UNOFFICIAL = "本表由县策按本县记录生成；政策原文为非官方摘录，以发文机关正式文本为准。"

# the sheet that says what the others are

ABOUT = "说明"
ABOUT_COUNTY, ABOUT_DAY, ABOUT_SCOPE, ABOUT_COUNT = "县（市、区）", "制表日期", "导出范围", "事项数"
ABOUT_CHAIN, ABOUT_NOTICE, ABOUT_FILL = "流水校验码", "声明", "导回"
ABOUT_FILL_WORDS = "可以填写后导回的列：{columns}。其余各列导回时不读。"
EVERYTHING = "全部事项"
CHAIN_MISSING = "无"

# titles of papers; {county} may be nothing

LEDGER = "台账"
LEDGER_TITLE = "{county}政策任务落实台账"
REPORT_TITLE = "{county}政策任务落实情况报告"
BREAKDOWN, BREAKDOWN_TITLE = "任务分解表", "{county}政策任务分解表"
ASSIGNMENT_TITLE = "交办单"
HANDOVER_TITLE = "移交清单"
SUBTITLE = "截至{day}　　{scope}"

# report: sentences made of numbers and of the county's own entries

CHAPTER_NAME = "{document}“{chapter}”"
WHOLE = "一、总体情况"
BY_CHAPTER = "二、各部分落实情况"
PROBLEMS = "三、存在问题"
MEASURES = "四、下一步措施"
FUNDS = "五、资金使用"
COUNTED = (
    "截至{day}，纳入台账的事项共{count}项，其中应办{total}项、不适用{aside}项。"
    "应办事项中，已办结{done}项，推进中{going}项，未启动{idle}项，办结率{share}。"
)
NEEDING = "逾期未办结{overdue}项，30日内到期{soon}项，受阻{blocked}项，已办结而无佐证材料{bare}项，需复核{review}项。"
COUNTED_CHAPTER = "应办{total}项，已办结{done}项，推进中{going}项，未启动{idle}项。"
COUNTED_ASIDE = "另有不适用{aside}项。"
SECTION = "（{number}）{name}"
ITEM = "{number}. {title}（{status}）。"
ITEM_ASSESSED = "{number}. {title}（{status}，{result}）。"
ENTRY = "{day}：{text}"
REASON = "不适用原因：{text}"
DONE_ON = "办结日期：{day}。"
PROOFS = "佐证材料{count}份。"
WITHOUT_ENTRY = "以下{count}项台账未填写进展情况：{titles}。"
TITLED = "{title}：{text}"
NOTHING_WRITTEN = "台账未填写。"
REPORT_NOTE = (
    "注：本报告的数字和文字均取自本县台账；政策原文为非官方摘录，以发文机关正式文本为准。流水校验码：{chain}。"
)

# letters of assignment

ADDRESSED = "{unit}："
ASSIGNED = (
    "现将下列{count}项任务交由你单位办理，其中牵头{lead}项、配合{supporting}项。"
    "请按时限办理，并按报送时间报送办理情况。"
)
ROLE_LEAD, ROLE_SUPPORTING = "牵头", "配合"
UNASSIGNED = "以下{count}项尚未明确牵头单位"
QUOTED = "“{quote}”——{source}"
RECEIPT = ("签收单位（盖章）", "签收人", "签收日期", "联系电话")
SENDER = ("交办单位（盖章）", "经办人", "交办日期", "联系电话")

# handover

HANDED_OVER = (
    "截至{day}，移交台账事项{count}项，其中已办结{done}项、未办结{open}项、不适用{aside}项；"
    "佐证材料{files}份（清单附后）。"
)
OPEN_DUTIES = "一、未办结事项"
KEPT_FILES = "附：佐证材料清单"
SIGNATURES = "二、交接签字"
SIGN_HEAD = ("", "单位和职务", "签字", "日期")
SIGNERS = ("移交人", "接收人", "监交人")
HANDOVER_NOTE = "注：接收人请在程序中核对佐证材料和流水校验码（{chain}）后签字。政策原文以发文机关正式文本为准。"
NONE_LEFT = "无。"

# package

PACKED_LEDGER, PACKED_REPORT, PACKED_LIST = "台账.xlsx", "情况报告.docx", "清单.csv"
PACKED_FOLDER = "佐证材料"
PROOF_NAME = "{number}-{title}-{serial}{ending}"
LIST_TITLE = "报送包清单"
STATE_WHOLE, STATE_MISSING = "完好", "缺失，未收入本包"
