"""The pages of how values are written: dates, addresses, ids and codes of other lists.

The diagnostics are made in `forms`; a test compares their codes with these pages.
"""

from __future__ import annotations

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.registry import explained

ERRORS = """
## wrong-form

A value is not written in the form that the standard wants.

Readers cannot use a value like that. They leave out the field, or the whole project where the field is one that every
project needs.

The page of fields shows each field with an example. Compare yours with it.

## blank-text

A text has nothing but spaces.

It takes the place of an answer and shows people nothing.

Write something, or leave the field out.

## not-a-date

A date is not written as a date.

12/10/2026 is October to some and December to others. The standard has one order, so that nobody has to guess, and no
financial years, which begin on different days in different countries.

Write year, month, day: `2026-10-12`. Where the day is not known: `2026-10` or `2026`. For the financial year 2025/26
write `2025-04` as start and `2026-03` as end.

## not-a-date-time

A moment is not written as a moment.

Without its distance from UTC a time means an hour more or less in summer.

Write a day, `2026-10-12`, or a moment with its offset, `2026-10-12T09:30:00+01:00`. In winter the offset is `Z`.

## not-a-duration

A duration is not written as a duration.

Readers reckon with it when a record grows stale.

Write `P3M` for three months, `P2W` for two weeks, `P1Y` for a year (ISO 8601).

## not-a-url

A web address is not whole.

Others read the file far from your website, where `www.ambridge.example` or `/bins` leads nowhere.

Copy the whole address from the browser, with `https://` in front and without spaces.

## not-a-uri

A URI is not whole.

A URI names a thing for everybody, so it has to be the same wherever it is read.

Write it from its scheme on, such as `https://` or `urn:`, without spaces. Leave it out if there is none.

## not-an-address

An address is neither whole nor a path.

The registry that is meant cannot be found.

Write the other registry's address with `https://`, or its path beside this file.

## not-an-email

An email address is not one.

Nobody could write to it.

Write a team's mailbox, such as `digital@ambridge.example`. For a form use `url`.

## bad-id

An id has other characters than it may have.

The id becomes the end of the project's web address. Capitals, spaces and special characters get lost or changed
there.

Write small letters, digits and single hyphens: `missed-bins`. Once published, an id never changes.

## bad-previous-id

A former id is neither an id nor an address.

Readers follow old links by it.

Write the id that the project had in this file, or its whole address in the file of another publisher.

## not-a-language-tag

A language is not written as a language tag.

Readers choose the text by it, and browsers and screen readers the pronunciation.

Write `en` for English and `cy` for Welsh (BCP 47). In a group of texts each name is such a tag: `{"en": "…", "cy":
"…"}`.

## not-a-gss-code

A GSS code has the wrong form.

By this code the project is found on maps and by area.

A GSS code is a capital letter and eight digits, such as `E09000008`. Leave it out if you do not know it.

## not-an-org-id

An organisation's identifier has the wrong form.

It links to public registers, which is only possible if the register is named.

Write the register's code, a hyphen and the number in it, such as `GB-COH-01234567`. See https://org-id.guide/.

## not-a-licence

A licence is not named by its id or address.

Others may use the work only under a licence that they can identify.

Write the id from https://spdx.org/licenses/, such as `OGL-UK-3.0` or `MIT`.

## not-a-currency

A currency is not written as its code.

`$` and “pounds” mean different money in different countries.

Write the three letters of ISO 4217, such as `GBP`. Without a currency pounds sterling are meant.

## not-a-list-number

A number from a list of services is not a number.

Services of different councils are compared by it.

Write the number from the Local Government Service List, without quotation marks: `524`.

## not-a-host

A host is not the name of a website's host.

A registry says by it from where a council's file may come.

Write the part of the address between `https://` and the next `/`, such as `www.ambridge.example`.
"""

explained("forms", Severity.ERROR, ERRORS)
