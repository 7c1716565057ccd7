# Parses SQL statements of Redshift, separated by NUL on standard input, by sqlfluff. Prints one line a statement: "ok", or what is wrong with it.
import sys

from sqlfluff.core import FluffConfig, Linter

linter = Linter(config=FluffConfig(overrides={"dialect": "redshift", "rules": "L001"}))


def fault(statement):
    parsed = linter.parse_string(statement)
    if parsed.violations:
        return parsed.violations[0].desc()
    if parsed.tree is None:
        return "no tree"
    unparsable = next(parsed.tree.recursive_crawl("unparsable"), None)
    return None if unparsable is None else "cannot be parsed: " + unparsable.raw[:80]


for statement in sys.stdin.read().split("\0"):
    print((fault(statement) or "ok").replace("\n", " "), flush=True)
