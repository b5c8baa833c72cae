// Package principles checks a campaign draft against a pack of guiding principles.
//
// A pack is a folder of plain files that a trainer can read, edit, test and share; this package reads it
// strictly, and Check holds a draft against it. Check is pure: the same draft and the same pack give the
// same report in the same order, without a clock, so a finding can be argued about.
//
// # A pack
//
//	pack.yaml             id, version, title, description, languages, wording, structure, groups
//	sources.yaml          key: {title, publisher, year, url}
//	principles/ID.yaml    id, group, severity, needs, fields, sources, rules (a kind and its settings)
//	texts/LANG.yaml       what people read: titles of groups, and by principle its texts
//	words/LANG/FAMILY.yaml   phrases that are worth a question
//	words/LANG/lists.yaml    word lists by name, which phrases refer to as {NAME}
//	words/LANG/affixes.yaml  what words may begin and end with
//	examples/LANG.yaml    by principle, drafts that pass and drafts that fail, checked by Pack.Verify
//
// # Decisions
//
// Precision comes before recall: a group that is annoyed twice stops reading. So a wording hit is a question
// (status "review") and never a verdict, a rule that looks for words which are not there speaks only where
// it can tell that the text is in a language it has words for, and a name, a negation or a sentence about
// language takes a hit back before anybody sees it.
//
// Phrases are short patterns over word lists and not regular expressions. One automaton finds every term of
// every language in one pass over the folded text, and phrases are then matched over what it found: the cost
// grows with the text and hardly with the lists, and {identity} in a Malay phrase also finds an English word,
// as people write. Regular expressions were rejected: a thousand of them are slow, and trainers cannot read them.
package principles
