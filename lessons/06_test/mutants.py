"""Changed copies of a program, each with one small change: its mutants."""

import ast

SWAP = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}
SWAP |= {ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Is: ast.IsNot, ast.In: ast.NotIn}


def mutants(source):
    """Yield (line before, line after, changed source) for each possible change.

    A comparison becomes its neighbour (< becomes <=), a number grows by 1.
    """
    original = ast.unparse(ast.parse(source))
    for i in range(len(list(ast.walk(ast.parse(source))))):
        tree = ast.parse(source)
        node = list(ast.walk(tree))[i]
        if isinstance(node, ast.Compare) and type(node.ops[0]) in SWAP:
            node.ops[0] = SWAP[type(node.ops[0])]()
        elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
            node.value += 1
        else:
            continue
        changed = ast.unparse(tree)
        lines = zip(original.splitlines(), changed.splitlines(), strict=True)
        before, after = next(pair for pair in lines if pair[0] != pair[1])
        yield before.strip(), after.strip(), changed
