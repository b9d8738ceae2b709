"""The pages of what a file is and which fields it has: markers, missing and unknown fields, wrong and empty values.

The diagnostics are made in `marker`, `messages`, `emptiness` and `keys`; a test compares their codes with these pages.
"""

from __future__ import annotations

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.registry import explained

ERRORS = """
## missing-marker

Nothing says that this is a file of Council Projects.

Files called `projects.json` exist in thousands of unrelated places. Readers know ours by its marker, not by its name.

Add `"councilProjects": "1.0"` as the first line; a registry has `"councilProjectsRegistry": "1.0"`.

## marker-not-a-text

The version of the standard is not a text.

As numbers `1.1` and `1.10` are the same, as versions they are not.

Write it in double quotation marks: `"councilProjects": "1.0"`.

## bad-version

The version of the standard is not a version.

Readers choose by it how to read the file.

Write two numbers with a point: `"councilProjects": "1.0"`.

## missing-field

A required field is missing.

The standard asks for little, and for that little because nothing works without it: a name, a summary, the day
somebody last stood by it. A project without is left out.

Add the field. An empty value counts as missing.

## missing-one-of

None of several fields is there, of which one is needed.

Without any of them the entry says nothing: a contact without an address or page, a budget without a figure.

Add one of the fields that the message names, or leave the whole entry out.

## wrong-type

A value is of the wrong kind.

Readers cannot use a value like that. They leave out the field, or the whole project where the field is one that every
project needs. To a program `2026`, `"2026"` and `[2026]` are three different things.

Texts stand in double quotation marks, numbers and true or false without, lists in [ ], groups in { }. The page of
fields shows each field with an example.

## wrong-value

A value is not one that the standard allows here.

Readers cannot use a value like that. They leave out the field, or the whole project where the field is one that every
project needs.

The page of fields shows each field with an example. Compare yours with it.

## unknown-code

A code is not in its list.

Readers search, sort and translate by these codes. A word outside the list would be found by nobody.

Choose the code that comes nearest; the message lists them. Say the rest in `description`.

## not-now-with-others

A project is open to something and also says “not now”.

`not-now` tells others not to get in touch for the time being. Beside anything else nobody knows which of the two is
meant.

Keep `not-now` alone, or take it out.

## repeated-item

The same item is in a list twice.

Readers would count and show it twice.

Take one of the two out.

## too-long

A text is too long.

Titles and summaries are shown in lists and feeds, where longer ones are cut off in the middle of a word.

Shorten it. A project's `description` has room for as much as you like.

## too-many

A list has too many items.

Readers cannot use a value like that. They leave out the field, or the whole project where the field is one that every
project needs.

Take out what matters least.

## too-small

A number is smaller than it can be.

Readers cannot use a value like that. They leave out the field, or the whole project where the field is one that every
project needs. Totals and comparisons would be wrong.

Check the number. Amounts of money and counts are not negative.

## too-large

A number is larger than it can be.

Readers cannot use a value like that. They leave out the field, or the whole project where the field is one that every
project needs. Totals and comparisons would be wrong.

Check the number. A share runs from 0 to 1: ten per cent is `0.1`.
"""

WARNINGS = """
## unknown-key

A field is not one of the standard.

Nobody looks for it, so nobody will see it. Most often it is a slip, or a field that has another name here.

Write the name that is suggested, if that is what you mean. A field of your own begins with `x_` and your name:
`x_camden_programme`.

## extension-without-owner

A field of somebody's own does not say whose it is.

Two councils may choose the same word for different things. The owner's name keeps them apart.

Write `x_`, your name, `_` and the field's name: `x_camden_programme`.

## unknown-version

The file follows a version of the standard that this validator does not know.

A new major version may mean something else by the same words, so nothing can be judged.

Look for a newer validator. If there is none, the version is a slip: write `"councilProjects": "1.0"`.

## empty-value

A value is empty.

`null`, `""`, `[]` and `{}` say nothing. They are read as if they were not there, and a required field with one counts
as missing.

Take the field out, or fill it in. Only `"projects": []` has a meaning: there are none yet.
"""

NOTES = """
## newer-version

The file follows a newer version of the standard than this validator.

A newer 1.x only adds to what was there, so the file can be read. What was added cannot be judged; only what every
project needs was.

Nothing has to be done. A newer validator judges all of it.
"""

explained("fields", Severity.ERROR, ERRORS)
explained("fields", Severity.WARNING, WARNINGS)
explained("fields", Severity.INFO, NOTES)
