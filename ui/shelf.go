package ui

import (
	"context"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"

	"workbench/campaign"
	"workbench/principles"
)

// shelfRoom is how many packs are held in memory beside the one that is built in. Each takes some 10 MB.
const shelfRoom = 4

// shelfWait bounds the reading of a pack, which goes on when the one who asked first has gone.
const shelfWait = 30 * time.Second

// Shelf gives each workshop the pack of principles that it is checked by. The pack that is built in is shared; of
// others, and of those with words of a workshop's own, a few are held. It may be used by any number of goroutines.
type Shelf struct {
	store    PackStore
	lib      *campaign.Library
	standard func() *principles.Pack // the one built in
	digest   func() (string, error)  // of its files

	mu   sync.Mutex
	held []*shelved // the one used last in front

	known sync.Map // digest -> packFacts

	tallies tallies // of the drafts that were checked
}

// PackStore is where packs are kept, and which one each workshop is checked by.
type PackStore interface {
	KeepPack(ctx context.Context, p campaign.KeptPack) error
	Pack(ctx context.Context, id, version string) (campaign.KeptPack, error)
	Packs(ctx context.Context) ([]campaign.KeptPack, error)
	RemovePack(ctx context.Context, id, version string) error
	WorkshopPack(ctx context.Context, workshopID string) (campaign.PackUse, error)
	SetWorkshopPack(ctx context.Context, workshopID string, was, now campaign.PackUse) error
}

// shelved is a pack that is held or being read.
type shelved struct {
	key  string
	load func() (*principles.Pack, error) // once
}

// NewShelf returns the shelf of a store. standard gives the pack that is built in, when a page needs it: loading
// one takes longer than starting.
func NewShelf(store PackStore, lib *campaign.Library, standard func() *principles.Pack) *Shelf {
	return &Shelf{store: store, lib: lib, standard: standard,
		digest: sync.OnceValues(func() (string, error) { return principles.Digest(standard().Files()) }),
	}
}

// Of gives the pack that a workshop is checked by, with the workshop's settings. One whose version is not settled gets
// the pack that is built in, and keeps it from then on. campaign.Conflict where the pack cannot be loaded any more.
func (f *Shelf) Of(ctx context.Context, w campaign.Workshop) (*principles.Pack, error) {
	use := w.PackUse()
	if use.Version == "" {
		use = f.settle(ctx, w.ID, use)
	}
	return f.used(ctx, use)
}

// OfID is Of for the id of a workshop, in one short read.
func (f *Shelf) OfID(ctx context.Context, workshop string) (*principles.Pack, error) {
	use, err := f.store.WorkshopPack(ctx, workshop)
	if err != nil {
		return nil, err
	}
	return f.Of(ctx, campaign.Workshop{ID: workshop, Pack: use.ID, PackVersion: use.Version, PackDigest: use.Digest, PackSettings: use.Settings})
}

// settle gives a workshop of an earlier program the version that is built in. Where that cannot be written now, the
// workshop is checked by it all the same, and the next check tries again.
func (f *Shelf) settle(ctx context.Context, workshop string, was campaign.PackUse) campaign.PackUse {
	now, err := f.Choose(ctx, was.ID)
	if err != nil {
		return was
	}
	now.Settings = was.Settings
	if err := f.store.SetWorkshopPack(ctx, workshop, was, now); campaign.CodeOf(err) == campaign.Conflict {
		if other, err := f.store.WorkshopPack(ctx, workshop); err == nil {
			return other // somebody else was faster
		}
	}
	return now
}

// used gives a pack with settings.
func (f *Shelf) used(ctx context.Context, use campaign.PackUse) (*principles.Pack, error) {
	local, err := principles.ParseLocal([]byte(use.Settings))
	if err != nil {
		return nil, err
	}
	base, err := f.base(ctx, use, true)
	if err != nil {
		return nil, err
	}
	if len(local.Words) == 0 {
		return with(base, local) // shares all but a few lines
	}
	return f.hold(use.Digest+" "+string(local.JSON()), true, func() (*principles.Pack, error) { return with(base, local) })
}

// with sets a pack as a workshop has, or says that its settings do not fit.
func with(base *principles.Pack, local principles.Local) (*principles.Pack, error) {
	p, err := base.With(local)
	if err != nil {
		return nil, campaign.Fail(campaign.Conflict, "", "This workshop's own settings do not fit its pack, %s %s, any more, so nothing is checked. What is written is kept. The facilitator can set them anew under “Principles”.", base.ID, base.Version).Because(err)
	}
	return p, nil
}

// base gives a pack without settings. keep holds it for the next who asks.
func (f *Shelf) base(ctx context.Context, use campaign.PackUse, keep bool) (*principles.Pack, error) {
	own, err := f.digest()
	if err == nil && (use.Digest == own || use.Version == "") {
		return f.standard(), nil
	}
	return f.hold(use.Digest, keep, func() (*principles.Pack, error) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), shelfWait)
		defer cancel()
		kept, err := f.store.Pack(ctx, use.ID, use.Version)
		if err != nil && campaign.CodeOf(err) != campaign.NotFound {
			return nil, err
		}
		if err != nil || kept.Digest != use.Digest {
			return nil, unloadable(use, err)
		}
		files, err := principles.OpenZip(kept.Zip)
		if err != nil {
			return nil, unloadable(use, err)
		}
		p, err := principles.Load(files, f.lib)
		if err != nil {
			return nil, unloadable(use, err)
		}
		return p, nil
	})
}

