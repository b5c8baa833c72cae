package campaign

// BinBytes is the most that a draft holds with everything in its bin, in bytes of text.
const BinBytes = 8 << 20

// checkLimits refuses a batch that left something over a limit, where it added to it.
func (f *fold) checkLimits() error {
	for _, p := range f.lengthened {
		if err := f.checkText(p); err != nil {
			return err
		}
	}
	for _, field := range f.moreRows {
		visible := 0
		for _, r := range f.fields[field.ID].Rows {
			if !r.Deleted {
				visible++
			}
		}
		if visible > VisibleRows {
			return tooManyRows(field.ID, visible)
		}
	}
	if !f.grew {
		return nil
	}
	err := f.checkSize()
	if CodeOf(err) == TooLarge && f.seq-1 > f.base {
		// It may have fitted where it was written, so it is no longer the request that is too large.
		return Fail(Invalid, f.changed[0], "%s", err.Error())
	}
	return err
}

func (f *fold) checkText(p place) error {
	kind, _, err := p.value()
	if err != nil {
		return err
	}
	c, err := f.cell(p)
	if err != nil {
		return err
	}
	return inField(p.at, checkLength(kind, c.value.Text))
}

// checkSize refuses a draft over DraftBytes as a file. It is only encoded where a rough sum comes near.
func (f *fold) checkSize() error {
	visible, all := 0, 0
	count := func(fs *FieldState) {
		n := roughSize(fs.Value)
		visible, all = visible+n, all+n
		for i := range fs.Rows {
			n = 64
			for _, v := range fs.Rows[i].Cells {
				n += roughSize(v)
			}
			if all += n; !fs.Rows[i].Deleted {
				visible += n
			}
		}
	}
	for _, a := range f.state.Asides {
		visible += 256 + len(a.Excerpt) + len(a.Note)
	}
	for _, c := range f.state.SelfChecks {
		visible += 128 + len(c.Evidence)
	}
	for id, fs := range f.state.Fields {
		if f.fields[id] == nil {
			count(&fs)
		}
	}
	for _, fs := range f.fields {
		count(fs)
	}
	if all > BinBytes {
		return Fail(TooLarge, "", "The draft with its bin holds at most %d bytes; start a new draft.", BinBytes)
	}
	if 2*visible < DraftBytes { // escapes and indenting do not double it
		return nil
	}
	file, err := f.lib.EncodeDraft(f.result().Draft(""))
	if err != nil {
		return err
	}
	if room := DraftBytes - draftSlack; len(file) > room {
		return Fail(TooLarge, "", "A draft holds at most %d bytes, and this makes %d; shorten it.", room, len(file))
	}
	return nil
}

// draftSlack is left for the group's name, so that every draft can be read back as a file.
const draftSlack = LineBytes * 2

// roughSize returns the bytes of a value with what stands around it in a file, escapes not counted.
func roughSize(v Value) int { return 64 + len(v.Text) + 24*len(v.Choices) }
