"""The two shops' catalogues; codes, prices and stock are invented."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Good:
    title: str
    sku: str
    merchant_code: str
    item_id: str
    price: str
    stock: int
    restock_days: int | None
    """Days after the practice start until new stock, None when none is planned."""


_HOME = """
加厚可折叠收纳箱衣物整理箱大号车载储物箱|米白 66L|QH-BOX-066|39.90|182|
日式布艺窗帘遮光免打孔卧室飘窗成品帘|雾蓝 1.5m×2m|QH-CUR-152|89.00|64|
全棉四件套纯棉床单被套床上用品1.8m床|奶咖格 1.8m|QH-BED-018|259.00|37|
家用护眼台灯学生书桌LED三色可调光阅读灯|云白 充电款|QH-LMP-003|79.00|120|
厨房置物架不锈钢落地多层微波炉收纳架|五层 黑砂纹|QH-RAK-105|168.00|45|
浴室防滑垫淋浴卫生间硅藻泥吸水脚垫|40×60 灰|QH-MAT-406|29.90|310|
玻璃密封罐茶叶罐五谷杂粮储物罐套装|1000ml×４只|QH-JAR-104|46.80|96|
实木餐椅北欧靠背椅家用书桌凳子|原木色 单把|QH-CHR-001|219.00|28|
记忆棉枕头护颈枕慢回弹枕芯成人单人|标准款 一只|QH-PIL-001|69.00|205|
陶瓷餐具套装家用碗盘碟子简约礼盒 18头|釉下彩 18头|QH-DSH-018|198.00|52|
免手洗旋转拖把家用一拖净懒人拖布桶套装|单桶＋4布|QH-MOP-104|75.90|88|
法兰绒毛毯加厚空调盖毯午睡沙发毯子|1.5×2m 焦糖|QH-BLK-152|58.00|143|
桌面收纳盒抽屉式化妆品护肤品整理架|三层 透明|QH-DSK-003|42.50|167|
不粘锅平底锅麦饭石色煎锅电磁炉通用|28cm 带盖|QH-PAN-028|109.00|73|
挂钟客厅家用静音北欧简约时钟创意表|12英寸 胡桃|QH-CLK-012|65.00|59|
儿童学习桌可升降写字桌椅套装家用|1.2m 粉蓝|QH-KDT-120|899.00|11|
香薰蜡烛卧室助眠伴手礼盒 无烟大豆蜡|白茶 220g|QH-CDL-220|49.00|134|
保温杯大容量316不锈钢便携水杯男女|600ml 墨绿|QH-CUP-600|85.00|98|
衣柜挂衣袋真空压缩袋棉被收纳送手泵|特大 6只装|QH-VAC-006|35.80|221|
羊毛混纺地毯客厅茶几毯卧室床边毯|1.6×2.3m 燕麦|QH-RUG-162|368.00|19|
智能感应垃圾桶家用厨房客厅带盖大号|14L 象牙白|QH-BIN-014|99.00|61|
折叠晾衣架落地阳台室内外X型晒被架|加粗 2.4m|QH-HNG-240|88.80|47|
透明鞋盒抽屉式鞋柜收纳防潮可叠加|加大 6只|QH-SHO-006|59.90|276|
棉麻抱枕靠垫沙发客厅含芯腰枕|45×45 森绿|QH-CUS-045|32.00|189|
桐木懒人沙发单人豆袋榻榻米可拆洗|灯芯绒 驼色|QH-SOF-001|239.00|0|5
藤编收纳筐脏衣篓北欧家用玩具杂物篮|大号 有盖|QH-BSK-002|76.00|0|4
亚麻桌布餐桌布防水防油长方形|140×200 豆绿|QH-TBC-142|68.00|0|3
乳胶床垫天然软垫家用榻榻米垫子|1.8m 厚7.5cm|QH-LTX-018|699.00|0|7
铸铁珐琅锅炖煮汤锅家用电磁炉明火|24cm 樱桃红|QH-POT-024|429.00|0|6
儿童床围栏宝宝防摔防护栏一面装|2.0m 升降|QH-GRD-200|139.00|0|4
全遮光隔热卷帘办公室浴室免打孔百叶|80×160 银灰|QH-BLD-816|73.00|0|
黄铜落地灯客厅卧室床头立式氛围灯|三色 脚踏|QH-FLM-003|328.00|0|
竹制砧板整竹加厚切菜板双面可用|40×28 加厚|QH-CUT-040|48.00|0|
手工釉茶具套装功夫茶壶家用整套礼盒|一壶六杯|QH-TEA-106|288.00|0|
"""

_CLOTHES = """
法式碎花连衣裙女夏收腰显瘦气质长裙|蓝底白花 M|YL-DRS-M01|169.00|33|
宽松纯棉短袖T恤女夏季新款百搭上衣|本白 均码|YL-TEE-001|59.90|210|
高腰直筒牛仔裤女显瘦小个子九分裤|浅蓝 27|YL-JEN-027|129.00|58|
冰丝防晒衣女薄款外套透气开衫|雾紫 L|YL-SUN-L02|99.00|76|
西装外套女春秋小香风通勤职业装|燕麦 S|YL-BLZ-S01|239.00|0|6
真丝半身裙高级感垂感伞裙中长款|墨绿 M|YL-SKT-M03|198.00|0|
"""


def _good(line: str, number: int) -> Good:
    title, sku, code, price, stock, restock = line.split("|")
    return Good(
        title=title,
        sku=sku,
        merchant_code=code,
        item_id=str(682_517_300_000 + number * 7_919),
        price=price,
        stock=int(stock),
        restock_days=int(restock) if restock else None,
    )


def _catalogue(lines: str, first: int) -> tuple[Good, ...]:
    rows = [line for line in lines.split("\n") if line]
    return tuple(_good(line, first + number) for number, line in enumerate(rows))


HOME_GOODS = _catalogue(_HOME, 1)
CLOTHES = _catalogue(_CLOTHES, 1001)


def in_stock(goods: tuple[Good, ...]) -> tuple[Good, ...]:
    return tuple(good for good in goods if good.stock > 0)


def awaited(goods: tuple[Good, ...]) -> tuple[Good, ...]:
    """Sold out, with a date of new stock."""
    return tuple(good for good in goods if not good.stock and good.restock_days is not None)


def sold_out(goods: tuple[Good, ...]) -> tuple[Good, ...]:
    """Sold out for good."""
    return tuple(good for good in goods if not good.stock and good.restock_days is None)
