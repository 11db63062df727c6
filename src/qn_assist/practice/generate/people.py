"""Invented buyers: names, nicks, phones."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from qn_assist.practice.generate.numbers import digits

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田"
    "董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹"
    "孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉萍红玲芬燕彬宁浩宇"
    "轩梓涵欣怡佳琪子墨雨桐思远晨曦若溪嘉诚文博雅楠志鹏海峰建国春梅秋月冬雪"
)
NICK_HEADS = (
    "爱小大阿云风星月夏冬春秋木林山海晴雨雪花鱼猫"
    "牛马羊鹿甜酷暖静快慢好乐福安青蓝红白橙紫金银柚桃梨杏"
)
NICK_TAILS = (
    "吃柠檬的鱼", "在路上", "的小日子", "妈妈很忙", "不加班", "爱生活", "的旧时光", "家的阳台",
    "今天晴", "没睡醒", "的橘子汽水", "跑得快", "收纳控", "的第二个家", "慢慢来", "打工人",
)  # fmt: skip
PHONE_HEADS = "133 135 136 137 138 139 150 152 158 159 177 186 188 199".split()


@dataclass(frozen=True)
class Buyer:
    name: str
    nick: str
    phone: str
    tail: str
    """The last four digits of all order ids of this buyer."""


def buyer(rng: Random) -> Buyer:
    given = "".join(rng.sample(GIVEN, rng.choice((1, 2, 2))))
    return Buyer(
        name=rng.choice(SURNAMES) + given,
        nick=rng.choice(NICK_HEADS) + rng.choice(NICK_TAILS),
        phone=rng.choice(PHONE_HEADS) + digits(rng, 8),
        tail=digits(rng, 4),
    )
