"""What the search benchmark asks: queries as officials type them, single characters, and questions in plain words."""

from __future__ import annotations

import random
from dataclasses import dataclass

from search.analysis import fold
from search.hit import Passage

TYPED = """
科技成果转化 科技成果转移转化 高新技术企业 培育后备库 科技型中小企业 监测评估 县域科普基地 众创空间 星创天地
科技特派员 知识产权 知识产权强县 创新型县 乡村振兴 产学研 产学研用协同创新 技术创新中心 工程（技术）研究中心
重点实验室 院士专家工作站 R&D r&d投入 Ｒ＆Ｄ投入目标 研发费用 加计扣除 税收优惠 科技金融 盈创动力 天使投资
风险投资 川办发〔2018〕60号 川办发[2016]71号 川办发（2022）13号 国办发〔2017〕43号 2022年 到2020年 5000家
有效期5年 500万元 88个重点贫困县 科技厅 省发展改革委 财政厅 责任单位：科技厅 县（市、区） 市（州）、县（市、区）
深度贫困县 凉山彝区 扶贫产业示范基地 四川科技扶贫在线 人才 企业 创新 成都 川渝 军民融合 一带一路 互联网+ 1+4+N
创新驱动发展战略 关键共性技术、前沿引领技术、现代工程技术、颠覆性技术 支持县（市、区）建立高新技术企业培育后备库
建设科技型中小微企业创业基地和公共服务平台 各市（州）、县（市、区）人民政府
《关于提高科技型中小企业研究开发费用税前加计扣除比例的通知》
"""
SEVERAL_WORDS = (
    "人才 公寓",
    "科技 人才",
    "知识产权 质押",
    "孵化器 众创空间",
    "县域 创新 监测",
    "高新技术企业 2020年",
    "科技厅 财政厅",
    "成果转化 基金 引导",
)
ONE_CHARACTER = tuple("的科县创新技人法奖税厅州贫茶5（")
PLAIN_WORDS = """
后备库是给谁建的
监测评估由哪个部门来做
示范企业到底怎么认定
县里要不要设立子基金
谁负责本级研发投入的目标
贫困县能得到什么科技支持
科技特派员下乡有什么待遇
高新技术企业申报需要哪些条件
技术创新中心的建设周期是几年
省里给新建的技术创新中心多少钱
企业研发费用可以怎么抵税
乡镇一级要做哪些创新工作
人才公寓应该由哪一级来建
科普基地怎样才算建好
哪些银行可以做知识产权质押
我们县的指标是多少什么时候完成
成果转化的奖励给个人多大比例
大学生创业有没有补贴
农业科技园区要怎么申请
川渝两地一起做哪些实验室
高校老师能不能到企业兼职
院士工作站要怎么建起来
没有完成任务会怎么处理
每年什么时候向科技厅报送情况
县政府要成立领导小组吗
大型仪器设备怎样对外开放
技术合同登记在哪里办理
外国专家来工作有哪些便利
中小微企业买技术有没有补助
怎么把成果卖给企业
环境污染防治方面有哪些技术支持
老年人健康方面科技能做什么
"""


@dataclass(frozen=True, slots=True)
class Question:
    """A query as typed, and its blank-separated terms folded, as the peers get it."""

    typed: str
    terms: tuple[str, ...]

    def stands_in(self, folded: str) -> bool:
        return all(term in folded for term in self.terms)


def question(typed: str) -> Question:
    return Question(typed, tuple(dict.fromkeys(term for word in typed.split() if (term := fold(word).text))))


def typed_questions() -> list[Question]:
    return [question(typed) for typed in (*TYPED.split(), *SEVERAL_WORDS)]


def plain_questions() -> list[Question]:
    """Sentences, each of which stands in no clause as such."""
    return [question(typed) for typed in PLAIN_WORDS.split()]


def random_pieces(passages: tuple[Passage, ...], count: int, lengths: tuple[int, int], seed: int) -> list[Question]:
    """Substrings of `lengths` characters of the original texts, blanks included; each is one string to the truth."""
    chance = random.Random(seed)
    found: list[Question] = []
    while len(found) < count:
        text = chance.choice(passages).text
        start = chance.randrange(len(text))
        piece = text[start : start + chance.randint(*lengths)]
        folded = fold(piece).text
        if len(folded) >= lengths[0]:
            found.append(Question(piece, (folded,)))
    return found
