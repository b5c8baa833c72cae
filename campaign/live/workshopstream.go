package live

import (
	"context"
	"encoding/json"
	"time"
)

// leadRest is how long a stream for those who lead rests after a piece of news: a room that writes makes hundreds of
// them in a second, and those of one rest are sent together.
const leadRest = 50 * time.Millisecond

// StreamWorkshop gives those who lead a workshop hello, then workshop and activity events and beats,
// until the context ends or send fails. Nothing of it is in a log: after a cut the page reads the
// workshop again. Who, send and the errors are as for Stream.
func (d *Desk) StreamWorkshop(ctx context.Context, workshop, who string, send Send) error {
	sub := d.hub.Subscribe(who, LeadTopic(workshop), WorkshopTopic(workshop))
	defer sub.Cancel()
	if err := d.mayRead(ctx, workshop, "", who); err != nil {
		return err
	}
	state, err := d.workshopState(ctx, workshop)
	if err != nil {
		return err
	}
	hello := WorkshopHello{Workshop: state, Drafts: d.hub.Crowds(workshop)}
	if err := send(Event{Name: HelloEvent, Data: encode(hello)}); err != nil {
		return err
	}
	beat := func() error {
		if err := d.mayRead(ctx, workshop, "", who); err != nil {
			return err
		}
		return send(Event{Name: BeatEvent, Data: json.RawMessage("{}")})
	}
	every := time.NewTicker(BeatEvery)
	defer every.Stop()
	come, rested := sub.Come(), make(<-chan time.Time)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-rested:
			come = sub.Come()
		case <-come:
			events, ended := sub.Take()
			var piece []Event
			for _, e := range events {
				if e.Name != recheckEvent {
					piece = append(piece, e)
				} else if err := beat(); err != nil {
					return err
				}
			}
			if len(piece) > 0 {
				if err := send(piece...); err != nil {
					return err
				}
			}
			if ended {
				return sub.Err()
			}
			come, rested = nil, time.After(leadRest)
		case <-every.C:
			if err := beat(); err != nil {
				return err
			}
		}
	}
}
