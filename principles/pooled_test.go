package principles

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"testing"

	"go.yaml.in/yaml/v3"

	"workbench/campaign"
)

// variedDrafts are drafts of very different sizes, canvases and languages, some with the same texts in other places.
func variedDrafts(t *testing.T) []*campaign.Draft {
	drafts := []*campaign.Draft{
		{Canvas: campaign.DefaultCanvas, Language: "en"},
		{Canvas: "none that there is", Language: "xx-Latn", Fields: map[string]campaign.Value{"message.core": {Text: "Soup for traitors: call 081 234 5678 before 3 May 2027."}}},
		{Canvas: campaign.DefaultCanvas, Language: "th", Fields: map[string]campaign.Value{"message.core": {Text: "เรากินข้าวด้วยกัน โทร ๐๘๑ ๒๓๔ ๕๖๗๘"}}},
		draftOf(200), draftOf(40_000), // the last leaves no room behind
	}
	for _, name := range []string{"testdata/first-draft.yaml", "testdata/ready-draft.yaml", "testdata/scripts.yaml"} {
		var f struct{ Draft yaml.Node }
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := yaml.Unmarshal(data, &f); err != nil {
			t.Fatal(err)
		}
		d := draftFrom(t, &f.Draft)
		half := *d // the same texts, fewer fields
		half.Fields = maps.Clone(d.Fields)
		for i, id := range slices.Sorted(maps.Keys(half.Fields)) {
			if i%2 == 0 {
				delete(half.Fields, id)
			}
		}
		drafts = append(drafts, d, &half)
	}
	return drafts
}

// stumbling is a rule that fails in the middle of a check.
type stumbling struct{ ruleHead }

func (*stumbling) check(*checker) { panic("stumbled") }

func TestCheck_RoomUsedBeforeLeavesNoTrace(t *testing.T) {
	drafts, p := variedDrafts(t), Standard()
	asJSON := func(r *Report) string {
		data, err := json.Marshal(r)
		if err != nil {
			t.Error(err)
		}
		return string(data)
	}
	fresh := make([]string, len(drafts))
	for i, d := range drafts {
		checkers = sync.Pool{New: checkers.New} // nothing was checked before
		fresh[i] = asJSON(Check(d, p))
	}
	broken := *p
	broken.principles = slices.Clone(p.principles)
	for i := range broken.principles {
		if i >= len(broken.principles)/2 {
			broken.principles[i].rules = []rule{&stumbling{}}
		}
	}
	stumble := func(d *campaign.Draft) {
		defer func() {
			if recover() == nil {
				t.Error("the broken pack did not stumble")
			}
		}()
		Check(d, &broken)
	}
	var all sync.WaitGroup
	for seed := range uint64(4) {
		all.Go(func() {
			random := rand.New(rand.NewPCG(seed, 1))
			reports, of := []*Report{}, []int{}
			for range 60 {
				i := random.IntN(len(drafts))
				if random.IntN(5) == 0 {
					stumble(drafts[random.IntN(len(drafts)-1)+1]) // the empty one comes to no rule that it needs
				}
				reports, of = append(reports, Check(drafts[i], p)), append(of, i)
			}
			for k, r := range reports { // read once others have used the room
				if got := asJSON(r); got != fresh[of[k]] {
					t.Errorf("draft %d reads otherwise than in a fresh check:\n%s\nwant\n%s", of[k], got, fresh[of[k]])
					return
				}
			}
		})
	}
	all.Wait()
}
