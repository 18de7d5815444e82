# expects: ex03.topic_for_fact
needed = {str(place): criteria.TOPICS[case.topic] for place, case in enumerate(decisions_given, start=1)}
