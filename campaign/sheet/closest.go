package sheet

// Closest returns the member of known that was probably meant by id, or "" where none is near. Near is at
// most a third of the id's length in single-character insertions, deletions, replacements and swaps of
// neighbours (the optimal string alignment distance, Boytsov 2011). Of equals the first stands.
func Closest(id string, known []string) string {
	best, at := len([]rune(id))/3+1, ""
	for _, k := range known {
		if d := distance([]rune(id), []rune(k)); d < best {
			best, at = d, k
		}
	}
	return at
}

// distance counts the edits between two words.
func distance(a, b []rune) int {
	before, above, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range above {
		above[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(above[j]+1, row[j-1]+1, above[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, above, row = above, row, before
	}
	return above[len(b)]
}

// Meant is " (perhaps X is meant)", to put after an unknown word, or nothing where no known one is close.
func Meant(word string, known []string) string {
	if c := Closest(word, known); c != "" {
		return " (perhaps " + c + " is meant)"
	}
	return ""
}
