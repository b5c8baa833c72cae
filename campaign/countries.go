package campaign

// Countries returns the ISO 3166 alpha-2 codes of the countries that have a name in the texts: those of
// the ready-made groups first, then their neighbours, each by alphabet.
func Countries() []string {
	return []string{"BN", "KH", "ID", "MY", "PH", "SG", "TH", "VN", "LA", "MM", "TL"}
}

// ReadyMadeGroups returns the groups that a new workshop is offered: one for each of the eight countries of
// the regional meeting, named in English after its country, with a country and a sign and nothing else.
func ReadyMadeGroups() []Group {
	texts := Standard().Texts(English)
	var groups []Group
	for sign, code := range Countries()[:8] {
		groups = append(groups, Group{Name: texts.Country(code), Country: code, Sign: sign})
	}
	return groups
}
