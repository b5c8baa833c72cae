package campaign

import (
	"strings"
	"testing"
	"unicode/utf16"

	"pgregory.net/rapid"
)

func TestUTF16_OffsetsAgreeWithTheStandardLibrary(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawText(t, "s", 40)
		units := utf16.Encode([]rune(s))
		if got := UTF16Len(s); got != len(units) {
			t.Fatalf("%q has %d units, not %d", s, len(units), got)
		}
		for u := -1; u <= len(units)+1; u++ {
			b, ok := UTF16ToByte(s, u)
			inside := u >= 0 && u <= len(units)
			cuts := inside && u < len(units) && u > 0 && utf16.IsSurrogate(rune(units[u])) && units[u] >= 0xdc00
			if ok != (inside && !cuts) {
				t.Fatalf("unit %d of %q: %v", u, s, ok)
			}
			if ok && (s[:b] != string(utf16.Decode(units[:u])) || ByteToUTF16(s, b) != u) {
				t.Fatalf("unit %d of %q is byte %d, which is unit %d", u, s, b, ByteToUTF16(s, b))
			}
		}
	})
}

func TestUTF16_TheHalfOfAPairAtTheEndOfAWordOfBytesIsNoPlace(t *testing.T) {
	s := "aaaaaaa😀b"
	for units, want := range map[int]int{7: 7, 9: 11, 10: 12} {
		if b, ok := UTF16ToByte(s, units); !ok || b != want {
			t.Errorf("unit %d is byte %d (%v), want %d", units, b, ok, want)
		}
	}
	if b, ok := UTF16ToByte(s, 8); ok {
		t.Errorf("unit 8 stands within a pair and was found at byte %d", b)
	}
}

func TestGraphemes_CountsWhatAReaderSees(t *testing.T) {
	for s, want := range map[string]int{
		"": 0, "abc": 3, "a\nb": 3, "é": 1, "e\u0301": 1, "ស្ត្រី": 1, "น้ำ": 1, "👨‍👩‍👧": 1, "🇹🇭🇰🇭": 2, "😀😀": 2,
	} {
		if got := Graphemes(s); got != want {
			t.Errorf("%q: %d, want %d", s, got, want)
		}
	}
}

func TestCleanText_ChangesLineEndsAndNothingElse(t *testing.T) {
	for _, c := range []struct {
		kind Kind
		s    string
		want string
		ok   bool
	}{
		{Text, "a\r\nb\rc\n", "a\nb\nc\n", true},
		{Text, "\r\r\n\n", "\n\n\n", true},
		{Text, "e\u0301 é \u200b \ufeff \u2028", "e\u0301 é \u200b \ufeff \u2028", true},
		{Line, " tab\t ", " tab\t ", true},
		{Line, "a\r", "", false},
		{Line, "a\x7f", "", false},
		{Text, "a\x1b[0m", "", false},
		{Text, "a\xed\xa0\x80", "", false},
		{Text, "a\u009f", "", false},
		{Text, "\ufffd", "\ufffd", true},
		{Line, strings.Repeat("ស្ត្រី", 227), strings.Repeat("ស្ត្រី", 227), true},
		{Line, strings.Repeat("ស្ត្រី", 228), "", false}, // 4,104 bytes
		{Text, strings.Repeat("x", 20_000), strings.Repeat("x", 20_000), true},
		{Text, strings.Repeat("\r\n", 20_001), "", false},
	} {
		got, err := CleanText(c.kind, c.s)
		if (err == nil) != c.ok || got != c.want {
			t.Errorf("%s %.40q: %.40q, %v", c.kind, c.s, got, err)
		}
	}
}

func TestParseNumber_IsExact(t *testing.T) {
	for s, want := range map[string]string{
		"0": "0", "-0": "0", "18": "18", "-3": "-3", "12.5": "12.5", "12.50": "12.5", "0.05": "0.05", "-0.05": "-0.05", "1e3": "1000", "1E+2": "100",
		"125e-1": "12.5", "1.5e1": "15", "100e-4": "0.01", "999999999999.99": "999999999999.99", "-999999999999.99": "-999999999999.99", "0e999999999999": "0",
		"0.000": "0", "1.500": "1.5", "0.0001e4": "1", "007": "7",
	} {
		n, err := ParseNumber(s)
		if err != nil || n.String() != want {
			t.Errorf("%s: %s, %v; want %s", s, n, err, want)
		}
	}
	for _, s := range []string{
		"", "-", "+1", ".5", "5.", "1,5", "1 000", "x", "0x10", "1e", "1e-", "1e+-2", "NaN", "Infinity", "--1", "١٨", "1.2.3", "1e1.5", " 1",
		"1e12", "1000000000000", "-1000000000000", "1e400", "1e99999999999999999999", "0.001", "1e-3", "1e-99999999999999999999", "12.345",
		strings.Repeat("9", 100_000),
	} {
		if n, err := ParseNumber(s); CodeOf(err) != Invalid {
			t.Errorf("%.20s: %s, %v", s, n, err)
		}
	}
}

func TestCheckJSONText_FindsWhatDecodingWouldReplace(t *testing.T) {
	for _, c := range []struct {
		json, says string
	}{
		{`{"a":"\ud83d\ude00 \u0041 \\ud83d \" \n"}`, ""},
		{`{"a":"😀"}`, ""},
		{"{\"a\":\"\ufffd \\ufffd\"}", ""},
		{"{\n \"a\": \"é\\ud83d\"}", "line 2, column 9"},
		{`{"a":"\ud83dx"}`, `\ud83d stands alone`},
		{`{"a":"\ud83d\u0041"}`, `\ud83d stands alone`},
		{`{"a":"\ude00"}`, `\ude00 stands alone`},
		{`{"a":"\ude00\ud83d"}`, `\ude00 stands alone`},
		{`{"\uD800":1}`, `\ud800 stands alone`},
		{"{\"a\":\"\n\xff\"}", "line 2, column 1"},
		{"{\"a\":\"\xed\xa0\xbd\"}", "UTF-8"},
		{`{"a":"\\\ud83d"}`, `\ud83d stands alone`},
		{`"\u`, ""},
		{`"\`, ""},
	} {
		err := CheckJSONText([]byte(c.json))
		if (err == nil) != (c.says == "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v", c.json, err)
		}
	}
}

func TestParseBatch_IsStrict(t *testing.T) {
	good := `{"client":"c","batch":3,"log":"L","base":2,"edits":[{"kind":"set","at":"goal.do","value":null}]}`
	b, err := ParseBatch([]byte(good))
	if err != nil || b.Client != "c" || b.Batch != 3 || b.Base != 2 || string(b.Edits[0].Value) != "null" {
		t.Errorf("%+v, %v", b, err)
	}
	for _, bad := range []string{``, `{`, `[]`, `{"client":1}`, `{"clients":"c"}`, `{"edits":[{"kind":"text","splice":[]}]}`, `{"client":"\ud800"}`, good + good} {
		if _, err := ParseBatch([]byte(bad)); CodeOf(err) != Invalid {
			t.Errorf("%s: %v", bad, err)
		}
	}
	if _, err := ParseBatch(make([]byte, BatchBytes+1)); CodeOf(err) != TooLarge {
		t.Errorf("too large: %v", err)
	}
}
