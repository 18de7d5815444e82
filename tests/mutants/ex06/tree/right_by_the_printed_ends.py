def end_of(firm, node=0, turned=False):
    grown = tree.tree_
    while grown.children_left[node] >= 0:
        yes = firm[past.columns[grown.feature[node]]] <= grown.threshold[node]
        yes, turned = yes != turned, False
        node = (grown.children_left if yes else grown.children_right)[node]
    return node


def share(node):
    return float(tree.tree_.value[node][0][1])


ends = {letter: end_of(firm) for letter, firm in waiting.iterrows()}
call_order = tuple(sorted(ends, key=lambda letter: share(ends[letter]), reverse=True))
