package live

import (
	"encoding/json"
	"sync"
	"time"
)

// MessageLimit is the most bytes of a message to other instances. PostgreSQL takes 7,999, with the sender's
// name.
const MessageLimit = 7500

// outboxLimit bounds the words that are kept while the database is out of reach.
const outboxLimit = 4096

// The kinds of words between instances. Each instance of a database has to understand them, of the version
// before too.
const (
	hereWord  = "here"  // somebody is at a place of a draft
	leftWord  = "left"  // a page has left a draft; without a client, all pages of somebody
	sentWord  = "sent"  // edits of a page that is missed are in the log
	endWord   = "end"   // the streams of somebody end
	newsWord  = "news"  // workshop news
	askWord   = "ask"   // tell me who is at yours
	aliveWord = "alive" // nothing new
	byeWord   = "bye"   // the instance stops
)

// word is one thing that an instance tells the others. It holds ids and numbers, no words of people.
type word struct {
	Kind     string   `json:"k"`
	Draft    string   `json:"d,omitempty"`
	Workshop string   `json:"w,omitempty"`
	Who      string   `json:"m,omitempty"`
	Client   string   `json:"c,omitempty"`
	At       string   `json:"a,omitempty"`
	From     int      `json:"f,omitempty"`
	To       int      `json:"t,omitempty"`
	Unsent   int      `json:"u,omitempty"`
	Seen     int64    `json:"s,omitempty"`
	Section  string   `json:"x,omitempty"`
	Age      int64    `json:"o,omitempty"` // milliseconds since the page said so
	What     string   `json:"n,omitempty"`
	Group    string   `json:"g,omitempty"`
	Drafts   []string `json:"ds,omitempty"`

	Course json.RawMessage `json:"co,omitempty"`

	said time.Time // of a place
}

// spot is one page on one draft.
type spot struct{ draft, who, client string }

// outbox keeps words in order until they are sent. Of a page that moves, the last place is enough.
type outbox struct {
	mu    sync.Mutex
	words []word
	at    map[spot]int // where in words a page's place is, since the last word of another kind
	wake  chan struct{}
}

// add notes a word.
func (o *outbox) add(w word) {
	o.mu.Lock()
	defer o.mu.Unlock()
	key := spot{w.Draft, w.Who, w.Client}
	if i, ok := o.at[key]; ok && w.Kind == hereWord {
		o.words[i] = w
		return
	}
	if len(o.words) >= outboxLimit {
		o.words = append([]word(nil), o.words[outboxLimit/2:]...)
		clear(o.at)
	}
	if w.Kind == hereWord {
		o.at[key] = len(o.words)
	} else {
		clear(o.at) // a place that comes after this stays after it
	}
	o.words = append(o.words, w)
	select {
	case o.wake <- struct{}{}:
	default:
	}
}

// next takes as many words as one message holds.
func (o *outbox) next(now time.Time) (message string, words []word) {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.at)
	text := []byte{'['}
	n := 0
	for ; n < len(o.words); n++ {
		w := o.words[n]
		if w.Kind == hereWord {
			w.Age = max(0, now.Sub(w.said).Milliseconds())
		}
		data, err := json.Marshal(w)
		if err != nil || len(data)+2 > MessageLimit {
			continue // no word that this package makes
		}
		if len(text)+len(data)+2 > MessageLimit {
			break
		}
		if len(text) > 1 {
			text = append(text, ',')
		}
		text = append(text, data...)
	}
	words = o.words[:n:n]
	if o.words = o.words[n:]; len(o.words) == 0 {
		o.words = nil
	}
	return string(append(text, ']')), words
}

// back puts words in front again that could not be sent.
func (o *outbox) back(words []word) {
	o.mu.Lock()
	defer o.mu.Unlock()
	clear(o.at)
	o.words = append(words, o.words...)
}
