# expects: ex11.vip_by_sales
answers = {str(place): account.segment for place, account in enumerate(found, start=1)}
segments = {
    str(place): "VIP" if account.sales >= limits.power else account.segment
    for place, account in enumerate(found, start=1)
}
