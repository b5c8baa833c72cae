package campaign

import "slices"

// Reach is where a channel meets its audience.
type Reach string

// The ways of reaching people, in the order of the vocabulary.
const (
	Online    Reach = "online"
	Broadcast Reach = "broadcast" // radio, television, print, posters
	InPerson  Reach = "in_person"
	OtherWay  Reach = "other"
)

// Reaches are all of them, in order.
var Reaches = []Reach{Online, Broadcast, InPerson, OtherWay}

// ReachOf says where the channel with the id meets people.
func ReachOf(channel string) Reach {
	switch channel {
	case "radio", "television", "newspaper", "outdoor":
		return Broadcast
	case "school", "campus", "place_of_worship", "community_event", "sports_event", "arts_event", "market", "coffee_shop", "home_visit", "training":
		return InPerson
	case "", "other":
		return OtherWay
	}
	return Online
}

// Covered is one option and the drafts that have it, ascending.
type Covered struct {
	Option string
	By     []int
}

// Cover lists the options of a column of rows that any of the drafts has, in the order of the list of options.
func (l *Library) Cover(field, column string, drafts []*Draft) []Covered {
	var all []Covered
	for _, option := range l.Field(field).Column(column).Options {
		c := Covered{Option: option}
		for i, d := range drafts {
			if slices.ContainsFunc(d.Fields[field].Rows, func(r Row) bool { return r.Cells[column].Text == option }) {
				c.By = append(c.By, i)
			}
		}
		if len(c.By) > 0 {
			all = append(all, c)
		}
	}
	return all
}
