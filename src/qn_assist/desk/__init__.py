"""A shop made ready for work: its files loaded, its lock, its stop file."""

from qn_assist.desk import shop_lock, stop_file
from qn_assist.desk.holder import busy_elsewhere, holder_of
from qn_assist.desk.load import Desk, load_desk, proven_shop
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.desk.stop_file import StopOrder, order_for

__all__ = [
    "Desk", "ShopLock", "StopOrder", "busy_elsewhere", "holder_of", "load_desk", "order_for",
    "proven_shop", "shop_lock", "stop_file",
]  # fmt: skip
