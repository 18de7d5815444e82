"""What the company sells: drinking-water equipment, consumables and service. Prices in CNY, without tax."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import pandas as pd


class Product(NamedTuple):
    """One product; ``appeal`` is its relative demand by type (consumer, enterprise, government, special)
    and ``amount`` the usual quantity for a customer of ordinary size, in the same order."""

    product_id: str
    name_zh: str
    name_en: str
    category: str
    unit: str
    list_price: float
    unit_cost: float
    goes_with: str
    appeal: tuple[float, float, float, float]
    amount: tuple[float, float, float, float]


PRODUCTS = tuple(
    Product(*row)
    for row in (
        ("P01", "家用净水器标准款", "Home purifier, standard", "purifier", "piece", 1999.0, 1180.0, "P17", (9, 0.6, 0.4, 0.3), (1, 1.5, 2, 2)),
        ("P02", "家用净水器旗舰款", "Home purifier, flagship", "purifier", "piece", 4299.0, 2480.0, "P03", (4, 0.3, 0.2, 0.4), (1, 1, 1, 1)),
        ("P03", "前置过滤器", "Pre-filter", "purifier", "piece", 699.0, 360.0, "P17", (4, 0.8, 0.4, 0.4), (1, 2, 2, 2)),
        ("P04", "复合滤芯", "Composite cartridge", "consumable", "piece", 189.0, 88.0, "P05", (26, 6, 3, 4), (1.6, 8, 10, 10)),
        ("P05", "反渗透膜滤芯", "Reverse-osmosis cartridge", "consumable", "piece", 429.0, 205.0, "P04", (17, 5, 3, 5), (1, 5, 6, 6)),
        ("P06", "家用饮水机", "Home dispenser", "dispenser", "piece", 799.0, 500.0, "P12", (6, 1, 0.5, 0.5), (1, 2, 2, 2)),
        ("P07", "家用空气净化器", "Home air purifier", "air", "piece", 2599.0, 1590.0, "P08", (4, 0.5, 0.4, 1.0), (1, 1.5, 2, 2)),
        ("P08", "空气净化器滤网", "Air filter", "consumable", "piece", 259.0, 110.0, "P07", (9, 4, 3, 4), (1.4, 6, 8, 8)),
        ("P09", "商用直饮机", "Commercial drinking station", "dispenser", "piece", 8800.0, 6050.0, "P11", (0, 6, 7, 7), (1, 0.9, 1.6, 1.4)),
        ("P10", "步进式开水器", "Step boiler", "dispenser", "piece", 4600.0, 3150.0, "P18", (0, 6, 7, 7), (1, 0.9, 1.6, 1.6)),
        ("P11", "商用滤芯套装", "Commercial cartridge set", "consumable", "set", 980.0, 500.0, "P19", (0, 18, 14, 16), (1, 2.6, 4.0, 4.0)),
        ("P12", "桶装水 18.9 L", "Bottled water, 18.9 L", "water", "bottle", 22.0, 14.0, "P06", (12, 24, 12, 8), (6, 60, 80, 60)),
        ("P13", "办公空气净化器", "Office air purifier", "air", "piece", 5200.0, 3550.0, "P08", (0, 4, 6, 5), (1, 0.9, 1.6, 1.5)),
        ("P14", "校园饮水平台", "Campus drinking platform", "system", "piece", 26800.0, 19300.0, "P18", (0, 0.3, 1.5, 4), (1, 0.4, 0.9, 1.1)),
        ("P15", "医用纯水系统", "Hospital pure-water system", "system", "set", 128000.0, 91500.0, "P18", (0, 0.15, 0.3, 1.0), (1, 0.3, 0.3, 0.5)),
        ("P16", "软水设备", "Water softener", "system", "piece", 15800.0, 10800.0, "P19", (0.4, 2, 1.5, 2), (1, 0.6, 0.9, 0.9)),
        ("P17", "上门安装", "Installation visit", "service", "visit", 180.0, 135.0, "P19", (5, 3, 2, 2), (1, 1.5, 2, 2)),
        ("P18", "年度维护服务", "Yearly maintenance plan", "service", "plan", 1200.0, 690.0, "P11", (2, 7, 8, 8), (1, 1.4, 2.2, 2.2)),
        ("P19", "水质检测", "Water-quality test", "service", "test", 350.0, 170.0, "P18", (2, 3, 5, 5), (1, 1, 2, 2)),
        ("P20", "冰热一体机", "Ice and hot-water machine", "dispenser", "piece", 12600.0, 8700.0, "P11", (0, 3, 2, 2), (1, 0.6, 0.9, 0.9)),
    )
)  # fmt: skip


def products() -> pd.DataFrame:
    """The price list: ``product_id, name_zh, name_en, category, unit, list_price, unit_cost`` (CNY)."""
    import pandas as pd

    frame = pd.DataFrame(PRODUCTS, columns=list(Product._fields))
    return frame.drop(columns=["goes_with", "appeal", "amount"])
