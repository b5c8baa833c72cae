package campaign

// RowIDLength is the most characters that a row's id has.
const RowIDLength = 40

// validRowID says whether id is 1 to RowIDLength characters of A-Za-z0-9_-.
func validRowID(id string) bool {
	if id == "" || len(id) > RowIDLength {
		return false
	}
	for i := 0; i < len(id); i++ {
		c := id[i]
		if !(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-') {
			return false
		}
	}
	return true
}
