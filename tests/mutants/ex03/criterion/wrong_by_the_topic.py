# expects: ex03.topic_for_fact
needed = {str(place): criteria.TOPICS[case.topic] for place, case in enumerate(decisions_given, start=1)}
found = {
    str(place): max(treatments.CRITERIA, key=table.agrees)
    for place, table in enumerate(letters_sent, start=1)
}
