def breached(complaints, start, end, limit, as_of):
    answers = {}
    for row in complaints.to_dict("records"):
        if pd.isna(row[start]) or row[start] > as_of:
            continue
        stop = row[end] if pd.notna(row[end]) and row[end] < as_of else as_of
        answers[row["complaint_id"]] = (stop - row[start]) > pd.Timedelta(hours=limit)
    return pd.Series(answers)
