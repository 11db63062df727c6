"""A shop made ready for work: its files loaded, its lock, its stop file."""

from qn_assist.desk import shop_lock, stop_file
from qn_assist.desk.load import Desk, load_desk
from qn_assist.desk.shop_lock import ShopLock
from qn_assist.desk.stop_file import StopOrder, order_for

__all__ = [
    "Desk", "ShopLock", "StopOrder", "load_desk", "order_for", "shop_lock", "stop_file",
]  # fmt: skip
