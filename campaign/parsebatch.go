package campaign

import (
	"bytes"
	"encoding/json"
)

// ParseBatch reads a batch as it is sent. It refuses more than BatchBytes, text that is not whole Unicode,
// names that the format does not have, and wrong kinds; what the edits say is for Accept to judge. The error
// is an *Error.
func ParseBatch(data []byte) (Batch, error) {
	if len(data) > BatchBytes {
		return Batch{}, Fail(TooLarge, "", "A batch holds at most %d bytes, and this one has %d; send the edits in smaller batches.", BatchBytes, len(data))
	}
	if err := checkJSON(data); err != nil {
		return Batch{}, err
	}
	var b Batch
	if err := decodeStrictly(data, &b); err != nil {
		return Batch{}, Fail(Invalid, "", "This is not a batch: it is an object with client, batch, base and a list of edits, and each edit has a kind, at and what its kind needs.").Because(err)
	}
	return b, nil
}

// decodeStrictly reads JSON and refuses names that into does not have.
func decodeStrictly(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.DisallowUnknownFields()
	return dec.Decode(into)
}
