def reason(review, margin=True, enter=limits.new_enter, leave=limits.new_leave):
    new = review.spend_now >= (leave if review.was_vip and margin else enter)
    old = review.spend_now >= (limits.old_leave if review.was_vip and margin else limits.old_enter)
    if new == review.was_vip:
        return "margin" if new and review.spend_now < enter else "none"
    return "rule" if old == review.was_vip else "customer"


reasons = {str(place): reason(review) for place, review in enumerate(six, start=1)}
