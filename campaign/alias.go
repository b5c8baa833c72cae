package campaign

import (
	_ "embed"
	"strings"
)

//go:embed data/aliases.txt
var aliasFile string

// Aliases are what people are called who are asked for no name: birds, trees and rivers of South-East Asia. None is the
// name of a people, a party or a belief, and none says anything about the person.
func Aliases() []string {
	return strings.FieldsFunc(aliasFile, func(r rune) bool { return r == '\n' })
}