func unloadable(use campaign.PackUse, err error) error {
	return campaign.Fail(campaign.Conflict, "", "The pack of principles %s %s cannot be loaded by this program any more, so nothing is checked. What is written is kept. The facilitator can choose another pack under “Principles”.", use.ID, use.Version).Because(err)
}

// hold gives what is held under a key, or loads it. All who ask for one key at the same time wait for one load; what
// could not be loaded is tried again by the next.
func (f *Shelf) hold(key string, keep bool, load func() (*principles.Pack, error)) (*principles.Pack, error) {
	f.mu.Lock()
	var e *shelved
	if at := slices.IndexFunc(f.held, func(e *shelved) bool { return e.key == key }); at >= 0 {
		e = f.held[at]
		f.held = slices.Delete(f.held, at, at+1)
	} else if !keep {
		f.mu.Unlock()
		return load()
	} else {
		e = &shelved{key, sync.OnceValues(load)}
	}
	f.held = slices.Insert(f.held, 0, e)
	if len(f.held) > shelfRoom {
		f.held = slices.Delete(f.held, shelfRoom, len(f.held))
	}
	f.mu.Unlock()
	p, err := e.load()
	if err != nil {
		f.mu.Lock()
		f.held = slices.DeleteFunc(f.held, func(o *shelved) bool { return o == e })
		f.mu.Unlock()
	}
	return p, err
}

// Choose reads "ID" or "ID@VERSION", empty for the pack that is built in, and gives what a workshop is then checked
// by. Of an id alone it is the version that is built in, or the one kept last. campaign.Invalid naming the field pack
// where there is none.
func (f *Shelf) Choose(ctx context.Context, name string) (campaign.PackUse, error) {
	id, version, exact := strings.Cut(name, "@")
	own, err := f.own(ctx)
	if err != nil {
		return campaign.PackUse{}, err
	}
	if name == "" || id == own.ID && (!exact || version == own.Version) {
		return own, nil
	}
	all, err := f.store.Packs(ctx)
	if err != nil {
		return campaign.PackUse{}, err
	}
	var there []string
	for _, p := range all {
		if p.ID == id && (!exact || p.Version == version) {
			return campaign.PackUse{ID: p.ID, Version: p.Version, Digest: p.Digest}, nil
		}
		there = append(there, p.ID+"@"+p.Version)
	}
	return campaign.PackUse{}, campaign.Fail(campaign.Invalid, "pack", "There is no pack “%s” here. Those there are: %s.", name, strings.Join(there, ", "))
}

// own keeps the pack that is built in, so that workshops made with it can be checked by it after the program has been
// replaced, and gives its use. Where other contents stand under its version, those are what the version means here.
func (f *Shelf) own(ctx context.Context) (campaign.PackUse, error) {
	p := f.standard()
	digest, err := f.digest()
	if err != nil {
		return campaign.PackUse{}, err
	}
	use := campaign.PackUse{ID: p.ID, Version: p.Version, Digest: digest}
	kept, err := f.store.Packs(ctx)
	if err != nil {
		return use, err
	}
	for _, k := range kept {
		if k.ID == use.ID && k.Version == use.Version {
			use.Digest = k.Digest
			return use, nil
		}
	}
	packed, err := principles.Zip(p.Files()) // once for each database
	if err != nil {
		return use, err
	}
	err = f.store.KeepPack(ctx, campaign.KeptPack{ID: p.ID, Version: p.Version, Digest: digest, Zip: packed})
	if campaign.CodeOf(err) == campaign.Conflict {
		return f.own(ctx) // another process has just kept one
	}
	return use, err
}

// packOf gives the pack that a workshop is checked by. Where it cannot be loaded any more its error says so in a
// sentence; what people write is never held up by it.
func (s *Server) packOf(ctx context.Context, w campaign.Workshop) (*principles.Pack, error) {
	return s.shelf.Of(ctx, w)
}

// pack is the pack that is built in, for pages without a workshop.
func (s *Server) pack() *principles.Pack { return s.shelf.standard() }

// packFor is the pack whose principles are shown to the one who asks: a member's own workshop's, else the one that is
// built in.
func (s *Server) packFor(c echo.Context) *principles.Pack {
	if who := caller(c); who.Role == campaign.MemberRole {
		if pack, err := s.shelf.OfID(c.Request().Context(), who.WorkshopID); err == nil {
			return pack
		}
	}
	return s.pack()
}

// reportOf checks a draft, and gives the texts in the language of the one who asks; without a pack the report is
// empty.
func (s *Server) reportOf(c echo.Context, pack *principles.Pack, d *campaign.Draft) (*principles.Report, principles.PackTexts) {
	if pack == nil {
		return &principles.Report{}, principles.PackTexts{}
	}
	return principles.Check(d, pack), s.wordsFor(c, pack)
}

// sentenceOf is what a person reads of an error, empty where there is none.
func (s *Server) sentenceOf(c echo.Context, err error) string {
	if err == nil {
		return ""
	}
	e, _ := asError(err)
	return s.sentence(c, e)
}
