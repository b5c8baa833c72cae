// Package brief turns a draft into the formats that leave the house and reads an edited brief back in.
//
// A brief is Markdown that a trainer can read and edit in anything. Its headings are the titles of the canvas
// and of nothing else: text that people typed never becomes a heading, so the title of the campaign stands as
// a value below a heading of its own. All headings of the canvas are there, also those of empty fields, which
// makes every brief a form that can be filled in by hand. An empty field has nothing below its heading: a
// placeholder could not be told from the same word typed.
//
// Decisions:
//
//   - Writing escapes for every reader at once (CommonMark, GitHub's tables, links, footnotes), and reading
//     resolves escapes line by line with a reader of our own. A parser of Markdown gives a tree in which
//     blank lines, list numbers and white space are gone, and exactly those have to come back. That the two
//     agree is held by tests, which parse every brief with goldmark.
//   - A line break inside a text is a hard break (a backslash at the end of the line), so that a reader sees
//     the lines that were typed. Import takes a plain line break for one too: people who edit by hand type it.
//   - A numbered list starts at 1 and counts on by one, or says 1 each time. Markdown renumbers all others,
//     so these are shown as typed.
//   - Rows are a table with all columns of the field. If any cell holds several lines, all rows of the field
//     are a numbered list instead, with the columns as items and each value in paragraphs of its own.
//   - "There is no second copy of a value": the title in the front matter is for other tools and ignored; the
//     annex quotes, and import ends where the annex begins.
package brief
