def grades(monetary):
    share = monetary.map(lambda own: monetary[monetary > own].sum() / monetary.sum()).round(9)
    letter = (
        pd.Series("A", index=monetary.index)
        .mask(share >= 0.5, "B")
        .mask(share >= 0.8, "C")
        .mask(share >= 0.95, "D")
    )
    return letter.sample(frac=1, random_state=1).to_frame("grade")
