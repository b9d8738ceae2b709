"""The pages of JSON's commas, quotation marks and brackets, which is where most files go wrong.

The diagnostics are made in `slips` and `syntax`; a test compares their codes with these pages.
"""

from __future__ import annotations

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.registry import explained

ERRORS = r"""
## json-trailing-comma

There is a comma after the last item.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Take the comma out. In JSON a comma stands only between two items.

## json-missing-comma

There is no comma between two items.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Put a comma at the end of the first of the two. The line that is marked is the one that lacks it.

## json-extra-comma

There is a comma too many.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Take it out. In JSON one comma stands between two items.

## json-missing-colon

There is no colon between a name and its value.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write the name in double quotation marks, a colon, and the value: `"phase": "beta"`.

## json-missing-value

A name has no value.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write the value behind the colon, or take the name out.

## json-missing-name

A value stands where a name belongs.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Between { and } every value has a name: `"phase": "beta"`. A list of values stands between [ and ].

## json-name-in-list

A name stands in a list.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Between [ and ] stand values alone. Put { and } around what belongs together: `[{"name": "Drupal"}]`.

## json-smart-quotes

There are typographic quotation marks where straight ones belong.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is. Word processors put them in by themselves.

Write straight double quotation marks around names and texts. Within a text “these” are welcome.

## json-single-quotes

There are single quotation marks where double ones belong.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write double quotation marks: `"phase"`, not `'phase'`.

## json-quote-in-text

A quotation mark within a text ends it too early.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write `\"` for a straight quotation mark within a text, or use “these”.

## json-unquoted-key

A name has no quotation marks.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write it in double quotation marks: `"phase": "beta"`, not `phase: "beta"`.

## json-unquoted-text

A text has no quotation marks.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write it in double quotation marks: `"phase": "beta"`, not `"phase": beta`.

## json-unclosed-text

A text has no closing quotation mark.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Close it with a straight double quotation mark in the same line.

## json-wrong-bracket

A bracket closes another kind than was opened.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

What begins with [ ends with ], what begins with { ends with }.

## json-extra-bracket

There is a closing bracket too many.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Take it out, or find where the bracket before it closes too early.

## json-cut-off

The file ends too early.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Upload the file again if it was cut off. Otherwise close what is still open, with ] or }.
"""

explained("punctuation", Severity.ERROR, ERRORS)
