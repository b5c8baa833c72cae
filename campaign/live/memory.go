package live

import (
	"context"
	"slices"
	"sync"

	"workbench/campaign"
)

// MemoryLog is a Log in memory, for tests and simulations. It keeps Log's promises but durability.
type MemoryLog struct {
	mu     sync.Mutex
	drafts map[string]*memory
}

type memory struct {
	head   Head
	stored []Stored
	keys   map[memoryKey]int // index in stored
}

type memoryKey struct {
	client string
	batch  int64
}

// NewMemoryLog returns a log without drafts.
func NewMemoryLog() *MemoryLog { return &MemoryLog{drafts: map[string]*memory{}} }

// Create adds a draft whose log is empty and begins from head.State; head.Seq is taken as 0. Creating
// it again replaces it and its log, as restoring a backup does.
func (m *MemoryLog) Create(draft string, head Head) {
	m.mu.Lock()
	defer m.mu.Unlock()
	head.Seq = 0
	m.drafts[draft] = &memory{head: head, keys: map[memoryKey]int{}}
}

// Open implements Log.
func (m *MemoryLog) Open(ctx context.Context, draft string) (Head, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.draft(ctx, draft)
	if err != nil {
		return Head{}, err
	}
	return d.head, nil
}

// Position implements Log.
func (m *MemoryLog) Position(ctx context.Context, draft string) (string, int64, error) {
	h, err := m.Open(ctx, draft)
	return h.LogID, h.Seq, err
}

// Entries implements Log.
func (m *MemoryLog) Entries(ctx context.Context, draft string, after int64, limit int) ([]campaign.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.draft(ctx, draft)
	if err != nil {
		return nil, err
	}
	var entries []campaign.Entry
	for i := max(after, 0); i < int64(len(d.stored)) && len(entries) < limit; i++ {
		entries = append(entries, d.stored[i].Entry)
	}
	return entries, nil
}

// TextEntries implements Texts.
func (m *MemoryLog) TextEntries(ctx context.Context, draft string, after, until int64, places []string) ([]campaign.Entry, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.draft(ctx, draft)
	if err != nil {
		return nil, err
	}
	var entries []campaign.Entry
	for i := max(after, 0); i < min(int64(len(d.stored)), until); i++ {
		e := d.stored[i].Entry
		if !slices.ContainsFunc(e.Edits, func(one campaign.Edit) bool {
			return one.Kind == campaign.EditText && slices.Contains(places, one.At)
		}) {
			e = campaign.Entry{Seq: e.Seq}
		}
		entries = append(entries, e)
	}
	return entries, nil
}

// Find implements Log.
func (m *MemoryLog) Find(ctx context.Context, draft, client string, batch int64) (Stored, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.draft(ctx, draft)
	if err != nil {
		return Stored{}, false, err
	}
	i, ok := d.keys[memoryKey{client, batch}]
	if !ok {
		return Stored{}, false, nil
	}
	return d.stored[i], true, nil
}

// Append implements Log.
func (m *MemoryLog) Append(ctx context.Context, draft string, a Appended) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	d, err := m.draft(ctx, draft)
	if err != nil {
		return err
	}
	key := memoryKey{a.Entry.Client, a.Entry.Batch}
	if _, used := d.keys[key]; used || a.Entry.Seq != d.head.Seq+1 {
		return ErrTaken
	}
	d.keys[key] = len(d.stored)
	d.stored = append(d.stored, Stored{Entry: a.Entry, Sum: a.Sum})
	d.head.Seq, d.head.State = a.Entry.Seq, a.State
	return nil
}

// draft finds a draft, under the lock.
func (m *MemoryLog) draft(ctx context.Context, id string) (*memory, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	d := m.drafts[id]
	if d == nil {
		return nil, campaign.Fail(campaign.NotFound, "", "There is no such draft. Check the address, or ask your facilitator.")
	}
	return d, nil
}
