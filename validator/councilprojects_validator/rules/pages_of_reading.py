"""The pages of what the reader finds: bytes that are no text, and values that JSON does not have.

The diagnostics are made in `decoding`, `slips`, `syntax` and `repeats`; a test compares their codes with these pages.
"""

from __future__ import annotations

from councilprojects_validator.diagnostics import Severity
from councilprojects_validator.rules.registry import explained

ERRORS = r"""
## file-empty

The file is empty.

There is nothing to read. Readers keep the last good copy and show that the file could not be used.

Upload the file again. If a program makes it, look for what it says when it fails.

## file-too-large

The file is larger than is read.

Readers limit how much they take from one publisher, so that none can keep them from reading the others. Ten megabytes
hold some ten thousand projects.

Leave out what does not belong in the file, such as images or documents written into it. Link to them.

## file-web-page

The file is a web page, not JSON.

This is what comes when an address leads to a login, to a “not found” page or to a page *about* the file.

Open the address in a private window: it must show the JSON itself. On GitHub use the “raw” address.

## file-not-utf-8

The file has bytes that are no text in UTF-8.

JSON that travels between systems is UTF-8 (RFC 8259). In any other form letters such as “£”, “’” or “ŵ” turn into
others, or the file cannot be opened.

Save the file as UTF-8: editors ask for the “encoding” in “Save as”. If it ends in the middle of a character, it was
cut off: upload it again.

## file-windows-1252

The file is saved as Windows-1252.

JSON that travels between systems is UTF-8 (RFC 8259). In any other form letters such as “£”, “’” or “ŵ” turn into
others, or the file cannot be opened.

Save the file as UTF-8: editors ask for the “encoding” in “Save as”. From a spreadsheet choose “CSV UTF-8”.

## file-utf-16

The file is saved as UTF-16.

JSON that travels between systems is UTF-8 (RFC 8259). In any other form letters such as “£”, “’” or “ŵ” turn into
others, or the file cannot be opened.

Save the file as UTF-8. Notepad calls UTF-16 “Unicode”; PowerShell writes it unless told `-Encoding utf8`.

## file-utf-32

The file is saved as UTF-32.

JSON that travels between systems is UTF-8 (RFC 8259). In any other form letters such as “£”, “’” or “ŵ” turn into
others, or the file cannot be opened.

Save the file as UTF-8: editors ask for the “encoding” in “Save as”.

## json-syntax

Something here is not JSON.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Compare the place, and the line before it, with a file that is read without trouble. An editor that knows JSON marks
the place too.

## json-line-break-in-text

A text goes over more than one line.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write the text in one line, with `\n` where a new line begins.

## json-control-character

A text has a tab or another control character in it.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write `\t` for a tab, or a space. Other control characters are seldom meant: take them out.

## json-bad-escape

A backslash stands before a letter that it has no meaning with.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write `\\` for a backslash. Web addresses have forward slashes.

## json-comment

There is a comment.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is. JSON has no comments.

Take it out. What is worth knowing belongs into `description`, or into a field of your own such as `x_ambridge_note`.

## json-merge-conflict

There are marks of an unfinished merge.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is. Git writes such marks where two people changed the same lines.

Decide which of the two versions is true, delete the other, and delete the lines with `<<<<<<<`, `=======` and
`>>>>>>>`.

## json-wrong-literal

A word such as True or None is not JSON's.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

JSON has `true`, `false` and `null`, in small letters. Leave out what is `null`.

## json-not-a-number

NaN or Infinity stands where a number belongs.

They are not numbers that JSON knows. Some programs would put up with it, and others would read something else than
you meant.

Write the number, or leave the field out if there is none.

## json-number-too-large

A number is too large or too long to be read exactly.

Some programs would put up with it, and others would read something else than you meant.

Check the number. A long reference number is a text: write it in double quotation marks.

## json-leading-zero

A number begins with zero.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Take the zeros out. A reference number with zeros in front is a text: write it in double quotation marks.

## json-bad-number

A number is not written as JSON writes numbers.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Write digits alone, with a point before decimals: `48000.50`. No £, no commas between thousands, no spaces.

## json-two-documents

There are two JSON documents in one file.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Put all projects into one list, in one file.

## json-text-after-end

Something stands behind the end of the JSON.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is.

Take out everything behind the last }.

## json-invisible-character

There is an invisible character between two items.

A program that reads JSON stops at such a place and sees nothing of the file. So the file cannot be used at all,
however good the rest is. It often comes from copying out of a web page or a document.

Delete the space at this place and type it again.

## json-lone-surrogate

A text has half a character in it.

It is what is left when a program cuts an emoji or a rare letter in two. It cannot be written as UTF-8, so programs
fail when they pass it on.

Write the character anew, or take it out.

## json-null-character

A text has a null character in it.

Many programs take it for the end of the text, and databases refuse it.

Take it out.

## json-too-deep

Lists or groups are nested too deep.

No file of this standard needs more than a few levels. Thousands of them make programs fail.

Look for brackets that are opened again and again, perhaps by a program that repeats itself.

## json-repeated-key

The same name stands twice in one group.

Some programs use the first value and some the last, so that readers would see different things.

Keep the one that is true and delete the other.
"""

WARNINGS = """
## file-byte-order-mark

The file begins with a byte order mark.

It is an invisible character that some editors put at the start. We read past it, but other programs stop.

Save the file as “UTF-8”, not as “UTF-8 with BOM” or “UTF-8 with signature”.
"""

explained("reading", Severity.ERROR, ERRORS)
explained("reading", Severity.WARNING, WARNINGS)
