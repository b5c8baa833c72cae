package live

import (
	"context"
	"encoding/json"
	"sync"
	"time"
)

const (
	gatherFor   = 20 * time.Millisecond // words wait so long for others to go with them
	resendAfter = 500 * time.Millisecond
	carryFor    = 5 * time.Second // bounds the sending of one message and the reading for one
	aliveEvery  = 3 * time.Second
	deadAfter   = 10 * time.Second // an instance that was silent for so long is taken for dead
	heardLimit  = 1024             // messages that wait to be read
	nameLimit   = 4096             // names that are remembered
)

// Peers connects a hub with the hubs of other instances on one database: presence, workshop news and the
// end of somebody's streams. Words of drafts do not go this way, they are read from the log.
//
// Nothing here needs to arrive. A page says every few seconds where it is, a stream asks with every beat
// whether it may go on, and after a broken connection each instance tells again what it knows.
type Peers struct {
	hub    *Hub
	send   func(ctx context.Context, message string) error
	nameOf func(ctx context.Context, who string) (string, error)

	out     outbox
	in      chan heard
	closing chan struct{}
	once    sync.Once
	running sync.WaitGroup

	// Touched by the reading goroutine alone.
	names map[string]string
	alive map[string]time.Time // when an instance was last heard
}

// heard is a message as it came.
type heard struct{ from, message string }

// resumed stands in for a message when the connection stands again.
const resumed = "resumed"

// Join connects the hub with its peers until Peers.Close. Send gives a message of at most MessageLimit
// bytes to all other instances, and may be called again with the same after an error. NameOf reads what
// somebody is called: messages hold ids alone. A hub is joined once, before it is used.
func (h *Hub) Join(send func(ctx context.Context, message string) error, nameOf func(ctx context.Context, who string) (string, error)) *Peers {
	p := &Peers{hub: h, send: send, nameOf: nameOf, in: make(chan heard, heardLimit), closing: make(chan struct{}),
		names: map[string]string{}, alive: map[string]time.Time{}}
	p.out.wake = make(chan struct{}, 1)
	p.out.at = map[spot]int{}
	h.mu.Lock()
	h.peers = p
	h.mu.Unlock()
	p.running.Go(p.carry)
	p.running.Go(p.read)
	return p
}

// Hear takes a message of another instance. It never waits: what is too much is dropped.
func (p *Peers) Hear(from, message string) {
	select {
	case p.in <- heard{from, message}:
	default:
	}
}

// Resume says that messages are heard from now on, for the first time or after a broken connection. The
// instances tell one another who is present, and every stream of this one looks whether it missed anything.
func (p *Peers) Resume() {
	select {
	case p.in <- heard{message: resumed}:
	case <-p.closing:
	}
}

// Close takes leave of the other instances, which forget who was here, and ends the connection.
func (p *Peers) Close() {
	p.once.Do(func() {
		p.out.add(word{Kind: byeWord})
		close(p.closing)
	})
	p.running.Wait()
}

// carry sends what is noted.
func (p *Peers) carry() {
	beat := time.NewTicker(aliveEvery)
	defer beat.Stop()
	for {
		pause := gatherFor
		select {
		case <-p.out.wake:
		case <-beat.C:
			p.out.add(word{Kind: aliveWord})
			continue
		case <-p.closing:
			p.flush()
			return
		}
		for {
			wait := time.NewTimer(pause)
			select {
			case <-wait.C:
			case <-p.closing:
				wait.Stop()
			}
			if p.flush() {
				break
			}
			select {
			case <-p.closing:
				return
			default:
				pause = resendAfter
			}
		}
	}
}

// flush sends everything noted, and says whether that worked; else it is kept.
func (p *Peers) flush() bool {
	for {
		message, words := p.out.next(time.Now())
		if len(words) == 0 {
			return true
		}
		ctx, cancel := context.WithTimeout(context.Background(), carryFor)
		err := p.send(ctx, message)
		cancel()
		if err != nil {
			p.out.back(words)
			return false
		}
	}
}

// read does what is heard.
func (p *Peers) read() {
	look := time.NewTicker(aliveEvery)
	defer look.Stop()
	for {
		select {
		case <-p.closing:
			return
		case m := <-p.in:
			if m.message == resumed {
				p.resume()
				continue
			}
			p.alive[m.from] = time.Now()
			var words []word
			if json.Unmarshal([]byte(m.message), &words) != nil {
				continue // of another version, which tells it in another way
			}
			for _, w := range words {
				p.do(m.from, w)
			}
		case now := <-look.C:
			for from, at := range p.alive {
				if now.Sub(at) > deadAfter {
					delete(p.alive, from)
					p.hub.instanceGone(from)
				}
			}
		}
	}
}

func (p *Peers) resume() {
	clear(p.names) // a backup may have been restored
	for from := range p.alive {
		p.alive[from] = time.Now() // it was us who did not hear
	}
	p.out.add(word{Kind: askWord})
	p.hub.retell()
	p.hub.recheck()
}

func (p *Peers) do(from string, w word) {
	h := p.hub
	switch w.Kind {
	case hereWord:
		if name, ok := p.name(w.Who); ok {
			h.presentAt(from, w, name)
		}
	case leftWord:
		h.leftAt(w)
	case sentWord:
		h.arrivedAt(w)
	case endWord:
		h.disconnect(w.Who)
	case newsWord:
		if w.What == settingsNews {
			p.rename(w.Workshop)
		}
		n := News{What: w.What, Workshop: w.Workshop, Member: w.Who, Group: w.Group, Drafts: w.Drafts, Course: w.Course}
		ok := w.Who == ""
		if !ok {
			n.Name, ok = p.name(w.Who)
		}
		if ok {
			h.mu.Lock()
			h.tellNews(n)
			h.mu.Unlock()
		}
	case askWord:
		h.retell()
	case byeWord:
		delete(p.alive, from)
		h.instanceGone(from)
	}
}

// rename looks up anew what those are called who are present or missed in a workshop: its settings have changed.
func (p *Peers) rename(workshop string) {
	clear(p.names)
	names := map[string]string{}
	for _, who := range p.hub.people(workshop) {
		if name, ok := p.name(who); ok {
			names[who] = name
		}
	}
	p.hub.Rename(names)
}

// name gives what somebody is called; false where nobody knows.
func (p *Peers) name(who string) (string, bool) {
	if name, ok := p.names[who]; ok {
		return name, true
	}
	ctx, cancel := context.WithTimeout(context.Background(), carryFor)
	defer cancel()
	name, err := p.nameOf(ctx, who)
	if err != nil {
		return "", false
	}
	if len(p.names) >= nameLimit {
		clear(p.names)
	}
	p.names[who] = name
	return name, true
}
