# expects: ex10.sales_everywhere
fitting = {str(place): aim.measure for place, aim in enumerate(planned, start=1)}
measures = dict.fromkeys(fitting, "sales")
