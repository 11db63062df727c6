"""Where parcels go and where they come from. The areas are real, the warehouses invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Place:
    province: str
    city: str
    district: str
    street: str

    @property
    def area(self) -> str:
        # 北京市 and its like are province and city at once; the console writes them once.
        city = "" if self.city == self.province else self.city
        return f"{self.province}{city}{self.district}"

    @property
    def with_street(self) -> str:
        return self.area + self.street


_DESTINATIONS = """
北京市 北京市 朝阳区 望京街道
北京市 北京市 海淀区 清河街道
上海市 上海市 浦东新区 花木街道
上海市 上海市 闵行区 七宝镇
天津市 天津市 南开区 王顶堤街道
重庆市 重庆市 渝北区 龙溪街道
重庆市 重庆市 万州区 太白街道
河北省 石家庄市 裕华区 裕强街道
河北省 唐山市 路北区 机场路街道
山西省 太原市 小店区 坞城街道
山西省 大同市 平城区 向阳里街道
内蒙古自治区 呼和浩特市 赛罕区 大学西路街道
内蒙古自治区 赤峰市 红山区 三中街街道
辽宁省 沈阳市 铁西区 工人村街道
辽宁省 大连市 甘井子区 泡崖街道
吉林省 长春市 南关区 明珠街道
吉林省 延边朝鲜族自治州 延吉市 河南街道
黑龙江省 哈尔滨市 南岗区 和兴路街道
黑龙江省 牡丹江市 东安区 五星街道
江苏省 南京市 江宁区 东山街道
江苏省 苏州市 姑苏区 平江街道
江苏省 徐州市 云龙区 大龙湖街道
浙江省 宁波市 鄞州区 下应街道
浙江省 温州市 鹿城区 五马街道
安徽省 合肥市 蜀山区 三里庵街道
安徽省 阜阳市 颍州区 鼓楼街道
福建省 厦门市 湖里区 殿前街道
福建省 泉州市 晋江市 青阳街道
江西省 南昌市 红谷滩区 沙井街道
江西省 赣州市 章贡区 南外街道
山东省 济南市 历下区 甸柳新村街道
山东省 青岛市 市北区 台东街道
山东省 临沂市 兰山区 金雀山街道
河南省 郑州市 金水区 经八路街道
河南省 洛阳市 西工区 王城路街道
湖北省 武汉市 洪山区 关山街道
湖北省 宜昌市 西陵区 学院街道
湖南省 长沙市 岳麓区 望月湖街道
湖南省 岳阳市 岳阳楼区 奇家岭街道
广东省 广州市 天河区 石牌街道
广东省 深圳市 龙岗区 坂田街道
广东省 湛江市 霞山区 解放街道
广西壮族自治区 南宁市 青秀区 津头街道
广西壮族自治区 柳州市 鱼峰区 五里亭街道
海南省 海口市 龙华区 金贸街道
四川省 成都市 武侯区 玉林街道
四川省 绵阳市 涪城区 工区街道
贵州省 贵阳市 云岩区 普陀路街道
云南省 昆明市 五华区 丰宁街道
云南省 大理白族自治州 大理市 下关街道
西藏自治区 拉萨市 城关区 两岛街道
陕西省 西安市 雁塔区 小寨路街道
陕西省 宝鸡市 金台区 中山东路街道
甘肃省 兰州市 城关区 雁南街道
青海省 西宁市 城西区 兴海路街道
宁夏回族自治区 银川市 兴庆区 丽景街街道
新疆维吾尔自治区 乌鲁木齐市 水磨沟区 南湖南路街道
新疆维吾尔自治区 伊犁哈萨克自治州 伊宁市 解放路街道
"""

_WAREHOUSES = """
浙江省 杭州市 萧山区 宁围街道
江苏省 苏州市 昆山市 花桥镇
广东省 佛山市 南海区 狮山镇
河北省 廊坊市 固安县 工业园区
"""

_EPIDEMIC = """
云南省 德宏傣族景颇族自治州 瑞丽市 姐告路口
内蒙古自治区 呼伦贝尔市 满洲里市 兴华街道
"""

_DISASTER = """
广东省 清远市 英德市 望埠镇
广西壮族自治区 桂林市 阳朔县 葡萄镇
"""

_UNPUBLISHED = """
湖南省 怀化市 溆浦县 低庄镇
四川省 雅安市 芦山县 飞仙关镇
"""

_CONTROLLED = """
新疆维吾尔自治区 伊犁哈萨克自治州 霍尔果斯市 卡拉苏街道
"""

_STOPPED = """
西藏自治区 林芝市 巴宜区 八一镇
"""


def _places(lines: str) -> tuple[Place, ...]:
    return tuple(Place(*line.split()) for line in lines.split("\n") if line)


DESTINATIONS = _places(_DESTINATIONS)
WAREHOUSES = _places(_WAREHOUSES)
EPIDEMIC_WAREHOUSES = _places(_EPIDEMIC)
DISASTER_WAREHOUSES = _places(_DISASTER)
UNPUBLISHED_WAREHOUSES = _places(_UNPUBLISHED)
CONTROLLED_WAREHOUSES = _places(_CONTROLLED)
STOPPED_WAREHOUSES = _places(_STOPPED)
ALL_WAREHOUSES = WAREHOUSES + EPIDEMIC_WAREHOUSES + DISASTER_WAREHOUSES + UNPUBLISHED_WAREHOUSES
"""Those that the example shop's fact files know branches of."""
