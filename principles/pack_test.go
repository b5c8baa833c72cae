package principles

import "testing"

func TestStandard_HoldsAgainstItsOwnExamples(t *testing.T) {
	if err := Standard().Verify(); err != nil {
		t.Error(err)
	}
}
