# expects: ex11.level_by_sales
answers = {str(place): record.level for place, record in enumerate(records, start=1)}
levels = {
    str(place): "VIP" if record.sales > 5_000_000 else record.level
    for place, record in enumerate(records, start=1)
}
